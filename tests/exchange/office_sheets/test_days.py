"""Days in the forms that stand in office sheets."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from battlemap.exchange.office_sheets.cell import Nothing, Unreadable, Worded
from battlemap.exchange.office_sheets.days import DayContext, read_day_cell

YEAR = DayContext(2018, date(2018, 10, 31))


@pytest.mark.parametrize(
    "value",
    [
        date(2018, 10, 8),
        datetime(2018, 10, 8),
        "2018.10.8",
        "2018-10-8",
        "2018/10/08",
        "2018年10月8日",
        "10月8日",
        "20181008",
        "18.10.8",
        20181008.0,
        43381.0,
        "43381",
        "２０１８年１０月８日",
        "2018.10.8 ",
        "10.8",
        "10月8号",
        "二〇一八年十月八日",
        "2018年10月8日星期一",
        "2018-10-08(周一)",
    ],
)
def test_one_day_in_many_forms(value: Any) -> None:
    read = read_day_cell(value, YEAR)
    assert (read.value if isinstance(read, Worded) else read) == date(2018, 10, 8)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("十月上旬", (2018, 10, 10)),
        ("6月中旬", (2018, 6, 20)),
        ("3月底", (2018, 3, 31)),
        ("10月20日前", (2018, 10, 20)),
        ("年底前", (2018, 12, 31)),
        ("年内", (2018, 12, 31)),
        ("2018年11月底", (2018, 11, 30)),
        ("2019年3月底前", (2019, 3, 31)),
        ("2018年11月", (2018, 11, 30)),
        ("2018.12", (2018, 12, 31)),
        ("2019年上半年", (2019, 6, 30)),
        ("2018-10-08 09:13:22", (2018, 10, 8)),
        ("2018/10/8 9:40", (2018, 10, 8)),
        ("2018年10月15日（已完成）", (2018, 10, 15)),
        ("三季度末", (2018, 9, 30)),
    ],
)
def test_words_mean_a_day_and_are_kept(words: str, day: tuple[int, int, int]) -> None:
    assert read_day_cell(words, YEAR) == Worded(date(*day), words)


@pytest.mark.parametrize(
    "words",
    [
        "立即整改",
        "长期坚持",
        "已开工",
        "一周内",
        "待定",
        "即查即改",
        "每月25日前",
        "约10月",
        "2017-2019",
        "见附件",
        "5日",
        "2018",
        "随时",
    ],
)
def test_words_that_name_no_day_stay_as_they_are_written(words: str) -> None:
    assert read_day_cell(words, YEAR) == Unreadable(words)


@pytest.mark.parametrize(
    "words", ["2018年11月31日", "2018-2-30", "11月31日", "20181131", "2018.13", "2018年13月1日"]
)
def test_a_day_that_does_not_exist_is_no_day(words: str) -> None:
    assert read_day_cell(words, YEAR) == Unreadable(words, "day")


@pytest.mark.parametrize(
    "words",
    ["1970-01-01", "0000-00-00", "0000-00-00 00:00:00", "1900-01-00", "1970-01-01 08:00:00", "—", "/", "无"],
)
def test_what_systems_write_for_no_day_is_nothing(words: str) -> None:
    assert read_day_cell(words, YEAR) == Nothing(words)


def test_a_month_as_number_is_only_certain_with_two_figures() -> None:
    assert read_day_cell(2018.11, YEAR) == Worded(date(2018, 11, 30), "2018.11")
    assert read_day_cell(2018.1, YEAR) == Unreadable("2018.1")
    assert read_day_cell(2018.1, YEAR, "0.00") == Worded(date(2018, 10, 31), "2018.10")


def test_without_any_year_a_day_is_not_guessed() -> None:
    assert read_day_cell("10月8日", DayContext()) == Unreadable("10月8日")
    assert read_day_cell("年底前", DayContext()) == Unreadable("年底前")
    assert read_day_cell("2018年底前", DayContext()) == Worded(date(2018, 12, 31), "2018年底前")


def test_serial_numbers_count_from_the_workbooks_own_first_day() -> None:
    assert read_day_cell(43382.0, YEAR) == date(2018, 10, 9)
    assert read_day_cell(41920.0, DayContext(2018, is_1904=True)) == date(2018, 10, 9)


@given(
    st.dates(date(1950, 1, 1), date(2060, 12, 31)),
    st.sampled_from(["%Y-%m-%d", "%Y.%m.%d", "%Y/%m/%d", "%Y年%m月%d日", "%Y%m%d"]),
)
def test_every_full_day_is_read_whatever_the_year_of_the_sheet(day: date, form: str) -> None:
    if form != "%Y%m%d" or day.year > 1990:
        assert read_day_cell(day.strftime(form), YEAR) == day


@given(st.text(alphabet="0123456789年月日前底内上中下旬季度半-./至 （）约每", max_size=20))
def test_no_words_break_the_reader(words: str) -> None:
    read_day_cell(words, YEAR)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("1980年1月", (1980, 1, 31)),
        ("1980.01", (1980, 1, 31)),
        ("198001", (1980, 1, 31)),
        (198001.0, (1980, 1, 31)),
        ("80年1月", (1980, 1, 31)),
        ("98.5.1", (1998, 5, 1)),
        ("18年10月", (2018, 10, 31)),
        ("201810", (2018, 10, 31)),
    ],
)
def test_months_before_any_campaign_and_years_of_two_figures_are_read(
    words: Any, day: tuple[int, int, int]
) -> None:
    read = read_day_cell(words, YEAR)
    assert (read.value if isinstance(read, Worded) else read) == date(*day)


def test_a_range_ends_with_its_last_day_though_only_its_first_one_bears_a_year() -> None:
    for words in ("2018.10.1-10.31", "2018年10月1日至10月31日"):
        read = read_day_cell(words, DayContext())
        assert isinstance(read, Worded) and read.value == date(2018, 10, 31), words


@pytest.mark.parametrize(
    "words",
    [
        "2018.10.1～31",
        "2018.10.1/10.31",
        "2018.10.1、10.20",
        "八月十五",
        "201211",
        "2018年10月15日（已延期至11月30日）",
    ],
)
def test_a_day_beside_which_more_is_said_is_not_guessed(words: str) -> None:
    assert read_day_cell(words, YEAR) == Unreadable(words)


def test_a_mere_day_lies_in_the_only_month_that_the_title_names() -> None:
    assert read_day_cell("8日", DayContext(2018, None, month=9)) == Worded(date(2018, 9, 8), "8日")
    assert read_day_cell("31日", DayContext(2018, None, month=9)) == Unreadable("31日", "day")
    assert read_day_cell("8日", DayContext(2018, None)) == Unreadable("8日")
