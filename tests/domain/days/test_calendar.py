"""The calendar facts of the campaign, and laws of working-day arithmetic."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from battlemap.domain.days.calendar import HolidayNotice, Period, WorkCalendar, checked_day, days
from battlemap.domain.kinds.campaign import Campaign
from battlemap.errors import Refused

#: State Council notice for 2018 (国办发明电〔2017〕12号, 〔2018〕15号), as far as the campaign needs it.
NOTICE_2018 = HolidayNotice(
    2018,
    2018,
    frozenset([*(date(2018, 10, day) for day in range(1, 6)), date(2018, 12, 31)]),
    frozenset([date(2018, 9, 29), date(2018, 9, 30), date(2018, 12, 29)]),
)
CALENDAR = WorkCalendar(NOTICE_2018)
CAMPAIGN = Campaign("c", "百日攻坚", date(2018, 10, 1), date(2018, 12, 31))

some_days = st.dates(date(2015, 1, 1), date(2022, 12, 31))


def test_the_campaign_has_92_days_and_61_working_days() -> None:
    assert CAMPAIGN.day_count == 92
    assert CALENDAR.working_days(CAMPAIGN.starts_on, CAMPAIGN.ends_on) == 61


def test_national_day_is_off_and_a_make_up_saturday_is_not() -> None:
    assert not any(CALENDAR.is_working_day(date(2018, 10, day)) for day in range(1, 8))
    assert CALENDAR.is_working_day(date(2018, 10, 8))
    assert date(2018, 12, 29).weekday() == 5
    assert CALENDAR.is_working_day(date(2018, 12, 29))
    assert not CALENDAR.is_working_day(date(2018, 12, 31))


def test_new_years_eve_belongs_to_the_campaigns_last_week_not_to_2019() -> None:
    assert date(2018, 12, 31).isocalendar()[:2] == (2019, 1)
    assert CAMPAIGN.campaign_week(date(2018, 12, 31)) == 14
    assert CAMPAIGN.campaign_week(date(2018, 10, 1)) == 1
    assert CAMPAIGN.campaign_week(date(2018, 10, 8)) == 2


def test_campaign_days_are_counted_from_one_and_days_left_end_at_zero() -> None:
    assert (CAMPAIGN.campaign_day(date(2018, 11, 20)), CAMPAIGN.days_left(date(2018, 11, 20))) == (51, 41)
    assert CAMPAIGN.campaign_day(date(2018, 9, 30)) == 0
    assert CAMPAIGN.days_left(date(2018, 12, 31)) == CAMPAIGN.days_left(date(2019, 1, 9)) == 0


def test_own_days_win_over_the_notice() -> None:
    periods = [
        Period("1", "off", date(2018, 11, 5), date(2018, 11, 9), "停工"),
        Period("2", "work", date(2018, 10, 6), date(2018, 10, 7)),
        Period("3", "ban", date(2018, 11, 15), date(2019, 3, 15), "封土期"),
        Period("4", "off", date(2018, 12, 3), date(2018, 12, 3), deleted=True),
    ]
    calendar = WorkCalendar.of(NOTICE_2018, periods)
    assert not calendar.is_working_day(date(2018, 11, 7))
    assert calendar.is_working_day(date(2018, 10, 6))
    assert calendar.is_working_day(date(2018, 11, 15))
    assert calendar.is_working_day(date(2018, 12, 3))
    assert calendar.working_days(CAMPAIGN.starts_on, CAMPAIGN.ends_on) == 61 - 5 + 2


def test_a_year_without_a_notice_is_announced() -> None:
    assert CALENDAR.unknown_years(date(2018, 12, 1), date(2020, 1, 5)) == [2019, 2020]
    assert CALENDAR.unknown_years(CAMPAIGN.starts_on, CAMPAIGN.ends_on) == []


def test_a_day_that_no_plan_can_mean_is_refused() -> None:
    checked_day(None, "时限")
    with pytest.raises(Refused, match="0208-11-30"):
        checked_day(date(208, 11, 30), "时限")


@given(some_days, st.integers(0, 400))
def test_add_then_subtract_is_identity_on_working_days(day: date, count: int) -> None:
    start = CALENDAR.next_working_day(day)
    assert CALENDAR.add(CALENDAR.add(start, count), -count) == start


@given(some_days, st.integers(-300, 300))
def test_no_result_falls_on_a_day_off(day: date, count: int) -> None:
    assert CALENDAR.is_working_day(CALENDAR.add(day, count))


@given(some_days, some_days, st.integers(-50, 50))
def test_order_is_kept(one: date, other: date, count: int) -> None:
    first, second = sorted((one, other))
    assert CALENDAR.add(first, count) <= CALENDAR.add(second, count)


@given(some_days, st.integers(0, 900))
def test_counting_agrees_with_looking_at_every_day(first: date, length: int) -> None:
    last = first + timedelta(length)
    assert CALENDAR.working_days(first, last) == sum(map(CALENDAR.is_working_day, days(first, last)))
    assert CALENDAR.working_days(last + timedelta(1), first) == 0


@given(some_days, st.integers(-60, 60), some_days)
def test_the_latest_morning_before_a_lag_is_the_last_that_still_fits(
    day: date, lag: int, limit: date
) -> None:
    last = CALENDAR.latest_before(limit, lag)
    assert CALENDAR.later(last, lag) <= limit
    assert CALENDAR.later(last + timedelta(1), lag) > limit
    assert CALENDAR.later(day, lag) <= CALENDAR.later(day + timedelta(1), lag)


@given(some_days, st.integers(1, 200))
def test_work_begun_in_time_is_finished_in_time(day: date, length: int) -> None:
    last = CALENDAR.finish(day, length)
    assert CALENDAR.working_days(day, last) == length
    assert CALENDAR.begin(last, length) == CALENDAR.next_working_day(day)


@given(some_days, some_days)
def test_between_two_mornings_is_signed(one: date, other: date) -> None:
    assert CALENDAR.between(one, other) == -CALENDAR.between(other, one)
    assert CALENDAR.between(one, one) == 0


def test_natural_days_all_count_but_those_on_which_nothing_is_done() -> None:
    natural = WorkCalendar(every_day=True)
    assert natural.add(date(2018, 10, 5), 3) == date(2018, 10, 8)
    ban = natural.without(days(date(2018, 10, 6), date(2018, 10, 9)))
    assert ban.add(date(2018, 10, 5), 3) == date(2018, 10, 12)
    assert CALENDAR.without([date(2018, 12, 29)]).is_working_day(date(2018, 12, 29)) is False


def test_a_ban_holds_for_its_actions_without_the_exempt() -> None:
    ban = Period("1", "ban", date(2018, 11, 15), date(2018, 12, 31), actions="PROJ CITY", exempt="CITY-03")
    assert ban.stops_work_on("PROJ", "PROJ-01") and ban.stops_work_on("CITY", "CITY-01")
    assert not ban.stops_work_on("CITY", "CITY-03") and not ban.stops_work_on("ECON", "ECON-01")
    assert Period("2", "ban", date(2018, 11, 15), date(2018, 12, 31)).stops_work_on("ECON", "ECON-01")
    assert not Period("3", "key", date(2018, 11, 15), date(2018, 12, 31)).stops_work_on("ECON", "ECON-01")


def test_a_calendar_without_any_working_day_says_so() -> None:
    years = frozenset(days(date(2010, 1, 1), date(2040, 12, 31)))
    with pytest.raises(Refused, match="2018-11-20 前后十年内没有一个工作日"):
        WorkCalendar(own_off=years).next_working_day(date(2018, 11, 20))
