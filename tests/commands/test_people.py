"""Handing tasks to units: who has it since when, and that it must be accepted."""

from __future__ import annotations

from datetime import date

import pytest

from battlemap.commands.bulk import EditTasks, TaskEdit
from battlemap.commands.loop import AcceptTask
from battlemap.commands.people import AssignTask, MergePersons, registered
from battlemap.commands.session import Session
from battlemap.domain.kinds.task import Task
from battlemap.errors import Refused

TODAY = date(2018, 11, 20)


def econ_01(session: Session) -> Task:
    task = session.snapshot.task_by_code("ECON-01")
    assert task is not None
    return task


def test_a_task_handed_to_a_unit_is_assigned_that_day_and_waits_for_acceptance(session: Session) -> None:
    session.run(AssignTask(econ_01(session).id, "财政局", "张强"))
    task = econ_01(session)
    assert (task.assigned_on, task.accepted_on) == (TODAY, None)
    assert session.snapshot.units[task.responsible_unit or ""].name == "财政局"
    assert session.snapshot.persons[task.owner or ""].unit == task.responsible_unit


def test_a_task_handed_on_must_be_accepted_again_but_not_one_that_stays(session: Session) -> None:
    task = econ_01(session).id
    session.run(AssignTask(task, "财政局", "张强"))
    session.run(AcceptTask(task))
    session.run(AssignTask(task, "财政局", "李红"))
    assert econ_01(session).accepted_on == TODAY
    session.run(AssignTask(task, "税务局"))
    assert econ_01(session).accepted_on is None


def test_a_task_taken_from_its_unit_is_assigned_to_nobody(session: Session) -> None:
    task = econ_01(session).id
    session.run(AssignTask(task, "财政局", "张强"))
    session.run(AssignTask(task, "", ""))
    assert econ_01(session).assigned_on is None
    assert econ_01(session).responsible_unit is None and econ_01(session).owner is None


def test_a_new_owner_alone_leaves_the_assignment_as_it_is(session: Session) -> None:
    task = econ_01(session).id
    session.run(AssignTask(task, "财政局"))
    session.run(AcceptTask(task))
    session.run(AssignTask(task, owner="张强"))
    assert econ_01(session).accepted_on == TODAY


def persons(session: Session) -> list[tuple[str, str]]:
    """Name and unit of every live person."""
    snapshot = session.snapshot
    return [(p.name, snapshot.unit_label(p.unit)) for p in snapshot.persons.values() if not p.deleted]


def namesake(session: Session, name: str, unit: str) -> str:
    """Registers one more person of a name, as files of the first programs have them; returns the id."""
    home = next(row.id for row in session.snapshot.units.values() if row.name == unit)
    with session.file.write("登记", "李明", session.clock()) as repository:
        made = registered(repository, name, home)
    session.refresh()
    return made.id


def test_who_bears_the_name_takes_the_tasks_of_other_units(session: Session) -> None:
    first, second, third = session.snapshot.live_tasks
    session.run(AssignTask(first.id, "经发局", "李明"))
    for task, unit in ((second, "建设局"), (third, "财政局")):
        session.run(AssignTask(task.id, unit))
        session.run(AssignTask(task.id, owner="李明"))
    assert persons(session) == [("李明", "经发局")]
    assert len({session.snapshot.tasks[task.id].owner for task in (first, second, third)}) == 1
    edits = tuple(TaskEdit(task.id, {"owner": "李明", "unit": "审计局"}) for task in (first, second, third))
    session.run(EditTasks(edits))
    assert persons(session) == [("李明", "经发局")]


def test_two_of_one_name_are_asked_for_and_told_apart_by_their_units(session: Session) -> None:
    first, second, third = session.snapshot.live_tasks
    session.run(AssignTask(first.id, "经发局", "李明"))
    session.run(AssignTask(second.id, "建设局"))
    other = namesake(session, "李明", "建设局")
    session.run(AssignTask(second.id, owner="李明"))  # the unit tells which
    assert session.snapshot.tasks[second.id].owner == other
    with pytest.raises(Refused, match="有 2 位（经发局、建设局），请写明是哪一位，如“李明（经发局）”"):
        session.run(AssignTask(third.id, owner="李明"))
    session.run(AssignTask(third.id, owner="李明（建设局）"))
    assert session.snapshot.tasks[third.id].owner == other
    assert len(persons(session)) == 2


def test_a_task_handed_to_another_unit_leaves_a_person_who_does_not_belong_to_it(session: Session) -> None:
    task = econ_01(session).id
    session.run(AssignTask(task, "财政局", "张强"))
    session.run(AssignTask(task, "财政局"))
    assert econ_01(session).owner is not None
    session.run(AssignTask(task, "税务局"))
    assert econ_01(session).owner is None
    session.run(AssignTask(task, "审计局", "张强"))
    assert session.snapshot.person_name(econ_01(session).owner) == "张强"
    session.undo()
    session.undo()
    assert session.snapshot.person_name(econ_01(session).owner) == "张强"


def test_persons_who_are_one_are_merged_with_all_that_points_to_them(session: Session) -> None:
    first, second, third = session.snapshot.live_tasks
    session.run(AssignTask(first.id, "经发局", "李明"))
    session.run(AssignTask(second.id, "建设局"))
    session.run(AssignTask(third.id, "财政局"))
    kept = session.snapshot.tasks[first.id].owner or ""
    others = (namesake(session, "李明", "建设局"), namesake(session, "李明", "财政局"))
    for task in (second, third):
        session.run(AssignTask(task.id, owner="李明"))
    step = session.run(MergePersons(kept, others))
    assert step is not None and step.label == "合并重复人员 李明（3 条并为 1 条）"
    assert {session.snapshot.tasks[task.id].owner for task in (first, second, third)} == {kept}
    assert persons(session) == [("李明", "经发局")]
    session.undo()
    assert len(persons(session)) == 3
    session.run(AssignTask(first.id, owner="王强"))
    stranger = session.snapshot.tasks[first.id].owner or ""
    for keep, merged in ((kept, (stranger,)), (kept, ()), (kept, (kept,))):
        with pytest.raises(Refused):
            session.run(MergePersons(keep, merged))
