"""Days off and make-up days come from the yearly notices, and only for years that are known."""

from __future__ import annotations

from datetime import date

import chinese_calendar

from battlemap.domain.days.calendar import HolidayNotice, WorkCalendar, days
from battlemap.exchange.state_council import notice

FIRST = date(2018, 10, 1)
LAST = date(2018, 12, 31)


def test_the_hundred_days_of_2018_have_61_working_days() -> None:
    calendar = WorkCalendar(notice(FIRST, LAST))
    assert calendar.working_days(FIRST, LAST) == 61
    assert calendar.is_working_day(date(2018, 12, 29))
    assert not calendar.is_working_day(date(2018, 12, 31))


def test_only_the_days_that_differ_from_the_week_are_listed() -> None:
    holidays = notice(FIRST, LAST)
    assert all(day.weekday() < 5 for day in holidays.days_off)
    assert all(day.weekday() >= 5 for day in holidays.work_days)


def test_every_known_day_is_judged_as_the_library_judges_it() -> None:
    first, last = date(2015, 1, 1), date(2025, 12, 31)
    calendar = WorkCalendar(notice(first, last))
    wrong = [
        day for day in days(first, last) if calendar.is_working_day(day) != chinese_calendar.is_workday(day)
    ]
    assert wrong == []


def test_a_year_without_a_notice_is_not_claimed_to_be_known() -> None:
    far = date(2099, 1, 1)
    assert notice(far, far) == HolidayNotice()
    assert notice(date(1990, 1, 1), date(1991, 1, 1)) == HolidayNotice()
    wide = notice(date(1995, 1, 1), far)
    assert not wide.knows(2099) and not wide.knows(1995) and wide.knows(2018)
