"""A sheet's visible rows and columns, with what merged cells cover, as the stages of reading ask for them."""

from __future__ import annotations

from typing import Final

import attrs

from battlemap.exchange.office_sheets.raw_sheet import RawCell, RawSheet, Span

#: Rows that a merged cell is followed down.
_MOST_MERGED: Final = 5_000


@attrs.frozen
class Fault:
    """A cell without a value: an error as Excel writes it, or a formula that was never calculated."""

    words: str
    is_unresulted: bool = False


GridCell = RawCell | Fault


@attrs.define
class Grid:
    """Cells by row and column of the sheet; blank ones are ""."""

    sheet: RawSheet
    rows: list[list[GridCell]]
    #: Per row the columns that hold something; hidden columns are left out.
    filled: list[list[int]]
    #: First place of a merged area → the area.
    merges: dict[tuple[int, int], Span]
    #: Rows that are covered by an area from above → those areas.
    covering: dict[int, list[Span]]

    def text(self, row: int, column: int) -> str:
        """Returns the text of a cell, "" for a blank one; numbers are written as they stand."""
        cells = self.rows[row]
        if column >= len(cells):
            return ""
        value = cells[column]
        if isinstance(value, str):
            return value
        if isinstance(value, Fault):
            return value.words
        return f"{value:.15g}" if isinstance(value, float) else str(value)

    def is_hidden(self, row: int) -> bool:
        """Whether the row is hidden."""
        return row in self.sheet.hidden_rows

    def right_end(self, row: int, column: int) -> int:
        """Returns the last column that the cell covers."""
        span = self.merges.get((row, column))
        return span[3] if span else column

    def bottom_end(self, row: int, column: int) -> int:
        """Returns the last row that the cell covers."""
        span = self.merges.get((row, column))
        return span[2] if span else row

    def above(self, row: int, column: int) -> tuple[int, int] | None:
        """Returns the first place of the merged area that covers this place and begins elsewhere."""
        for span in self.covering.get(row, ()):
            if span[1] <= column <= span[3] and (span[0], span[1]) != (row, column):
                return span[0], span[1]
        return None


def grid_of(sheet: RawSheet) -> Grid:
    """Returns the sheet's cells with errors in their places and blanks of nothing but spaces left out."""
    rows: list[list[GridCell]] = sheet.rows  # type: ignore[assignment]
    for (row, column), words in sheet.faults.items():
        _put(rows, row, column, Fault(words))
    for (row, column), words in sheet.unresulted.items():
        _put(rows, row, column, Fault(words, is_unresulted=True))
    hidden = sheet.hidden_columns
    filled: list[list[int]] = []
    for cells in rows:
        places = [place for place, cell in enumerate(cells) if cell != ""]
        blanks = [place for place in places if isinstance(cells[place], str) and cells[place].isspace()]  # type: ignore[union-attr]
        for place in blanks:
            cells[place] = ""
        if blanks or hidden:
            places = [place for place in places if cells[place] != "" and place not in hidden]
        filled.append(places)
    merges: dict[tuple[int, int], Span] = {}
    covering: dict[int, list[Span]] = {}
    for span in sheet.merges:
        top, left, bottom, _ = span
        merges[(top, left)] = span
        for row in range(top, min(bottom, top + _MOST_MERGED, len(rows)) + 1):
            covering.setdefault(row, []).append(span)
    return Grid(sheet, rows, filled, merges, covering)


def _put(rows: list[list[GridCell]], row: int, column: int, cell: GridCell) -> None:
    if row >= len(rows):
        return
    cells = rows[row]
    if column >= len(cells):
        cells += [""] * (column + 1 - len(cells))
    cells[column] = cell
