"""Growth as statistics print it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from battlemap.domain.series.growth import growth_cell, growth_of, growth_words


@pytest.mark.parametrize(
    ("value", "base", "cell", "words"),
    [
        ("108.3", "100", "8.3", "增长8.3%"),
        ("260", "100", "1.6倍", "增长1.6倍"),
        ("100", "100", "0.0", "与上年同期持平"),
        ("95", "100", "-5.0", "下降5.0%"),
        ("5", "0", "--", "同比无法比较"),
        ("5", "-3", "--", "同比无法比较"),
        ("-2", "3", "--", "同比无法比较"),
    ],
)
def test_growth_is_told_as_bureaux_print_it(value: str, base: str, cell: str, words: str) -> None:
    growth = growth_of(Decimal(value), Decimal(base))
    assert (growth_cell(growth), growth_words(growth)) == (cell, words)


def test_ratios_change_by_percentage_points() -> None:
    growth = growth_of(Decimal("72.4"), Decimal("71.2"), is_ratio=True)
    assert growth_words(growth, is_ratio=True) == "提高1.2个百分点"


def test_what_is_missing_has_no_growth() -> None:
    assert growth_of(None, Decimal(1)) is None and growth_of(Decimal(1), None) is None
