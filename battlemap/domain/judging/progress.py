"""Progress against time: 序时进度, 偏差 and the four official status words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Final, Literal

import attrs

from battlemap.domain.days.calendar import WorkCalendar
from battlemap.domain.kinds.campaign import Campaign
from battlemap.domain.kinds.task import Milestone, Task

Status = Literal["已销号", "已完成", "未完成但达到序时进度", "未达到序时进度"]

_NOTHING: Final = Fraction(0)
_ALL: Final = Fraction(100)


@attrs.frozen
class JudgedSpan:
    """The days over which a task is judged; a missing end is the campaign's own.

    `stones` are the days by whose evening so much of all weight is due, in order, for a task that follows its
    milestones. `is_natural` counts calendar days.
    """

    starts_on: date
    due_on: date
    is_natural: bool = False
    stones: tuple[tuple[date, Fraction], ...] = ()


def judged_span(task: Task, campaign: Campaign, milestones: Sequence[Milestone] = ()) -> JudgedSpan:
    """Returns the task's own span, with the campaign's first and last day where it names none.

    An extension does not move the end: the item is still judged by the original date. `milestones` are the task's
    live ones; they count only where it follows them.
    """
    due_on = judged_end(task, campaign)
    starts_on = task.start_on or min(campaign.starts_on, due_on)
    if not task.follows_milestones or not milestones:
        return _straight(starts_on, due_on, task.counts_natural_days)
    return JudgedSpan(starts_on, due_on, task.counts_natural_days, _stones(starts_on, due_on, milestones))


@lru_cache(16_384)
def _straight(starts_on: date, due_on: date, is_natural: bool) -> JudgedSpan:
    """Returns the span without milestones; a board has few different ones, asked for very often."""
    return JudgedSpan(starts_on, due_on, is_natural)


def judged_end(task: Task, campaign: Campaign) -> date:
    """Returns the last day of the span over which a task is judged."""
    due_on = task.judged_due_on or campaign.ends_on
    return max(task.start_on, due_on) if task.start_on else due_on


def time_progress(span: JudgedSpan, calendar: WorkCalendar, as_of: date) -> Fraction:
    """Returns 序时进度 in percent, 0 … 100: working days gone by the evening of `as_of` over all of the span.

    Along milestones it climbs evenly from one to the next. A span without any working day is measured in calendar
    days.
    """
    if as_of < span.starts_on:
        return _NOTHING
    if as_of >= span.due_on:
        return _ALL
    if span.stones:
        return 100 * _along_stones(span, calendar, as_of)
    return _percent(_days(span, calendar, as_of), _days(span, calendar, span.due_on))


def time_progress_of_all(
    spans: Iterable[tuple[JudgedSpan, int]], calendar: WorkCalendar, as_of: date
) -> Fraction:
    """Returns the sum of 序时进度 over so many tasks of each span."""
    # equal denominators are few: they are added up as whole numbers
    whole_percents, parts = 0, dict[int, int]()
    for span, number in spans:
        if as_of >= span.due_on:
            whole_percents += 100 * number
        elif as_of >= span.starts_on:
            gone = time_progress(span, calendar, as_of)
            numerator, denominator = gone.numerator, gone.denominator
            parts[denominator] = parts.get(denominator, 0) + numerator * number
    return sum((Fraction(part, whole) for whole, part in parts.items()), Fraction(whole_percents))


@lru_cache(16_384)
def _percent(part: int, whole: int) -> Fraction:
    return Fraction(100 * part, whole)


def off_by(progress: int, expected: Fraction) -> Fraction:
    """Returns 偏差, whole progress − 序时进度, in percentage points."""
    return _difference(progress, expected.numerator, expected.denominator)


@lru_cache(65_536)
def _difference(whole: int, numerator: int, denominator: int) -> Fraction:
    return Fraction(whole * denominator - numerator, denominator)


def deviation(
    task: Task, campaign: Campaign, calendar: WorkCalendar, as_of: date, milestones: Sequence[Milestone] = ()
) -> Fraction:
    """Returns 偏差 = progress − 序时进度, in percentage points."""
    return off_by(task.progress, time_progress(judged_span(task, campaign, milestones), calendar, as_of))


def status(
    task: Task, campaign: Campaign, calendar: WorkCalendar, as_of: date, milestones: Sequence[Milestone] = ()
) -> Status:
    """Returns the official status word: finished is not struck off."""
    if task.lane == "struck_off":
        return "已销号"
    if task.lane == "checking":
        return "已完成"
    ahead = deviation(task, campaign, calendar, as_of, milestones)
    if ahead >= 0 and as_of <= judged_span(task, campaign).due_on:
        return "未完成但达到序时进度"
    return "未达到序时进度"


def _stones(
    starts_on: date, due_on: date, milestones: Sequence[Milestone]
) -> tuple[tuple[date, Fraction], ...]:
    """Returns the days of the curve with the share of all weight then due; a milestone without a day is due last."""
    whole = sum(stone.weight for stone in milestones)
    if not whole:
        return ()
    due: dict[date, int] = {}
    for stone in milestones:
        day = min(max(stone.due_on or due_on, starts_on), due_on)
        due[day] = due.get(day, 0) + stone.weight
    shares = []
    share = 0
    for day in sorted(due):
        share += due[day]
        shares.append((day, Fraction(share, whole)))
    return tuple(shares)


def _along_stones(span: JudgedSpan, calendar: WorkCalendar, as_of: date) -> Fraction:
    """Returns the share due by the evening of `as_of`, a day before the span's last."""
    day_before, share_before = None, Fraction(0)
    for day, share in span.stones:
        if as_of < day:
            begun = _days(span, calendar, day_before) if day_before else 0
            whole = _days(span, calendar, day) - begun
            gone = _days(span, calendar, as_of) - begun
            return share_before + (share - share_before) * Fraction(gone, whole) if whole else share_before
        day_before, share_before = day, share
    return share_before


def _days(span: JudgedSpan, calendar: WorkCalendar, last: date) -> int:
    """Returns how many days of the span lie up to the evening of `last`, by the days that count in it."""
    if not span.is_natural and calendar.working_days(span.starts_on, span.due_on):
        return calendar.working_days(span.starts_on, last)
    return (last - span.starts_on).days + 1


def whole_percent(mean: Fraction | float) -> int:
    """Returns a mean percentage as a whole number, half rounded up; 100 only where nothing is missing."""
    rounded = int(mean + Fraction(1, 2))
    return min(rounded, 99) if mean < 100 else rounded


def percent_words(mean: Fraction | float) -> str:
    """Returns a mean percentage with one decimal, half rounded up: 「99.7%」, 「100.0%」 only where nothing is missing."""
    tenths = int(mean * 10 + Fraction(1, 2))
    if mean < 100:
        tenths = min(tenths, 999)
    return f"{tenths // 10}.{tenths % 10}%"
