"""Rows of the file ↔ things of the domain, by the types of the domain's own fields."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from operator import attrgetter
from typing import Any, Final

import attrs

from battlemap.domain.step import TABLES, Row

SqlValue = str | int | None
#: What reading a row or an image raises that somebody has changed by hand.
NOT_UNDERSTOOD: Final = (ValueError, TypeError, KeyError, AttributeError, RecursionError)


@attrs.frozen
class Record:
    """How one table maps to its class: column names in order, the places of days, moments and yes-or-no."""

    table: str
    kind: Callable[..., Row]
    columns: tuple[str, ...]
    days: tuple[int, ...]
    moments: tuple[int, ...]
    flags: tuple[int, ...]
    defaults: tuple[SqlValue, ...]
    _read: Callable[[Row], tuple[Any, ...]]

    def row(self, values: Mapping[str, Any]) -> Row:
        """Returns the thing; columns that this program does not know are passed over, absent ones get their default."""
        if len(values) == len(self.columns) and tuple(values) == self.columns:
            return self.row_of(tuple(values.values()))
        known = {column: values[column] for column in self.columns if column in values}
        for place in self.days:
            column = self.columns[place]
            if known.get(column):
                known[column] = date.fromisoformat(known[column])
        for place in self.moments:
            column = self.columns[place]
            if known.get(column):
                known[column] = datetime.fromisoformat(known[column])
        for place in self.flags:
            column = self.columns[place]
            if column in known:
                known[column] = bool(known[column])
        return self.kind(**known)

    def row_of(self, values: Sequence[Any]) -> Row:
        """Returns the thing from values in the order of `columns`."""
        given = list(values)
        for place in self.days:
            if given[place]:
                given[place] = date.fromisoformat(given[place])
        for place in self.moments:
            given[place] = datetime.fromisoformat(given[place])
        for place in self.flags:
            given[place] = bool(given[place])
        return self.kind(*given)

    def values_in(self, image: str) -> tuple[Any, ...]:
        """Returns the SQL values that a journal image tells; columns that are newer than the image have their default.

        Raises one of `NOT_UNDERSTOOD` for an image that is none.
        """
        told = json.loads(image)
        if not isinstance(told, dict):
            raise ValueError(image[:80])
        return tuple(told.get(*known) for known in zip(self.columns, self.defaults, strict=True))

    def values(self, row: Row) -> tuple[SqlValue, ...]:
        """Returns the SQL values in the order of `columns`."""
        given = list(self._read(row))
        for place in self.days:
            if given[place] is not None:
                given[place] = given[place].isoformat()
        for place in self.moments:
            given[place] = given[place].isoformat(timespec="milliseconds")
        for place in self.flags:
            given[place] = int(given[place])
        return tuple(given)


@cache
def record(table: str) -> Record:
    """Returns the mapping of a table of the domain."""
    kind = TABLES[table]
    attrs.resolve_types(kind)
    fields = attrs.fields(kind)
    columns = tuple(field.name for field in fields)
    return Record(
        table,
        kind,
        columns,
        tuple(place for place, field in enumerate(fields) if field.type in (date, date | None)),
        tuple(place for place, field in enumerate(fields) if field.type is datetime),
        tuple(place for place, field in enumerate(fields) if field.type is bool),
        tuple(_default(field) for field in fields),
        attrgetter(*columns),
    )


def _default(field: attrs.Attribute[Any]) -> SqlValue:
    """Returns what stands in a column that was added later; None for one that every image tells."""
    given = field.default
    return int(given) if isinstance(given, int) else given if isinstance(given, str) else None


def row_from_image(table: str, image: str) -> Row:
    """Returns the thing that a journal image shows."""
    return record(table).row(json.loads(image))
