"""Everybody hears the steps in one order, also where a listener changes the campaign while it is told."""

from __future__ import annotations

import pytest

from battlemap.commands.session import Session
from battlemap.commands.task import CreateTask, EditTask
from battlemap.domain.kinds.task import Task
from battlemap.domain.reach import Reach
from battlemap.domain.step import Step
from battlemap.errors import Refused
from tests.commands.test_second_program import another_program


def test_what_a_listener_runs_waits_until_everybody_has_heard(session: Session) -> None:
    task = session.snapshot.live_tasks[0]
    first: list[str] = []
    last: list[str] = []

    def editing(step: Step, reach: Reach) -> None:
        first.append(step.label)
        if step.label.startswith("新建"):
            assert session.run(EditTask(task.id, {"title": "随后改名"})) is None
            assert session.snapshot.tasks[task.id].title == task.title

    session.listen(editing)
    session.listen(lambda step, reach: last.append(step.label))
    session.run(CreateTask(task.action, "新任务"))
    assert session.snapshot.tasks[task.id].title == "随后改名"
    assert first == last
    assert [label[:2] for label in first] == ["新建", "修改"]
    assert [head.label for head in session.steps(2)][::-1] == first


def test_an_undo_in_which_a_listener_saves_keeps_the_order_for_everybody(session: Session) -> None:
    made = session.run(CreateTask(session.snapshot.columns[0].id, "新任务"))
    other = session.snapshot.live_tasks[0].id
    assert made is not None
    heard: list[tuple[str, str]] = []

    def saving(step: Step, reach: Reach) -> None:
        if step.kind == "undo":
            session.run(EditTask(other, {"title": "还没提交的文字"}))

    session.listen(saving)
    session.listen(lambda step, reach: heard.append((step.kind, step.label[:2])))
    assert session.undo().kind == "undo"
    assert heard == [("undo", "新建"), ("do", "修改")]


def test_a_text_that_comes_too_late_for_a_card_that_is_undone_costs_no_redo(session: Session) -> None:
    made = session.run(CreateTask(session.snapshot.columns[0].id, "新任务"))
    assert made is not None
    card = made.changes[0].id
    heard: list[str] = []

    def saving(step: Step, reach: Reach) -> None:
        if step.kind == "undo":
            session.run(EditTask(card, {"detail": "还没提交的文字"}))

    session.listen(saving)
    session.listen(lambda step, reach: heard.append(step.kind))
    with pytest.raises(Refused, match="已删除"):
        session.undo()
    assert heard == ["undo"]
    assert session.can_redo == "新建任务“新任务”"
    session.redo()
    assert not session.snapshot.tasks[card].deleted


def test_what_is_refused_afterwards_comes_out_of_the_call_and_its_own_step_stands(session: Session) -> None:
    action = session.snapshot.columns[0].id
    count = len(session.snapshot.tasks)

    def failing(step: Step, reach: Reach) -> None:
        if isinstance(step.changes[0].after, Task) and step.changes[0].before is None:
            session.run(EditTask(step.changes[0].id, {"title": "   "}))
            session.run(EditTask(step.changes[0].id, {"detail": "写明内容"}))

    session.listen(failing)
    with pytest.raises(Refused, match="名称"):
        session.run(CreateTask(action, "新任务"))
    assert len(session.snapshot.tasks) == count + 1
    assert "写明内容" in {task.detail for task in session.snapshot.live_tasks}


def test_undo_and_news_of_others_are_not_for_a_listener_that_is_being_told(session: Session) -> None:
    task = session.snapshot.live_tasks[0]
    refusals: list[str] = []
    heard: list[str] = []

    def undoing(step: Step, reach: Reach) -> None:
        assert session.refresh() == []
        if step.label.startswith("新建"):
            with pytest.raises(Refused) as refused:
                session.undo()
            refusals.append(str(refused.value))

    session.listen(undoing)
    session.listen(lambda step, reach: heard.append(step.actor))
    with another_program(session) as other:
        other.run(EditTask(task.id, {"title": "他改的"}))
        session.run(CreateTask(task.action, "新任务"))
    assert heard == ["王强", "李明"]
    assert len(refusals) == 1


def test_a_listener_that_fails_keeps_no_other_from_hearing(session: Session) -> None:
    heard: list[str] = []

    def failing(step: Step, reach: Reach) -> None:
        raise ZeroDivisionError

    session.listen(failing)
    session.listen(lambda step, reach: heard.append(step.label))
    with pytest.raises(ZeroDivisionError):
        session.run(CreateTask(session.snapshot.columns[0].id, "新任务"))
    assert len(heard) == 1
