"""Critical path and slack: a forward and a backward pass over the working calendar."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from graphlib import CycleError, TopologicalSorter

import attrs

from battlemap.domain.days.calendar import WorkCalendar
from battlemap.domain.kinds.dependency import Dependency, loop_in_words
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import Refused

_ONE_DAY = timedelta(days=1)


@attrs.frozen
class Activity:
    """A piece of work: `length` days of its own calendar (0: a mere event), not before `earliest`."""

    id: str
    length: int
    calendar: WorkCalendar
    earliest: date | None = None


@attrs.frozen
class Timing:
    """When an activity can and when it must be done, as mornings: a finish is the morning after the last day."""

    early_start: date
    early_finish: date
    late_start: date
    late_finish: date
    slack: int

    @property
    def is_critical(self) -> bool:
        """Whether a day lost here is a day lost for all."""
        return self.slack <= 0


@attrs.frozen
class CriticalPath:
    """What the passes found: a timing for each task, and those that could not take part as they have no dates."""

    timings: Mapping[str, Timing]
    undated: tuple[str, ...] = ()

    @property
    def critical(self) -> tuple[str, ...]:
        """The critical tasks in order of time."""
        critical = [task for task, timing in self.timings.items() if timing.is_critical]
        return tuple(sorted(critical, key=lambda task: (self.timings[task].early_start, task)))


def critical_path(snapshot: Snapshot) -> CriticalPath:
    """Returns timing and slack of every live task that has both dates; its start day is the earliest it may begin.

    The end is that of the task that ends last. Raises Refused, naming the loop, where links run in a circle.
    """
    activities = []
    undated = []
    for task in snapshot.live_tasks:
        if task.start_on is None or task.due_on is None:
            undated.append(task.id)
            continue
        calendar = snapshot.calendar_of(task)
        length = max(1, calendar.working_days(task.start_on, task.due_on))
        activities.append(Activity(task.id, length, calendar, task.start_on))
    if not activities:
        return CriticalPath({}, tuple(undated))
    taking_part = {activity.id for activity in activities}
    links = [
        link
        for link in snapshot.live_dependencies
        if link.predecessor in taking_part and link.successor in taking_part
    ]
    codes = {task.id: task.code for task in snapshot.live_tasks}
    starts_on = min(activity.earliest for activity in activities if activity.earliest)
    return CriticalPath(
        earliest_and_latest(activities, links, snapshot.calendar, starts_on, codes), tuple(undated)
    )


def earliest_and_latest(
    activities: Iterable[Activity],
    links: Iterable[Dependency],
    calendar: WorkCalendar,
    starts_on: date,
    codes: Mapping[str, str] | None = None,
) -> dict[str, Timing]:
    """Returns the timing of every activity; lags and slack are working days of `calendar`.

    Raises Refused, naming the loop by `codes`, where links run in a circle.
    """
    by_id = {activity.id: activity for activity in activities}
    before: dict[str, list[Dependency]] = {id: [] for id in by_id}
    after: dict[str, list[Dependency]] = {id: [] for id in by_id}
    for link in links:
        before[link.successor].append(link)
        after[link.predecessor].append(link)
    order = in_order(before, codes or {id: id for id in by_id})
    early: dict[str, tuple[date, date]] = {}
    for id in order:
        early[id] = _earliest(by_id[id], before[id], early, calendar, starts_on)
    end = max((finish for _, finish in early.values()), default=starts_on)
    late: dict[str, tuple[date, date]] = {}
    for id in reversed(order):
        late[id] = _latest(by_id[id], after[id], by_id, late, calendar, end)
    return {id: Timing(*early[id], *late[id], calendar.between(early[id][0], late[id][0])) for id in by_id}


def in_order(before: Mapping[str, Iterable[Dependency]], codes: Mapping[str, str]) -> list[str]:
    """Returns the tasks so that each stands behind what it waits for; raises Refused naming a loop."""
    sorter = TopologicalSorter({id: [link.predecessor for link in links] for id, links in before.items()})
    try:
        return list(sorter.static_order())
    except CycleError as error:
        raise Refused(
            f"先后关系形成循环：{loop_in_words(error.args[1], codes.__getitem__)}，请先解除其中一条。"
        ) from error


def bound(link: Dependency, predecessor: tuple[date, date], calendar: WorkCalendar) -> date:
    """Returns the morning before which the successor may not start (for ff: finish).

    `predecessor` are its first morning and the morning after its last day.
    """
    return calendar.later(predecessor[0] if link.kind == "ss" else predecessor[1], link.lag)


def _earliest(
    activity: Activity,
    links: Iterable[Dependency],
    early: Mapping[str, tuple[date, date]],
    calendar: WorkCalendar,
    starts_on: date,
) -> tuple[date, date]:
    start = max(starts_on, activity.earliest or starts_on)
    for link in links:
        limit = bound(link, early[link.predecessor], calendar)
        start = max(start, _start_for(activity, limit) if link.kind == "ff" else limit)
    start = activity.calendar.next_working_day(start)
    if not activity.length:
        return start, start
    return start, activity.calendar.finish(start, activity.length) + _ONE_DAY


def _latest(
    activity: Activity,
    links: Iterable[Dependency],
    by_id: Mapping[str, Activity],
    late: Mapping[str, tuple[date, date]],
    calendar: WorkCalendar,
    end: date,
) -> tuple[date, date]:
    start = _start_for(activity, end)
    for link in links:
        late_start, late_finish = late[link.successor]
        # the evening of a Friday is as good as the morning of the Monday after it
        morning = by_id[link.successor].calendar.next_working_day(
            late_finish if link.kind == "ff" else late_start
        )
        limit = calendar.latest_before(morning, link.lag)
        start = min(start, limit if link.kind == "ss" else _start_for(activity, limit))
    if not activity.length:
        return start, start
    start = activity.calendar.previous_working_day(start)
    return start, activity.calendar.finish(start, activity.length) + _ONE_DAY


def _start_for(activity: Activity, finish: date) -> date:
    """Returns the morning on which it must begin to be done by the morning `finish`."""
    if not activity.length:
        return finish
    return activity.calendar.begin(finish - _ONE_DAY, activity.length)
