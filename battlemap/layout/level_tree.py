"""A tree of levels side by side: each node as high as all below it, the leaves as lines; as large as the page holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import attrs

from battlemap.domain.judging.lamp import Lamp
from battlemap.layout.card_face import lamp_shape
from battlemap.layout.flow import Block
from battlemap.layout.scene import Box, Item, Line, Rect
from battlemap.layout.text import wrap_even
from battlemap.layout.words import fitted

#: ems that a line of the last level is high, and that the first two levels are wide.
_LINE: Final = 1.9
_FIRST, _SECOND = 7.5, 11.0
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


def level_blocks(tops: Sequence[Top], em: float) -> list[Block]:
    """Returns blocks of at most a dozen leaves; where a page or column begins within a top, its name stands above."""
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
            block = _piece(top, branch, leaves, em, is_first, goes_on, is_last)
            blocks.append(block if is_first else attrs.evolve(block, heads=(again,)))
    return blocks


def _name_again(top: Top, em: float) -> Block:
    def draw(place: Rect) -> Iterator[Item]:
        words = Rect(place.x, place.y, place.w, em * 1.4)
        yield from fitted(words, f"{top.words}（续）", em, "accent", True, least=em * 0.75, about=top.about)

    return Block(em * 1.6, draw, stays_with_next=True)


def _piece(
    top: Top, branch: Branch, leaves: Sequence[Leaf], em: float, is_first: bool, goes_on: bool, is_last: bool
) -> Block:
    lines = max(len(leaves), 2)
    h = (lines * _LINE + (0.9 if is_last else 0.4)) * em

    def draw(place: Rect) -> Iterator[Item]:
        body = Rect(place.x, place.y, place.w, lines * _LINE * em)
        first = Rect(body.x, body.y, em * _FIRST, body.h if is_last else place.h)
        second = Rect(first.right + em * 0.6, body.y, em * _SECOND, body.h)
        third = Rect(second.right + em * 0.6, body.y, body.right - second.right - em * 0.6, body.h)
        if is_first:
            yield from _node(
                Rect(first.x, first.y, first.w, first.h),
                top.words,
                top.figures,
                top.lamp,
                em,
                True,
                top.about,
            )
        else:
            yield Box(first, "ground", about=top.about)
        yield Line(first.x, first.y, first.x, first.bottom, "accent", em * 0.22, about=top.about)
        if branch.words:
            middle = body.y + body.h / 2
            yield Line(first.right, middle, second.x, middle, "border", em * 0.1, about=branch.about)
            more = f"{branch.words}（续）" if goes_on else branch.words
            yield from _node(second, more, branch.figures, branch.lamp, em, False, branch.about)
        for n, leaf in enumerate(leaves):
            row = Rect(third.x, third.y + n * _LINE * em, third.w, _LINE * em)
            y = row.y + row.h / 2
            yield Line(second.right, y, third.x, y, "border", em * 0.07, about=leaf.about)
            yield from _leaf(row, leaf, em)

    return Block(h, draw)


def _node(
    box: Rect, words: str, figures: str, lamp: Lamp | None, em: float, is_top: bool, about: str | None
) -> Iterator[Item]:
    yield Box(box, "ground" if is_top else "card", None if is_top else "border", em * 0.08, about=about)
    inner = box.inset(em * 0.4, em * 0.25)
    side = em * 0.95
    if lamp is not None:
        yield lamp_shape(lamp, Rect(inner.x, inner.y + em * 0.1, side, side), about)
        inner = Rect(inner.x + side + em * 0.3, inner.y, inner.w - side - em * 0.3, inner.h)
    pitch = em * 1.08
    most = max(1, int((inner.h - em * 0.95) / pitch))
    lines = wrap_even(words, inner.w / em, min(most, 3))
    for n, line in enumerate(lines):
        row = Rect(inner.x, inner.y + n * pitch, inner.w, pitch)
        yield from fitted(
            row, line, em * 0.97, "accent" if is_top else "text", True, least=em * 0.7, about=about
        )
    low = Rect(inner.x, inner.y + len(lines) * pitch, inner.w, em * 0.95)
    yield from fitted(low, figures, em * 0.85, "muted", least=em * 0.6, about=about)


def _leaf(row: Rect, leaf: Leaf, em: float) -> Iterator[Item]:
    about = leaf.about
    yield Line(row.x, row.bottom, row.right, row.bottom, "border", em * 0.04, about=about)
    side = em * 0.95
    x = row.x + em * 0.2
    if leaf.lamp is not None:
        yield lamp_shape(leaf.lamp, Rect(x, row.y + (row.h - side) / 2, side, side), about)
    x += side + em * 0.35
    figures_w, who_w = min(em * 3.6, row.w * 0.2), min(em * 4.2, row.w * 0.22)
    words = Rect(x, row.y, row.right - x - figures_w - who_w - em * 0.3, row.h)
    yield from fitted(words, leaf.words, em, least=em * 0.78, about=about)
    who = Rect(words.right + em * 0.2, row.y, who_w, row.h)
    yield from fitted(who, leaf.who, em * 0.9, "muted", least=em * 0.65, about=about)
    figures = Rect(row.right - figures_w, row.y, figures_w, row.h)
    yield from fitted(figures, leaf.figures, em, "text", True, "right", em * 0.7, about)
