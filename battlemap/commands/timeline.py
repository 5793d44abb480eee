"""Gestures on the timeline: bars moved, stretched and pushed along, milestones moved, how a task's time is counted."""

from __future__ import annotations

from datetime import date

import attrs

from battlemap.commands.task import names
from battlemap.domain.kinds.task import Milestone, Task, with_due
from battlemap.domain.planning.succession import push
from battlemap.domain.snapshot import Snapshot
from battlemap.store.repository import Repository


@attrs.frozen
class TaskDays:
    """The days that a task gets; `reason` is needed where a task at work gets a later due day (延期)."""

    task: str
    start_on: date | None
    due_on: date | None
    reason: str = ""


@attrs.frozen
class Reschedule:
    """Tasks get new days, and what follows them gives way, all in one step."""

    spans: tuple[TaskDays, ...]
    pushed: tuple[TaskDays, ...] = ()

    @classmethod
    def pushing(cls, snapshot: Snapshot, spans: tuple[TaskDays, ...]) -> Reschedule:
        """Returns the command that also moves all that must follow; raises Refused where links run in a circle.

        For those at work the reason of the extension is the predecessor that pushes them.
        """
        moved = {span.task: (span.start_on, span.due_on) for span in spans}
        return cls(
            spans,
            tuple(
                TaskDays(
                    task, given.start_on, given.due_on, f"因前置任务 {snapshot.tasks[given.by].code} 顺延"
                )
                for task, given in push(snapshot, moved).items()
            ),
        )

    @classmethod
    def shifting(
        cls,
        snapshot: Snapshot,
        tasks: tuple[str, ...],
        working_days: int,
        reason: str = "",
        is_pushing: bool = False,
    ) -> Reschedule:
        """Returns the command that moves tasks by so many days of their own calendars, their lengths kept."""
        spans = tuple(_shifted(snapshot, snapshot.tasks[task], working_days, reason) for task in tasks)
        return cls.pushing(snapshot, spans) if is_pushing else cls(spans)

    def label(self, snapshot: Snapshot) -> str:
        following = f"，顺延 {len(self.pushed)} 项后续任务" if self.pushed else ""
        return f"调整 {names(snapshot, tuple(span.task for span in self.spans))} 工期{following}"

    def apply(self, repository: Repository) -> None:
        """Writes the tasks' days; raises Refused for an extension without a reason, and then none moves."""
        for span in (*self.spans, *self.pushed):
            task = repository.get(Task, span.task)
            moved = with_due(
                task, span.due_on, task.due_text if span.due_on == task.due_on else "", span.reason
            )
            repository.put(attrs.evolve(moved, start_on=span.start_on))
            _move_stones(repository, task, span)


def _move_stones(repository: Repository, task: Task, span: TaskDays) -> None:
    """Moves the open milestones of a task that was moved as a whole along with it, inside its new days.

    Where only one end moved the milestones stay: the work between has not changed its place.
    """
    if task.start_on is None or task.due_on is None or span.start_on is None or span.due_on is None:
        return
    if span.start_on == task.start_on or span.due_on == task.due_on:
        return
    for stone in repository.live(Milestone, task=task.id):
        if stone.due_on is None or stone.done_on is not None:
            continue
        if stone.due_on == task.due_on:
            day = span.due_on
        else:
            day = stone.due_on + (span.start_on - task.start_on)
            day = (
                min(max(day, span.start_on), span.due_on)
                if task.start_on <= stone.due_on <= task.due_on
                else day
            )
        repository.put(attrs.evolve(stone, due_on=day))


def _shifted(snapshot: Snapshot, task: Task, working_days: int, reason: str) -> TaskDays:
    calendar = snapshot.calendar_of(task)
    if task.start_on is None:
        due_on = calendar.add(task.due_on, working_days) if task.due_on else None
        return TaskDays(task.id, None, due_on, reason)
    start_on = calendar.add(calendar.next_working_day(task.start_on), working_days)
    if task.due_on is None:
        return TaskDays(task.id, start_on, None, reason)
    length = max(1, calendar.working_days(task.start_on, task.due_on))
    return TaskDays(task.id, start_on, calendar.finish(start_on, length), reason)
