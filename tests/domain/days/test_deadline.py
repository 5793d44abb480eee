"""Deadline words become days inside the campaign, and never days that nobody said."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from battlemap.domain.days.calendar import FIRST_DAY, LAST_DAY
from battlemap.domain.days.deadline import parse_deadline, read_day, serial_day, why_no_day

FIRST = date(2018, 10, 1)
LAST = date(2018, 12, 31)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2018年12月31日前", (12, 31)),
        ("11月15日前", (11, 15)),
        ("11月15日", (11, 15)),
        ("11月底前", (11, 30)),
        ("11月底前完成", (11, 30)),
        ("11月份", (11, 30)),
        ("11月上旬", (11, 10)),
        ("12月中旬", (12, 20)),
        ("12月下旬", (12, 31)),
        ("十一月底前", (11, 30)),
        ("十二月二十五日前", (12, 25)),
        ("月底前", (10, 31)),
        ("本月底", (10, 31)),
        ("下月底前", (11, 30)),
        ("上旬", (10, 10)),
        ("中旬", (10, 20)),
        ("下旬", (10, 31)),
        ("季度末", (12, 31)),
        ("四季度末", (12, 31)),
        ("三季度末", (9, 30)),
        ("年底前", (12, 31)),
        ("年底", (12, 31)),
        ("今年年底前", (12, 31)),
        ("2018年底前", (12, 31)),
        ("年内", (12, 31)),
        ("每月25日前", (10, 25)),
        ("每月底前", (10, 31)),
        ("每周五前", (10, 5)),
        ("10月15日至11月20日", (11, 20)),
        ("10月15日至20日", (10, 20)),
        ("10—11月", (11, 30)),
        ("2018-11-30", (11, 30)),
        ("2018.11.30前", (11, 30)),
        ("11.30前", (11, 30)),
        ("11月31日前", (11, 30)),
        ("１１月１５日前", (11, 15)),
        ("2018 年 11 月 15 日前", (11, 15)),
        ("元旦前", (12, 31)),
        ("下半年", (12, 31)),
        ("9月底前", (9, 30)),
    ],
)
def test_words_mean_a_day(words: str, day: tuple[int, int]) -> None:
    assert parse_deadline(words, FIRST, LAST) == date(2018, *day)


@pytest.mark.parametrize(
    "words", ["", "长期坚持", "持续推进", "10日内", "尽快", "13月底前", "按序时进度", "五年规划"]
)
def test_words_without_a_day_give_none(words: str) -> None:
    assert parse_deadline(words, FIRST, LAST) is None


def test_a_recurring_deadline_is_the_next_one_from_today() -> None:
    assert parse_deadline("每月25日前", FIRST, LAST, date(2018, 10, 26)) == date(2018, 11, 25)
    assert parse_deadline("每月25日前", FIRST, LAST, date(2018, 10, 25)) == date(2018, 10, 25)
    assert parse_deadline("每月25日前", FIRST, LAST, date(2018, 12, 26)) == LAST


def test_bare_ten_days_that_have_passed_are_the_next_ones() -> None:
    assert parse_deadline("上旬", FIRST, LAST, date(2018, 11, 15)) == date(2018, 12, 10)


def test_a_month_of_the_next_year_is_found_in_a_campaign_over_new_year() -> None:
    first, last = date(2018, 11, 1), date(2019, 2, 28)
    assert parse_deadline("1月15日前", first, last) == date(2019, 1, 15)
    assert parse_deadline("明年1月底前", first, last) == date(2019, 1, 31)
    assert parse_deadline("12月底前", first, last) == date(2018, 12, 31)
    assert parse_deadline("次月底前", first, last, date(2018, 12, 3)) == date(2019, 1, 31)


def test_without_a_period_only_full_dates_are_days() -> None:
    assert parse_deadline("2018年11月底前", None, None) == date(2018, 11, 30)
    assert parse_deadline("11月底前", None, None) is None
    assert parse_deadline("年底前", None, None) is None


def test_a_day_that_was_said_stays_outside_of_the_period() -> None:
    assert parse_deadline("2019年6月底前", FIRST, LAST) == date(2019, 6, 30)
    assert parse_deadline("2019-01-15", FIRST, LAST) == date(2019, 1, 15)
    assert parse_deadline("年底前", FIRST, date(2018, 11, 30)) == date(2018, 12, 31)


@given(
    st.text("每月年季度末前底内上中下旬一二三十0123456789日号周五至.-/今明本 长期", max_size=14),
    st.dates(date(2000, 1, 1), date(2090, 1, 1)),
    st.integers(0, 400),
    st.none() | st.dates(date(1999, 1, 1), date(2091, 1, 1)),
)
def test_any_words_give_a_day_that_a_plan_can_mean_or_none(
    words: str, first: date, span: int, today: date | None
) -> None:
    day = parse_deadline(words, first, date.fromordinal(first.toordinal() + span), today)
    assert day is None or FIRST_DAY <= day <= LAST_DAY


@given(
    st.sampled_from(["每月25日前", "每月底前", "每周五前", "上旬", "月底前", "本月底", "季度末", "下月中旬"]),
    st.dates(date(2000, 1, 1), date(2090, 1, 1)),
    st.integers(0, 400),
    st.none() | st.dates(date(1999, 1, 1), date(2091, 1, 1)),
)
def test_words_that_lean_on_today_stay_in_the_period(
    words: str, first: date, span: int, today: date | None
) -> None:
    last = date.fromordinal(first.toordinal() + span)
    day = parse_deadline(words, first, last, today)
    assert day is not None
    assert first <= day <= last


@pytest.mark.parametrize(
    ("typed", "day", "words"),
    [
        ("2018-11-30", date(2018, 11, 30), ""),
        ("2018/11/3", date(2018, 11, 3), ""),
        ("2018.10.8", date(2018, 10, 8), ""),
        ("18.10.8", date(2018, 10, 8), ""),
        ("20181130", date(2018, 11, 30), ""),
        ("２０１８年１１月３０日", date(2018, 11, 30), ""),
        ("2018-11-30 00:00:00", date(2018, 11, 30), ""),
        ("2018-11-30 17:30", date(2018, 11, 30), "2018-11-30 17:30"),
        ("2018-11-30T09:00", date(2018, 11, 30), "2018-11-30T09:00"),
        ("2018/11", date(2018, 11, 30), "2018/11"),
        ("2018-11", date(2018, 11, 30), "2018-11"),
        ("20181105前", date(2018, 11, 5), "20181105前"),
        ("二〇一九年三月底", date(2019, 3, 31), "二〇一九年三月底"),
        ("二○一九年一月十五日前", date(2019, 1, 15), "二○一九年一月十五日前"),
        ("1月15日前", date(2019, 1, 15), "1月15日前"),
        ("1.15", date(2019, 1, 15), "1.15"),
        ("10月上旬", date(2018, 10, 10), "10月上旬"),
        ("11月中下旬", date(2018, 11, 30), "11月中下旬"),
        ("国庆节前", date(2018, 9, 30), "国庆节前"),
        ("春节前", date(2019, 2, 4), "春节前"),
        ("每季度末月20日前", date(2018, 12, 20), "每季度末月20日前"),
        ("12月8日24时前", date(2018, 12, 8), "12月8日24时前"),
        ("12月8日（星期六）前", date(2018, 12, 8), "12月8日（星期六）前"),
        ("次年1月", date(2019, 1, 31), "次年1月"),
        ("11 月 底前", date(2018, 11, 30), "11 月 底前"),
        ("", None, ""),
    ],
)
def test_what_offices_type_into_a_cell_is_a_day(typed: str, day: date | None, words: str) -> None:
    assert read_day(typed, FIRST, LAST) == (day, words)
    assert why_no_day(typed, FIRST, LAST) == ""


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("20181345", "不是一个存在的日期"),
        ("2018-13-01", "不是一个存在的日期"),
        ("2018-11-31", "不是一个存在的日期"),
        ("2018", "只有年份"),
        ("2018年", "只有年份"),
        ("长期", "认不出"),
        ("30日内", "认不出"),
        ("去年12月", "认不出"),
    ],
)
def test_what_is_not_certain_is_refused_in_words(typed: str, why: str) -> None:
    assert read_day(typed, FIRST, LAST) == (None, typed)
    assert why in why_no_day(typed, FIRST, LAST)


def test_a_day_that_stands_in_several_years_of_the_campaign_is_refused() -> None:
    first, last = date(2021, 1, 1), date(2023, 12, 31)
    assert read_day("11月底前", first, last) == (None, "11月底前")
    assert "哪一年" in why_no_day("11月底前", first, last)
    assert read_day("2022年11月底前", first, last)[0] == date(2022, 11, 30)
    assert parse_deadline("2022年3月底前报批，11月底前开工", first, last) == date(2022, 11, 30)


def test_a_number_of_a_spreadsheet_is_a_day_only_where_it_can_be_one() -> None:
    assert serial_day(43434) == date(2018, 11, 30)
    assert serial_day(43434.73) == date(2018, 11, 30)
    assert serial_day(2018) is None
    assert serial_day(20181130) is None
