"""Own days go out as a table and come back the same; a table with faults says in which rows."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import attrs
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from battlemap.domain.days.calendar import Period
from battlemap.errors import BadInput
from battlemap.exchange.calendar_xlsx import calendar_xlsx, periods_in, read_calendar
from battlemap.exchange.office_sheets.book import read_book


def table(path: Path, *rows: tuple[Any, ...]) -> Path:
    book = xlsxwriter.Workbook(str(path))
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet()
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(number, column, datetime.combine(value, datetime.min.time()), day)
            else:
                sheet.write(number, column, value)
    book.close()
    return path


HEAD = ("类别", "开始日期", "结束日期", "名称", "响应级别")
words = st.text(st.characters(whitelist_categories=("L", "N")), max_size=8)
periods = st.lists(
    st.builds(
        lambda kind, day, length, title, stops, level: Period(
            "",
            kind,
            day,
            date.fromordinal(day.toordinal() + length),
            title,
            "PROJ CITY",
            "CITY-03",
            stops,
            level,
        ),
        st.sampled_from(("off", "work", "ban", "key")),
        st.dates(date(2000, 1, 1), date(2060, 1, 1)),
        st.integers(0, 200),
        words.filter(lambda text: not text.replace(".", "").isdecimal()) | st.just("=1+1"),
        words.filter(lambda text: not text.isdecimal()),
        st.integers(0, 3),
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(periods)
def test_a_round_trip_keeps_every_period(tmp_path: Path, own_days: list[Period]) -> None:
    path = tmp_path / "日历.xlsx"
    path.write_bytes(calendar_xlsx([*own_days, attrs.evolve(own_days[0], deleted=True, title="已删")]))
    rows = read_book(path).sheets[0].rows
    assert sorted(map(repr, periods_in(rows, path.name))) == sorted(map(repr, own_days))


def test_a_table_made_by_hand_is_understood(tmp_path: Path) -> None:
    path = table(
        tmp_path / "a.xlsx",
        ("高新区百日攻坚日历",),
        HEAD,
        ("放假", date(2018, 11, 5), "", "停工检修", ""),
        (),
        ("封土期", "2018年11月15日", "2019.3.15", "冬季封土", "2"),
        ("重要节点", "2018/11/5", "2018-11-10", "进博会", "一级"),
    )
    periods_read = read_calendar(path)
    assert [(p.kind, p.starts_on, p.ends_on, p.title, p.alert_level) for p in periods_read] == [
        ("off", date(2018, 11, 5), date(2018, 11, 5), "停工检修", 0),
        ("ban", date(2018, 11, 15), date(2019, 3, 15), "冬季封土", 2),
        ("key", date(2018, 11, 5), date(2018, 11, 10), "进博会", 1),
    ]


def test_faults_are_told_with_their_rows(tmp_path: Path) -> None:
    path = table(
        tmp_path / "a.xlsx",
        HEAD,
        ("上班日", date(2018, 12, 29), date(2018, 12, 29), "", ""),
        ("假期", date(2018, 11, 5), "", "", ""),
        ("停工日", "下周", "", "", ""),
        ("停工日", "2018-02-30", "", "", ""),
        ("停工日", "2018-11-09", "2018-11-05", "检修", ""),
        ("重点时段", "2018-11-09", "", "", "特级"),
    )
    with pytest.raises(BadInput) as caught:
        read_calendar(path)
    for words in (
        "第 3 行：类别“假期”不认识",
        "第 4 行：开始日期“下周”看不懂",
        "第 5 行：开始日期“2018-02-30”没有这一天",
        "第 6 行：检修的结束日期 2018-11-05 早于开始日期",
        "第 7 行：响应级别“特级”不认识",
    ):
        assert words in str(caught.value)


def test_what_is_no_table_gets_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with pytest.raises(BadInput, match="找不到表格"):
        read_calendar(path)
    path.write_bytes(b"PK nonsense")
    with pytest.raises(BadInput, match="已损坏，打不开"):
        read_calendar(path)
    with pytest.raises(BadInput, match="找不到表头"):
        read_calendar(table(path, ("甲", "乙"), (1, 2)))
    with pytest.raises(BadInput, match="没有日历时段"):
        read_calendar(table(path, HEAD))
