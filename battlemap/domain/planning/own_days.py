"""One day of the calendar set to work or rest by hand: how the campaign's own periods change for it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

import attrs

from battlemap.domain.days.calendar import DayKind, HolidayNotice, Period, WorkCalendar

_ONE_DAY = timedelta(days=1)


def with_day(
    periods: Iterable[Period], day: date, is_working: bool, notice: HolidayNotice
) -> tuple[Period, ...]:
    """Returns the periods by which `day` is (not) worked on, and every other day is as before.

    A period over that day is cut; its later half, like every new period, has the id "". No own day is left where the
    notice says the same anyway.
    """
    kept: list[Period] = []
    for period in periods:
        if period.deleted or period.kind not in ("off", "work") or not period.holds(day):
            kept.append(period)
            continue
        if period.starts_on < day:
            kept.append(attrs.evolve(period, ends_on=day - _ONE_DAY))
        if period.ends_on > day:
            own = "" if period.starts_on < day else period.id
            kept.append(attrs.evolve(period, id=own, starts_on=day + _ONE_DAY))
    if WorkCalendar(notice).is_working_day(day) != is_working:
        _add(kept, "work" if is_working else "off", day)
    return tuple(kept)


def _add(periods: list[Period], kind: DayKind, day: date) -> None:
    """Adds the day: to a nameless period of its kind that it touches, else as one of its own."""
    for place, period in enumerate(periods):
        if period.deleted or period.kind != kind or period.title:
            continue
        if period.ends_on + _ONE_DAY == day:
            periods[place] = attrs.evolve(period, ends_on=day)
            return
        if period.starts_on - _ONE_DAY == day:
            periods[place] = attrs.evolve(period, starts_on=day)
            return
    periods.append(Period("", kind, day, day))
