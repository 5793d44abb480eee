"""A tree of levels side by side: each node as high as all below it, the leaves as lines; no name is cut, rows grow instead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import attrs

from battlemap.domain.judging.lamp import Lamp
from battlemap.layout.card_face import lamp_shape
from battlemap.layout.flow import Block
from battlemap.layout.scene import Box, Item, Line, Rect, Text
from battlemap.layout.text import em_width, wrap_even
from battlemap.layout.words import fitted

#: ems that a line of the last level is high, and that the first two levels are wide.
_LINE: Final = 1.9
_FIRST, _SECOND = 7.5, 11.0
#: What lies around a node's words: insets, lamp; and beside a leaf's: lamp, gaps, figures, who.
_AROUND, _BEFORE, _FIGURES, _WHO = 2.05, 1.8, 3.6, 4.2
#: Lines of a node's name and of its figures; words of a leaf that need several lines, and who, in ems.
_NAME, _SMALL, _LOWER = 1.08, 0.95, 0.8
#: Nothing that an office writes needs more lines.
_LINES: Final = 12
#: A branch of more leaves is parted, so that every page can hold its pieces.
_MOST: Final = 12


@attrs.frozen
class Leaf:
    """A line of the last level: its words, who, figures at the right, lamp."""

    words: str
    who: str = ""
    figures: str = ""
    lamp: Lamp | None = None
    about: str | None = None


@attrs.frozen
class Branch:
    """A node of the second level with its leaves."""

    words: str
    figures: str = ""
    lamp: Lamp | None = None
    leaves: tuple[Leaf, ...] = ()
    about: str | None = None


@attrs.frozen
class Top:
    """A node of the first level with its branches."""

    words: str
    figures: str = ""
    lamp: Lamp | None = None
    branches: tuple[Branch, ...] = ()
    about: str | None = None


@attrs.frozen
class _Widths:
    """What a column holds, in ems: the third level, words of a leaf, who, figures."""

    third: float
    words: float
    who: float
    figures: float

    @classmethod
    def of(cls, ems: float) -> _Widths:
        third = ems - _FIRST - _SECOND - 1.2
        figures, who = min(_FIGURES, third * 0.2), min(_WHO, third * 0.22)
        return cls(third, third - _BEFORE - figures - who, who, figures)


def level_blocks(tops: Sequence[Top], em: float, width: float) -> list[Block]:
    """Returns blocks of at most a dozen leaves, `width` wide; where a page or column begins within a top, its name stands above."""
    widths = _Widths.of(width / em)
    blocks = []
    for top in tops:
        pieces = [
            (branch, leaves, start > 0)
            for branch in top.branches or (Branch(""),)
            for start in range(0, max(1, len(branch.leaves)), _MOST)
            for leaves in [branch.leaves[start : start + _MOST]]
        ]
        again = _name_again(top, em)
        for n, (branch, leaves, goes_on) in enumerate(pieces):
            is_first, is_last = n == 0, n == len(pieces) - 1
            block = _piece(top, branch, leaves, em, widths, is_first, goes_on, is_last)
            blocks.append(block if is_first else attrs.evolve(block, heads=(again,)))
    return blocks


def _name_again(top: Top, em: float) -> Block:
    def draw(place: Rect) -> Iterator[Item]:
        words = Rect(place.x, place.y, place.w, em * 1.4)
        yield from fitted(words, f"{top.words}（续）", em, "accent", True, least=em * 0.75, about=top.about)

    return Block(em * 1.6, draw, stays_with_next=True)


def _piece(
    top: Top, branch: Branch, leaves: Sequence[Leaf], em: float, widths: _Widths, is_first: bool, goes_on: bool, is_last: bool
) -> Block:  # fmt: skip
    name = f"{branch.words}（续）" if goes_on else branch.words
    heights = [_leaf_high(leaf, widths) for leaf in leaves]
    tall = max(sum(heights), 2 * _LINE, _node_high(name, branch.figures, _SECOND))
    if is_first:
        tall = max(tall, _node_high(top.words, top.figures, _FIRST))
    h = (tall + (0.9 if is_last else 0.4)) * em

    def draw(place: Rect) -> Iterator[Item]:
        body = Rect(place.x, place.y, place.w, tall * em)
        first = Rect(body.x, body.y, em * _FIRST, body.h if is_last else place.h)
        second = Rect(first.right + em * 0.6, body.y, em * _SECOND, body.h)
        third = Rect(second.right + em * 0.6, body.y, body.right - second.right - em * 0.6, body.h)
        if is_first:
            yield from _node(first, top.words, top.figures, top.lamp, em, True, top.about)
        else:
            yield Box(first, "ground", about=top.about)
        yield Line(first.x, first.y, first.x, first.bottom, "accent", em * 0.22, about=top.about)
        if branch.words:
            middle = body.y + body.h / 2
            yield Line(first.right, middle, second.x, middle, "border", em * 0.1, about=branch.about)
            yield from _node(second, name, branch.figures, branch.lamp, em, False, branch.about)
        y = third.y
        for leaf, high in zip(leaves, heights, strict=True):
            row = Rect(third.x, y, third.w, high * em)
            middle = row.y + row.h / 2
            yield Line(second.right, middle, third.x, middle, "border", em * 0.07, about=leaf.about)
            yield from _leaf(row, leaf, em, widths)
            y = row.bottom

    return Block(h, draw)


def _node_high(words: str, figures: str, wide: float) -> float:
    """Returns how many ems a node needs so that all its words stand in it."""
    room = wide - _AROUND
    lines = len(wrap_even(words, room, _LINES)) * _NAME
    return lines + len(_lower(figures, room, 0.6)) * _SMALL + 0.6


def _lower(words: str, room: float, least: float) -> tuple[str, ...]:
    """Returns one line where the words fit into it, made smaller, else as many as they need."""
    if not words or em_width(words) * least <= room:
        return (words,) if words else ()
    return wrap_even(words, room / _LOWER, _LINES)


def _leaf_high(leaf: Leaf, widths: _Widths) -> float:
    words = len(_lower(leaf.words, widths.words, 0.78))
    who = len(_lower(leaf.who, widths.who, 0.65))
    return max(_LINE, words * 0.92 + 0.2, who * 0.92 + 0.2)


def _node(
    box: Rect, words: str, figures: str, lamp: Lamp | None, em: float, is_top: bool, about: str | None
) -> Iterator[Item]:
    yield Box(box, "ground" if is_top else "card", None if is_top else "border", em * 0.08, about=about)
    inner = box.inset(em * 0.4, em * 0.25)
    side = em * 0.95
    if lamp is not None:
        yield lamp_shape(lamp, Rect(inner.x, inner.y + em * 0.1, side, side), about)
    inner = Rect(inner.x + side + em * 0.3, inner.y, inner.w - side - em * 0.3, inner.h)
    pitch = em * _NAME
    lines = wrap_even(words, inner.w / em, _LINES)
    colour = "accent" if is_top else "text"
    for n, line in enumerate(lines):
        row = Rect(inner.x, inner.y + n * pitch, inner.w, pitch)
        yield from fitted(row, line, em * 0.97, colour, True, least=em * 0.7, about=about)
    low = inner.y + len(lines) * pitch
    for n, line in enumerate(_lower(figures, inner.w / em, 0.6)):
        row = Rect(inner.x, low + n * em * _SMALL, inner.w, em * _SMALL)
        yield from fitted(row, line, em * 0.85, "muted", least=em * 0.6, about=about)


def _leaf(row: Rect, leaf: Leaf, em: float, widths: _Widths) -> Iterator[Item]:
    about = leaf.about
    yield Line(row.x, row.bottom, row.right, row.bottom, "border", em * 0.04, about=about)
    side = em * 0.95
    x = row.x + em * 0.2
    if leaf.lamp is not None:
        yield lamp_shape(leaf.lamp, Rect(x, row.y + (row.h - side) / 2, side, side), about)
    x += side + em * 0.35
    words = Rect(x, row.y, em * widths.words, row.h)
    yield from _several(words, leaf.words, em, 0.78, "text", about)
    who = Rect(words.right + em * 0.2, row.y, em * widths.who, row.h)
    yield from _several(who, leaf.who, em * 0.9, 0.65 / 0.9, "muted", about)
    figures = Rect(row.right - em * widths.figures, row.y, em * widths.figures, row.h)
    yield from fitted(figures, leaf.figures, em, "text", True, "right", em * 0.7, about)


def _several(
    place: Rect, words: str, size: float, least: float, colour: str, about: str | None
) -> Iterator[Item]:
    """Yields words in one line where they fit, else in as many small ones as they need."""
    lines = _lower(words, place.w / size, least)
    if len(lines) > 1:
        yield Text(place, lines, size * _LOWER, colour, leading=0.92 / _LOWER, about=about)
    else:
        yield from fitted(place, words, size, colour, least=size * least, about=about)
