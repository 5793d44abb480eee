"""Progress against time: 序时进度, 偏差 and the four official status words."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Literal

import attrs

from battlemap.domain.calendar import WorkCalendar
from battlemap.domain.campaign import Campaign
from battlemap.domain.task import Task

Status = Literal["已销号", "已完成", "未完成但达到序时进度", "未达到序时进度"]


@attrs.frozen
class Span:
    """The days over which a task is judged; a missing end is the campaign's own."""

    starts_on: date
    due_on: date


def judged_span(task: Task, campaign: Campaign) -> Span:
    """Returns the task's own span, with the campaign's first and last day where it names none.

    An extension does not move the end: the item is still judged by the original date.
    """
    due_on = task.judged_due_on or campaign.ends_on
    starts_on = task.start_on or min(campaign.starts_on, due_on)
    return Span(starts_on, max(starts_on, due_on))


def time_progress(span: Span, calendar: WorkCalendar, as_of: date) -> Fraction:
    """Returns 序时进度 in percent, 0 … 100: working days gone by the evening of `as_of` over all of the span.

    A span without any working day is measured in calendar days.
    """
    if as_of < span.starts_on:
        return Fraction(0)
    if as_of >= span.due_on:
        return Fraction(100)
    whole = calendar.working_days(span.starts_on, span.due_on)
    if whole == 0:
        gone, whole = (as_of - span.starts_on).days + 1, (span.due_on - span.starts_on).days + 1
    else:
        gone = calendar.working_days(span.starts_on, as_of)
    return Fraction(100 * gone, whole)


def deviation(task: Task, campaign: Campaign, calendar: WorkCalendar, as_of: date) -> Fraction:
    """Returns 偏差 = progress − 序时进度, in percentage points."""
    return task.progress - time_progress(judged_span(task, campaign), calendar, as_of)


def status(task: Task, campaign: Campaign, calendar: WorkCalendar, as_of: date) -> Status:
    """Returns the official status word: finished is not struck off."""
    if task.lane == "struck_off":
        return "已销号"
    if task.lane == "checking":
        return "已完成"
    if deviation(task, campaign, calendar, as_of) >= 0 and as_of <= judged_span(task, campaign).due_on:
        return "未完成但达到序时进度"
    return "未达到序时进度"
