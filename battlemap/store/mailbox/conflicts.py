"""Conflicts found again from the packets alone, so that every site finds the same: what two did without knowing of each other.

The rules: a **field** that two have written differently shows the later value, both are told. A row **gone** at one site and
changed at another stays gone, and is told. A row whose **home** was removed or archived while it came there stays where it
is, and is told. A code or number that was given **double** stays with both, the later code with a mark, and is told; a
letter's number counts within its kind and year, and since it is printed it is never changed by the program. What somebody
settles is settled for all who come to know of it; a later change of the field settles it too.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from battlemap.domain.kinds.catalogue import KINDS
from battlemap.domain.kinds.conflict import Conflict, Reason
from battlemap.domain.step import TABLES
from battlemap.store.mailbox import shelf
from battlemap.store.mailbox.folding import CONFLICT, Place, bearers, json_text
from battlemap.store.mailbox.packet import register_of
from battlemap.store.mailbox.shelf import Write
from battlemap.store.records import record

Key = tuple[Reason, str, str, str]
#: A number that is given once among rows with the same values here, not once in the table.
_AMONG: Final[dict[tuple[str, str], tuple[str, ...]]] = {("letter", "number"): ("kind", "year")}
#: What tells that a row is no longer there to be put something to.
_AWAY: Final = ("deleted", "is_archived")


def id_of(key: Key) -> str:
    """Returns the id that a conflict bears on every site."""
    return hashlib.sha256("\x1f".join(key).encode()).hexdigest()[:12]


def keys_of(connection: sqlite3.Connection, places: Mapping[Place, set[str]]) -> list[Key]:
    """Returns all that may have become, or may no longer be, a conflict when these registers are written."""
    keys: dict[Key, None] = {}
    been_away = _BeenAway(connection)
    for (table, row), registers in places.items():
        if table == CONFLICT:
            keys |= dict.fromkeys(_key_of_row(connection, row))
            continue
        kind, sites = KINDS[table], shelf.sites_of(connection, table, row)
        if "deleted" in sites and len(set().union(*sites.values())) > 1:
            keys["gone", table, row, ""] = None
        if "deleted" in registers:
            # what comes back brings its home and its number with it
            registers = {*registers, *sites}
        for register in registers:
            # what one site alone has written, each time knowing what it had written before, goes together
            if len(sites.get(register, ())) > 1:
                keys["field", table, row, register] = None
            for home in sorted(kind.homes):
                if register_of(table, home) == register and been_away.any_of(_table_of(table, home)):
                    keys["home", table, row, home] = None
            for column in _given_in(table, register):
                for write in shelf.writes(connection, table, row, register):
                    value, among = write.values.get(column), _AMONG.get((table, column), ())
                    if value:
                        values = [*(_newest(connection, table, row, key) for key in among), value]
                        keys["double", table, json_text(values if among else value), column] = None
        is_away_written = any(register_of(table, away) in registers for away in _AWAY if away in kind.keys)
        if is_away_written and row in been_away.any_of(table):
            keys |= dict.fromkeys(_keys_of_children(connection, table, row))
    lines = connection.execute("SELECT reason, about, row, field FROM conflict WHERE settled_on IS NULL")
    keys |= dict.fromkeys(lines)
    return list(keys)


def found(connection: sqlite3.Connection, key: Key, on: date) -> Conflict | None:
    """Returns the conflict as it is now: open, settled, or None where there never was one here."""
    sides = _sides(connection, key)
    settling = shelf.heads(shelf.newest_of(connection, CONFLICT, id_of(key), "settled_on"))
    knowing = [one for one in settling if all(one.knows(side) for side in sides)]
    there = standing(connection, key)
    if sides and not knowing:
        accounts = json_text([_told(key, side) for side in sides])
        found_on = there.found_on if there else on
        return Conflict(id_of(key), *key, accounts, found_on)
    if there is None or not there.is_open:
        return there
    by = knowing[0].packet if knowing else None
    outcome = "" if by else "已有新的改动"
    settled = date.fromisoformat(by.at[:10]) if by else on
    return Conflict(
        there.id, there.reason, there.about, there.row, there.field, there.sides, there.found_on,
        settled, by.actor if by else "", outcome,
    )  # fmt: skip


def _sides(connection: sqlite3.Connection, key: Key) -> list[Write]:
    """Returns the writes that did not know of each other and do not go together, the one that counts first."""
    reason, table, row, register = key
    if reason == "field":
        return _of_field(connection, table, row, register)
    if reason == "gone":
        return _of_gone(connection, table, row)
    if reason == "home":
        return _of_home(connection, table, row, register)
    return _of_double(connection, table, row, register)


def _of_field(connection: sqlite3.Connection, table: str, row: str, register: str) -> list[Write]:
    heads = shelf.heads(shelf.newest_of(connection, table, row, register))
    seen = [key for key in (heads[0].values if heads else ()) if _is_told(table, key)]
    values = {json_text([head.values.get(key) for key in seen]) for head in heads}
    return heads if seen and len(values) > 1 else []


def _of_gone(connection: sqlite3.Connection, table: str, row: str) -> list[Write]:
    by_register = shelf.newest(connection, table, row)
    heads = shelf.heads(by_register.get("deleted", []))
    if not heads or not heads[0].values.get("deleted"):
        return []
    gone = heads[0]
    others = {
        write.order: write
        for register, writes in by_register.items()
        if register not in ("deleted", "rank")
        for write in shelf.heads(writes)
        if not gone.knows(write) and not write.knows(gone)
    }
    return [gone, *(others[order] for order in sorted(others, reverse=True))] if others else []


def _of_home(connection: sqlite3.Connection, table: str, row: str, register: str) -> list[Write]:
    if _value(connection, table, row, "deleted"):
        return []
    group = register_of(table, register)
    heads = shelf.heads(shelf.newest_of(connection, table, row, group))
    if not heads:
        return []
    home_table = _table_of(table, register)
    home = str(heads[0].values.get(register))
    for away in _AWAY:
        if away not in record(home_table).columns or not _value(connection, home_table, home, away):
            continue
        of_home = register_of(home_table, away)
        gone = shelf.heads(shelf.newest_of(connection, home_table, home, of_home))
        if gone and not gone[0].knows(heads[0]) and not heads[0].knows(gone[0]):
            return [heads[0], gone[0]]
    return []


def _of_double(connection: sqlite3.Connection, table: str, value_text: str, register: str) -> list[Write]:
    value, group = json.loads(value_text), register_of(table, register)
    if group == register and (table, register) not in _AMONG:
        rows = bearers(connection, table, register, value)
    else:
        among = (*_AMONG.get((table, register), ()), register)
        asked = " AND ".join(f"{column} = ?" for column in among)
        values = value if len(among) > 1 else [value]
        rows = [
            id for (id,) in connection.execute(f"SELECT id FROM {table} WHERE {asked} ORDER BY id", values)
        ]
    sides = []
    for row in rows:
        written = shelf.newest_of(connection, table, row, group)
        if written and not _value(connection, table, row, "deleted"):
            sides.append(shelf.last_of(written))
    return sides if len(sides) > 1 else []


def _told(key: Key, side: Write) -> dict[str, Any]:
    packet = side.packet
    values = {
        name: value for name, value in side.values.items() if key[0] != "field" or _is_told(key[1], name)
    }
    return {
        "site": packet.site,
        "actor": packet.actor,
        "at": packet.at,
        "label": packet.label,
        "values": values,
    }


def _is_told(table: str, key: str) -> bool:
    """Whether two values of a field are a conflict for people, and not only for the program."""
    if key in ("deleted", "code"):
        return True
    if "/" in key:
        return True
    field = KINDS[table].by_key[key]
    return not field.is_set_by_program or key in ("lane",)


def _given_in(table: str, register: str) -> list[str]:
    """Returns the codes and numbers among the fields of a register that are given once."""
    kind = KINDS[table]
    group = kind.bindings.get(register, (register,))
    return [
        key
        for key in group
        if (table, key) == ("task", "code")
        or (table, key) in _AMONG
        or (key in kind.by_key and kind.by_key[key].begins == "number")
    ]


def _newest(connection: sqlite3.Connection, table: str, row: str, column: str) -> Any:
    """Returns what packets tell of a field, else what stands in the row."""
    group = register_of(table, column)
    heads = shelf.heads(shelf.newest_of(connection, table, row, group))
    return heads[0].values.get(column) if heads else _value(connection, table, row, column)


def _value(connection: sqlite3.Connection, table: str, row: str, column: str) -> Any:
    line = connection.execute(f"SELECT {column} FROM {table} WHERE id = ?", [row]).fetchone()
    return line[0] if line else None


def _keys_of_children(connection: sqlite3.Connection, table: str, row: str) -> Iterable[Key]:
    """Yields the rows that some packet has put to a row that has gone or come back."""
    for name in TABLES:
        kind = KINDS[name]
        for key, type_ in kind.pointers:
            if type_.table == table and key in kind.homes:
                for child in _put_to(connection, name, key, row):
                    yield "home", name, child, key


def _put_to(connection: sqlite3.Connection, table: str, key: str, home: str) -> list[str]:
    group = register_of(table, key)
    if KINDS[table].bindings.get(key, (key,)) == (key,):
        return shelf.rows_with(connection, table, key, {key: home})
    lines = connection.execute(
        "SELECT DISTINCT f.row_id FROM packet_field f WHERE f.table_name = ? AND f.field = ? "
        "AND json_extract(f.value, ?) = ?",
        [table, group, f"$.{key}", home],
    )
    return [str(child) for (child,) in lines]


def _table_of(table: str, home: str) -> str:
    """Returns in which table the homes stand that a field points to."""
    return str(KINDS[table].type_of(home).table)  # type: ignore[attr-defined]


class _BeenAway:
    """The rows that some packet has ever removed or archived: nothing else can be a home that was away."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._rows: dict[str, set[str]] = {}

    def any_of(self, table: str) -> set[str]:
        """Returns the ids, of one table."""
        if table not in self._rows:
            self._rows[table] = set().union(
                *(
                    shelf.rows_without(self._connection, table, register_of(table, away), {away: 0})
                    for away in _AWAY
                    if away in record(table).columns
                )
            )
        return self._rows[table]


def _key_of_row(connection: sqlite3.Connection, id: str) -> list[Key]:
    lines = connection.execute("SELECT reason, about, row, field FROM conflict WHERE id = ?", [id])
    return [(reason, about, row, field) for reason, about, row, field in lines]


def standing(connection: sqlite3.Connection, key: Key) -> Conflict | None:
    """Returns the conflict as it is written here, None where there is none."""
    mapping = record(CONFLICT)
    line = connection.execute(
        f"SELECT {', '.join(mapping.columns)} FROM conflict WHERE id = ?", [id_of(key)]
    ).fetchone()
    row = mapping.row_of(line) if line else None
    return row if isinstance(row, Conflict) else None
