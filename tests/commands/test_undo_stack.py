"""The stack that followed the steps is the one read from the journal, and a long journal costs it nothing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from battlemap.commands.session import Session
from battlemap.commands.task import EditTask
from battlemap.commands.undo_stack import UndoStack
from battlemap.errors import Refused
from tests.commands.conftest import open_new
from tests.commands.test_work import connection_of


def read(session: Session) -> UndoStack:
    stack = UndoStack(session.file)
    stack.read()
    return stack


def told(session: Session, stack: UndoStack) -> tuple[object, ...]:
    numbers = range(1, session.file.newest_number() + 1)
    undone = [number for number in numbers if stack.is_undone(number)]
    above = [head.number for head in stack.above(1)]
    goals = [number for number in numbers if stack.stands(number)]
    return stack.undoable, stack.redoable, undone, above, goals


@settings(max_examples=40)
@given(st.lists(st.sampled_from(["edit", "edit", "undo", "undo", "redo", "back", "merge"]), max_size=14))
def test_what_followed_equals_what_is_read(
    tmp_path_factory: pytest.TempPathFactory, deeds: list[str]
) -> None:
    with open_new(tmp_path_factory.mktemp("stack") / "a.battlemap") as session:
        task = session.snapshot.live_tasks[0].id
        goal = session.steps(1)[0].id
        for number, deed in enumerate(deeds):
            try:
                if deed == "edit":
                    session.run(EditTask(task, {"title": f"第{number}个名称"}))
                elif deed == "undo":
                    session.undo()
                elif deed == "redo":
                    session.redo()
                elif deed == "back":
                    session.undo_to(goal)
                else:
                    with session.file.write("并入", "外单位", session.clock(), "merge") as repository:
                        unit = session.snapshot.columns[0]
                        repository.put(type(unit)(f"m{number}", 9, f"M{number}", "并入", "z"))
                    session.refresh()
            except Refused:
                pass
            assert told(session, session._stack) == told(session, read(session))


def test_reading_the_stack_costs_the_same_for_a_journal_ten_times_as_long(session: Session) -> None:
    task = session.snapshot.live_tasks[0].id
    counts: list[int] = []
    for steps in (20, 200):
        for number in range(steps):
            session.run(EditTask(task, {"title": f"名称 {steps} {number}"}))
        counted = 0

        def count() -> int:
            nonlocal counted
            counted += 1
            return 0

        connection_of(session).set_progress_handler(count, 1)
        session._stack.read()
        session.why_not_undo_to(session.steps(1)[0].id)
        connection_of(session).set_progress_handler(None, 0)
        counts.append(counted)
    assert counts[1] <= counts[0] * 1.1
