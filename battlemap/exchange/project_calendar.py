"""The calendar of a plan in MSPDI: its week, its exceptions and weeks of their own, those of its base calendars too."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Final

import attrs

from battlemap.domain.days.calendar import FIRST_DAY, LAST_DAY, DayKind, Period
from battlemap.exchange.project_element import Element
from battlemap.exchange.project_fields import MINUTES_PER_DAY
from battlemap.exchange.project_recurrence import DAILY, recurring_days

_FIRST: Final = FIRST_DAY.toordinal()
_DAYS: Final = LAST_DAY.toordinal() - _FIRST + 1
_KINDS: Final[tuple[DayKind, ...]] = ("off", "work")
#: What `ProjectCalendar.days` says of a day: as the week has it, off, worked on.
_AS_THE_WEEK, _OFF, _WORK = 0, 1, 2
_NO_PATTERN: Final = 9
#: Weeks of their own that last longer are the rule and no exception.
_LONGEST_WEEKS: Final = 800
#: Days of patterns, and of weeks of their own, that are looked at in one file.
_MOST_PATTERN_DAYS: Final = 200_000
_MOST_WEEK_DAYS: Final = 50_000


@attrs.define(eq=False)
class ProjectCalendar:
    """Which days the plan works, how many minutes a day; `periods` are what differs from its week, `losses` the rest."""

    minutes_per_day: int
    week: dict[int, bool]
    days: bytearray
    periods: list[Period]
    losses: Counter[str]
    morning: int = 8 * 60

    def finish(self, start: datetime, minutes: int) -> date | None:
        """Returns the day on which work of so many minutes from `start` on is done; None beyond the calendar's end."""
        spent = min(max(start.hour * 60 + start.minute - self.morning, 0), self.minutes_per_day)
        is_working = self._is_working(start.date())
        spent = spent if is_working else 0
        length = max(1, -(-(spent + minutes) // self.minutes_per_day))
        place = bisect_left(self._working, start.date().toordinal()) + length - 1
        return date.fromordinal(self._working[place]) if place < len(self._working) else None

    def minutes_between(self, first: date, end: date) -> int:
        """Returns the working minutes from the morning of `first` to the one of `end`."""
        between = bisect_left(self._working, end.toordinal()) - bisect_left(self._working, first.toordinal())
        return between * self.minutes_per_day

    def _is_working(self, day: date) -> bool:
        place = bisect_left(self._working, day.toordinal())
        return place < len(self._working) and self._working[place] == day.toordinal()

    @cached_property
    def _working(self) -> list[int]:
        return [
            ordinal
            for ordinal, kind in enumerate(self.days, _FIRST)
            if kind == _WORK or (kind == _AS_THE_WEEK and self.week[(ordinal + 6) % 7])
        ]


def calendar_of(root: Element) -> ProjectCalendar:
    """Returns the project's calendar: that of its number, with what it takes over from its base calendars."""
    losses = Counter[str]()
    per_day = root.number("MinutesPerDay") or MINUTES_PER_DAY
    chain = _chain(root, losses)
    week, lengths = _week(chain)
    odd = sum(is_working != (day < 5) for day, is_working in week.items())
    if odd:
        losses["与周一至周五不同的每周工作日"] += odd
    length = max(per_day if 0 < per_day <= 1440 else MINUTES_PER_DAY, *lengths, 1)
    read = ProjectCalendar(min(length, 1440), week, bytearray(_DAYS), [], losses)
    for calendar in chain:
        _Days(calendar, read).take()
    return read


def _chain(root: Element, losses: Counter[str]) -> list[Element]:
    """Returns the project's calendar and its base calendars, the nearest first."""
    calendars = {row.number("UID"): row for row in root.below("Calendars", "Calendar")}
    wanted = root.number("CalendarUID")
    if wanted is None:
        wanted = 1 if 1 in calendars or len(calendars) != 1 else next(iter(calendars))
    if wanted not in calendars and calendars:
        losses["项目日历（文件中没有所指的日历）"] += 1
    chain: list[Element] = []
    while wanted in calendars:
        chain.append(calendars.pop(wanted))
        wanted = chain[-1].number("BaseCalendarUID")
    return chain


def _week(chain: list[Element]) -> tuple[dict[int, bool], list[int]]:
    """Returns weekday (0 is Monday) → is worked on, and the working minutes of its days."""
    week: dict[int, bool] = {}
    lengths = []
    for calendar in chain:
        for row in calendar.below("WeekDays", "WeekDay"):
            number = row.number("DayType") or 0
            day = (number + 5) % 7
            if 1 <= number <= 7 and day not in week:
                week[day] = row.flag("DayWorking")
                if week[day]:
                    lengths.append(_length(row))
    return {day: week.get(day, day < 5) for day in range(7)}, lengths


def _length(row: Element) -> int:
    """Returns the minutes of a day's working times, 0 where none are given."""
    total = 0
    for times in row.below("WorkingTimes", "WorkingTime"):
        begin, end = (times.text(name)[:5].split(":") for name in ("FromTime", "ToTime"))
        if all(len(clock) == 2 and all(part.isdecimal() for part in clock) for clock in (begin, end)):
            total += (int(end[0]) * 60 + int(end[1]) or 1440) - int(begin[0]) * 60 - int(begin[1])
    return max(0, min(total, 1440))


@attrs.define(eq=False)
class _Days:
    """What one calendar says of single days, added to what nearer ones have said."""

    calendar: Element
    read: ProjectCalendar
    budget: int = _MOST_WEEK_DAYS

    def take(self) -> None:
        """Takes exceptions first: they go before the weeks of their own."""
        patterns: list[tuple[Element, date, date]] = []
        own = bytearray(_DAYS)
        rows = self.calendar.below("Exceptions", "Exception")
        rows += [d for d in self.calendar.below("WeekDays", "WeekDay") if d.text("DayType") == "0"]
        for row in rows:
            span = self._span(row)
            if span is None:
                continue
            pattern, period = row.number("Type") or DAILY, row.number("Period") or 1
            if span[0] != span[1] and (pattern not in (DAILY, _NO_PATTERN) or period > 1):
                patterns.append((row, *span))
                continue
            kind = _OFF + row.flag("DayWorking")
            place, end = span[0].toordinal() - _FIRST, span[1].toordinal() - _FIRST + 1
            if own.find(_OFF + _WORK - kind, place, end) >= 0:
                self._lose("互相矛盾的日历例外（以在前的为准）")
            own[place:end] = bytes([kind]) * (end - place)
            self._put(*span, kind, row.text("Name"))
        self._count(patterns)
        for row in self.calendar.below("WorkWeeks", "WorkWeek"):
            self._take_weeks(row)

    def _span(self, row: Element) -> tuple[date, date] | None:
        """Returns first and last day, both of which count, also where the last one is written as its midnight."""
        time_period = next(iter(row.below("TimePeriod")), row)
        first, last = time_period.moment("FromDate"), time_period.moment("ToDate")
        if first is None or last is None or last.day < first.day:
            self._lose("没有有效起止日期的日历例外")
            return None
        span = max(first.day, FIRST_DAY), min(last.day, LAST_DAY)
        if span != (first.day, last.day):
            self._lose("1990 年至 2100 年以外的日历例外")
        return span if span[0] <= span[1] else None

    def _put(self, first: date, last: date, kind: int, title: str) -> None:
        """Puts what of the days is not told yet; a day that is told twice is told by the first."""
        place, end = first.toordinal() - _FIRST, last.toordinal() - _FIRST + 1
        days = self.read.days
        while (place := days.find(_AS_THE_WEEK, place, end)) >= 0:
            settled = [
                where for where in (days.find(mark, place, end) for mark in (_OFF, _WORK)) if where >= 0
            ]
            stop = min(settled, default=end)
            days[place:stop] = bytes([kind]) * (stop - place)
            self.read.periods.append(Period("", _KINDS[kind - _OFF], _day(place), _day(stop - 1), title))
            place = stop

    def _count(self, patterns: list[tuple[Element, date, date]]) -> None:
        """Counts the patterns of which a day is not there: programs write each of their days once more by itself."""
        budget = _MOST_PATTERN_DAYS
        for row, first, last in patterns:
            budget -= (last - first).days
            days = recurring_days(row, first, last) if budget > 0 else None
            kind = _OFF + row.flag("DayWorking")
            if not days or any(self.read.days[day.toordinal() - _FIRST] != kind for day in days):
                self._lose("按周期重复的日历例外")

    def _take_weeks(self, row: Element) -> None:
        """Takes the days of a span with a week of its own that are worked on, or not, unlike Monday to Friday."""
        span = self._span(row)
        if span is None:
            return
        length = (span[1] - span[0]).days + 1
        self.budget -= length
        if length > _LONGEST_WEEKS or self.budget < 0:
            self._lose("长期另定的每周工作日")
            return
        own = {
            ((day.number("DayType") or 0) + 5) % 7: day.flag("DayWorking")
            for day in row.below("WeekDays", "WeekDay")
            if 1 <= (day.number("DayType") or 0) <= 7
        }
        for first, last, is_working in _runs(span, own):
            self._put(first, last, _OFF + is_working, row.text("Name") or "另定的每周工作日")

    def _lose(self, words: str) -> None:
        self.read.losses[words] += 1


def _runs(span: tuple[date, date], own: dict[int, bool]) -> Iterator[tuple[date, date, bool]]:
    """Yields the runs of neighbouring days that differ from Monday to Friday."""
    begun: tuple[date, bool] | None = None
    for n in range((span[1] - span[0]).days + 2):
        day = span[0] + timedelta(n)
        is_working = own.get(day.weekday(), day.weekday() < 5)
        differs = day <= span[1] and is_working != (day.weekday() < 5)
        if begun and (not differs or begun[1] != is_working):
            yield begun[0], day - timedelta(1), begun[1]
            begun = None
        if differs and begun is None:
            begun = day, is_working


def _day(place: int) -> date:
    return date.fromordinal(_FIRST + place)
