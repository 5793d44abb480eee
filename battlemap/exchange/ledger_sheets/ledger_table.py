"""A ledger as the sheet that an office knows: title, units, columns by type, groups, sums."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from battlemap.domain.fields.amount import Amount
from battlemap.domain.fields.calculation import Calculated
from battlemap.domain.fields.kept import Unread
from battlemap.domain.fields.names import Names
from battlemap.domain.fields.options import OneOf
from battlemap.domain.fields.worded_day import said_of
from battlemap.domain.ledgers.definition import DefinedField, Definition
from battlemap.domain.ledgers.sums import adds_up, sum_of
from battlemap.exchange.ledger_sheets.column_use import column_kind
from battlemap.exchange.office_sheets.cell import Cell, ColumnType, Unreadable, Worded
from battlemap.exchange.office_sheets.days import DayContext, read_day_cell
from battlemap.exchange.office_sheets.sheet_table import Column, SheetTable, TableGroup, Total

#: Row of a ledger's kind, key of a field → what may be shown instead of the value, None for the value itself.
Hidden = Callable[[Any, str], str | None]


def ledger_table(
    definition: Definition,
    rows: Sequence[Any],
    names: Names,
    as_of: date,
    *,
    fields: Sequence[DefinedField] | None = None,
    hidden: Hidden | None = None,
    parent_title: str = "",
    parent_name: Callable[[str], str] | None = None,
    group_by: str = "",
) -> SheetTable:
    """Returns the table of these rows of the ledger's kind; files are named, what is `hidden` stands as it may be shown.

    For children the first column tells what each belongs to. With `group_by`, the key of a field, the rows stand under
    headings in that field's order.
    """
    shown = [field for field in (fields or definition.fields) if field.row.type != "file" or fields]
    rows, groups = _grouped(rows, definition, names, group_by)
    columns = [Column("序号", "int", "", list(range(1, len(rows) + 1)), 0)]
    if parent_title and parent_name is not None:
        columns.append(
            Column(parent_title, "text", "", [parent_name(row.parent or "") for row in rows], len(columns))
        )
    for field in shown:
        columns.append(_column(field, rows, names, hidden, len(columns), as_of))
    return SheetTable(
        sheet=definition.ledger.title,
        title=definition.ledger.title
        if definition.ledger.title.endswith("台账")
        else f"{definition.ledger.title}台账",
        unit=_shared_unit(columns),
        as_of=as_of,
        year=as_of.year,
        columns=columns,
        rows=list(range(len(rows))),
        group_of=[title for title, count in groups for _ in range(count)] or [""] * len(rows),
        groups=[TableGroup(title, count) for title, count in groups],
        totals=_totals(columns, shown),
        hidden_rows=0,
        hidden_columns=(),
        notes=[],
    )


def _grouped(
    rows: Sequence[Any], definition: Definition, names: Names, key: str
) -> tuple[list[Any], list[tuple[str, int]]]:
    field = definition.by_key.get(key)
    if field is None:
        return list(rows), []
    by_title: dict[str, list[Any]] = {}
    places: dict[str, Any] = {}
    for row in rows:
        value = getattr(row, key)
        title = field.type.group(value, names) or f"{field.title}未填"
        by_title.setdefault(title, []).append(row)
        places.setdefault(title, field.type.sort_key(value, names))
    filled = sorted(
        (title for title in by_title if places[title] is not None), key=lambda title: places[title]
    )
    order = [*filled, *(title for title in by_title if places[title] is None)]
    return [row for title in order for row in by_title[title]], [
        (title, len(by_title[title])) for title in order
    ]


def _column(
    field: DefinedField, rows: Sequence[Any], names: Names, hidden: Hidden | None, place: int, as_of: date
) -> Column:
    kind, unit = _kind(field)
    options = tuple(option.name for option in field.type.offered) if isinstance(field.type, OneOf) else ()
    cells: list[Cell] = []
    for row in rows:
        shown = hidden(row, field.key) if hidden is not None else None
        cells.append(shown if shown is not None else _cell(getattr(row, field.key), field, names, as_of))
    return Column(field.title, kind, unit, cells, place, options)


def _kind(field: DefinedField) -> tuple[ColumnType, str]:
    if isinstance(field.type, Calculated):
        if isinstance(field.type.shown_as, Amount):
            return "money", field.type.shown_as.unit
        return ("percent", "%") if field.type.way == "ratio" else ("decimal", field.row.unit)
    kind = column_kind(field)
    if kind == "money":
        return kind, field.type.unit if isinstance(field.type, Amount) else "元"
    return kind, field.row.unit


def _cell(value: Any, field: DefinedField, names: Names, as_of: date) -> Cell:
    if isinstance(value, Unread):
        return Unreadable(value.text)
    if value is None or value == field.type.nothing:
        return None
    if isinstance(field.type, Calculated) and isinstance(field.type.shown_as, Amount):
        return int(value)
    if said := said_of(value):
        # words that would name another day in a sheet of this year give way to the day
        read = read_day_cell(said, DayContext(as_of.year, as_of))
        plain = date(value.year, value.month, value.day)
        return read if isinstance(read, Worded) and read.value == plain else plain
    if isinstance(value, bool | int | Decimal | date):
        return value
    return field.type.show(value, names) or None


def _shared_unit(columns: Sequence[Column]) -> str:
    """Returns the unit of all amounts where it is one; then it stands above the table and not in every head."""
    units = {column.unit for column in columns if column.kind == "money"}
    return next(iter(units)) if len(units) == 1 else ""


def _totals(columns: Sequence[Column], fields: Sequence[DefinedField]) -> list[Total]:
    by_title = {field.title: field for field in fields}
    totals = []
    for column in columns:
        field = by_title.get(column.name)
        whole = sum_of(column.cells) if field is not None and adds_up(field) else None
        if whole is not None:
            stated = whole if column.kind == "decimal" else int(whole)
            totals.append(Total("合计", "", column.name, stated, stated))
    return totals
