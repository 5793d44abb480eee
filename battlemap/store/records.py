"""Rows of the file ↔ things of the domain, by the types of the domain's own fields."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

import attrs

from battlemap.domain.step import TABLES, Row

SqlValue = str | int | None


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


@attrs.frozen
class Record:
    """How one table maps to its class: column names in order, and which need a conversion."""

    table: str
    kind: type[Row]
    columns: tuple[str, ...]
    readers: tuple[tuple[str, Callable[[Any], Any]], ...]

    def row(self, values: Mapping[str, Any]) -> Row:
        """Returns the thing; columns that this program does not know are passed over."""
        known = {column: values[column] for column in self.columns if column in values}
        for column, read in self.readers:
            if column in known:
                known[column] = read(known[column])
        return self.kind(**known)

    def row_of(self, values: Sequence[Any]) -> Row:
        """Returns the thing from values in the order of `columns`."""
        return self.row(dict(zip(self.columns, values, strict=True)))

    def values(self, row: Row) -> tuple[SqlValue, ...]:
        """Returns the SQL values in the order of `columns`."""
        return tuple(_sql(getattr(row, column)) for column in self.columns)


def _sql(value: Any) -> SqlValue:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return int(value)
    assert value is None or isinstance(value, str | int)
    return value


@cache
def record(table: str) -> Record:
    """Returns the mapping of a table of the domain."""
    kind = TABLES[table]
    attrs.resolve_types(kind)
    readers: list[tuple[str, Callable[[Any], Any]]] = []
    for field in attrs.fields(kind):
        if field.type in (date, date | None):
            readers.append((field.name, _day))
        elif field.type is bool:
            readers.append((field.name, bool))
    columns = tuple(field.name for field in attrs.fields(kind))
    return Record(table, kind, columns, tuple(readers))


def row_from_image(table: str, image: str) -> Row:
    """Returns the thing that a journal image shows."""
    return record(table).row(json.loads(image))
