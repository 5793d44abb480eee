"""Calendar exceptions of MSPDI that come again: every second Friday, the 15th of each month, the last Sunday of May."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Final

from battlemap.exchange.project_element import Element

DAILY: Final = 1
_YEARLY_DAY, _YEARLY_PLACE, _MONTHLY_DAY, _MONTHLY_PLACE, _WEEKLY, _DAY_COUNT = 2, 3, 4, 5, 6, 7
#: The number of `MonthItem` from which on it names weekdays, Sunday first.
_SUNDAY_ITEM: Final = 3
_LAST_PLACE: Final = 4


def recurring_days(row: Element, first: date, last: date) -> list[date] | None:
    """Returns the days of an exception between two days, both included; None for a pattern that is not understood.

    The patterns are those of the schema's ``Type``; weeks begin on Sunday, a day that a month lacks is its last one.
    """
    period = max(1, row.number("Period") or 1)
    pattern = row.number("Type") or DAILY
    days: Iterator[date]
    if pattern in (DAILY, _DAY_COUNT):
        days = (first + timedelta(n) for n in range(0, (last - first).days + 1, period))
    elif pattern == _WEEKLY:
        days = _weekly(row.number("DaysOfWeek") or 0, period, first, last)
    elif pattern in (_MONTHLY_DAY, _YEARLY_DAY):
        number = row.number("MonthDay") or 0
        if not 1 <= number <= 31:
            return None
        days = _monthly(row, period, first, last, lambda year, month: _day_of(year, month, number))
    elif pattern in (_MONTHLY_PLACE, _YEARLY_PLACE):
        item, place = row.number("MonthItem") or 0, row.number("MonthPosition") or 0
        if not (0 <= item <= 9 and 0 <= place <= _LAST_PLACE):
            return None
        days = _monthly(row, period, first, last, lambda year, month: _placed(year, month, item, place))
    else:
        return None
    most = row.number("Occurrences") or 0
    listed = list(days)
    return listed[:most] if most > 0 else listed


def _weekly(mask: int, period: int, first: date, last: date) -> Iterator[date]:
    sunday = first - timedelta((first.weekday() + 1) % 7)
    for n in range((last - first).days + 1):
        day = first + timedelta(n)
        if mask & 1 << (day.weekday() + 1) % 7 and (day - sunday).days // 7 % period == 0:
            yield day


def _monthly(
    row: Element, period: int, first: date, last: date, day_of: Callable[[int, int], date]
) -> Iterator[date]:
    """Yields one day of each month that counts; a yearly pattern counts one month of the year alone."""
    is_yearly = row.number("Type") in (_YEARLY_DAY, _YEARLY_PLACE)
    wanted = (row.number("Month") or 0) + 1
    month = first.year * 12 + first.month - 1
    passed = 0
    while month <= last.year * 12 + last.month - 1:
        year, place = divmod(month, 12)
        month += 1
        if is_yearly and place + 1 != wanted:
            continue
        day = day_of(year, place + 1)
        if day > last:
            return
        if day >= first:
            if passed % period == 0:
                yield day
            passed += 1


def _day_of(year: int, month: int, number: int) -> date:
    return date(year, month, min(number, calendar.monthrange(year, month)[1]))


def _placed(year: int, month: int, item: int, place: int) -> date:
    """Returns the first … fourth or last day, weekday, weekend day, or Sunday … Saturday of a month."""
    every = [date(year, month, n + 1) for n in range(calendar.monthrange(year, month)[1])]
    if item == 1:
        every = [day for day in every if day.weekday() < 5]
    elif item == 2:
        every = [day for day in every if day.weekday() >= 5]
    elif item >= _SUNDAY_ITEM:
        every = [day for day in every if (day.weekday() + 1) % 7 == item - _SUNDAY_ITEM]
    return every[-1] if place == _LAST_PLACE else every[min(place, len(every) - 1)]
