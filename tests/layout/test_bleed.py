"""Bleed carries what touches the edge beyond it and leaves all else where it was."""

from __future__ import annotations

import pytest

from battlemap.errors import BadInput
from battlemap.layout.bleed import with_bleed
from battlemap.layout.scene import Box, Line, Rect, Scene


def test_a_ground_bleeds_and_a_card_does_not() -> None:
    ground, card = Box(Rect(0, 0, 420, 297), "card"), Box(Rect(20, 20, 50, 30), "card")
    page = with_bleed(Scene(420, 297, (ground, card)), 3)
    bled, still, *marks = page.items
    assert isinstance(bled, Box)
    assert isinstance(still, Box)
    assert (bled.rect.w, bled.rect.h) == (426, 303)
    assert (still.rect.w, still.rect.h) == (50, 30)
    assert still.rect.x - bled.rect.x == 20 + 3
    assert page.width == 420 + 2 * 9
    assert len(marks) == 8
    for mark in marks:
        assert isinstance(mark, Line)
        assert not (bled.rect.x < mark.x1 < bled.rect.right and bled.rect.y < mark.y1 < bled.rect.bottom)


def test_a_bleed_that_nobody_asks_for_is_refused() -> None:
    with pytest.raises(BadInput, match="出血 40 毫米"):
        with_bleed(Scene(100, 100, ()), 40)
