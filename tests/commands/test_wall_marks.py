"""Marks from the wall are one step: all of them are written, or none and every fault is named."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from battlemap.commands.loop_rules import delivered_rules
from battlemap.commands.session import Session
from battlemap.commands.striking import ClaimTask, VerifyTask
from battlemap.commands.wall_marks import TypeBackMarks, unknown_codes
from battlemap.domain.kinds.task import Task
from battlemap.domain.telling.wall_marks import Marked, foreseen, short_mark, wall_marks
from battlemap.errors import BadInput, NotFound, Refused

SHORT = st.sampled_from(("w", "z", "k 土地未批", "j", "x", "y1", "y2", "y3", "0", "40", "100"))


def typed(text: str) -> TypeBackMarks:
    return TypeBackMarks(wall_marks(text))


def test_a_meeting_is_typed_back_in_one_step(session: Session) -> None:
    step = session.run(typed("ECON-01 50\necon2 完成\nPROJ-01 卡 土地手续未批\nECON-01 滞后"))
    assert step is not None
    assert step.label == "图上回填 4 处"
    tasks = {task.code: task for task in session.snapshot.live_tasks}
    assert (tasks["ECON-01"].progress, tasks["ECON-01"].lane) == (50, "moving")
    assert tasks["ECON-01"].visible_progress == "现场标注：滞后"
    assert tasks["ECON-02"].lane == "checking"
    assert session.snapshot.stuck_words(tasks["PROJ-01"].id) == "土地手续未批"
    session.undo()
    assert all(task.lane == "waiting" and task.progress == 0 for task in session.snapshot.live_tasks)
    session.run(typed("PROJ-01 卡"))
    session.run(typed("PROJ-01 解除"))
    assert session.snapshot.stuck_words(tasks["PROJ-01"].id) == ""


def test_unknown_codes_are_refused_at_once_and_nothing_is_written(session: Session) -> None:
    marks = typed("ECON-01 50\nECON-99 完成\nXX-1 10\nECON-99 20")
    assert unknown_codes(session.snapshot, marks.marks) == ("ECON-99", "XX-01")
    with pytest.raises(NotFound, match="没有这些编号：ECON-99、XX-01"):
        session.run(marks)
    assert session.snapshot.task_by_code("ECON-01").progress == 0  # type: ignore[union-attr]


def test_every_mark_that_a_rule_forbids_is_named(session: Session) -> None:
    with pytest.raises(Refused) as refused:
        session.run(typed("ECON-01 50\nECON-02 销号\nPROJ-01 卡\nPROJ-01 完成"))
    assert "ECON-02 未经核查不能销号" in str(refused.value)
    assert "PROJ-01 尚有卡点未解除" in str(refused.value)
    assert session.snapshot.task_by_code("ECON-01").progress == 0  # type: ignore[union-attr]


def test_no_marks_are_no_step(session: Session) -> None:
    with pytest.raises(Refused, match="没有要回填"):
        session.run(TypeBackMarks(()))


def marked_on(session: Session, task: Task) -> Marked:
    return Marked.on(session.snapshot, task, session.clock().date())


def test_what_a_strike_off_lacks_is_said_before_it_is_written(session: Session) -> None:
    session.run(delivered_rules("strike_rules"))
    task = session.snapshot.task_by_code("ECON-01")
    assert task
    with pytest.raises(BadInput, match="未经核查"):
        foreseen(short_mark("ECON-01", "y4"), marked_on(session, task))
    _, claimed = foreseen(short_mark("ECON-01", "w"), marked_on(session, task))
    with pytest.raises(BadInput, match="不符合销号条件：核查合格"):
        foreseen(short_mark("ECON-01", "y4"), claimed)
    with pytest.raises(Refused, match="不符合销号条件"):
        session.run(typed("ECON-01 完成\nECON-01 销号"))
    session.run(ClaimTask(task.id))
    waiting = session.snapshot.tasks[task.id]
    with pytest.raises(BadInput, match="还没有核查"):
        foreseen(short_mark("ECON-01", "y4"), marked_on(session, waiting))
    session.actor = "王强"
    session.run(VerifyTask(task.id, True, "属实"))
    words, _ = foreseen(short_mark("ECON-01", "y4"), marked_on(session, waiting))
    assert words.startswith("待核查 → 已销号")
    session.run(typed("ECON-01 销号"))
    assert session.snapshot.tasks[task.id].lane == "struck_off"


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.lists(st.tuples(st.sampled_from(("ECON-01", "ECON-02")), SHORT), min_size=1, max_size=5))
def test_what_is_foreseen_is_what_happens(session: Session, typed: list[tuple[str, str]]) -> None:
    marks = tuple(short_mark(code, mark) for code, mark in typed)
    expected: dict[str, Marked] = {}
    refused = False
    for mark in marks:
        marked = session.snapshot.task_by_code(mark.code)
        assert marked
        try:
            _, expected[mark.code] = foreseen(mark, expected.get(mark.code) or marked_on(session, marked))
        except BadInput:
            refused = True
    if refused:
        with pytest.raises(Refused):
            session.run(TypeBackMarks(marks))
        return
    if session.run(TypeBackMarks(marks)) is None:
        return
    for code, after in expected.items():
        task = session.snapshot.task_by_code(code)
        assert task
        assert (task.lane, task.progress) == (after.task.lane, after.task.progress)
        stands = "；".join(problem.title for problem in after.problems)
        assert session.snapshot.stuck_words(task.id) == stands
    session.undo()


def test_marks_that_take_each_other_back_are_no_step(session: Session) -> None:
    before = session.steps(1)
    assert session.run(typed("PROJ-01 卡 土地手续未批\nPROJ-01 解除")) is None
    assert session.steps(1) == before
