"""Cells of office sheets as values of a ledger's fields; what a field's type cannot read stays as it was written."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import Any, Final

from battlemap.domain.fields.kept import Unread
from battlemap.domain.fields.names import Names
from battlemap.domain.fields.options import ManyOf, OneOf
from battlemap.domain.fields.worded_day import with_said
from battlemap.domain.ledgers.definition import DefinedField
from battlemap.errors import Refused
from battlemap.exchange.office_sheets.cell import Cell, Nothing, Unreadable, Worded
from battlemap.exchange.office_sheets.name_match import NameMatch, parted
from battlemap.exchange.office_sheets.sheet_table import Column
from battlemap.exchange.office_sheets.units import MONEY
from battlemap.exchange.office_sheets.words import tight

#: Stands for a cell that says nothing: what the ledger holds is left as it is.
SILENT: Final = object()
Reader = Callable[[Cell], Any]


def is_silent(cell: Cell) -> bool:
    """Whether a cell says nothing: blank, or a sign for nothing such as —."""
    return cell is None or isinstance(cell, Nothing) or cell == ""


def cell_words(cell: Cell, column: Column) -> str:
    """Returns what stands in a cell as somebody would have written it: amounts with their unit, days as 2018-10-08."""
    if cell is None:
        return ""
    if isinstance(cell, Nothing | Unreadable | Worded):
        return cell.raw
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, int | Decimal) and column.kind == "money":
        unit = column.unit if column.unit in MONEY else "元"
        return f"{(Decimal(cell) / MONEY[unit]).normalize():f}{unit}"
    if isinstance(cell, Decimal):
        return f"{cell:f}" + ("%" if column.kind == "percent" else "")
    return str(cell)


def value_reader(column: Column, field: DefinedField, names: Names, matches: dict[str, NameMatch]) -> Reader:
    """Returns what reads a column's cells for a field: a value, `Unread`, or `SILENT`.

    `matches` are the names of units or persons that were matched: a written name means the one that is certain, every other
    stays as it was written.
    """
    read = _reader(column, field, names, matches)
    type_ = field.type
    read_before: dict[Any, Any] = {}

    def value_of(cell: Cell) -> Any:
        if is_silent(cell):
            return SILENT
        key = (type(cell), cell)
        if key in read_before:
            return read_before[key]
        value = type_.tidy(read(cell))
        try:
            type_.check(value, "")
        except Refused:
            value = Unread(cell_words(cell, column))
        read_before[key] = value
        return value

    return value_of


def _reader(column: Column, field: DefinedField, names: Names, matches: dict[str, NameMatch]) -> Reader:
    kind, type_ = field.row.type, field.type

    def words(cell: Cell) -> str:
        return cell_words(cell, column)

    def typed(cell: Cell) -> Any:
        return type_.taken(words(cell), names)

    if kind in ("unit", "person"):
        return lambda cell: _named(words(cell), matches)
    if isinstance(type_, OneOf):
        by_name = {tight(option.name): option.code for option in (*reversed(type_.choices), *type_.offered)}
        return lambda cell: by_name.get(tight(words(cell))) or Unread(words(cell))
    if isinstance(type_, ManyOf):
        return lambda cell: _several(words(cell), type_)
    if kind == "money":
        return lambda cell: _amount(cell, column, typed)
    if kind in ("int", "decimal", "percent"):
        is_same = column.kind == "percent" if kind == "percent" else column.kind not in ("money", "percent")
        return lambda cell: _number(cell, kind, typed, is_same)
    if kind == "date":
        return lambda cell: _day(cell, typed)
    if kind == "yesno":
        return lambda cell: cell if isinstance(cell, bool) else typed(cell)
    return typed


def _named(text: str, matches: dict[str, NameMatch]) -> Any:
    match = matches.get(text)
    return match.id if match is not None and match.id is not None else Unread(text)


def _several(text: str, type_: ManyOf) -> Any:
    by_name = {tight(option.name): option.code for option in type_.choices}
    if tight(text) in by_name:
        return (by_name[tight(text)],)
    codes = [by_name.get(tight(part)) for part in parted(text)]
    return tuple(code for code in codes if code) if all(codes) else Unread(text)


def _amount(cell: Cell, column: Column, typed: Reader) -> Any:
    if isinstance(cell, Unreadable):
        return Unread(cell.raw)
    if column.kind == "money" and isinstance(cell, int) and not isinstance(cell, bool):
        return cell
    if column.kind == "text" and isinstance(cell, str):
        return typed(cell) if any(unit in cell for unit in "元万亿") else Unread(cell)
    # a bare number without any unit is not guessed
    return Unread(cell_words(cell, column))


def _number(cell: Cell, kind: str, typed: Reader, is_same: bool) -> Any:
    if isinstance(cell, Unreadable):
        return Unread(cell.raw)
    if is_same and isinstance(cell, int | Decimal) and not isinstance(cell, bool):
        if kind != "int":
            return Decimal(cell)
        return int(cell) if cell == int(cell) else Unread(f"{cell:f}")
    return typed(cell)


def _day(cell: Cell, typed: Reader) -> Any:
    if isinstance(cell, Unreadable):
        return Unread(cell.raw)
    if isinstance(cell, Worded):
        return with_said(cell.value, cell.raw)
    return cell if isinstance(cell, date) else typed(cell)


def written_names(columns: Iterable[Column]) -> list[str]:
    """Returns every name that stands in the columns, each once, in order."""
    seen: dict[str, None] = {}
    for column in columns:
        for cell in column.cells:
            if not is_silent(cell):
                seen.setdefault(cell_words(cell, column))
    return list(seen)
