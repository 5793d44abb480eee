"""How a task's days change when its bar on the timeline is dragged: moved as a whole, or by one of its ends."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

import attrs

from battlemap.domain.days.calendar import WorkCalendar
from battlemap.domain.judging.progress import JudgedSpan, judged_span, time_progress
from battlemap.domain.kinds.campaign import Campaign
from battlemap.domain.kinds.task import Task
from battlemap.domain.snapshot import Snapshot

Grip = Literal["bar", "start", "end"]
#: A progress that is dragged comes to rest on whole multiples of so many percent.
PROGRESS_STEP = 5


@attrs.frozen
class Days:
    """First and last day of a task."""

    first: date
    last: date


def planned_days(task: Task, campaign: Campaign) -> Days:
    """Returns the days that the task is planned for now (after extensions), the campaign's where it names none."""
    span = judged_span(task, campaign)
    last = max(task.due_on or span.due_on, span.starts_on)
    return Days(span.starts_on, last)


def dragged(days: Days, grip: Grip, by: int, calendar: WorkCalendar, *, snaps: bool = True) -> Days:
    """Returns the days after a drag by so many calendar days, negative for earlier; 0 gives the same days.

    With `snaps` a new end of the bar is a working day and a moved bar keeps its number of working days; else it keeps
    its calendar days. The first day never comes after the last.
    """
    if by == 0:
        return days
    shift = timedelta(by)
    if grip == "start":
        first = min(days.first + shift, days.last)
        if snaps:
            first = calendar.next_working_day(first)
            if first > days.last:
                first = calendar.previous_working_day(days.last)
        return Days(first, max(first, days.last))
    if grip == "end":
        last = max(days.last + shift, days.first)
        if snaps:
            last = calendar.previous_working_day(last)
            if last < days.first:
                last = calendar.next_working_day(days.first)
        return Days(min(days.first, last), last)
    if not snaps:
        return Days(days.first + shift, days.last + shift)
    target = days.first + shift
    first = calendar.next_working_day(target) if by > 0 else calendar.previous_working_day(target)
    length = max(1, calendar.working_days(days.first, days.last))
    return Days(first, calendar.finish(first, length))


def stepped(days: Days, grip: Grip, working_days: int, calendar: WorkCalendar) -> Days:
    """Returns the days after a step of so many working days by the keyboard; an end never passes the other."""
    if grip == "end":
        last = calendar.add(days.last, working_days)
        return Days(days.first, max(last, days.first)) if last >= days.first else days
    first = calendar.add(days.first, working_days)
    if grip == "start":
        return Days(first, days.last) if first <= days.last else days
    return Days(first, calendar.finish(first, max(1, calendar.working_days(days.first, days.last))))


def progress_at(snapshot: Snapshot, task: Task, place: float) -> int:
    """Returns the percent whose 序时 is due at a moment (days from year 1), rounded to `PROGRESS_STEP`, 0 … 100.

    It is what the filled part of the bar says when its end is dragged to `place`.
    """
    stones = snapshot.milestones_of(task.id) if task.follows_milestones else ()
    span = judged_span(task, snapshot.campaign, stones)
    exact = _percent(span, snapshot.calendar_of(task), place)
    return min(100, max(0, round(exact / PROGRESS_STEP) * PROGRESS_STEP))


def _percent(span: JudgedSpan, calendar: WorkCalendar, place: float) -> float:
    day = date.fromordinal(max(1, int(place)))
    before = float(time_progress(span, calendar, day - timedelta(1)))
    return before + (place - int(place)) * (float(time_progress(span, calendar, day)) - before)
