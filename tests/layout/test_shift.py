"""A moved item is the same but for its place, whatever kind it is."""

from __future__ import annotations

import attrs
import pytest

from battlemap.layout.scene import Box, Extract, Item, Line, Picture, Rect, Scene, Shape, Text
from battlemap.layout.shift import moved

PLACE = Rect(1, 2, 30, 4)
ITEMS = (
    Box(PLACE, "card", "border", 0.3, 1.5, "dots", "t1"), Shape(PLACE, "diamond", "red", "text", "dense", "t2"),
    Text(PLACE, ("一", "二"), 3, "muted", True, "right", False, 1.4, "t3", True, "仿宋"), Picture(PLACE, b"<svg/>", "t4"),
    Extract(PLACE, Scene(9, 9, ()), Rect(0, 0, 9, 9), "t5"),
)  # fmt: skip


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: type(item).__name__)
def test_only_the_rectangle_is_another(item: Item) -> None:
    there = moved(item, 5, -1)
    assert not isinstance(there, Line)
    assert there == attrs.evolve(item, rect=Rect(6, 1, 30, 4))


def test_a_line_moves_with_both_ends() -> None:
    assert moved(Line(0, 1, 2, 3, "red", 0.4, (1, 2), "t"), 1, 1) == Line(1, 2, 3, 4, "red", 0.4, (1, 2), "t")
