"""The working calendar: the yearly notice of days off and make-up days, and the campaign's own days."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Literal

import attrs

from battlemap.errors import Refused

DayKind = Literal["off", "work", "ban", "key"]

#: Days outside these are slips of the pen, not plans.
FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2100, 12, 31)
_ONE_DAY = timedelta(days=1)
#: A calendar reaches no further than this many days in search of a working day.
_HORIZON = 3660
#: Spans whose count is remembered: a board asks for few different ones, very often.
_MOST_COUNTS = 10_000


@attrs.frozen
class HolidayNotice:
    """What the State Council's notices say of the years `first_year` … `last_year`."""

    first_year: int = 1
    last_year: int = 0
    days_off: frozenset[date] = frozenset()
    work_days: frozenset[date] = frozenset()

    def knows(self, year: int) -> bool:
        """Whether a notice for `year` is at hand."""
        return self.first_year <= year <= self.last_year


@attrs.frozen
class Period:
    """Own days of a campaign: days off, make-up days, 封土期 (`ban`) or a key period (`key`).

    A ban holds for the actions whose codes stand in `actions` (none: for all) except the tasks in `exempt`, in its
    `areas` and for its kinds of `works` (none: for all); what it `stops` is told in words. A key period has an alert
    level: 1 is the highest, 0 none; in a ban of level 1 exemptions do not hold.
    """

    id: str
    kind: DayKind
    starts_on: date
    ends_on: date
    title: str = ""
    actions: str = ""
    exempt: str = ""
    stops: str = ""
    alert_level: int = 0
    areas: str = ""
    works: str = ""
    deleted: bool = False

    def holds(self, day: date) -> bool:
        """Whether `day` lies in it, both ends included."""
        return self.starts_on <= day <= self.ends_on

    def stops_work_on(self, action_code: str, task_code: str) -> bool:
        """Whether it is a 封土期 that holds for a task of that action."""
        if self.deleted or self.kind != "ban" or task_code in self.exempt.split():
            return False
        return not self.actions.split() or action_code in self.actions.split()


@attrs.frozen(eq=False)
class WorkCalendar:
    """Tells working days; own days win over the notice, the notice over Monday-to-Friday.

    With `every_day` all days count but the own days off: the calendar of what is counted in natural days.
    """

    notice: HolidayNotice = attrs.field(factory=HolidayNotice)
    own_off: frozenset[date] = frozenset()
    own_work: frozenset[date] = frozenset()
    every_day: bool = False
    _years: dict[int, list[int]] = attrs.field(factory=dict, init=False, repr=False)
    _counts: dict[tuple[date, date], int] = attrs.field(factory=dict, init=False, repr=False)

    @classmethod
    def of(cls, notice: HolidayNotice, periods: Iterable[Period]) -> WorkCalendar:
        """Returns the calendar of a campaign; where own days contradict each other, `work` wins."""
        off: set[date] = set()
        work: set[date] = set()
        for period in periods:
            if period.deleted or period.kind not in ("off", "work"):
                continue
            target = off if period.kind == "off" else work
            target.update(days(period.starts_on, period.ends_on))
        return cls(notice, frozenset(off - work), frozenset(work))

    def is_working_day(self, day: date) -> bool:
        """Whether offices work on `day`."""
        if day in self.own_work:
            return True
        if day in self.own_off:
            return False
        if self.every_day:
            return True
        if day in self.notice.work_days:
            return True
        if day in self.notice.days_off:
            return False
        return day.weekday() < 5

    def unknown_years(self, first: date, last: date) -> list[int]:
        """Returns the years between the two days for which no notice is known: to be announced, not guessed."""
        return [year for year in range(first.year, last.year + 1) if not self.notice.knows(year)]

    def working_days(self, first: date, last: date) -> int:
        """Returns the number of working days from `first` to `last`, both included; 0 where last < first."""
        if last < first:
            return 0
        counted = self._counts.get((first, last))
        if counted is not None:
            return counted
        before_first = bisect_left(self._year(first.year), first.toordinal())
        up_to_last = bisect_right(self._year(last.year), last.toordinal())
        between = sum(len(self._year(year)) for year in range(first.year, last.year))
        if len(self._counts) >= _MOST_COUNTS:
            self._counts.clear()
        count = self._counts[first, last] = between + up_to_last - before_first
        return count

    def add(self, day: date, working_days: int) -> date:
        """Returns the working day that lies so many working days after (before) `day`.

        0 gives the next working day at or after `day`. From a working day d, ``add(add(d, n), -n) == d``.
        """
        day = self.next_working_day(day) if working_days >= 0 else self.previous_working_day(day)
        year = day.year
        place = bisect_left(self._year(year), day.toordinal()) + working_days
        while place < 0:
            year -= 1
            place += len(self._year(year))
        while place >= len(self._year(year)):
            place -= len(self._year(year))
            year += 1
        return date.fromordinal(self._year(year)[place])

    def finish(self, start: date, length: int) -> date:
        """Returns the last day of work that begins on the first working day from `start` and lasts `length` ≥ 1 days."""
        return self.add(start, length - 1)

    def begin(self, last: date, length: int) -> date:
        """Returns the first day of work that lasts `length` ≥ 1 days and is done by the evening of `last`."""
        return self.add(self.previous_working_day(last), 1 - length)

    def later(self, morning: date, lag: int) -> date:
        """Returns the first morning that lies `lag` working days after `morning`; the last one before it for a lead.

        0 gives `morning` itself, also on a day off: who begins there looks for the next working day.
        """
        if lag > 0:
            return self.finish(morning, lag) + _ONE_DAY
        return self.begin(morning - _ONE_DAY, -lag) if lag else morning

    def latest_before(self, morning: date, lag: int) -> date:
        """Returns the last morning m for which ``later(m, lag) <= morning``."""
        if lag > 0:
            return self.begin(morning - _ONE_DAY, lag)
        return self.finish(morning + _ONE_DAY, -lag) if lag else morning

    def between(self, morning: date, other: date) -> int:
        """Returns the working days from one morning to another, negative where `other` lies before."""
        if other < morning:
            return -self.working_days(other, morning - _ONE_DAY)
        return self.working_days(morning, other - _ONE_DAY) if other > morning else 0

    def without(self, days_off: Iterable[date]) -> WorkCalendar:
        """Returns the calendar in which nothing is done on these days either."""
        more = frozenset(days_off)
        return WorkCalendar(self.notice, self.own_off | more, self.own_work - more, self.every_day)

    def next_working_day(self, day: date) -> date:
        """Returns `day`, or the first working day after it."""
        return self._seek(day, _ONE_DAY)

    def previous_working_day(self, day: date) -> date:
        """Returns `day`, or the last working day before it."""
        return self._seek(day, -_ONE_DAY)

    def _seek(self, day: date, step: timedelta) -> date:
        start = day
        for _ in range(_HORIZON):
            if self.is_working_day(day):
                return day
            day += step
        raise Refused(f"{start} 前后十年内没有一个工作日，工期无法推算，请核对工作日历中的停工日。")

    def _year(self, year: int) -> list[int]:
        """Returns the ordinals of the year's working days, listed once."""
        counted = self._years.get(year)
        if counted is None:
            whole_year = days(date(year, 1, 1), date(year, 12, 31))
            counted = [day.toordinal() for day in whole_year if self.is_working_day(day)]
            self._years[year] = counted
        return counted


def days(first: date, last: date) -> list[date]:
    """Returns every day from `first` to `last`, both included."""
    return [date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1)]


def checked_day(day: date | None, what: str) -> None:
    """Raises Refused for a day that no plan can mean; `what` names the field in the sentence."""
    if day is not None and not FIRST_DAY <= day <= LAST_DAY:
        raise Refused(f"{what} {day.isoformat()} 不在 1990 年到 2100 年之间，请核对。")
