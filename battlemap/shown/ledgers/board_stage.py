"""Where heads and cards of a stage board stand, in px; arithmetic alone."""

from __future__ import annotations

from bisect import bisect_right
from typing import Final

import attrs

from battlemap.layout.scene import Rect
from battlemap.shown.ledgers.stage_board import StageColumn

HEAD: Final = 52
CARD: Final = 74
GAP: Final = 8
#: px of a column with cards, and of one without any.
_LEAST, _MOST, _EMPTY = 156, 280, 64


@attrs.frozen
class Place:
    """A card: its column and its place in it."""

    column: int
    row: int


class BoardStage:
    """The layout of some columns in an area of `size`, scrolled so far."""

    def __init__(self) -> None:
        self.size = (0, 0)
        self.scroll_x = self.scroll_y = 0
        self.columns: tuple[StageColumn, ...] = ()
        self.wide = _LEAST
        self._lefts: list[int] = [GAP]

    def arrange(self) -> None:
        """Gives the columns the room there is; those without cards are narrow."""
        filled = sum(bool(column.ids) for column in self.columns)
        room = self.size[0] - GAP - (len(self.columns) - filled) * (_EMPTY + GAP)
        self.wide = max(_LEAST, min(_MOST, room // max(1, filled) - GAP))
        self._lefts = [GAP]
        for column in self.columns:
            self._lefts.append(self._lefts[-1] + (self.wide if column.ids else _EMPTY) + GAP)

    @property
    def scroll_range(self) -> tuple[int, int]:
        """The greatest scroll values."""
        across = self._lefts[-1]
        most = max((len(column.ids) for column in self.columns), default=0)
        down = HEAD + GAP + most * (CARD + GAP)
        return max(0, across - self.size[0]), max(0, down - self.size[1])

    @property
    def scrolled(self) -> Rect:
        """The part below the heads."""
        return Rect(0, HEAD, self.size[0], max(0, self.size[1] - HEAD))

    def column_rect(self, column: int) -> Rect:
        """Returns where a column stands, head and all."""
        left, right = self._lefts[column], self._lefts[column + 1] - GAP
        return Rect(left - self.scroll_x, 0, right - left, self.size[1])

    def card_rect(self, place: Place) -> Rect:
        """Returns where a card stands."""
        box = self.column_rect(place.column)
        return Rect(box.x, HEAD + GAP + place.row * (CARD + GAP) - self.scroll_y, box.w, CARD)

    def column_at(self, x: float) -> int | None:
        """Returns the column under a place, the gap beside it included; None beside them all."""
        column = bisect_right(self._lefts, x + self.scroll_x + GAP / 2) - 1
        return column if 0 <= column < len(self.columns) else None

    def card_at(self, x: float, y: float) -> Place | None:
        """Returns the card under a point."""
        column = self.column_at(x)
        if column is None or y < HEAD:
            return None
        row, below = divmod(y - HEAD - GAP + self.scroll_y, CARD + GAP)
        box = self.column_rect(column)
        is_inside = 0 <= row < len(self.columns[column].ids) and below <= CARD and box.x <= x <= box.x + box.w
        return Place(column, int(row)) if is_inside else None

    def rows_in_sight(self, column: int) -> range:
        """Returns the places of the cards of a column that are in sight."""
        first = max(0, int(self.scroll_y // (CARD + GAP)) - 1)
        last = int((self.scroll_y + self.size[1]) // (CARD + GAP)) + 1
        return range(first, min(len(self.columns[column].ids), last))

    def place_of(self, id: str) -> Place | None:
        """Returns where an entry stands, None where it is not on the board."""
        for column, each in enumerate(self.columns):
            if id in each.ids:
                return Place(column, each.ids.index(id))
        return None
