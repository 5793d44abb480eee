"""What a meeting decides becomes a task, an instruction, a 卡点 or another day, and is never lost until it is done."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from battlemap.commands.board import MoveTasks
from battlemap.commands.letter import IssueLetter
from battlemap.commands.meeting import (
    CloseDecision,
    CloseMeeting,
    Decide,
    EditMeeting,
    OpenMeeting,
    ReopenMeeting,
)
from battlemap.commands.people import AssignTask
from battlemap.commands.problem import SolveProblem
from battlemap.commands.rows import AddRow, EditRow
from battlemap.commands.session import Session
from battlemap.domain.kinds.meeting import Meeting
from battlemap.domain.telling.agenda import (
    agenda,
    decisions_of,
    minutes_facts,
    minutes_versions,
    open_decisions,
    version_lines,
)
from battlemap.domain.telling.decision_line import decision_line
from battlemap.domain.telling.letter_content import letter_content
from battlemap.domain.telling.letter_words import drawn_up
from battlemap.errors import BadInput, BattlemapError, Refused
from tests.commands.conftest import open_new

SPAN = (date(2018, 10, 1), date(2018, 12, 31))


def begun(session: Session, **values: Any) -> Meeting:
    if not session.snapshot.meeting_series:
        session.run(AddRow("meeting_series", {"title": "调度会", "minutes": 3, "chair": "周卫东"}))
    (series,) = session.snapshot.meeting_series.values()
    session.run(OpenMeeting(series.id, values))
    return list(session.snapshot.meetings.values())[-1]


def closing(session: Session, meeting: Meeting) -> CloseMeeting:
    facts = minutes_facts(session.snapshot, session.snapshot.meetings[meeting.id])
    values = drawn_up("minutes", session.snapshot, session.clock().date(), more=facts)
    return CloseMeeting(meeting.id, values)


def line(text: str) -> Any:
    return decision_line(text, *SPAN)


@pytest.mark.parametrize(
    ("text", "kind", "words", "unit", "due_on"),
    [
        ("任务：完成土地清表 @建设局 #11月30日", "task", "完成土地清表", "建设局", date(2018, 11, 30)),
        ("+ 完成清表", "task", "完成清表", "", None),
        ("批示: 专班盯办 #月底前", "instruction", "专班盯办", "", None),
        ("？缺 20 亩指标 @国土分局", "problem", "缺 20 亩指标", "国土分局", None),
        ("时限：#12月15日 钢构未到", "deadline", "钢构未到", "", date(2018, 12, 15)),
        ("各专项每周一报", "plain", "各专项每周一报", "", None),
    ],
)
def test_a_line_says_what_it_becomes(
    text: str, kind: str, words: str, unit: str, due_on: date | None
) -> None:
    understood = decision_line(text, *SPAN)
    assert (understood.kind, understood.words, understood.unit) == (kind, words, unit)
    assert due_on is None or understood.due_on == due_on


@pytest.mark.parametrize("text", ["", "任务：", "时限：没有日期", "时限：#12月15日", "批示：办 #胡说日"])
def test_a_line_that_means_nothing_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        decision_line(text, *SPAN)


def test_a_meeting_leaves_tasks_instructions_problems_and_days_with_its_words(session: Session) -> None:
    task = session.snapshot.live_tasks[0]
    session.run(AssignTask(task.id, "建设局"))
    session.run(MoveTasks((task.id,), task.action, "moving"))
    session.run(EditRow("unit", next(iter(session.snapshot.units)), {"short_name": "建设"}))
    meeting = begun(session, place="三楼会议室")
    session.run(Decide(meeting.id, line("任务：完成土地清表 @建设局 #11月30日"), task.id, task.action))
    session.run(Decide(meeting.id, line("批示：专班盯办 #11月25日"), task.id))
    session.run(Decide(meeting.id, line("卡点：缺 20 亩指标 #11月28日"), task.id))
    session.run(Decide(meeting.id, line("各专项每周一报")))
    made = decisions_of(session.snapshot, meeting.id)
    assert [one.number for one in made] == [1, 2, 3, 4]
    new = session.snapshot.tasks[made[0].task or ""]
    assert (new.title, new.due_on, session.snapshot.unit_label(new.responsible_unit)) == (
        "完成土地清表", date(2018, 11, 30), "建设",
    )  # fmt: skip
    assert new.source == "据第 1 次调度会议定事项 1：完成土地清表"
    (instruction,) = session.snapshot.instructions_of(task.id)
    assert (instruction.leader, instruction.words) == ("周卫东", "专班盯办（据第 1 次调度会议定事项 2）")
    (problem,) = session.snapshot.problems_of(task.id)
    assert (problem.level, problem.promised_on) == ("command_post", date(2018, 11, 28))
    with pytest.raises(Refused, match="没有名为“火星局”"):
        session.run(Decide(meeting.id, line("任务：登月 @火星局"), task.id))
    with pytest.raises(Refused, match="没有对应的任务"):
        session.run(Decide(meeting.id, line("批示：抓紧")))
    session.undo()
    assert len(decisions_of(session.snapshot, meeting.id)) == 3


def test_a_deadline_that_is_changed_is_an_extension_with_the_decision_as_its_reason(session: Session) -> None:
    task = session.snapshot.live_tasks[1]
    session.run(AssignTask(task.id, "建设局"))
    session.run(MoveTasks((task.id,), task.action, "moving"))
    meeting = begun(session)
    session.run(Decide(meeting.id, line("时限：#12月15日 钢构未到"), task.id))
    now = session.snapshot.tasks[task.id]
    assert (now.due_on, now.original_due_on) == (date(2018, 12, 15), date(2018, 11, 30))
    assert now.extension_reason == "据第 1 次调度会议定事项 1：钢构未到"
    assert open_decisions(session.snapshot) == []


def test_minutes_are_drafted_when_the_meeting_ends_and_the_next_one_begins_with_what_is_open(
    session: Session,
) -> None:
    meeting = begun(session)
    session.run(Decide(meeting.id, line("各专项每周一报")))
    with pytest.raises(Refused, match="还没有结束"):
        begun(session)
    session.run(EditMeeting(meeting.id, {"present": "周卫东、高立新", "time": "上午9时"}))
    session.run(closing(session, meeting))
    letter = session.snapshot.letters[session.snapshot.meetings[meeting.id].letter or ""]
    assert letter.title == "第1次调度会纪要"
    assert (
        "由周卫东主持" in letter.body
        and "1．各专项每周一报。" in letter.body
        and "出席：周卫东、高立新" in letter.body
    )
    with pytest.raises(Refused, match="已经结束"):
        session.run(Decide(meeting.id, line("再议一件")))
    second = begun(session)
    assert second.number == 2
    (series,) = session.snapshot.meeting_series.values()
    first_part = agenda(session.snapshot, series, date(2018, 11, 20))[0]
    assert first_part.title == "上次议定事项落实"
    assert [item.title for item in first_part.items] == ["各专项每周一报"]
    session.run(CloseDecision(first_part.items[0].decision or "", "已印发制度"))
    assert all(
        part.title != "上次议定事项落实" for part in agenda(session.snapshot, series, date(2018, 11, 20))
    )


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_what_was_decided_is_on_every_agenda_until_it_is_done(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with open_new(Path(tmp_path_factory.mktemp("law")) / "行动.battlemap") as session:
        moment = datetime(2018, 11, 5, 9)

        def clock() -> datetime:
            nonlocal moment
            moment += timedelta(seconds=1)
            return moment

        session.clock = clock
        meeting = begun(session)
        task = session.snapshot.live_tasks[0]
        owed: dict[str, str] = {}
        for _ in range(data.draw(st.integers(3, 12))):
            moment += timedelta(days=data.draw(st.integers(0, 2)))
            way = data.draw(st.sampled_from(["decide", "decide", "close", "next", "solve"]))
            try:
                if way == "decide":
                    text = data.draw(st.sampled_from(["一般事项", "任务：新任务", "卡点：缺地"]))
                    session.run(Decide(meeting.id, line(text), task.id))
                    newest = decisions_of(session.snapshot, meeting.id)[-1]
                    owed[newest.id] = newest.problem or ""
                elif way == "close" and owed:
                    chosen = data.draw(st.sampled_from(sorted(owed)))
                    session.run(CloseDecision(chosen, "办了"))
                    del owed[chosen]
                elif way == "solve" and any(owed.values()):
                    chosen = next(id for id, problem in owed.items() if problem)
                    session.run(SolveProblem(owed[chosen], "解决"))
                    del owed[chosen]
                elif way == "next":
                    session.run(closing(session, meeting))
                    meeting = begun(session)
            except BattlemapError:
                pass
            (series,) = session.snapshot.meeting_series.values()
            parts = agenda(session.snapshot, series, moment.date())
            decisions = [item.decision for part in parts for item in part.items if item.decision]
            assert sorted(decisions) == sorted(owed)


def test_a_reopened_meeting_makes_the_next_version_of_its_minutes(session: Session) -> None:
    meeting = begun(session)
    session.run(Decide(meeting.id, line("每周报告一次")))
    session.run(closing(session, meeting))
    with pytest.raises(Refused, match="理由"):
        session.run(ReopenMeeting(meeting.id, " "))
    session.run(ReopenMeeting(meeting.id, "漏记一项"))
    session.run(Decide(meeting.id, line("每月通报一次")))
    session.run(closing(session, session.snapshot.meetings[meeting.id]))
    now = session.snapshot
    (first,) = minutes_versions(now, now.meetings[meeting.id])
    assert (first.version, "每月通报一次" in first.body) == (1, True)
    session.run(IssueLetter(first.id, "周卫东"))
    session.run(ReopenMeeting(meeting.id, "更正时限"))
    session.run(closing(session, session.snapshot.meetings[meeting.id]))
    now = session.snapshot
    second = minutes_versions(now, now.meetings[meeting.id])[-1]
    assert (second.version, second.replaces, now.letters[first.id].state) == (2, first.id, "issued")
    session.run(IssueLetter(second.id, "周卫东"))
    now = session.snapshot
    versions = version_lines(now, now.meetings[meeting.id])
    assert [words[:5] for words in versions] == ["第 1 版", "第 2 版"] and "作废" in versions[0]
    printed = [paragraph.text for paragraph in letter_content(now.letters[second.id], now).paragraphs]
    assert any("第2版，代替攻坚纪〔2018〕1号，校验码" in words for words in printed)
    session.undo()
    assert session.snapshot.letters[first.id].state == "issued"
