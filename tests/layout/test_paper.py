"""Papers have the sizes of the standard, and a text's height tells how far it can be read."""

from __future__ import annotations

import pytest

from battlemap.errors import BadInput
from battlemap.layout.paper import BOARDS, ROLLS, SIZES, paper, reading_distance, roll, size_words


@pytest.mark.parametrize("name", SIZES)
def test_two_of_the_next_size_lie_on_one_sheet(name: str) -> None:
    sheet = paper(name)
    assert sheet.is_landscape
    assert sheet.height / sheet.width == pytest.approx(0.7071, abs=0.004)
    assert paper(name, "portrait").width == sheet.height


def test_a_name_is_taken_in_any_case_and_an_unknown_one_names_the_known() -> None:
    assert paper(" a3 ").words == "A3 横（420×297 毫米）"
    with pytest.raises(BadInput, match="A0、A1"):
        paper("B4")


def test_reading_distance_follows_the_rule_of_the_wall() -> None:
    assert reading_distance(11) == 3
    assert reading_distance(19) == 5
    assert size_words(3.2) == "正文字高 3.2 毫米，约 1 米内可读"
    assert size_words(2.0) == "正文字高 2.0 毫米，约 0.5 米内可读"


@pytest.mark.parametrize("name", BOARDS)
def test_boards_are_known_in_any_spelling(name: str) -> None:
    board = paper(name)
    assert board.width >= board.height
    assert paper(name.lower().replace("x", "×")) == board
    assert board.margin >= 12
    assert board.least_text >= 2.4


@pytest.mark.parametrize("width", ROLLS)
def test_a_roll_is_as_long_as_needed(width: int) -> None:
    sheet = roll(width, 2400)
    assert (sheet.width, sheet.height) == (2400, width)
    assert paper(f"R{width}x2400") == sheet
    assert roll(width, 500, "portrait").width == width


def test_own_sizes_are_taken_in_mm_and_absurd_ones_refused() -> None:
    assert (paper("700x1000", "portrait").width, paper("700x1000").width) == (700, 1000)
    for words in ("50x1000", "700x90000", "R800x2000", "x", "R914"):
        with pytest.raises(BadInput):
            paper(words)


def test_another_margin_is_taken_while_room_is_left() -> None:
    assert paper("A3").with_margin(15).margin == 15
    with pytest.raises(BadInput, match="页边距 80 毫米"):
        paper("A3").with_margin(80)
