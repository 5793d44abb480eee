"""Lines are broken by rule and never wider than asked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from battlemap.layout.text import elide, em_width, one_line, wrap, wrap_even, wrap_names


@given(st.text(max_size=400), st.floats(2, 40), st.integers(1, 5))
def test_no_line_is_wider_than_asked(text: str, ems: float, most: int) -> None:
    lines = wrap(text, ems, most)
    assert len(lines) <= most
    assert all(em_width(line) <= ems + 1e-6 for line in lines)


@given(st.text("一二三四五，。abc 12", max_size=60))
def test_nothing_is_lost_where_there_is_room(text: str) -> None:
    joined = "".join(wrap(text, 20, 50)).replace(" ", "")
    assert joined == one_line(text).replace(" ", "")


def test_a_long_text_says_that_it_goes_on() -> None:
    assert wrap("一" * 100, 5, 2) == ("一" * 5, "一" * 4 + "…")
    assert wrap("一" * 100_000, 5, 1) == ("一" * 4 + "…",)


def test_closing_punctuation_does_not_begin_a_line() -> None:
    assert wrap("甲乙丙丁，戊己", 4, 3) == ("甲乙丙", "丁，戊己")


def test_elide_keeps_what_fits() -> None:
    assert elide("甲乙丙", 3) == "甲乙丙"
    assert elide("甲乙丙丁", 3) == "甲乙…"


def test_radicals_from_careless_copies_become_han() -> None:
    assert one_line("⼯业⽤地\uf9d1") == "工业用地六"


def test_control_and_direction_characters_vanish_and_breaks_become_spaces() -> None:
    assert one_line(" 甲\u202e乙\n丙\x00\ud800 ") == "甲乙 丙"


def test_a_line_narrower_than_a_character_still_takes_one() -> None:
    assert wrap("0", 0.1, 3) == ("0",)
    assert wrap("作战", 0.5, 3) == ("作", "战")


@pytest.mark.parametrize("word", ["RURAL-10", "0537-9000262", "2018-11-14"])
def test_a_code_a_number_or_a_day_is_not_broken_at_its_hyphen(word: str) -> None:
    for ems in range(9, 20):
        assert any(word in line for line in wrap(f"由分管的同志办理{word}号事项", ems, 9))


def test_a_list_of_names_breaks_between_names() -> None:
    names = ("周卫东（0537-9000101）", "马德胜（0537-9000150）", "顾佳（0537-9000171）")
    for ems in range(15, 45):
        lines = wrap_names("、".join(names), ems, 4)
        assert [name for line in lines for name in line.split("、") if name] == list(names)


def test_a_sentence_is_not_taken_for_a_list_of_names() -> None:
    text = "前10个月工业、财政总体平稳，攻坚重点转到项目开工。"
    assert wrap_names(text, 16, 4) == wrap_even(text, 16, 4)
