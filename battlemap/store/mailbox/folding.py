"""The fold: what every row is when the packets of all sites are laid one over the other, field by field, in clock order."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any, Final

from battlemap.domain.step import TABLES, Change
from battlemap.store.fit import row_as_told
from battlemap.store.mailbox import shelf
from battlemap.store.mailbox.packet import KEYED, Packet, compact, with_key
from battlemap.store.records import record

#: Columns in which a file takes no value twice: two that are given the same both stand, the later one with a mark.
GIVEN_ONCE: Final = (("task", "code"),)
#: Is never a row of a packet: each site finds conflicts by itself, of what is told of them only that they are settled.
CONFLICT: Final = "conflict"

Place = tuple[str, str]
#: (table, row id) → column → value.
Fold = dict[Place, dict[str, Any]]


def touched_by(
    packets: Iterable[Packet], others: Mapping[Place, set[str]] | None = None
) -> dict[Place, set[str]]:
    """Returns (table, row id) → the registers that the packets write, and those that `others` have written."""
    places = {place: set(registers) for place, registers in (others or {}).items()}
    for packet in packets:
        for table, row, register, _ in packet.written:
            places.setdefault((table, row), set()).add(register)
    return places


def fold(connection: sqlite3.Connection, places: Mapping[Place, set[str]]) -> Fold:
    """Returns what these registers of these rows are by all packets on the shelf; of new rows all columns."""
    folded: Fold = {}
    for (table, row), registers in places.items():
        if table == CONFLICT:
            continue
        by_register = shelf.newest(
            connection, table, row, next(iter(registers)) if len(registers) == 1 else None
        )
        for register in sorted(registers & by_register.keys()):
            folded.setdefault((table, row), {}).update(shelf.last_of(by_register[register]).values)
    return _with_marks(connection, _with_keys(connection, folded))


def marked(code: str, place: int) -> str:
    """Returns 「ECON-04(2)」 for the second that was given a code."""
    return code if place == 0 else f"{code}({place + 1})"


def bearers(connection: sqlite3.Connection, table: str, column: str, value: Any) -> list[str]:
    """Returns the rows that were given a value, in the order in which they were: those of the base first."""
    rows = []
    for row in shelf.rows_with(connection, table, column, {column: value}):
        written = shelf.writes(connection, table, row, column)
        if shelf.last_of(written).values.get(column) == value:
            rows.append((min(write.order for write in written), row))
    there = connection.execute(f"SELECT id FROM {table} WHERE {column} = ?", [value]).fetchall()
    of_base = [id for (id,) in there if not shelf.newest_of(connection, table, id, column)]
    return [*sorted(of_base), *(row for _, row in sorted(rows))]


def written_to(connection: sqlite3.Connection, folded: Fold) -> Fold:
    """Returns what differs from the rows as they are; parents stand before children, what makes room before what takes it."""
    order = list(TABLES)
    differing: Fold = {}
    for (table, row), values in sorted(
        folded.items(), key=lambda item: (order.index(item[0][0]), item[0][1])
    ):
        stored = _stored(connection, table, row)
        changed = values if stored is None else {c: v for c, v in values.items() if stored[c] != v}
        if changed or stored is None:
            differing[table, row] = changed
    return differing


def changes_of(connection: sqlite3.Connection, differing: Fold) -> tuple[Change, ...]:
    """Returns what differs as changes of rows, to be told; one that can mean nothing is left out."""
    changes: list[Change] = []
    for (table, row), values in differing.items():
        mapping, stored = record(table), _stored(connection, table, row)
        there = stored or {**dict(zip(mapping.columns, mapping.defaults, strict=True)), "id": row}
        after = row_as_told(table, [(there | values)[column] for column in mapping.columns])
        before = None if stored is None else row_as_told(table, list(stored.values()))
        if after is not None:
            changes.append(Change(table, row, before, after))
    return tuple(changes)


def _with_keys(connection: sqlite3.Connection, folded: Fold) -> Fold:
    """Returns the fold with the keys of JSON fields put into the objects that they belong to."""
    for (table, row), values in folded.items():
        keyed = sorted(column for column in values if "/" in column)
        for key in keyed:
            column, _, name = key.partition("/")
            if column not in values:
                stored = _stored(connection, table, row)
                values[column] = stored[column] if stored else "{}"
            values[column] = with_key(values[column], name, values.pop(key))
        stored_there = keyed or not any(t == table for t, _ in KEYED)
        if not stored_there and _stored(connection, table, row) is None:
            for keyed_table, column in KEYED:
                if keyed_table == table:
                    values.setdefault(column, "{}")
    return folded


def _with_marks(connection: sqlite3.Connection, folded: Fold) -> Fold:
    for table, column in GIVEN_ONCE:
        values = {row[column] for (of, _), row in folded.items() if of == table and column in row}
        for value in sorted(values):
            rows = bearers(connection, table, column, value)
            if len(rows) > 1:
                for place, row in enumerate(rows):
                    folded.setdefault((table, row), {})[column] = marked(value, place)
    return folded


def _stored(connection: sqlite3.Connection, table: str, row: str) -> dict[str, Any] | None:
    columns = record(table).columns
    line = connection.execute(f"SELECT {', '.join(columns)} FROM {table} WHERE id = ?", [row]).fetchone()
    return dict(zip(columns, line, strict=True)) if line else None


def json_text(value: Any) -> str:
    """Returns a value as the file keeps it in a conflict."""
    return compact(value)
