"""Names on a map that never overlap: crowds become one token, names give way to their number where there is no room."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Final

import attrs

from battlemap.layout.scene import Rect
from battlemap.layout.text import em_width

#: Directions in which a name is tried, best first: right, left, above, below, then between.
_WAYS: Final = (
    (1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (1, 1), (-1, -1), (-1, 1), (1, -0.5), (1, 0.5), (-1, -0.5), (-1, 0.5),
)  # fmt: skip
#: Distances, in tokens, at which a name is tried; beyond the first a line leads to it.
_RINGS: Final = (0.0, 1.2, 2.4, 3.8)
_LINE: Final = 1.35


@attrs.frozen
class Anchor:
    """Something to be named: its number, where it is, and its name; marks of one `number` are one thing."""

    number: int
    x: float
    y: float
    name: str


@attrs.frozen
class Token:
    """A mark on the map: where it stands and the numbers of all that it stands for."""

    rect: Rect
    numbers: tuple[int, ...]


@attrs.frozen
class Label:
    """A name or a number beside its token; `leader` is the line that leads to it, from token to name."""

    number: int
    words: str
    rect: Rect
    leader: tuple[float, float, float, float] | None = None


@attrs.frozen
class LabelPlan:
    """What stands where; `unnamed` are the numbers that only the list beside the map names."""

    tokens: tuple[Token, ...]
    labels: tuple[Label, ...]
    unnamed: tuple[int, ...]


def label_plan(
    anchors: Sequence[Anchor], bounds: Rect, token: float, em: float, taken: Sequence[Rect] = ()
) -> LabelPlan:
    """Returns the plan for anchors in any order of importance, first come first served.

    `token` is the side of a token, `em` the height of the letters, `taken` is where nothing may stand. Every number is in
    exactly one token; no two tokens, labels and taken places share an area, and all labels lie within the bounds.
    """
    tokens = _tokens(anchors, token)
    space = _Space(max(token, em) * 4)
    for rect in (*(one.rect for one in tokens), *taken):
        space.add(rect)
    names = {anchor.number: anchor.name for anchor in anchors}
    labels: list[Label] = []
    unnamed: list[int] = []
    for one in tokens:
        number = one.numbers[0]
        tries = (
            [f"{number} 等 {len(one.numbers)} 处"]
            if len(one.numbers) > 1
            else [f"{number} {names[number]}", str(number)]
        )
        label = next(
            (made for words in tries if (made := _placed(one, words, bounds, token, em, space))), None
        )
        if label is None:
            unnamed += one.numbers
            continue
        space.add(label.rect)
        labels.append(label)
        unnamed += one.numbers[1:]
    return LabelPlan(tuple(tokens), tuple(labels), tuple(sorted(unnamed)))


def _tokens(anchors: Sequence[Anchor], side: float) -> list[Token]:
    """Returns the tokens; one that would cover another joins it."""
    cells: dict[tuple[int, int], list[int]] = {}
    centres: list[tuple[float, float]] = []
    numbers: list[list[int]] = []
    for anchor in anchors:
        cell = math.floor(anchor.x / side), math.floor(anchor.y / side)
        near = [
            other
            for dx in (-1, 0, 1)
            for dy in (-1, 0, 1)
            for other in cells.get((cell[0] + dx, cell[1] + dy), ())
            if abs(centres[other][0] - anchor.x) < side and abs(centres[other][1] - anchor.y) < side
        ]
        if near:
            numbers[near[0]].append(anchor.number)
            continue
        cells.setdefault(cell, []).append(len(centres))
        centres.append((anchor.x, anchor.y))
        numbers.append([anchor.number])
    half = side / 2
    return [
        Token(Rect(x - half, y - half, side, side), tuple(sorted(own)))
        for (x, y), own in zip(centres, numbers, strict=True)
    ]


def _placed(one: Token, words: str, bounds: Rect, token: float, em: float, space: _Space) -> Label | None:
    """Returns the words at the first place that is free, None where there is none."""
    w, h = em_width(words) * em + em * 0.5, em * _LINE
    x, y = one.rect.x + token / 2, one.rect.y + token / 2
    for ring in _RINGS:
        reach = token / 2 + em * 0.15 + ring * token
        for dx, dy in _WAYS:
            centre = x + dx * (reach + w / 2), y + dy * (reach + h / 2)
            rect = Rect(centre[0] - w / 2, centre[1] - h / 2, w, h)
            if not bounds.holds(rect) or not space.is_free(rect):
                continue
            if ring == 0.0:
                return Label(one.numbers[0], words, rect)
            edge = x + dx * token / 2, y + dy * token / 2
            end = min(max(rect.x, edge[0]), rect.right), min(max(rect.y, edge[1]), rect.bottom)
            if space.is_crossed(edge, end, one.rect):
                continue
            return Label(one.numbers[0], words, rect, (*edge, *end))
    return None


class _Space:
    """Rectangles in the cells of a grid, so that whether one is free costs what lies near it."""

    def __init__(self, side: float) -> None:
        self._side = side
        self._cells: dict[tuple[int, int], list[Rect]] = {}

    def _over(self, rect: Rect) -> Iterator[tuple[int, int]]:
        for column in range(math.floor(rect.x / self._side), math.floor(rect.right / self._side) + 1):
            for row in range(math.floor(rect.y / self._side), math.floor(rect.bottom / self._side) + 1):
                yield column, row

    def add(self, rect: Rect) -> None:
        """Takes a place."""
        for cell in self._over(rect):
            self._cells.setdefault(cell, []).append(rect)

    def is_free(self, rect: Rect) -> bool:
        """Whether nothing stands there."""
        return not any(rect.meets(other) for cell in self._over(rect) for other in self._cells.get(cell, ()))

    def is_crossed(self, start: tuple[float, float], end: tuple[float, float], own: Rect) -> bool:
        """Whether a line between two points leads over something else than its own token."""
        steps = 12
        for step in range(1, steps):
            x = start[0] + (end[0] - start[0]) * step / steps
            y = start[1] + (end[1] - start[1]) * step / steps
            cell = math.floor(x / self._side), math.floor(y / self._side)
            if any(other is not own and other.contains(x, y) for other in self._cells.get(cell, ())):
                return True
        return False
