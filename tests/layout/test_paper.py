"""Papers have the sizes of the standard, and a text's height tells how far it can be read."""

from __future__ import annotations

import pytest

from battlemap.errors import BadInput
from battlemap.layout.paper import SIZES, paper, reading_distance, size_words


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
    assert size_words(3.2) == "最小字高 3.2 毫米，约 1 米内可读"
    assert size_words(2.0) == "最小字高 2.0 毫米，约 0.5 米内可读"
