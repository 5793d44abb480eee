"""Sheets for the tests, written as rows, and what the reader makes of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from battlemap.exchange.office_sheets.raw_sheet import RawBook, RawSheet, Span
from battlemap.exchange.office_sheets.reading import reading_of
from battlemap.exchange.office_sheets.sheet_table import Reading, SheetTable


def sheet_of(
    rows: Sequence[Sequence[Any]], merges: Sequence[Span] = (), name: str = "表", **more: Any
) -> RawSheet:
    """Returns a raw sheet; None is a blank cell."""
    cells = [["" if cell is None else cell for cell in row] for row in rows]
    return RawSheet(name, cells, merges=list(merges), **more)


def read_rows(rows: Sequence[Sequence[Any]], merges: Sequence[Span] = (), **more: Any) -> Reading:
    """Returns the reading of one sheet."""
    return reading_of(RawBook([sheet_of(rows, merges, **more)]), "表.xlsx")


def only_table(rows: Sequence[Sequence[Any]], merges: Sequence[Span] = (), **more: Any) -> SheetTable:
    """Returns the one table of the sheet."""
    (table,) = read_rows(rows, merges, **more).tables
    return table


def cells_of(table: SheetTable, name: str) -> list[Any]:
    """Returns the values of a column."""
    column = table.column(name)
    assert column is not None, [each.name for each in table.columns]
    return list(column.cells)


def kind_of(table: SheetTable, name: str) -> str:
    """Returns the type of a column."""
    column = table.column(name)
    assert column is not None, [each.name for each in table.columns]
    return column.kind
