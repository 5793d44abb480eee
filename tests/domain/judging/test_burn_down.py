"""The ideal line falls to none on the last day, only on working days."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import attrs
from hypothesis import given
from hypothesis import strategies as st

from battlemap.domain.days.calendar import HolidayNotice, Period, WorkCalendar
from battlemap.domain.judging.burn_down import ideal_open
from tests.domain.days.test_calendar import CALENDAR, CAMPAIGN


@given(tasks=st.integers(0, 500), length=st.integers(0, 200))
def test_it_never_rises_rests_on_days_off_and_ends_with_none(tasks: int, length: int) -> None:
    campaign = attrs.evolve(CAMPAIGN, ends_on=CAMPAIGN.starts_on + timedelta(length))
    line = ideal_open(tasks, campaign, CALENDAR)
    assert len(line) == campaign.day_count
    assert line[-1] == (campaign.ends_on, 0)
    for (_, before), (day, left) in pairwise(line):
        assert 0 <= left <= before <= tasks
        if CALENDAR.working_days(campaign.starts_on, campaign.ends_on) and not CALENDAR.is_working_day(day):
            assert left == before


def test_sixty_one_working_days_each_take_their_share() -> None:
    line = dict(ideal_open(61, CAMPAIGN, CALENDAR))
    assert line[date(2018, 10, 5)] == 61
    assert line[date(2018, 10, 8)] == 60
    assert line[date(2018, 12, 29)] == line[date(2018, 12, 31)] == 0


def test_a_campaign_of_days_off_goes_by_calendar_days() -> None:
    idle = WorkCalendar.of(HolidayNotice(), [Period("x", "off", CAMPAIGN.starts_on, CAMPAIGN.ends_on)])
    line = ideal_open(92, CAMPAIGN, idle)
    assert [left for _, left in line] == list(range(91, -1, -1))
