"""The front line (前锋线): how far along its own bar each task has come by a day."""

from __future__ import annotations

from datetime import date, timedelta

import attrs

from battlemap.domain.days.calendar import WorkCalendar
from battlemap.domain.judging.progress import JudgedSpan, judged_span, time_progress
from battlemap.domain.kinds.task import Task
from battlemap.domain.snapshot import Snapshot


@attrs.frozen
class FrontPoint:
    """Where the line crosses a task: `place` counts days from year 1, mornings whole; `ahead` counts its work days.

    On the line's own day (its evening) stands what is finished or need not have begun; left of it what is behind.
    """

    task: str
    place: float
    ahead: float = 0.0


def front_point(snapshot: Snapshot, task: Task, as_of: date) -> FrontPoint:
    """Returns where the front line of a day crosses the bar of a task."""
    evening = float(as_of.toordinal() + 1)
    milestones = snapshot.milestones_of(task.id) if task.follows_milestones else ()
    span = judged_span(task, snapshot.campaign, milestones)
    if task.is_finished or (as_of < span.starts_on and task.progress == 0):
        return FrontPoint(task.id, evening)
    calendar = snapshot.calendar_of(task)
    place = reached(span, calendar, task.progress)
    return FrontPoint(task.id, place, _counted(calendar, span, place) - _counted(calendar, span, evening))


def reached(span: JudgedSpan, calendar: WorkCalendar, progress: int) -> float:
    """Returns the moment of the span at which its 序时进度 equals `progress`, in days from year 1."""
    if progress <= 0:
        return float(span.starts_on.toordinal())
    whole = calendar.working_days(span.starts_on, span.due_on)
    if not span.stones and whole:
        days, rest = divmod(progress * whole, 100)
        full = calendar.finish(span.starts_on, days + bool(rest)).toordinal()
        return full + (rest / 100 if rest else 1.0)
    first, last = span.starts_on.toordinal(), span.due_on.toordinal()
    while first < last:
        middle = (first + last) // 2
        if time_progress(span, calendar, date.fromordinal(middle)) >= progress:
            last = middle
        else:
            first = middle + 1
    day = date.fromordinal(first)
    before = time_progress(span, calendar, day - timedelta(days=1))
    after = time_progress(span, calendar, day)
    part = (progress - before) / (after - before) if after > before else 1
    return first + float(part)


def _counted(calendar: WorkCalendar, span: JudgedSpan, place: float) -> float:
    """Returns the work days of the calendar from the span's first morning to `place`, negative before it."""
    day = date.fromordinal(int(place))
    whole = calendar.between(span.starts_on, day)
    return whole + (place - int(place)) * calendar.is_working_day(day)
