"""Entries asked of the file: which, in which order, a page of them, counts by group, sums; never all of them at once."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import attrs

from battlemap.domain.fields.calculation import Calculated
from battlemap.domain.fields.kept import Kept
from battlemap.domain.fields.links import Links
from battlemap.domain.fields.names import Names
from battlemap.domain.fields.options import ManyOf
from battlemap.domain.kinds.entry import Entry
from battlemap.domain.ledgers.asking import Asking, EntryGroup
from battlemap.domain.ledgers.definition import DefinedField, Definition
from battlemap.domain.ledgers.ledger_kind import row_of
from battlemap.store.entry_orders import EntryOrders, loaded
from battlemap.store.entry_source import Source, is_counted_by_column
from battlemap.store.entry_sql import (
    Clause,
    Terms,
    any_of,
    asked,
    expression,
    is_unread,
    listed,
    looked_up,
    named_by,
    quoted,
)
from battlemap.store.entry_sums import exact, minus
from battlemap.store.entry_ties import tied_to, ties_of
from battlemap.store.fit import mended
from battlemap.store.haystack import Haystack, newest_step
from battlemap.store.records import NOT_UNDERSTOOD, record
from battlemap.store.standing import Standing

#: Of more entries than this all are read instead of these.
_FEW_IDS: Final = 5_000
_COLUMNS: Final = ", ".join(record("entry").columns)


@attrs.frozen
class EntryRows:
    """The entries of one ledger on one connection, as of a day."""

    _connection: sqlite3.Connection
    terms: Terms
    #: What the entries say, where it is kept for searching.
    haystack: Haystack | None = None
    #: In which order they stand, where that is kept.
    standing: Standing | None = None

    @property
    def definition(self) -> Definition:
        """The ledger's definition."""
        return self.terms.definition

    @property
    def _source(self) -> Source:
        return Source.of(self._connection, self.definition)

    # -- which ------------------------------------------------------------------------------------------------------

    def count(self, asking: Asking) -> int:
        """Returns how many entries there are."""
        where = asked(self.terms, asking)
        is_small = is_counted_by_column(asking, self.definition)
        source = "entry" if is_small else self._source.by(asking)
        return int(self._one(f"SELECT COUNT(*) FROM {source} WHERE {where.sql}", where)[0])

    def ids(self, asking: Asking, names: Names, among: Sequence[str] | None = None) -> list[str]:
        """Returns the ids in order; `names` tell how units, persons and options are sorted.

        With `among` only these are looked at.
        """
        source = self._source
        if self.haystack is not None and asking.filter.words.split() and source.has_index:
            return self._searched(self.haystack, asking, names)
        if among is None and self.standing is not None and source.has_index:
            return list(self._standing(asking, names))
        return self._asked(asking, names, among)

    def _asked(self, asking: Asking, names: Names, among: Sequence[str] | None = None) -> list[str]:
        where, source = asked(self.terms, asking), self._source
        if among is not None:
            sql = f"id IN (SELECT value FROM json_each(?)) AND {where.sql}"
            where = Clause(sql, (json.dumps(list(among)), *where.values))
            source = attrs.evolve(source, has_index=False)
        keys = [order.key for order in asking.orders]
        return self._orders(names).ids(where, asking.orders, source.by(asking, keys))

    def _orders(self, names: Names) -> EntryOrders:
        return EntryOrders(self._connection, self.terms, names)

    def _searched(self, haystack: Haystack, asking: Asking, names: Names) -> list[str]:
        """Returns the ids in order of those in which every word stands, by what is kept of them."""
        bare = attrs.evolve(asking, filter=attrs.evolve(asking.filter, words=""))
        ids = self._standing(bare, names)
        terms = attrs.evolve(self.terms, heard=None)
        for word in asking.filter.words.split():
            shown = haystack.found(self._connection, word)
            if len(shown) < haystack.size:
                found = set(shown)
                found.update(haystack.heard(self._connection, word))
                found.update(self._named(named_by(word, terms, asking.is_unmasked)))
                ids = list(filter(found.__contains__, ids))
        return list(ids)

    def _named(self, named: Sequence[Clause]) -> list[str]:
        """Returns the ids, in no order, of the entries of which one of these conditions holds; come as one text."""
        if not named:
            return []
        where, either = asked(self.terms, Asking()), any_of(named)
        inner = f"SELECT id FROM {self._source.by(Asking())} WHERE {where.sql} AND {either.sql}"
        line = self._one(f"SELECT json_group_array(id) FROM ({inner})", either)
        return list(json.loads(line[0]))

    def _standing(self, asking: Asking, names: Names) -> Sequence[str]:
        """Returns the ids in order, of every live entry as they were kept when it was last asked."""
        if self.standing is None or asking != Asking(orders=asking.orders, is_unmasked=asking.is_unmasked):
            return self._asked(asking, names)
        every = attrs.evolve(asking, orders=())

        def keys(fields: Sequence[str]) -> list[list[Any]]:
            return self._orders(names).keys(asked(self.terms, every), fields, self._source.by(every, fields))

        number = newest_step(self._connection)
        return self.standing.ids(number, asking.orders, lambda: self._asked(every, names), keys)

    def learn(self) -> bool:
        """Reads a little more of what is kept for searching; returns whether nothing is left to be read."""
        return not (self.haystack and self._source.has_index) or self.haystack.read_on(self._connection)

    def named(self, text: str) -> list[str]:
        """Returns the ids of the live entries that bear that id, number or name; those of the name alone last."""
        lines = self._connection.execute(
            "SELECT id FROM entry WHERE ledger = ? AND deleted = 0 AND (id = ? OR title = ? OR (code <> '' AND code = ?)) "
            "ORDER BY id <> ?, code <> ?, rank, id",
            [self.definition.ledger.id, text, text, text, text, text],
        )
        return [id for (id,) in lines]

    # -- a page -----------------------------------------------------------------------------------------------------

    def entries(self, ids: Sequence[str]) -> list[Entry]:
        """Returns the entries of these ids, in their order; one that is gone is passed over."""
        mapping = record("entry")
        lines = self._connection.execute(
            f"SELECT {_COLUMNS} FROM entry WHERE id IN (SELECT value FROM json_each(?))",
            [json.dumps(list(ids))],
        )
        there: dict[str, Entry] = {}
        for values in lines:
            try:
                row = mapping.row_of(values)
            except NOT_UNDERSTOOD:
                row = mended(mapping, values)[0]  # type: ignore[assignment]
            if isinstance(row, Entry):
                there[row.id] = row
        return [there[id] for id in ids if id in there]

    def rows(self, ids: Sequence[str]) -> list[Any]:
        """Returns the rows of the ledger's kind of these ids, in their order, with ties and what is worked out."""
        entries = self.entries(ids)
        ties = self.ties([entry.id for entry in entries]) if self._has(Links) else {}
        look_up = self._look_up(ties) if self._has(Calculated) else None
        as_of = self.terms.as_of
        return [row_of(entry, self.definition, as_of, ties.get(entry.id), look_up) for entry in entries]

    def _has(self, type_: type[Kept]) -> bool:
        return any(isinstance(field.type, type_) for field in self.definition.fields)

    def ties(self, ids: Sequence[str]) -> dict[str, dict[str, list[str]]]:
        """Returns entry → field id → ids of what it is tied to, in the order of tying."""
        return ties_of(self._connection, ids)

    def _look_up(self, ties: Mapping[str, Mapping[str, Sequence[str]]]) -> Any:
        """Returns what gives the value of a field of a tied entry; all that these rows need is read at once."""
        values: dict[tuple[str, str], Any] = {}
        for field in self.definition.fields:
            lookup = looked_up(field.type, self.terms) if isinstance(field.type, Calculated) else None
            if lookup is None:
                continue
            link, wanted, there = lookup
            ids = list({by[link.id][0] for by in ties.values() if by.get(link.id)})
            for entry in attrs.evolve(self, terms=attrs.evolve(self.terms, definition=there)).entries(ids):
                row = row_of(entry, there, self.terms.as_of)
                values[entry.id, wanted.key] = getattr(row, wanted.key)
        return lambda id, key: values.get((id, key))

    def titles(self, ids: Iterable[str]) -> dict[str, str]:
        """Returns id → what the entry is called, of whichever ledger."""
        lines = self._connection.execute(
            "SELECT id, title FROM entry WHERE id IN (SELECT value FROM json_each(?))",
            [json.dumps(list(ids))],
        )
        return dict(lines.fetchall())

    def every_title(self) -> dict[str, str]:
        """Returns id → what it is called, of every live entry of the ledger."""
        lines = self._connection.execute(
            f"SELECT id, title FROM entry WHERE ledger = {quoted(self.definition.ledger.id)} AND deleted = 0"
        )
        return dict(lines.fetchall())

    def linked_to(self, table: str, id: str) -> list[str]:
        """Returns the ids of this ledger's live entries that are tied to a row."""
        return tied_to(self._connection, self.definition.ledger.id, table, id)

    # -- groups and sums --------------------------------------------------------------------------------------------

    def groups(self, asking: Asking, key: str, sums: Sequence[str] = ()) -> list[EntryGroup]:
        """Returns the groups by a field's value with counts and sums; empty and unread cells are groups of their own."""
        where, field = asked(self.terms, asking), self.definition.by_key.get(key)
        totals = "".join(f", SUM({expression(one, self.terms)})" for one in sums)
        if field is not None and isinstance(field.type, ManyOf):
            return self._groups_of_many(where, asking, field, sums)
        expr, source = expression(key, self.terms), self._source.by(asking, [key, *sums])
        groups = []
        for cell, count, *added in self._grouped(where, source, [expr], sums):
            value = None if cell is None else cell if field is None else loaded(self.definition, field, cell)
            groups.append(EntryGroup(value, count, self._totals(sums, added)))
        return self._with_unread(groups, field, where, totals, sums)

    def _grouped(self, where: Clause, source: str, exprs: Sequence[str], sums: Sequence[str]) -> list[Any]:
        """Returns (value …, count, sum …) of every group.

        What is grouped is read first: only so is it taken out of the index, and not worked out for every entry.
        """
        read = [*exprs, *(expression(one, self.terms) for one in sums)]
        inner = ", ".join(f"{expr} AS c{place}" for place, expr in enumerate(read))
        groups = ", ".join(f"c{place}" for place in range(len(exprs)))
        added = "".join(f", SUM(c{place})" for place in range(len(exprs), len(read)))
        return self._all(
            f"SELECT {groups}, COUNT(*){added} FROM (SELECT {inner} FROM {source} WHERE {where.sql} LIMIT -1) "
            f"GROUP BY {groups}",
            where,
        )

    def _with_unread(
        self,
        groups: list[EntryGroup],
        field: DefinedField | None,
        where: Clause,
        totals: str,
        sums: Sequence[str],
    ) -> list[EntryGroup]:
        """Returns the groups with what could not be read taken out of the empty one."""
        empty = next((group for group in groups if group.value is None), None)
        if empty is None or field is None or not field.is_stored:
            return groups
        count, *added = self._one(
            f"SELECT COUNT(*){totals} FROM entry WHERE {where.sql} AND unread > 0 AND {is_unread(field)}",
            where,
        )
        if not count:
            return groups
        unread = self._totals(sums, added)
        rest = {key: minus(total, unread[key]) for key, total in empty.sums.items()}
        left = [EntryGroup(None, empty.count - count, rest)] if empty.count > count else []
        others = [group for group in groups if group is not empty]
        return [*others, *left, EntryGroup(None, count, unread, is_unread=True)]

    def _groups_of_many(
        self, where: Clause, asking: Asking, field: DefinedField, sums: Sequence[str]
    ) -> list[EntryGroup]:
        """Returns the groups by each choice of several; those of all entries with the same choices are read as one."""
        source = self._source.by(asking, [field.key, *sums])
        counts: dict[str | None, int] = {}
        totals: dict[str | None, list[Any]] = {}
        for chosen, count, *added in self._grouped(where, source, [listed(field)], sums):
            for code in json.loads(chosen or "[]") or (None,):
                counts[code] = counts.get(code, 0) + count
                before = totals.get(code, [None] * len(sums))
                totals[code] = [
                    new if old is None else old + (new or 0) for old, new in zip(before, added, strict=True)
                ]
        order = sorted(counts, key=lambda code: (code is None, code or ""))
        return [EntryGroup(code, counts[code], self._totals(sums, totals[code])) for code in order]

    def crossed(
        self, asking: Asking, key: str, other: str, sums: str = ""
    ) -> dict[tuple[Any, Any], EntryGroup]:
        """Returns (value in one field, value in the other) → its entries with a sum; None stands for empty cells."""
        where = asked(self.terms, asking)
        one, two = expression(key, self.terms), expression(other, self.terms)
        source = self._source.by(asking, [key, other, *filter(None, [sums])])
        fields = self.definition.by_key.get(key), self.definition.by_key.get(other)
        crossed = {}
        for first, second, count, *added in self._grouped(where, source, [one, two], [sums] if sums else []):
            pair = tuple(
                None if cell is None else cell if field is None else loaded(self.definition, field, cell)
                for cell, field in zip((first, second), fields, strict=True)
            )
            crossed[pair] = EntryGroup(pair, count, self._totals([sums] if sums else [], added))
        return crossed  # type: ignore[return-value]

    def sums(self, asking: Asking, keys: Sequence[str]) -> dict[str, Any]:
        """Returns key → the sum of a field over all that is asked, None where nothing is there to be summed."""
        if not keys:
            return {}
        where = asked(self.terms, asking)
        exprs = ", ".join(f"SUM({expression(key, self.terms)})" for key in keys)
        sql = f"SELECT {exprs} FROM {self._source.by(asking, keys)} WHERE {where.sql}"
        return self._totals(keys, self._one(sql, where))

    def unread(self, asking: Asking) -> dict[str, int]:
        """Returns key → how many of its cells could not be read, for fields with such cells: 「3 格读不懂」."""
        where = asked(self.terms, asking)
        fields = [field for field in self.definition.fields if field.is_stored]
        if not fields:
            return {}
        sums = ", ".join(f"SUM({is_unread(field)})" for field in fields)
        source = (
            "entry" if asking.are_deleted or asking.filter.conditions else "entry INDEXED BY entry_unread"
        )
        counts = self._one(f"SELECT {sums} FROM {source} WHERE {where.sql} AND unread > 0", where)
        return {field.key: count for field, count in zip(fields, counts, strict=True) if count}

    def values_of(self, key: str) -> dict[Any, list[str]]:
        """Returns what live entries have in a stored field → their ids: by what a sheet knows them again."""
        by_value: dict[Any, list[str]] = {}
        where, source = asked(self.terms, Asking()), self._source.by(Asking(), [key])
        for id, cell in self._all(
            f"SELECT id, {expression(key, self.terms)} FROM {source} WHERE {where.sql} ORDER BY rank, id",
            where,
        ):
            if cell is not None:
                by_value.setdefault(loaded(self.definition, self.definition.by_key[key], cell), []).append(id)
        return by_value

    def file_values(self, keys: Sequence[str], ids: Sequence[str]) -> dict[str, tuple[Any, ...]]:
        """Returns id → what the file has in these fields, as it compares and adds it up; None where that is nothing."""
        exprs = ", ".join(expression(key, self.terms) for key in keys)
        where, source = asked(self.terms, Asking()), self._source.by(Asking(), keys)
        if len(ids) <= _FEW_IDS:
            source = "entry"
            where = Clause(
                f"id IN (SELECT value FROM json_each(?)) AND {where.sql}", (json.dumps(list(ids)),)
            )
        lines = self._all(f"SELECT id, {exprs} FROM {source} WHERE {where.sql}", where)
        return {id: tuple(values) for id, *values in lines}

    def _totals(self, keys: Sequence[str], totals: Sequence[Any]) -> dict[str, Any]:
        return {
            key: None if total is None else exact(total, self.definition.by_key.get(key))
            for key, total in zip(keys, totals, strict=True)
        }

    def _all(self, sql: str, where: Clause) -> list[Any]:
        return self._connection.execute(sql, where.values).fetchall()

    def _one(self, sql: str, where: Clause) -> Any:
        return self._connection.execute(sql, where.values).fetchone()
