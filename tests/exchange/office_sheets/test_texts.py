"""Ids, phone numbers and words: figures that are lost are never shown as if they were there."""

from __future__ import annotations

import pytest

from battlemap.exchange.office_sheets.cell import Nothing, Unreadable
from battlemap.exchange.office_sheets.texts import (
    credit_code_is_wrong,
    id_is_wrong,
    read_code,
    read_name,
    read_text,
)


def test_an_id_kept_as_number_is_lost_and_its_false_figures_are_not_shown() -> None:
    read = read_code(3.799011964112e17)
    assert isinstance(read, Unreadable)
    assert read.why == "lost"
    assert "E+17" in read.raw
    assert read_code("3.799E+17") == Unreadable("3.799E+17", "lost")
    assert read_code("1.39E+10") == Unreadable("1.39E+10", "lost")


def test_a_phone_kept_as_number_is_whole() -> None:
    assert read_code(13900000301.0) == "13900000301"
    assert read_code(" 139 0000 0301 ") == "13900000301"
    assert read_code("0537-0000203") == "0537-0000203"
    assert read_code("—") == Nothing("—")


def test_words_keep_their_line_breaks_and_lose_the_blanks_around() -> None:
    assert read_text("  第一行 \r\n 第二行_x000D_\n第三行 ") == "第一行\n第二行\n第三行"
    assert read_text(2018.0) == "2018"
    assert read_text("—") == "—"
    assert read_name("—") == Nothing("—")
    assert read_text("   ") is None


@pytest.mark.parametrize(
    ("text", "is_wrong"),
    [
        ("379901195603120117", False),
        ("379901199909010180", True),
        ("37990119790408071X", False),
        ("379901380514001", False),
    ],
)
def test_the_check_figure_of_an_id_is_asked(text: str, is_wrong: bool) -> None:
    assert id_is_wrong(text) is is_wrong


@pytest.mark.parametrize(
    ("text", "is_wrong"),
    [
        ("91379901MA3T0001XL", False),
        ("91379901ma3t0006xr", False),
        ("91379901MA3T0007X0", True),
        ("370899228000123", False),
        ("91379901MA3T000IXL", True),
    ],
)
def test_the_check_sign_of_a_credit_code_is_asked(text: str, is_wrong: bool) -> None:
    assert credit_code_is_wrong(text) is is_wrong
