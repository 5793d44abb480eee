"""When a task of MSPDI begins and ends: its moments, its duration on the plan's calendar, words instead of dates."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Final

import attrs

from battlemap.domain.days.calendar import LAST_DAY
from battlemap.domain.days.deadline import read_day
from battlemap.exchange.project_calendar import ProjectCalendar
from battlemap.exchange.project_element import Element, Moment, is_plan_day
from battlemap.exchange.project_fields import ELAPSED

_ONE_DAY: Final = timedelta(1)


@attrs.frozen
class TaskDays:
    """The days of a row of the outline; an event has no start. `due_words` stand where no day is known."""

    start_on: date | None
    due_on: date | None
    due_words: str
    finished_on: date | None
    is_event: bool
    is_elapsed: bool


def days_of(row: Element, calendar: ProjectCalendar, losses: Counter[str]) -> TaskDays:
    """Returns the days of a row and counts in `losses` what of them cannot be kept."""
    start = _moment(row, ("Start", "ManualStart"), losses)
    finish = _moment(row, ("Finish", "ManualFinish"), losses)
    minutes = row.minutes("Duration")
    if minutes is None:
        minutes = row.minutes("ManualDuration")
    is_elapsed = (row.number("DurationFormat") or 0) in ELAPSED
    due_words = ""
    if row.flag("Manual"):
        if _is_other_word(row.text("StartText"), start):
            losses["以文字代替的开始日期（日期留空）"] += 1
            start = None
        if _is_other_word(row.text("FinishText"), finish):
            due_words, finish = " ".join(row.text("FinishText").split()), None
        if row.text("DurationText") and not minutes:
            losses["以文字代替的工期"] += 1
    start_on = _checked(start.day if start else None, losses)
    if finish is not None:
        is_last_day = _is_last_day(start, finish, minutes or 0, calendar, is_elapsed=is_elapsed)
        end: date | None = _end(finish, start, is_last_day=is_last_day)
    else:
        is_last_day = True
        end = None if due_words else _from_duration(start, minutes or 0, calendar, is_elapsed=is_elapsed)
    due_on = _checked(end, losses)
    is_event = (
        row.flag("Milestone") and not minutes and (start is None or finish is None or start.day == finish.day)
    )
    if is_event and due_on is None and not due_words:
        due_on = start_on
    if start_on and due_on and due_on < start_on:
        losses["开始晚于完成的任务（开始日期留空）"] += 1
        start_on = None
    if minutes and not row.flag("Summary") and start is None and finish is None:
        losses["没有日期的工期"] += 1
    actual = _moment(row, ("ActualFinish",), losses)
    finished_on = _checked(_end(actual, start, is_last_day=is_last_day) if actual else None, losses)
    return TaskDays(None if is_event else start_on, due_on, due_words, finished_on, is_event, is_elapsed)


def _moment(row: Element, names: tuple[str, ...], losses: Counter[str]) -> Moment | None:
    """Returns the first of the children that tells a moment; what is written and tells none is a loss."""
    is_written = False
    for name in names:
        moment = row.moment(name)
        if moment is not None:
            return moment
        is_written = is_written or bool(row.text(name))
    losses["无法识别的日期"] += is_written
    return None


def _checked(day: date | None, losses: Counter[str]) -> date | None:
    if day is None or is_plan_day(day):
        return day
    losses["1990 年至 2100 年以外的日期"] += 1
    return None


def _is_other_word(words: str, moment: Moment | None) -> bool:
    """Whether words stand for a date that nobody has set: any but those that name the day written."""
    if not words:
        return False
    day, _ = read_day(words, None, None)
    return day is None or moment is None or day != moment.day


def _is_last_day(
    start: Moment | None, finish: Moment, minutes: int, calendar: ProjectCalendar, *, is_elapsed: bool
) -> bool:
    """Whether the day of an end at midnight still counts: the duration tells it where there is one.

    Programs that know no times of the day write the last day as its first moment; those that do mean the evening before.
    """
    if not finish.is_midnight:
        return True
    if start is None or not minutes:
        return minutes == 0 and (start is None or start.at == finish.at)
    if start.at >= finish.at:
        return True
    if is_elapsed:
        return minutes > (finish.at - start.at).total_seconds() / 60
    return minutes > calendar.minutes_between(start.day, finish.day)


def _end(moment: Moment, start: Moment | None, *, is_last_day: bool) -> date:
    """Returns the day of an end, never one before the start."""
    if not moment.is_midnight or is_last_day or moment.day == date.min:
        return moment.day
    before = moment.day - _ONE_DAY
    return max(before, start.day) if start and start.day <= moment.day else before


def _from_duration(
    start: Moment | None, minutes: int, calendar: ProjectCalendar, *, is_elapsed: bool
) -> date | None:
    """Returns the day on which a duration from the start on is over, None for none."""
    if start is None or minutes <= 0 or not is_plan_day(start.day):
        return None
    if not is_elapsed:
        return calendar.finish(start.at, minutes)
    if minutes > (LAST_DAY - start.day).days * 1440:
        return None
    end = Moment(start.at + timedelta(minutes=minutes))
    return _end(end, start, is_last_day=False)
