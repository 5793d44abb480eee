"""What follows from dependencies: which tasks must give way when one moves, and which predecessors are late."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import attrs

from battlemap.domain.days.calendar import WorkCalendar
from battlemap.domain.kinds.dependency import Dependency
from battlemap.domain.kinds.task import Task
from battlemap.domain.planning.critical_path import bound, in_order
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import Step

_ONE_DAY = timedelta(days=1)


@attrs.frozen
class Pushed:
    """A task that must give way: its new days, and the task that pushes it."""

    start_on: date | None
    due_on: date | None
    by: str


def push(snapshot: Snapshot, moved: Mapping[str, tuple[date | None, date | None]]) -> dict[str, Pushed]:
    """Returns the new days of all that must follow when tasks get new days; each keeps its length.

    Nothing is pulled to an earlier day, and finished tasks stay. A task without a start gives way with its due day
    only. Raises Refused, naming the loop, where links run in a circle.
    """
    spans = {task.id: (task.start_on, task.due_on) for task in snapshot.live_tasks} | dict(moved)
    before: dict[str, list[Dependency]] = {task.id: [] for task in snapshot.live_tasks}
    for link in snapshot.live_dependencies:
        before[link.successor].append(link)
    codes = {task.id: task.code for task in snapshot.live_tasks}
    pushed: dict[str, Pushed] = {}
    for id in in_order(before, codes):
        task = snapshot.tasks[id]
        if id in moved or task.is_finished:
            continue
        for link in before[id]:
            if link.predecessor not in moved and link.predecessor not in pushed:
                continue
            limit = _limit(link, spans[link.predecessor], snapshot.calendar)
            if limit is None:
                continue
            span = _given_way(spans[id], limit, link.kind == "ff", snapshot.calendar_of(task))
            if span != spans[id]:
                spans[id] = span
                pushed[id] = Pushed(*span, link.predecessor)
    return pushed


def moved_by(step: Step) -> tuple[str, ...]:
    """Returns the live tasks that got other days by a step that was done, not undone or done again."""
    if step.kind != "do":
        return ()
    return tuple(
        task.id
        for change in step.changes
        if isinstance(task := change.after, Task) and isinstance(before := change.before, Task)
        if not task.deleted and (task.start_on, task.due_on) != (before.start_on, before.due_on)
    )


@attrs.frozen
class LatePredecessor:
    """A predecessor that holds a task up, with the reason in words."""

    predecessor: str
    words: str


def late_predecessors(snapshot: Snapshot, task: str, as_of: date) -> tuple[LatePredecessor, ...]:
    """Returns the predecessors that are overdue, have not begun in time, or are planned too late for the task."""
    links = snapshot.links_to(task)
    if not links or snapshot.tasks[task].is_finished:
        return ()
    holding = []
    for link in links:
        before, waiting = snapshot.tasks[link.predecessor], snapshot.tasks[task]
        words = _why_late(before, waiting, link, snapshot.calendar, as_of)
        if words:
            holding.append(LatePredecessor(link.predecessor, words))
    return tuple(sorted(holding, key=lambda late: snapshot.tasks[late.predecessor].code))


def _why_late(before: Task, waiting: Task, link: Dependency, calendar: WorkCalendar, as_of: date) -> str:
    if before.is_finished:
        return ""
    if link.kind == "ss":
        if before.lane == "waiting" and before.progress == 0 and before.start_on and as_of > before.start_on:
            return f"前置 {before.code} 应于 {_day(before.start_on)}启动，尚未启动"
        if before.lane != "waiting" or before.progress:
            return ""
    elif before.due_on and as_of > before.due_on:
        return f"前置 {before.code} 未完成，已超期 {(as_of - before.due_on).days} 天"
    limit = _limit(link, (before.start_on, before.due_on), calendar)
    if limit is None:
        return ""
    if link.kind == "ff":
        if waiting.due_on and limit > waiting.due_on + _ONE_DAY:
            return f"前置 {before.code} 计划 {_day(before.due_on)}完成，晚于本任务时限"
    elif waiting.start_on and calendar.next_working_day(limit) > calendar.next_working_day(waiting.start_on):
        done = f"{_day(before.start_on)}启动" if link.kind == "ss" else f"{_day(before.due_on)}完成"
        return f"前置 {before.code} 计划 {done}，晚于本任务启动"
    return ""


def _day(day: date | None) -> str:
    return f"{day.month}月{day.day}日" if day else ""


def _limit(link: Dependency, span: tuple[date | None, date | None], calendar: WorkCalendar) -> date | None:
    """Returns the morning that the link sets for its successor; None where the predecessor has no such day."""
    start_on, due_on = span
    if link.kind == "ss":
        return bound(link, (start_on, start_on), calendar) if start_on else None
    return bound(link, (due_on, due_on + _ONE_DAY), calendar) if due_on else None


def _given_way(
    span: tuple[date | None, date | None], limit: date, is_finish: bool, calendar: WorkCalendar
) -> tuple[date | None, date | None]:
    """Returns the span moved so that it starts (finishes) no earlier than the morning `limit`, its length kept."""
    start_on, due_on = span
    if start_on is None or due_on is None:
        return _given_way_with_one_day(span, limit, is_finish, calendar)
    length = max(1, calendar.working_days(start_on, due_on))
    if is_finish:
        last = calendar.previous_working_day(limit - _ONE_DAY)
        if due_on >= last:
            return span
        return calendar.begin(last, length), last
    first = calendar.next_working_day(limit)
    if start_on >= limit or calendar.next_working_day(start_on) >= first:
        return span
    return first, calendar.finish(first, length)


def _given_way_with_one_day(
    span: tuple[date | None, date | None], limit: date, is_finish: bool, calendar: WorkCalendar
) -> tuple[date | None, date | None]:
    start_on, due_on = span
    if due_on is not None:
        needed = (
            calendar.previous_working_day(limit - _ONE_DAY) if is_finish else calendar.next_working_day(limit)
        )
        return None, max(due_on, needed)
    if (
        start_on is not None
        and not is_finish
        and calendar.next_working_day(start_on) < calendar.next_working_day(limit)
    ):
        return calendar.next_working_day(limit), None
    return span
