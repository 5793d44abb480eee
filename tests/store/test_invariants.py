"""Whoever writes a row, its kind is asked; what stood before today's rules stays movable, and can be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import attrs
import pytest

from battlemap.commands.action import DeleteAction
from battlemap.commands.board import MoveTasks
from battlemap.commands.restore import RestoreRows
from battlemap.commands.rows import EditRow, RemoveRow
from battlemap.commands.session import Session
from battlemap.commands.task import CreateTask, DeleteTasks
from battlemap.domain.kinds.kind import Row
from battlemap.domain.kinds.task import Milestone
from battlemap.errors import Refused
from tests.commands.conftest import open_new

NOON = datetime(2018, 11, 20, 12)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with open_new(tmp_path / "a.battlemap") as opened:
        yield opened


def stood(session: Session, row: Row) -> None:
    """Writes a row as a program of before the rules could have."""
    with session.file.write("旧版写入", "李明", session.clock()) as repository:
        repository.bring_back(row)
    session.refresh()


@pytest.fixture
def old(session: Session) -> Milestone:
    """A milestone with a weight that is refused today."""
    stone = Milestone("m1", session.snapshot.live_tasks[0].id, "初稿", "a0", date(2018, 11, 30), weight=-5)
    stood(session, stone)
    return stone


def test_a_fault_that_stood_does_not_stand_in_the_way_of_other_changes(
    session: Session, old: Milestone
) -> None:
    session.run(EditRow("milestone", old.id, {"due_on": date(2018, 12, 1)}))
    assert session.snapshot.milestones[old.id].due_on == date(2018, 12, 1)
    with pytest.raises(Refused, match="权重"):
        session.run(EditRow("milestone", old.id, {"weight": -6}))
    session.run(EditRow("milestone", old.id, {"weight": 5}))


def test_a_fault_that_stood_hides_no_new_one(session: Session) -> None:
    stone = Milestone("m2", session.snapshot.live_tasks[0].id, "", "a0", date(2018, 11, 30))
    stood(session, stone)
    with pytest.raises(Refused, match="权重"):
        session.run(EditRow("milestone", stone.id, {"weight": -5}))


def test_what_stood_can_be_taken_back(session: Session, old: Milestone) -> None:
    session.run(EditRow("milestone", old.id, {"weight": 5}))
    session.undo()
    assert session.snapshot.milestones[old.id].weight == -5
    session.run(RemoveRow("milestone", old.id))
    session.undo()
    assert not session.snapshot.milestones[old.id].deleted


def test_a_backup_from_before_the_rules_comes_back_whole(session: Session, old: Milestone) -> None:
    then = session.snapshot
    session.run(EditRow("milestone", old.id, {"weight": 5}))
    session.run(RestoreRows(then, "昨日的备份"))
    assert session.snapshot.milestones[old.id] == old


def test_a_row_that_goes_is_not_asked_but_one_that_changes_as_it_goes_is(
    session: Session, old: Milestone
) -> None:
    with session.file.write("试", "李明", NOON) as repository:
        with pytest.raises(Refused, match="权重"):
            repository.put(attrs.evolve(old, deleted=True, weight=-7))
        assert repository.put(attrs.evolve(old, deleted=True))


def test_nothing_points_to_what_is_not_there(session: Session) -> None:
    task = session.snapshot.live_tasks[0]
    with session.file.write("试", "李明", NOON) as repository:
        for changes in (
            {"action": "nothing"},
            {"responsible_unit": "nothing"},
            {"owner": "nothing"},
            {"measure": "x"},
        ):
            with pytest.raises(Refused, match="已不存在"):
                repository.put(attrs.evolve(task, **changes))  # type: ignore[arg-type]


def test_what_comes_back_needs_what_it_belongs_to(session: Session) -> None:
    econ = session.snapshot.columns[0]
    first = session.snapshot.cell(econ.id, "waiting")[0]
    session.run(DeleteTasks((first,)))
    session.run(DeleteAction(econ.id))
    with (
        pytest.raises(Refused, match="已删除，请先恢复"),
        session.file.write("试", "李明", NOON) as repository,
    ):
        repository.put(attrs.evolve(session.snapshot.tasks[first], deleted=False))


def test_no_card_goes_where_nobody_sees_it(session: Session) -> None:
    econ, proj = session.snapshot.columns
    task = session.snapshot.tasks_of(econ.id)[0]
    count = len(session.snapshot.tasks)
    for hidden in (attrs.evolve(proj, is_archived=True), attrs.evolve(proj, is_archived=False, deleted=True)):
        stood(session, hidden)
        with pytest.raises(Refused):
            session.run(MoveTasks((task.id,), proj.id, "waiting"))
        with pytest.raises(Refused):
            session.run(CreateTask(proj.id, "新任务"))
    assert session.snapshot.tasks[task.id].action == econ.id
    assert len(session.snapshot.tasks) == count


def test_a_card_of_an_archived_column_is_edited_where_it_stands(session: Session) -> None:
    econ, proj = session.snapshot.columns
    task = session.snapshot.tasks_of(econ.id)[0]
    stood(session, attrs.evolve(econ, is_archived=True))
    with session.file.write("试", "李明", NOON) as repository:
        assert repository.put(attrs.evolve(task, title="改名"))
    session.refresh()
    session.run(MoveTasks((task.id,), proj.id, "waiting"))
