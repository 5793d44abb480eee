"""In which order entries stand: numbers and days as the file sorts them, texts and names as people do."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any, Final

import attrs

from battlemap.domain.fields.calculation import Calculated
from battlemap.domain.fields.field_type import naturals
from battlemap.domain.fields.links import Links
from battlemap.domain.fields.names import Names
from battlemap.domain.fields.options import ManyOf
from battlemap.domain.fields.text import Text
from battlemap.domain.ledgers.asking import Order
from battlemap.domain.ledgers.definition import DefinedField, Definition
from battlemap.store.entry_sql import Clause, Terms, expression
from battlemap.store.entry_sums import exact

#: Types whose texts are sorted as they stand.
_TEXTS: Final = frozenset({"text", "long", "secret", "number"})


def loaded(definition: Definition, field: DefinedField, value: Any) -> Any:
    """Returns what the file compares as the field's type keeps it."""
    if field.key == definition.ledger.stage_field:
        return value
    # decimals are kept as text and compared as numbers
    type_ = field.type.told_as
    if isinstance(type_, Calculated):
        return exact(value, field) if isinstance(value, int | float) else value
    is_number = type_.storing == "decimal" and isinstance(value, int | float)
    return exact(value, attrs.evolve(field, type=type_)) if is_number else type_.loaded(value)


@attrs.frozen
class EntryOrders:
    """The orders of the entries of one ledger; `source` is what they are read from, `names` tell how names are sorted."""

    _connection: sqlite3.Connection
    _terms: Terms
    _names: Names

    def ids(self, where: Clause, orders: Sequence[Order], source: str) -> list[str]:
        """Returns the ids in an order, and where nothing tells them apart as people put them."""
        order = orders[0] if len(orders) == 1 else None
        if order is not None and self._is_sorted_by_file(order.key):
            down = " DESC" if order.is_descending else ""
            by = f"{expression(order.key, self._terms)}{down} NULLS LAST, rank, id"
            return self._columns(where, source, [("id", True)], by)[0]
        read = [("id", True), *((expression(one.key, self._terms), self._is_text(one.key)) for one in orders)]
        ids, *columns = self._columns(where, source, read)
        keys = [self._keys(one.key, column) for one, column in zip(orders, columns, strict=True)]
        return [ids[place] for place in arranged(range(len(ids)), keys, orders)] if orders else ids

    def keys(self, where: Clause, fields: Sequence[str], source: str) -> list[list[Any]]:
        """Returns by what each of the entries, as people put them, is sorted, field by field; None for empty cells."""
        read = [(expression(key, self._terms), self._is_text(key)) for key in fields]
        columns = self._columns(where, source, read)
        return [self._keys(key, column) for key, column in zip(fields, columns, strict=True)]

    # -- what is read -----------------------------------------------------------------------------------------------

    def _columns(
        self, where: Clause, source: str, read: Sequence[tuple[str, bool | None]], by: str = "rank, id"
    ) -> list[list[Any]]:
        """Returns what entries have, expression by expression; each is told with whether it is a text, None for neither.

        Of many entries a column comes as one text of JSON, in a third of the time of so many lines; what is no whole
        number would come out rounded so.
        """
        exprs = ", ".join(f"{expr} AS c{place}" for place, (expr, _) in enumerate(read))
        lines = f"SELECT {exprs} FROM {source} WHERE {where.sql} ORDER BY {by}"
        if all(is_text is not None for _, is_text in read):
            # a text that is itself JSON stays a text
            columns = ", ".join(
                f"json_group_array(c{place}{' || ' + chr(39) * 2 if is_text else ''})"
                for place, (_, is_text) in enumerate(read)
            )
            try:
                line = self._connection.execute(f"SELECT {columns} FROM ({lines})", where.values).fetchone()
                return [json.loads(column) for column in line]
            except sqlite3.DataError:
                pass  # longer than a text of the file may be
        found = self._connection.execute(lines, where.values).fetchall()
        return [list(column) for column in zip(*found, strict=True)] or [[] for _ in read]

    def _is_text(self, key: str) -> bool | None:
        field = self._terms.definition.by_key.get(key)
        if field is None:
            return True
        type_ = field.type.told_as
        if isinstance(type_, Calculated) or type_.storing == "decimal":
            return None
        return not (isinstance(type_, Links | ManyOf) or type_.storing == "whole")

    def _is_sorted_by_file(self, key: str) -> bool:
        """Whether the file's own order of values is ours: numbers and days, not texts and names."""
        field = self._terms.definition.by_key.get(key)
        if field is None:
            return True
        return field.row.type in ("int", "decimal", "money", "percent", "date") or (
            isinstance(field.type, Calculated) and field.type.way != "lookup"
        )

    # -- by what it is sorted ---------------------------------------------------------------------------------------

    def _keys(self, key: str, cells: Sequence[Any]) -> list[Any]:
        """Returns by what each of these cells is sorted, None for empty ones; texts are not looked at for equal ones."""
        if self._holds_texts(key) and None not in cells:
            return naturals(cells)
        if self._is_sorted_as_kept(key):
            # equal cells become one, which is sorted sooner and takes less room
            first: dict[Any, Any] = {}
            return list(map(first.setdefault, cells, cells))
        return list(map(self._sort_keys(key, set(cells)).get, cells))

    def _is_sorted_as_kept(self, key: str) -> bool:
        field = self._terms.definition.by_key.get(key)
        return field is None or self._is_sorted_by_file(key) or isinstance(field.type, Links | ManyOf)

    def _holds_texts(self, key: str) -> bool:
        field = self._terms.definition.by_key.get(key)
        if field is None or self._is_sorted_as_kept(key):
            return False
        return field.row.type in _TEXTS or isinstance(field.type.told_as, Text)

    def _sort_keys(self, key: str, values: Iterable[Any]) -> dict[Any, Any]:
        """Returns value of the file → by what it is sorted, each value worked out once."""
        field = self._terms.definition.by_key[key]
        if self._holds_texts(key):
            texts = [value for value in values if value is not None]
            return dict(zip(texts, naturals(texts), strict=True))
        return {
            value: field.type.sort_key(loaded(self._terms.definition, field, value), self._names)
            for value in values
            if value is not None
        }


def arranged(places: Sequence[int], keys: Sequence[list[Any]], orders: Sequence[Order]) -> list[int]:
    """Returns places by their keys, one list for each of the orders; those that are equal stay as they come."""
    stood = list(places)
    for own, one in reversed(list(zip(keys, orders, strict=True))):
        stood = _sorted(stood, own, is_descending=one.is_descending)
    return stood


def _sorted(places: Sequence[int], keys: list[Any], *, is_descending: bool) -> list[int]:
    """Returns places by their keys, empty ones last in both directions; equal ones stay as they come."""
    empty = [place for place in places if keys[place] is None] if None in keys else []
    filled = [place for place in places if keys[place] is not None] if empty else list(places)
    filled.sort(key=keys.__getitem__, reverse=is_descending)
    return filled + empty
