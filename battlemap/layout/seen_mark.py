"""The mark of those at whose PC a card is open: a small figure and a name's first character in a round box."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from battlemap.layout.scene import Box, Item, Rect, Shape, Text
from battlemap.layout.text import em_width, one_line

#: Of the box's height: the figure's width with the air around it, the letters, the air behind them.
_FIGURE: Final = 0.85
_LETTERS: Final = 0.74
_AIR: Final = 0.3


def seen_initials(names: Sequence[str]) -> str:
    """Returns 「张」 of one, 「张李」 of two, 「张+2」 of more, "" of nobody."""
    firsts = [one_line(name)[:1].upper() or "？" for name in names]
    return "".join(firsts) if len(firsts) <= 2 else f"{firsts[0]}+{len(firsts) - 1}"


def seen_width(initials: str, height: float) -> float:
    """Returns how wide the mark is, in the unit of its height."""
    return (_FIGURE + em_width(initials) * _LETTERS + _AIR) * height


def seen_mark(initials: str, box: Rect, about: str | None = None) -> Iterator[Item]:
    """Yields the mark in a box that is `seen_width` wide; form and letters tell it without its colour."""
    h = box.h
    yield Box(box, "progress", radius=h / 2, about=about)
    head, body = h * 0.30, h * 0.46
    middle = box.x + h * 0.5
    ink = "on_progress"
    yield Shape(Rect(middle - head / 2, box.y + h * 0.16, head, head), "circle", ink, about=about)
    shoulders = Rect(middle - body / 2, box.y + h * 0.52, body, h * 0.30)
    yield Box(shoulders, ink, radius=h * 0.15, about=about)
    words = Rect(box.x + h * _FIGURE, box.y, box.w - h * (_FIGURE + _AIR * 0.5), h)
    yield Text(words, (initials,), h * _LETTERS, ink, True, about=about, is_fine=True)
