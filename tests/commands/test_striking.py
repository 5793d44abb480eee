"""From 交办 to 反弹: every hand-over is kept, 销号 needs its conditions, and no way leads round them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from battlemap.commands.board import MoveTasks
from battlemap.commands.bulk import EditTasks, TaskEdit
from battlemap.commands.command import Command
from battlemap.commands.hand_over import HandOnTask, PauseTask, ResumeTask, ReturnTask, UrgeReports
from battlemap.commands.loop import AcceptTask, ExtendTask, ReboundTask, ReportProgress
from battlemap.commands.loop_rules import delivered_rules
from battlemap.commands.people import AssignTask
from battlemap.commands.problem import RaiseProblem, SolveProblem
from battlemap.commands.rows import AddRow, EditRow
from battlemap.commands.session import Session
from battlemap.commands.striking import (
    ApproveTask,
    ClaimTask,
    ObjectToTask,
    PublishTask,
    RecheckTask,
    StrikeOff,
    TakeStep,
    VerifyTask,
)
from battlemap.domain.kinds.hand_over import HandOver
from battlemap.domain.kinds.strike_rule import conditions, rule_for
from battlemap.domain.kinds.task import LANES, Task
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.telling.chain import chain, chain_words
from battlemap.errors import BattlemapError, Refused
from tests.commands.conftest import open_new


class Clock:
    """Says the day that it is told."""

    def __init__(self) -> None:
        self.now = datetime(2018, 11, 20, 9)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@pytest.fixture
def clock(session: Session) -> Clock:
    clock = Clock()
    session.clock = clock
    return clock


def first(session: Session) -> Task:
    return session.snapshot.live_tasks[0]


def deeds(session: Session, task: str) -> list[tuple[str, str]]:
    return [(made.deed, made.actor) for made in session.snapshot.parts(HandOver, task)]


def test_every_hand_over_keeps_its_time_and_person_whichever_command_makes_it(session: Session) -> None:
    id = first(session).id
    session.run(AssignTask(id, "建设局", "王强"))
    session.actor = "王强"
    session.run(AcceptTask(id))
    session.run(ReportProgress(id, 40, "完成清表"))
    session.run(EditTasks((TaskEdit(id, {"lane": "checking"}),)))
    session.actor = "江雨晴"
    session.run(MoveTasks((id,), first(session).action, "moving"))
    session.run(ClaimTask(id, "补充材料"))
    session.run(StrikeOff((id,), "现场核对"))
    session.run(ReboundTask(id, 60, "夜间复产"))
    assert deeds(session, id) == [
        ("assign", "李明"), ("accept", "王强"), ("claim", "王强"), ("return", "江雨晴"), ("claim", "江雨晴"),
        ("strike_off", "江雨晴"), ("rebound", "江雨晴"),
    ]  # fmt: skip
    made = session.snapshot.parts(HandOver, id)
    assert [one.round for one in made] == [1, 1, 1, 1, 1, 1, 2]
    assert [one.words for one in made][-3:] == ["补充材料", "现场核对", "夜间复产"]
    words = chain_words(session.snapshot, session.snapshot.tasks[id])
    assert words.startswith("交办 11月20日 → 签收 11月20日") and "反弹 11月20日（第 2 轮）" in words
    session.undo()
    assert deeds(session, id)[-1] == ("strike_off", "江雨晴")
    session.redo()
    assert deeds(session, id)[-1] == ("rebound", "江雨晴")


def test_side_doors_keep_their_reasons_and_a_handed_on_task_is_accepted_anew(
    session: Session, clock: Clock
) -> None:
    id = first(session).id
    session.run(AssignTask(id, "建设局"))
    session.run(AcceptTask(id))
    with pytest.raises(Refused, match="理由"):
        session.run(HandOnTask(id, "财政局", " "))
    session.run(HandOnTask(id, "财政局", "职能划转"))
    task = session.snapshot.tasks[id]
    assert task.accepted_on is None and session.snapshot.unit_label(task.responsible_unit) == "财政局"
    with pytest.raises(Refused, match="不必转办"):
        session.run(HandOnTask(id, "财政局", "再转"))
    session.run(MoveTasks((id,), task.action, "moving"))
    session.run(EditTasks((TaskEdit(id, {"due_on": date(2018, 11, 30)}),)))
    session.run(ExtendTask(id, date(2018, 12, 10), "材料未到"))
    session.run(PauseTask(id, "封土期停工", date(2018, 12, 1)))
    paused = session.snapshot.tasks[id]
    verdict = session.snapshot.judge(paused, date(2018, 11, 29))
    assert (verdict.lamp, verdict.words) == ("grey", "暂缓至12月1日：封土期停工")
    assert session.snapshot.judge(paused, date(2018, 12, 2)).lamp != "grey"
    session.run(ResumeTask(id))
    links = [(link.name, link.words) for link in chain(session.snapshot, session.snapshot.tasks[id])]
    assert links[-4:] == [
        ("签收", ""), ("延期", "材料未到"), ("暂缓", "封土期停工"), ("恢复推进", ""),
    ]  # fmt: skip
    with pytest.raises(Refused, match="没有申请办结"):
        session.run(ReturnTask(id, "不实"))


def test_a_returned_task_has_the_progress_of_its_last_report(session: Session) -> None:
    id = first(session).id
    session.run(AssignTask(id, "建设局"))
    session.run(ReportProgress(id, 70, "过半"))
    session.run(ClaimTask(id))
    session.run(VerifyTask(id, False, "现场有 2 处没有完成"))
    task = session.snapshot.tasks[id]
    assert (task.lane, task.progress, task.finished_on) == ("moving", 70, None)
    assert [deed for deed, _ in deeds(session, id)][-3:] == ["claim", "fail", "return"]


def test_the_six_steps_of_rectification_are_all_asked_for(session: Session, clock: Clock) -> None:
    session.run(delivered_rules())
    six = next(rule for rule in session.snapshot.strike_rules.values() if "六步" in rule.title)
    id = first(session).id
    session.run(EditTasks((TaskEdit(id, {"strike_rule": six.id}),)))
    session.run(AssignTask(id, "建设局"))
    session.run(ClaimTask(id))
    with pytest.raises(Refused, match="须由另一人核查"):
        session.run(VerifyTask(id, True, "合格"))
    session.actor = "江雨晴"
    session.run(VerifyTask(id, True, "逐项到位"))
    with pytest.raises(Refused) as refused:
        session.run(StrikeOff((id,)))
    for missing in ("佐证材料", "公示", "审签", "申请市级复核", "销号报备"):
        assert missing in str(refused.value)
    session.run(EditRow("strike_rule", six.id, {"evidence": 0}))
    session.run(PublishTask(id, "区政府网站", date(2018, 11, 26)))
    session.run(ObjectToTask(id, "范围不全"))
    session.run(ApproveTask(id, "周卫东"))
    with pytest.raises(Refused, match="应先完成“申请市级复核”"):
        session.run(TakeStep(id, "销号报备"))
    session.run(TakeStep(id, "申请市级复核"))
    session.run(TakeStep(id, "销号报备"))
    clock.now = datetime(2018, 11, 26, 9)
    with pytest.raises(Refused, match="1 条异议没有处理"):
        session.run(StrikeOff((id,)))
    session.run(ObjectToTask(id, "已补充公示范围", is_settled=True))
    with pytest.raises(Refused, match="还没有期满"):
        session.run(StrikeOff((id,)))
    clock.now = datetime(2018, 11, 27, 9)
    session.run(StrikeOff((id,)))
    due = [recheck.due_on for recheck in session.snapshot.rechecks_of(id)]
    assert due == [date(2018, 11, 27) + timedelta(days) for days in (30, 90, 180)]


def test_what_spoke_for_one_claim_does_not_speak_for_the_next(session: Session) -> None:
    session.run(delivered_rules())
    id = first(session).id
    session.run(AssignTask(id, "建设局"))
    session.run(ClaimTask(id))
    session.actor = "江雨晴"
    session.run(VerifyTask(id, True, "合格"))
    session.run(ReturnTask(id, "材料有误"))
    session.actor = "李明"
    session.run(ClaimTask(id))
    with pytest.raises(Refused, match="还没有核查"):
        session.run(StrikeOff((id,)))


def test_a_recheck_that_finds_a_rebound_reopens_the_task_and_calls_off_the_other_looks(
    session: Session, clock: Clock
) -> None:
    session.run(delivered_rules())
    id = first(session).id
    session.run(AssignTask(id, "建设局"))
    session.run(ClaimTask(id))
    session.actor = "江雨晴"
    session.run(VerifyTask(id, True, "合格"))
    session.run(StrikeOff((id,)))
    looks = session.snapshot.rechecks_of(id)
    clock.now = datetime(2018, 12, 20, 9)
    session.run(RecheckTask(looks[0].id, False, "三户复产", 60))
    task = session.snapshot.tasks[id]
    assert (task.lane, task.rebound, task.progress) == ("moving", 1, 60)
    assert session.snapshot.judge(task, date(2018, 12, 20)).words == "整改反弹，第 2 轮"
    (looked,) = session.snapshot.rechecks_of(id)
    assert (looked.checked_on, looked.is_firm, looked.checker) == (date(2018, 12, 20), False, "江雨晴")
    session.undo()
    assert session.snapshot.rechecks_of(id) == looks
    assert session.snapshot.tasks[id].lane == "struck_off"


def test_delivered_rules_are_taken_once_and_urging_is_kept(session: Session) -> None:
    session.run(delivered_rules())
    with pytest.raises(Refused, match="都已经有了"):
        session.run(delivered_rules())
    id = first(session).id
    session.run(UrgeReports((id,), "请今日报送"))
    assert deeds(session, id) == [("urge", "李明")]
    with pytest.raises(Refused, match="没有要催报"):
        session.run(UrgeReports(()))


# -- the law ----------------------------------------------------------------------------------------------------

PEOPLE = ("李明", "王强", "江雨晴")
Way = Callable[[str, Any, Snapshot], Command]
WAYS: dict[str, Way] = {
    "assign": lambda id, draw, now: AssignTask(id, draw(st.sampled_from(["建设局", "财政局"]))),
    "accept": lambda id, draw, now: AcceptTask(id),
    "report": lambda id, draw, now: ReportProgress(id, draw(st.sampled_from([10, 60, 100]))),
    "claim": lambda id, draw, now: ClaimTask(id),
    "verify": lambda id, draw, now: VerifyTask(id, draw(st.booleans()), "结论"),
    "drag": lambda id, draw, now: MoveTasks((id,), now.tasks[id].action, draw(st.sampled_from(LANES))),
    "bulk": lambda id, draw, now: EditTasks((TaskEdit(id, {"lane": draw(st.sampled_from(LANES))}),)),
    "strike": lambda id, draw, now: StrikeOff((id,)),
    "return": lambda id, draw, now: ReturnTask(id, "不实"),
    "rebound": lambda id, draw, now: ReboundTask(id, 30),
    "stick": lambda id, draw, now: RaiseProblem("缺地", (id,)),
    "solve": lambda id, draw, now: SolveProblem(draw(st.sampled_from(sorted(now.problems) or ["none"]))),
    "publish": lambda id, draw, now: PublishTask(id, "网站", date(2018, 11, 20) + timedelta(draw(st.integers(0, 8)))),
    "object": lambda id, draw, now: ObjectToTask(id, "异议", draw(st.booleans())),
    "approve": lambda id, draw, now: ApproveTask(id, "周卫东"),
    "step": lambda id, draw, now: TakeStep(id, draw(st.sampled_from(["复核", "报备"]))),
}  # fmt: skip


def _parts(snapshot: Snapshot, task: str, kind: type[Any]) -> list[Any]:
    return snapshot.parts(kind, task)


#: So often the way goes forward, that it leads somewhere.
FORWARD = ("claim", "verify", "strike", "strike", "approve", "publish", "step") * 2


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_no_way_leads_to_a_strike_off_without_its_conditions(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    clock = Clock()
    with open_new(Path(tmp_path_factory.mktemp("law")) / "行动.battlemap") as session:
        session.clock = clock
        rule = {
            "title": "一般", "needs_second": data.draw(st.booleans()), "publicity_days": data.draw(st.sampled_from([0, 3])),
            "approver": data.draw(st.sampled_from(["", "领导"])), "steps": data.draw(st.sampled_from(["", "复核\n报备"])),
        }  # fmt: skip
        session.run(AddRow("strike_rule", rule))
        id = first(session).id
        for _ in range(data.draw(st.integers(6, 24))):
            session.actor = data.draw(st.sampled_from(PEOPLE))
            clock.now += timedelta(days=data.draw(st.sampled_from([0, 0, 1, 4])))
            before = session.snapshot
            way = data.draw(st.sampled_from([*WAYS, *FORWARD, "undo", "redo"]))
            try:
                if way in ("undo", "redo"):
                    getattr(session, way)()
                    continue
                session.run(WAYS[way](id, data.draw, before))
            except BattlemapError:
                assert session.snapshot is before
                continue
            now = session.snapshot
            if now.tasks[id].lane == "struck_off" and before.tasks[id].lane != "struck_off":
                wanted = conditions(
                    now.tasks[id],
                    rule_for(now.tasks[id], now.strike_rules.values()),
                    partial(_parts, before, id),
                    before.problems_of(id),
                    clock.now.date(),
                )
                assert all(condition.is_met for condition in wanted), wanted
