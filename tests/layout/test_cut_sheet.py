"""Pieces to cut out: all of them, none over another, QR codes that a scanner would read."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import segno
from hypothesis import given, settings
from hypothesis import strategies as st

from battlemap.errors import BadInput
from battlemap.layout.cut_sheet import cut_sheets
from battlemap.layout.paper import paper
from battlemap.layout.qr import qr
from battlemap.layout.scene import Box, Item, Rect


@settings(max_examples=40)
@given(st.integers(0, 60), st.floats(30, 150), st.floats(20, 120), st.sampled_from(["A4", "A3"]))
def test_every_piece_stands_once_inside_the_margin(count: int, w: float, h: float, name: str) -> None:
    places: list[tuple[int, Rect]] = []

    def draw(number: int, place: Rect) -> Iterator[Item]:
        places.append((number, place))
        yield Box(place, "card")

    sheet = paper(name, "portrait")
    pages = cut_sheets(count, w, h, draw, sheet, "任务卡", ("图号：图一",))
    assert [number for number, _ in places] == list(range(count))
    inner = Rect(0, 0, sheet.width, sheet.height).inset(sheet.margin)
    for page in pages:
        pieces = [item.rect for item in page.items[1:] if isinstance(item, Box)]
        assert all(inner.holds(piece) for piece in pieces)
        assert not any(one.meets(other) for n, one in enumerate(pieces) for other in pieces[:n])


def test_a_piece_that_fits_nowhere_is_refused() -> None:
    with pytest.raises(BadInput, match="放不下 400×50 毫米"):
        cut_sheets(1, 400, 50, lambda number, place: iter(()), paper("A4"), "卡", ())


@given(st.from_regex(r"[A-Z]{2,5}-[0-9]{2,3}", fullmatch=True))
def test_the_boxes_of_a_code_are_its_dark_modules(code: str) -> None:
    plate, *dark = qr(code, Rect(10, 20, 30, 40))
    assert plate.rect == Rect(10, 20, 30, 30)
    matrix = segno.make(code, micro=False, error="m").matrix
    module = 30 / (len(matrix) + 4)
    for row, dots in enumerate(matrix):
        for column, is_dark in enumerate(dots):
            x, y = 10 + (column + 2.5) * module, 20 + (row + 2.5) * module
            assert any(box.rect.contains(x, y) for box in dark) is bool(is_dark)
