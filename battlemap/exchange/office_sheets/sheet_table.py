"""A sheet that was understood: its columns with values by type, groups, totals that were checked, and what is doubtful."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import attrs

from battlemap.exchange.office_sheets.cell import Cell, ColumnType


@attrs.define
class Column:
    """A column: its name, type, the unit of its bare numbers, and a value per entry."""

    name: str
    kind: ColumnType
    unit: str
    cells: list[Cell]
    #: Where it stands in the sheet, counted from 0.
    place: int
    options: tuple[str, ...] = ()


@attrs.frozen
class TableGroup:
    """A heading inside the table and the number of entries below it."""

    title: str
    rows: int


@attrs.frozen
class Total:
    """A sum that the sheet states, and what the entries really add up to; both in the column's unit of storage."""

    label: str
    group: str
    column: str
    stated: int | Decimal
    computed: int | Decimal

    @property
    def is_right(self) -> bool:
        """Whether both are the same, but for the last figure of a fraction."""
        return abs(Decimal(self.stated) - self.computed) <= max(
            Decimal("0.005"), abs(Decimal(self.stated)) * Decimal("1e-9")
        )


@attrs.frozen
class Household:
    """The persons of one household: places of their entries, the head's place, and values that the rows tell differently."""

    code: str
    members: tuple[int, ...]
    head: int | None
    differing: tuple[str, ...] = ()


@attrs.define
class SheetTable:
    """One table of a workbook."""

    sheet: str
    title: str | None
    unit: str
    as_of: date | None
    #: The year of days that are written without one.
    year: int | None
    columns: list[Column]
    #: Rows of the sheet, counted from 0, one per entry.
    rows: list[int]
    #: Per entry the heading above it, "" for none.
    group_of: list[str]
    groups: list[TableGroup]
    totals: list[Total]
    hidden_rows: int
    hidden_columns: tuple[str, ...]
    notes: list[str]
    households: list[Household] = attrs.field(factory=list)
    #: What a person should look at, as sentences.
    report: list[str] = attrs.field(factory=list)

    def column(self, name: str) -> Column | None:
        """Returns the column of this name, None where there is none."""
        return next((column for column in self.columns if column.name == name), None)

    def entries(self) -> Iterator[dict[str, Cell]]:
        """Yields the entries as values by the name of their column."""
        names = [column.name for column in self.columns]
        for values in zip(*(column.cells for column in self.columns), strict=True):
            yield dict(zip(names, values, strict=True))


@attrs.define
class Reading:
    """All tables of a workbook, and what is to be said of the workbook as a whole."""

    file: str
    tables: list[SheetTable]
    report: list[str] = attrs.field(factory=list)
