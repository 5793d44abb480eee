"""A 卡点 rises by itself, never past a level and never twice; it is answered, confirmed by who raised it, and batched."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from battlemap.commands.problem import EscalateProblem, RaiseProblem, SolveProblem
from battlemap.commands.problem_way import (
    AnswerProblem,
    ConfirmProblem,
    EscalateDue,
    FormBatch,
    SendBackProblem,
    SendRedEnvelope,
)
from battlemap.commands.rows import AddRow
from battlemap.commands.session import Session
from battlemap.domain.kinds.problem import LEVELS, Problem
from battlemap.errors import BattlemapError, Refused
from tests.commands.conftest import open_new


class Clock:
    """Says the day that it is told."""

    def __init__(self) -> None:
        self.now = datetime(2018, 11, 5, 9)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@pytest.fixture
def clock(session: Session) -> Clock:
    clock = Clock()
    session.clock = clock
    return clock


def raised(session: Session, **more: Any) -> Problem:
    session.run(RaiseProblem("缺地 20 亩", (session.snapshot.live_tasks[0].id,), "land", **more))
    return list(session.snapshot.problems.values())[-1]


def rule(session: Session, department: int = 3, command_post: int = 2) -> None:
    session.run(
        AddRow(
            "escalation_rule",
            {"title": "一般", "department_days": department, "command_post_days": command_post},
        )
    )


def escalate(session: Session, day: date) -> None:
    session.run(EscalateDue(day, session.snapshot.calendar))


def trace(session: Session, problem: str) -> list[tuple[str, date, str]]:
    return [(step.deed, step.happened_on, step.level) for step in session.snapshot.steps_of(problem)]


def test_it_rises_after_its_working_days_and_the_trace_bears_the_day_on_which_it_was_due(
    session: Session, clock: Clock
) -> None:
    rule(session)
    problem = raised(session)
    assert session.snapshot.rises_on(problem) == date(2018, 11, 9)
    escalate(session, date(2018, 11, 8))
    assert trace(session, problem.id) == [("raise", date(2018, 11, 5), "department")]
    clock.now = datetime(2018, 11, 20, 9)
    escalate(session, date(2018, 11, 20))
    assert trace(session, problem.id) == [
        ("raise", date(2018, 11, 5), "department"),
        ("auto", date(2018, 11, 9), "command_post"),
        ("auto", date(2018, 11, 14), "commander"),
    ]
    words = [step.words for step in session.snapshot.steps_of(problem.id)]
    assert words[1:] == ["超过 3 个工作日没有解决", "超过 2 个工作日没有解决"]
    assert session.run(EscalateDue(date(2018, 12, 20), session.snapshot.calendar)) is None
    session.undo()
    assert session.snapshot.problems[problem.id].level == "department"
    assert len(trace(session, problem.id)) == 1


def test_without_a_rule_or_once_answered_nothing_rises(session: Session, clock: Clock) -> None:
    problem = raised(session)
    escalate(session, date(2018, 12, 20))
    rule(session)
    session.run(AnswerProblem(problem.id, "已协调指标"))
    escalate(session, date(2018, 12, 20))
    assert session.snapshot.problems[problem.id].level == "department"
    assert session.snapshot.rises_on(session.snapshot.problems[problem.id]) is None


def test_a_red_envelope_goes_straight_to_the_top_with_its_reason(session: Session, clock: Clock) -> None:
    problem = raised(session)
    with pytest.raises(Refused, match="理由"):
        session.run(SendRedEnvelope(problem.id, " "))
    session.run(SendRedEnvelope(problem.id, "月底前不供地，项目流失"))
    now = session.snapshot.problems[problem.id]
    assert (now.level, now.is_red) == ("commander", True)
    assert trace(session, problem.id)[-1] == ("red", date(2018, 11, 5), "commander")
    with pytest.raises(Refused, match="已用红信封"):
        session.run(SendRedEnvelope(problem.id, "再报"))
    assert raised(session, is_red=True).level == "commander"


def test_only_who_raised_it_confirms_and_what_is_sent_back_is_dealt_with_again(
    session: Session, clock: Clock
) -> None:
    rule(session)
    problem = raised(session)
    with pytest.raises(Refused, match="还没有答复"):
        session.run(ConfirmProblem(problem.id))
    session.actor = "赵局长"
    session.run(AnswerProblem(problem.id, "已安排 12 亩", date(2018, 11, 16)))
    for command in (ConfirmProblem(problem.id), SendBackProblem(problem.id, "不够")):
        with pytest.raises(Refused, match="不能自己确认"):
            session.run(command)
    session.actor = "路人"
    with pytest.raises(Refused, match="须由提出人李明"):
        session.run(ConfirmProblem(problem.id))
    session.actor = "李明"
    session.run(SendBackProblem(problem.id, "还差 8 亩"))
    now = session.snapshot.problems[problem.id]
    assert (now.answered_on, now.sent_back, now.promised_on) == (None, 1, date(2018, 11, 16))
    session.run(AnswerProblem(problem.id, "20 亩全部落实"))
    session.run(ConfirmProblem(problem.id))
    solved = session.snapshot.problems[problem.id]
    assert (solved.solved_on, solved.outcome) == (date(2018, 11, 5), "20 亩全部落实")
    deeds = [deed for deed, _, _ in trace(session, problem.id)]
    assert deeds == ["raise", "answer", "send_back", "answer", "solve"]


def test_batches_are_numbered_and_hold_open_problems_only(session: Session, clock: Clock) -> None:
    one, two = raised(session), raised(session)
    session.run(FormBatch((one.id, two.id)))
    session.run(SolveProblem(two.id, "已解决"))
    with pytest.raises(Refused, match="已解决"):
        session.run(FormBatch((two.id,)))
    session.run(FormBatch((one.id,)))
    batches = sorted(session.snapshot.problem_batches.values(), key=lambda batch: batch.number)
    assert [batch.number for batch in batches] == [1, 2]
    assert session.snapshot.problems[one.id].batch == batches[1].id
    assert [step.words for step in session.snapshot.steps_of(one.id) if step.deed == "batch"] == [
        "第 1 批", "第 2 批",
    ]  # fmt: skip


HAND = {
    "rise": lambda id: EscalateProblem(id),
    "red": lambda id: SendRedEnvelope(id, "急"),
    "answer": lambda id: AnswerProblem(id, "答复"),
    "back": lambda id: SendBackProblem(id, "不行"),
    "solve": lambda id: SolveProblem(id),
}


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    department=st.integers(0, 4), command_post=st.integers(0, 4),
    days=st.lists(
        st.tuples(st.integers(0, 5), st.sampled_from(["none", "none", "none", *HAND]), st.booleans()), min_size=3, max_size=8
    ),
)  # fmt: skip
def test_a_rise_skips_no_level_comes_never_twice_and_is_the_same_however_late_it_is_noticed(
    department: int,
    command_post: int,
    days: list[tuple[int, str, bool]],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """One site notices every day, the other only now and then, always before a hand does something."""
    traces = []
    for is_daily in (True, False):
        clock = Clock()
        with open_new(tmp_path_factory.mktemp("law") / "行动.battlemap") as session:
            session.clock = clock
            rule(session, department, command_post)
            problem = raised(session)
            for gap, hand, is_noticed in days:
                for _ in range(gap):
                    clock.now += timedelta(days=1)
                    if is_daily:
                        escalate(session, clock.now.date())
                if hand != "none" or is_noticed:
                    escalate(session, clock.now.date())
                if hand != "none":
                    with suppress(BattlemapError):
                        session.run(HAND[hand](problem.id))
            escalate(session, clock.now.date())
            traces.append(trace(session, problem.id))
            levels = [
                LEVELS.index(level) for deed, _, level in traces[-1] if deed in ("raise", "auto", "escalate")
            ]
            autos = [level for deed, _, level in traces[-1] if deed == "auto"]
            assert len(set(autos)) == len(autos)
            red = [place for place, (deed, _, _) in enumerate(traces[-1]) if deed == "red"]
            if not red:
                assert levels == list(range(len(levels)))
            happened = [day for _, day, _ in traces[-1]]
            assert happened == sorted(happened)
    assert traces[0] == traces[1]
