"""Numbers, money, percents, yes and no, as people type them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from battlemap.exchange.office_sheets.cell import Nothing, Unreadable
from battlemap.exchange.office_sheets.grid import Fault
from battlemap.exchange.office_sheets.number_format import number_format
from battlemap.exchange.office_sheets.numbers import read_money, read_number, read_percent, read_yes


@pytest.mark.parametrize(
    ("code", "percent", "scaled", "unit"),
    [
        ("0.0%", True, False, ""),
        ('0.0"%"', False, False, ""),
        ("0.0\\%", False, False, ""),
        ('0!.00,,"亿"', False, True, "亿"),
        ('0\\.0,"万元"', False, True, "万元"),
        ("#,##0,", False, True, ""),
        ('0.0"亿元"', False, False, "亿元"),
        ('#,##0"万元"', False, False, "万元"),
        ("#,##0元;[红色]-#,##0元", False, False, "元"),
        ("0.0%;[Red]-0.0%", True, False, ""),
        ('yyyy"年"m"月"', False, False, ""),
        ("#,##0", False, False, ""),
        ("General", False, False, ""),
        ("@", False, False, ""),
        ('"共"0"户"', False, False, ""),
    ],
)
def test_a_format_tells_what_it_makes_of_the_number(
    code: str, percent: bool, scaled: bool, unit: str
) -> None:
    meaning = number_format(code)
    assert (meaning.is_percent, meaning.is_scaled, meaning.unit) == (percent, scaled, unit)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("1,200", 1200),
        ("３２０", 320),
        ("（120）", -120),
        ("(523.4)", Decimal("-523.4")),
        ("△78.5", Decimal("-78.5")),
        ("－5", -5),
        (" 7 ", 7),
        (12.0, 12),
        (0.1, Decimal("0.1")),
        ("0.50", Decimal("0.5")),
        (True, 1),
        ("", None),
        ("1.2E+3", 1200),
    ],
)
def test_a_number_is_read_as_it_is_written(value: Any, expected: Any) -> None:
    assert read_number(value) == expected


@pytest.mark.parametrize(
    "text", ["约300", "300余人", "80左右", "1-2", "1,2", "12,34,567", "≥5", "3个多", "二十", "1.2.3"]
)
def test_what_is_no_number_stays_as_it_is_written(text: str) -> None:
    assert read_number(text) == Unreadable(text)


@pytest.mark.parametrize("text", ["—", "-", "/", "无", "暂无", "——", "－", "…"])
def test_a_sign_for_nothing_is_nothing_and_never_nought(text: str) -> None:
    for read in (read_number(text), read_money(text, "万元"), read_percent(text)):
        assert read == Nothing(text)


def test_the_thing_that_is_counted_may_stand_behind_the_number() -> None:
    assert read_number("5人", ("人",)) == 5
    assert read_number("33户", ("人",)) == Unreadable("33户")


@pytest.mark.parametrize(
    ("value", "unit", "code", "expected"),
    [
        (12.5, "亿元", "", 1_250_000_000),
        (6500.5, "万元", "", 65_005_000),
        (123456789.0, "", '0!.00,,"亿"', 123456789),
        (3.2, "", '0.0"亿元"', 320_000_000),
        (3.2, "万元", '0.0"亿元"', 320_000_000),
        (1500000.0, "", '#,##0"元"', 1500000),
        ("3.2亿元", "万元", "", 320_000_000),
        ("8000万", "亿元", "", 80_000_000),
        ("2000元", "万元", "", 2000),
        ("1.2万", "万元", "", 12000),
        ("１２．５", "亿元", "", 1_250_000_000),
        ("￥5,000", "元", "", 5000),
        ("人民币300万元整", "", "", 3_000_000),
        ("(12.5)", "万元", "", -125_000),
        ("△3", "万元", "", -30_000),
        (0.0, "", "", 0),
        ("30,000,000元", "", "", 30_000_000),
        (0.5, "元", "", 1),
        (-3.0, "万元", "", -30_000),
        ("5千元", "", "", 5000),
    ],
)
def test_a_unit_in_the_cell_beats_the_format_that_beats_header_and_table(
    value: Any, unit: str, code: str, expected: int
) -> None:
    assert read_money(value, unit, code) == expected


@pytest.mark.parametrize(
    "text",
    [
        "约30",
        "1.5-2",
        "500万美元",
        "2.3（其中外资0.5）",
        "已投入3万元",
        "1亿2000万",
        "300余万元",
        "3万元/年",
        "1,2000",
        "万元",
    ],
)
def test_an_amount_that_is_not_certain_is_not_guessed(text: str) -> None:
    assert read_money(text, "万元") == Unreadable(text)


def test_an_amount_without_any_unit_is_told_as_such() -> None:
    assert read_money(800.0, "") == Unreadable("800", "unit")
    assert read_money("1,200", "") == Unreadable("1,200", "unit")


@pytest.mark.parametrize(
    ("value", "code", "expected"),
    [
        (0.123, "0.0%", Decimal("12.3")),
        (1.0, "0%", 100),
        (37.8, "", Decimal("37.8")),
        (95.0, '0"%"', 95),
        ("94.4%", "", Decimal("94.4")),
        ("９３．９％", "", Decimal("93.9")),
        ("-6.6%", "", Decimal("-6.6")),
        ("83.3", "", Decimal("83.3")),
        ("(3.6%)", "", Decimal("-3.6")),
        ("(3.6)%", "", Decimal("-3.6")),
        ("100%", "", 100),
        (1.075, "0.0%", Decimal("107.5")),
    ],
)
def test_a_percent_is_the_number_before_its_sign(value: Any, code: str, expected: Any) -> None:
    assert read_percent(value, code) == expected


@pytest.mark.parametrize("text", ["2.6倍", "1.3个百分点", "约5%", "下降3%", "3%-5%", "持平"])
def test_what_is_no_percent_stays_as_it_is_written(text: str) -> None:
    assert read_percent(text) == Unreadable(text)


def test_yes_and_no_have_many_signs() -> None:
    assert [read_yes(text) for text in ("是", "√", "有", "否", "×", "无", "", "/")] == [
        True,
        True,
        True,
        False,
        False,
        False,
        None,
        Nothing("/"),
    ]
    assert read_yes("部分化解") == Unreadable("部分化解")


def test_errors_and_missing_results_are_told_apart() -> None:
    assert read_number(Fault("#DIV/0!")) == Unreadable("#DIV/0!", "error")
    assert read_money(Fault("=A1*2", is_unresulted=True), "元") == Unreadable("=A1*2", "result")


@given(st.integers(-(10**12), 10**12), st.sampled_from(["元", "万元", "亿元"]))
def test_an_amount_in_any_unit_comes_back_whole(amount: int, unit: str) -> None:
    factor = {"元": 1, "万元": 10_000, "亿元": 100_000_000}[unit]
    assert read_money(f"{Decimal(amount) / factor:,f}{unit}", "万元") == amount
    if abs(amount) < 10**11:
        assert read_money(float(Decimal(amount) / factor), unit) == amount


@given(st.text(max_size=30))
def test_no_text_breaks_a_reader(text: str) -> None:
    for read in (read_number, read_percent, read_yes):
        read(text)
    read_money(text, "万元")
