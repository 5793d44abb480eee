"""Marks from the wall are one step: all of them are written, or none and every fault is named."""

from __future__ import annotations

import pytest

from battlemap.commands.session import Session
from battlemap.commands.wall_marks import TypeBackMarks, unknown_codes
from battlemap.domain.wall_marks import wall_marks
from battlemap.errors import NotFound, Refused


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
    assert tasks["PROJ-01"].blocked == "土地手续未批"
    session.undo()
    assert all(task.lane == "waiting" and task.progress == 0 for task in session.snapshot.live_tasks)
    session.run(typed("PROJ-01 卡"))
    session.run(typed("PROJ-01 解除"))
    assert session.snapshot.task_by_code("PROJ-01").blocked is None  # type: ignore[union-attr]


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
