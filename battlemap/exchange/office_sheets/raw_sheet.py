"""What stands in a workbook before anything is understood: cells, formats, merged and hidden parts, drop-downs."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Literal

import attrs

#: A cell as the file holds it; "" is a blank one.
RawCell = str | float | int | bool | date | datetime | time | timedelta
Place = tuple[int, int]
Span = tuple[int, int, int, int]
State = Literal["visible", "hidden", "very_hidden"]


@attrs.define
class Choices:
    """A drop-down: where it stands (first row, first column, last row, last column) and what it offers."""

    spans: tuple[Span, ...]
    options: tuple[str, ...]


@attrs.define
class RawSheet:
    """One sheet; rows and columns are counted from 0 at A1, places are (row, column)."""

    name: str
    rows: list[list[RawCell]] = attrs.field(factory=list)
    state: State = "visible"
    #: Number formats that change what a number means: percent, scaled, with a unit, or with figures that are shown.
    formats: dict[Place, str] = attrs.field(factory=dict)
    #: #DIV/0! and its like.
    faults: dict[Place, str] = attrs.field(factory=dict)
    #: Formulas that were never calculated.
    unresulted: dict[Place, str] = attrs.field(factory=dict)
    hidden_rows: set[int] = attrs.field(factory=set)
    hidden_columns: set[int] = attrs.field(factory=set)
    #: First row, first column, last row, last column.
    merges: list[Span] = attrs.field(factory=list)
    choices: list[Choices] = attrs.field(factory=list)
    comments: dict[Place, str] = attrs.field(factory=dict)

    def cell(self, row: int, column: int) -> RawCell:
        """Returns what stands there, "" beyond the last row or column."""
        if row < len(self.rows) and column < len(self.rows[row]):
            return self.rows[row][column]
        return ""


@attrs.define
class RawBook:
    """A workbook's sheets in their order; `is_typed` where cells know whether they are numbers or texts."""

    sheets: list[RawSheet]
    is_typed: bool = True
    is_1904: bool = False
    #: What could not be looked at, as sentences.
    remarks: list[str] = attrs.field(factory=list)


def column_name(column: int) -> str:
    """Returns the letters above a column counted from 0: A … XFD."""
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """Returns the column counted from 0 that bears these letters."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def place_name(row: int, column: int) -> str:
    """Returns the place as a person reads it: B7."""
    return f"{column_name(column)}{row + 1}"
