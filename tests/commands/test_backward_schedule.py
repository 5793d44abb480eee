"""倒排工期 writes start days and milestones for many tasks as one step."""

from __future__ import annotations

from datetime import date

import pytest

from battlemap.commands.backward_schedule import ScheduleBackwards
from battlemap.commands.board import MoveTasks
from battlemap.commands.loop import ReachMilestone, ReportProgress
from battlemap.commands.rows import AddRow
from battlemap.commands.session import Session
from battlemap.commands.task import EditTask
from battlemap.domain.planning.backward_schedule import ScheduleStep
from battlemap.errors import Refused

STEPS = (ScheduleStep("方案", 3), ScheduleStep("施工", 10, True), ScheduleStep("验收", 2))
TODAY = date(2018, 11, 20)


def stones(session: Session, task: str) -> list[tuple[str, date | None, int, bool]]:
    milestones = session.snapshot.milestones_of(task)
    return [(stone.title, stone.due_on, stone.weight, stone.done_on is not None) for stone in milestones]


def test_many_tasks_in_one_step_that_can_be_undone(session: Session) -> None:
    tasks = tuple(task.id for task in session.snapshot.live_tasks)
    session.run(EditTask(tasks[1], {"due_on": date(2018, 12, 14)}))
    command = ScheduleBackwards.planned(session.snapshot, tasks, STEPS, TODAY, follows_milestones=True)
    before = session.snapshot
    session.run(command)
    assert session.can_undo == "倒排工期 3 项任务"
    task = session.snapshot.tasks[tasks[1]]
    assert (task.start_on, task.follows_milestones) == (date(2018, 11, 26), True)
    assert stones(session, tasks[1]) == [
        ("方案", date(2018, 11, 28), 3, False),
        ("施工", date(2018, 12, 12), 10, False),
        ("验收", date(2018, 12, 14), 2, False),
    ]
    session.undo()
    assert session.snapshot.tasks == before.tasks and stones(session, tasks[1]) == []


def test_reached_milestones_stay_and_others_make_way(session: Session) -> None:
    task = session.snapshot.live_tasks[0].id
    for title in ("征迁", "方案", "老节点"):
        session.run(AddRow("milestone", {"task": task, "title": title, "due_on": TODAY}))
    first, second, _ = session.snapshot.milestones_of(task)
    session.run(ReachMilestone(first.id))
    session.run(ReachMilestone(second.id))
    session.run(ScheduleBackwards.planned(session.snapshot, (task,), STEPS, TODAY))
    assert [(title, done) for title, _, _, done in stones(session, task)] == [
        ("征迁", True), ("方案", True), ("施工", False), ("验收", False),
    ]  # fmt: skip


def test_too_short_a_time_is_refused_and_can_be_compressed_or_shifted(session: Session) -> None:
    task = session.snapshot.live_tasks[1].id
    with pytest.raises(Refused, match="ECON-02 缺 6 个工作日"):
        ScheduleBackwards.planned(session.snapshot, (task,), STEPS, TODAY)
    session.run(ScheduleBackwards.planned(session.snapshot, (task,), STEPS, TODAY, "compress"))
    assert session.snapshot.tasks[task].start_on == TODAY
    assert session.snapshot.milestones_of(task)[-1].due_on == date(2018, 11, 30)
    session.undo()
    session.run(ReportProgress(task, 5))
    shift = ScheduleBackwards.planned(session.snapshot, (task,), STEPS, TODAY, "shift", "土地晚交")
    session.run(shift)
    shifted = session.snapshot.tasks[task]
    assert (shifted.due_on, shifted.original_due_on) == (date(2018, 12, 10), date(2018, 11, 30))
    with pytest.raises(Refused, match="每步压缩到 1 天仍缺 2 天"):
        ScheduleBackwards.planned(session.snapshot, (task,), STEPS, date(2018, 12, 10), "compress")


def test_finished_tasks_are_not_scheduled(session: Session) -> None:
    task = session.snapshot.live_tasks[0]
    session.run(MoveTasks((task.id,), task.action, "checking"))
    with pytest.raises(Refused, match="已办结"):
        session.run(ScheduleBackwards.planned(session.snapshot, (task.id,), STEPS, TODAY))
