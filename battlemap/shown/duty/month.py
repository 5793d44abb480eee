"""The month of duty as a painted table: where days, columns and places stand, which lies under the pointer, the way of keys."""

from __future__ import annotations

from datetime import date
from typing import Final

import attrs

from battlemap.domain.duty.roster_table import RosterTable
from battlemap.domain.kinds.duty import Duty
from battlemap.layout.scene import Rect

HEAD: Final = 42
LEAST_LINE: Final = 22
MOST_LINE: Final = 34
_DAY: Final = 108
_NOTE: Final = 148
_LEAST_COLUMN: Final = 110
_GAP: Final = 4


@attrs.frozen
class Spot:
    """A place of the table: line, column, and which of the cell's places."""

    line: int
    column: int
    place: int


@attrs.frozen
class MonthStage:
    """The table in a room of so many px; it is higher than that where the lines would be too low."""

    table: RosterTable
    width: int
    height: int
    has_notes: bool = True

    @property
    def line_h(self) -> float:
        """The height of a day."""
        lines = max(1, len(self.table.lines))
        return max(LEAST_LINE, min(MOST_LINE, (self.height - HEAD) / lines))

    @property
    def whole(self) -> tuple[int, int]:
        """Width and height of the whole table, px."""
        least = _DAY + self._note_w + _LEAST_COLUMN * len(self.table.columns)
        return max(self.width, least), round(HEAD + self.line_h * len(self.table.lines))

    @property
    def _note_w(self) -> int:
        return _NOTE if self.has_notes and any(line.note for line in self.table.lines) else 0

    def column(self, number: int) -> Rect:
        """Returns where a column stands, head included."""
        width, height = self.whole
        shares = self._shares
        each = (width - _DAY - self._note_w) / max(1.0, sum(shares))
        return Rect(_DAY + sum(shares[:number]) * each, 0, shares[number] * each if shares else each, height)

    @property
    def _shares(self) -> list[float]:
        """How the columns share the room: one with more people to a cell gets more of it, with the last one at the end."""
        counts = [
            max((len(line.cells[number]) for line in self.table.lines), default=1)
            for number in range(len(self.table.columns))
        ]
        return [1 + 0.45 * (count - 1) for count in counts]

    @property
    def note(self) -> Rect:
        """Where the notes stand."""
        width, height = self.whole
        return Rect(width - self._note_w, 0, self._note_w, height)

    def line(self, number: int) -> Rect:
        """Returns where a day stands."""
        return Rect(0, HEAD + number * self.line_h, self.whole[0], self.line_h)

    @property
    def day_w(self) -> int:
        """The width of the days' names."""
        return _DAY

    def chip(self, spot: Spot) -> Rect:
        """Returns where a place stands."""
        column, line = self.column(spot.column), self.line(spot.line)
        count = max(1, len(self.table.lines[spot.line].cells[spot.column]))
        room = column.w - 2 * _GAP
        each = room / count
        return Rect(column.x + _GAP + spot.place * each, line.y + 2, each - _GAP / 2, line.h - 4)

    def spots(self) -> list[Spot]:
        """Returns every place, day by day, from left to right."""
        return [
            Spot(line, column, place)
            for line, day in enumerate(self.table.lines)
            for column, cell in enumerate(day.cells)
            for place in range(len(cell))
        ]

    def at(self, x: float, y: float) -> Spot | None:
        """Returns the place under a point, None for none."""
        number = int((y - HEAD) // self.line_h)
        if y < HEAD or not 0 <= number < len(self.table.lines):
            return None
        for column in range(len(self.table.columns)):
            for place in range(len(self.table.lines[number].cells[column])):
                spot = Spot(number, column, place)
                if self.chip(spot).contains(x, y):
                    return spot
        return None

    def day_at(self, y: float) -> date | None:
        """Returns the day at a height."""
        number = int((y - HEAD) // self.line_h)
        return self.table.lines[number].day if y >= HEAD and number < len(self.table.lines) else None

    def duty(self, spot: Spot) -> Duty | None:
        """Returns the duty at a place, None where nobody was ever put there."""
        if spot.line >= len(self.table.lines) or spot.column >= len(self.table.columns):
            return None
        cell = self.table.lines[spot.line].cells[spot.column]
        return cell[spot.place] if spot.place < len(cell) else None

    def spot_of(self, duty: str) -> Spot | None:
        """Returns the place of a duty."""
        for spot in self.spots():
            there = self.duty(spot)
            if there is not None and there.id == duty:
                return spot
        return None

    def beside(self, spot: Spot, dx: int, dy: int) -> Spot:
        """Returns the place that an arrow key leads to; the same one at the edge."""
        if dy:
            line = min(max(0, spot.line + dy), len(self.table.lines) - 1)
            last = len(self.table.lines[line].cells[spot.column]) - 1
            return Spot(line, spot.column, min(spot.place, last))
        own = [other for other in self.spots() if other.line == spot.line]
        place = own.index(spot) + dx if spot in own else 0
        return own[min(max(0, place), len(own) - 1)] if own else spot
