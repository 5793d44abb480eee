"""Rows of the file ↔ things of the domain, by the types of the domain's own fields."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cache, cached_property, lru_cache
from itertools import repeat
from operator import attrgetter
from typing import Any, Final, cast, get_args

import attrs

from battlemap.domain.days.calendar import FIRST_DAY, LAST_DAY
from battlemap.domain.fields.choice import Choice
from battlemap.domain.fields.field_type import FieldType
from battlemap.domain.fields.pointing import Pointing
from battlemap.domain.fields.text import LongText, Text
from battlemap.domain.kinds.catalogue import KINDS
from battlemap.domain.step import TABLES, Row

SqlValue = str | int | None
#: What reading a row or an image raises that somebody has changed by hand.
NOT_UNDERSTOOD: Final = (ValueError, TypeError, KeyError, AttributeError, RecursionError)


@attrs.frozen(slots=False)
class Record:
    """How one table maps to its class: column names in order, the places of days, moments and yes-or-no.

    `optional` are the columns that may be empty, `names` the places of those in which many rows have the same text.
    """

    table: str
    kind: Callable[..., Row]
    columns: tuple[str, ...]
    days: tuple[int, ...]
    moments: tuple[int, ...]
    flags: tuple[int, ...]
    optional: frozenset[str]
    names: tuple[int, ...]
    defaults: tuple[SqlValue, ...]
    _read: Callable[[Row], tuple[Any, ...]]

    def row(self, values: Mapping[str, Any]) -> Row:
        """Returns the thing; columns that this program does not know are passed over, absent ones get their default.

        Raises one of `NOT_UNDERSTOOD`, as does `row_of`, for values that no file of ours holds: days outside of what a plan
        can mean, moments with a zone.
        """
        if len(values) == len(self.columns) and tuple(values) == self.columns:
            return self.row_of(tuple(values.values()))
        given = {
            column: self.value_of(place, values[column])
            for place, column in enumerate(self.columns)
            if column in values
        }
        return self.kind(**given)

    def row_of(self, values: Sequence[Any], shared: dict[str, str] | None = None) -> Row:
        """Returns the thing from values in the order of `columns`.

        With `shared`, names and ids of other rows that come again are one object each: a hundred reports name their task
        once.
        """
        given = list(values)
        if shared is not None:
            for place in self.names:
                name = given[place]
                if isinstance(name, str):
                    given[place] = shared.setdefault(name, name)
        for place in self.days:
            if given[place] is not None or self.columns[place] not in self.optional:
                given[place] = _day(given[place])
        for place in self.moments:
            given[place] = _moment(given[place])
        for place in self.flags:
            given[place] = bool(given[place])
        return self.kind(*given)

    def rows_of(self, lines: Sequence[Sequence[Any]], shared: dict[str, str]) -> list[Row]:
        """Returns the things of many lines, column by column, which takes half the time; raises and shares as `row_of`."""
        columns: list[Iterable[Any]] = list(zip(*lines, strict=True))
        for place in self.names:
            columns[place] = map(shared.setdefault, columns[place], columns[place])
        for place in self.days:
            columns[place] = map(
                _day_or_none if self.columns[place] in self.optional else _day, columns[place]
            )
        for place in self.moments:
            columns[place] = map(_moment, columns[place])
        for place in self.flags:
            columns[place] = map(bool, columns[place])
        new: Callable[[Any], Row] = object.__new__
        rows = list(map(new, repeat(self.kind, len(lines))))
        for settle, column in zip(self.setters, columns, strict=True):
            deque(map(settle, rows, column), maxlen=0)
        return rows

    @cached_property
    def setters(self) -> tuple[Callable[[Any, Any], None], ...]:
        """What puts a value into a new thing, in the order of `columns`; a thing's own way sets them one by one."""
        fields = attrs.fields(cast("type[attrs.AttrsInstance]", self.kind))
        is_checked = any(field.converter or field.validator for field in fields)
        if is_checked or hasattr(self.kind, "__attrs_post_init__"):
            raise TypeError(f"{self.kind.__name__} has more to do when it is made")
        return tuple(getattr(self.kind, column).__set__ for column in self.columns)

    def value_of(self, place: int, value: Any) -> Any:
        """Returns what one SQL value means in the column at `place`; raises as `row`."""
        if value is None and self.columns[place] in self.optional:
            return None
        if place in self.days:
            return _day(value)
        if place in self.moments:
            return _moment(value)
        return bool(value) if place in self.flags else value

    @cached_property
    def readers(self) -> Mapping[str, tuple[int, Callable[[Any], Any] | None]]:
        """Column → its place and what makes its SQL value what it means, None where that is itself."""
        readers: dict[str, tuple[int, Callable[[Any], Any] | None]] = {
            column: (place, None) for place, column in enumerate(self.columns)
        }
        for place in self.days:
            column = self.columns[place]
            readers[column] = place, _day_or_none if column in self.optional else _day
        for place in self.moments:
            readers[self.columns[place]] = place, _moment
        for place in self.flags:
            readers[self.columns[place]] = place, bool
        return readers

    def values_in(self, image: Mapping[str, Any]) -> tuple[Any, ...]:
        """Returns the SQL values that an image tells; columns that are newer than the image have their default."""
        if tuple(image) == self.columns:
            return tuple(image.values())
        return tuple(image.get(*pair) for pair in zip(self.columns, self.defaults, strict=True))

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


def columns_of(table: str) -> tuple[str, ...]:
    """Returns the columns of a table of the domain, in order."""
    return tuple(field.name for field in attrs.fields(TABLES[table]))


@cache
def record(table: str) -> Record:
    """Returns the mapping of a table of the domain."""
    kind = TABLES[table]
    attrs.resolve_types(kind)
    fields = attrs.fields(kind)
    columns = columns_of(table)
    return Record(
        table,
        kind,
        columns,
        tuple(place for place, field in enumerate(fields) if field.type in (date, date | None)),
        tuple(place for place, field in enumerate(fields) if field.type is datetime),
        tuple(place for place, field in enumerate(fields) if field.type is bool),
        frozenset(field.name for field in fields if type(None) in get_args(field.type)),
        tuple(place for place, key in enumerate(columns) if _comes_again(KINDS[table].by_key[key].type)),
        tuple(_default(field) for field in fields),
        attrgetter(*columns),
    )


def _comes_again(type_: FieldType) -> bool:
    """Whether many rows are likely to have the same text in a field."""
    return isinstance(type_, Pointing | Choice) or type(type_) in (Text, LongText)


def _default(field: attrs.Attribute[Any]) -> SqlValue:
    """Returns what stands in a column that was added later; None for one that every image tells."""
    given = field.default
    return int(given) if isinstance(given, int) else given if isinstance(given, str) else None


@lru_cache(4096)
def _day(text: Any) -> date:
    day = date.fromisoformat(text)
    if not FIRST_DAY <= day <= LAST_DAY or text[4] != "-" or len(text) != 10:
        raise ValueError(text)
    return day


@lru_cache(4096)
def _day_or_none(text: Any) -> date | None:
    return None if text is None else _day(text)


def _moment(text: Any) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is not None or not FIRST_DAY <= moment.date() <= LAST_DAY:
        raise ValueError(text)
    return moment
