"""What each week must still bring is counted in days on which work is allowed, and rounded up."""

from __future__ import annotations

from datetime import date

from battlemap.domain.days.calendar import WorkCalendar
from battlemap.domain.judging.stage_pace import pace

CALENDAR = WorkCalendar()


def test_needed_a_week_towards_thirty() -> None:
    towards = pace(30, 6, CALENDAR, date(2018, 11, 16), date(2018, 12, 28))
    assert towards.words("个") == "还差 24 个，剩 30 个工作日，每周需 4 个"
    assert pace(30, 7, CALENDAR, date(2018, 11, 16), date(2018, 12, 28)).words("个").endswith("每周需 3.9 个")


def test_done_and_too_late_are_said() -> None:
    assert pace(30, 31, CALENDAR, date(2018, 11, 16), date(2018, 12, 28)).words("个") == "已达目标"
    assert pace(30, 6, CALENDAR, date(2018, 12, 28), date(2018, 12, 28)).words("个") == "还差 24 个，时限已到"
