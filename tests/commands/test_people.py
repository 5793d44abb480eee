"""Handing tasks to units: who has it since when, and that it must be accepted."""

from __future__ import annotations

from datetime import date

from battlemap.commands.loop import AcceptTask
from battlemap.commands.people import AssignTask
from battlemap.commands.session import Session
from battlemap.domain.kinds.task import Task

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
