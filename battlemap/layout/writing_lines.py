"""Places for the pen: a name and a line to write on, side by side or over the whole width."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from battlemap.layout.flow import Block
from battlemap.layout.scene import Item, Line, Rect, Text
from battlemap.layout.text import em_width


def to_fill_in(names: Sequence[str], em: float) -> Block:
    """Returns one row in which each name is followed by a line of equal width."""

    def draw(place: Rect) -> Iterator[Item]:
        w = place.w / max(1, len(names))
        for number, name in enumerate(names):
            x = place.x + number * w
            name_w = min(em_width(name) * em, w * 0.6)
            yield Text(Rect(x, place.y, name_w, place.h), (name,), em, "muted")
            y = place.bottom - em * 0.45
            yield Line(x + name_w + em * 0.3, y, x + w - em, y, "muted", em * 0.06)

    return Block(em * 2.2, draw)


def lines_to_write(number: int, em: float) -> Block:
    """Returns so many dashed lines over the whole width, wide enough apart for handwriting."""

    def draw(place: Rect) -> Iterator[Item]:
        for line in range(1, number + 1):
            y = place.y + line * em * 2.4
            yield Line(place.x, y, place.right, y, "border", em * 0.06, (em * 0.4, em * 0.3))

    return Block(number * em * 2.4 + em * 0.4, draw)
