"""The State Council's yearly notices of days off and make-up days, as the library chinesecalendar knows them."""

from __future__ import annotations

from datetime import date

from battlemap.domain.days.calendar import HolidayNotice


def notice(first: date, last: date) -> HolidayNotice:
    """Returns what is known of the years from that of `first` to that of `last`.

    Years the library does not know are left out: `HolidayNotice.knows` denies them, so that they can be announced.
    """
    from chinese_calendar.constants import holidays, workdays

    first_year = max(first.year, min(holidays).year)
    last_year = min(last.year, max(holidays).year)
    if last_year < first_year:
        return HolidayNotice()
    years = range(first_year, last_year + 1)
    return HolidayNotice(
        first_year,
        last_year,
        frozenset(day for day in holidays if day.year in years and day.weekday() < 5),
        frozenset(day for day in workdays if day.year in years and day.weekday() >= 5),
    )
