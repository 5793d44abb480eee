"""The guards that every file bears: whose it is, and the triggers for gate, journal and no deletion."""

from __future__ import annotations

import re
import sqlite3
from functools import cache
from typing import Final

import attrs

from battlemap.domain.step import TABLES
from battlemap.store.entry_source import INDEX_HEAD
from battlemap.store.ledger_schema import VIEW_HEAD, declared
from battlemap.store.records import columns_of
from battlemap.store.schema import Thing, scripts, things, wanted

#: "BMAP": says in the file's header whose it is.
APPLICATION_ID: Final = 0x424D4150
#: The newest schema: the number of migrations.
SCHEMA_VERSION: Final = len(scripts())


#: What a trigger stands on.
_ON: Final = re.compile(r"CREATE TRIGGER \w+ (?:BEFORE|AFTER) \w+ ON (\w+)")


@attrs.frozen
class Strangeness:
    """In what a file's schema differs from what it should be, by name; all empty is well.

    `tables` lack columns or rules or are gone, with their indexes; `triggers` are gone, changed or none of ours, among them
    whatever acts by itself under a strange kind; `gate` says what is wrong with the gate; `harmless` are tables and views
    that somebody has added and that do nothing by themselves.
    """

    tables: tuple[str, ...] = ()
    triggers: tuple[str, ...] = ()
    gate: str = ""
    harmless: tuple[str, ...] = ()


def strangeness(connection: sqlite3.Connection) -> Strangeness:
    """Returns in what the whole schema of a file differs from the one that this program gives it."""
    ours = wanted(SCHEMA_VERSION) | _trigger_things()
    all_things = things(connection)
    there = all_things - _of_ledgers(all_things, connection)
    names = {thing.name: thing for thing in ours}
    lacking = {thing.name for thing in ours - there}
    strangers = there - ours
    own_triggers = {name for name, thing in names.items() if thing.kind == "trigger"}
    changed = lacking | {thing.name for thing in strangers if thing.name in names}
    added = {thing for thing in strangers if thing.name not in names}
    of_ours = {thing.name for thing in ours if thing.kind == "table"}
    acting = {
        thing.name for thing in added if thing.acts and (thing.kind != "index" or thing.table in of_ours)
    }
    acting |= {thing.name for thing in strangers if thing.kind.lower() == "trigger"}
    return Strangeness(
        tuple(sorted(changed - own_triggers)),
        tuple(sorted(acting | (changed & own_triggers))),
        "" if "gate" in changed else gate_words(connection),
        tuple(sorted({thing.name for thing in added} - acting)),
    )


def _of_ledgers(all_things: frozenset[Thing], connection: sqlite3.Connection) -> frozenset[Thing]:
    """Returns the views and indexes that this program makes for the ledgers of this file, exactly as it makes them."""
    likely = [
        thing
        for thing in all_things
        if thing.name.startswith((VIEW_HEAD, INDEX_HEAD)) and thing.kind in ("view", "index")
    ]
    try:
        ours = declared(connection) if likely else {}
    except sqlite3.DatabaseError:
        # where the tables of ledgers are gone, nothing follows from them
        return frozenset()
    return frozenset(thing for thing in likely if ours.get(thing.name) == thing.sql)


def gate_words(connection: sqlite3.Connection) -> str:
    """Returns what is wrong with the gate, "" where it is there and shut, as it is outside of a step."""
    lines = connection.execute("SELECT id, step FROM gate").fetchall()
    if lines == [(1, None)]:
        return ""
    return "写入闸门缺失" if not lines else "写入闸门没有关上"


@cache
def _trigger_things() -> frozenset[Thing]:
    """Returns the triggers as SQLite tells of them, without having it understand half a megabyte of SQL."""
    return frozenset(Thing(name, "trigger", _ON.findall(sql)[0], sql) for name, sql in triggers().items())


def triggers() -> dict[str, str]:
    """Returns name → SQL of every trigger that a file must bear."""
    statements: dict[str, str] = {}
    for table in TABLES:
        statements |= _row_triggers(table)
    for table in ("journal", "step"):
        statements[f"{table}_gate"] = _guard(
            f"{table}_gate", f"INSERT ON {table}", "write outside the gate", _CLOSED[table]
        )
        statements[f"{table}_stays"] = _guard(
            f"{table}_stays", f"DELETE ON {table}", "the journal is append-only"
        )
    statements["journal_fixed"] = _guard("journal_fixed", "UPDATE ON journal", "the journal is append-only")
    statements["step_fixed"] = _guard(
        "step_fixed", "UPDATE ON step", "the journal is append-only", "OLD.hash IS NOT NULL"
    )
    return statements


_CLOSED: Final = {
    "journal": "(SELECT step FROM gate) IS NULL",
    # a step is written first and opens the gate itself; a second one may not slip in while it is open
    "step": "(SELECT step FROM gate) IS NOT NULL",
}


def _row_triggers(table: str) -> dict[str, str]:
    closed = "(SELECT step FROM gate) IS NULL"
    statements = {}
    for event in ("INSERT", "UPDATE"):
        name = f"{table}_{event.lower()}_gate"
        statements[name] = _guard(name, f"{event} ON {table}", "write outside the gate", closed)
        name = f"{table}_{event.lower()}_journal"
        old, new = "NULL", _image(table)
        if event == "UPDATE":
            old, new = (
                _changed(table, "OLD"),
                f"CASE WHEN {_IS_WHOLE} THEN {new} ELSE {_changed(table, 'NEW')} END",
            )
        statements[name] = (
            f"CREATE TRIGGER {name} AFTER {event} ON {table} BEGIN "
            "INSERT INTO journal (seq, site, step, table_name, row_id, old, new) "
            f"SELECT seq, site, step, '{table}', NEW.id, {old}, {new} FROM ("
            "SELECT (SELECT COALESCE(MAX(seq), 0) + 1 FROM journal WHERE site = step.site) AS seq, "
            "step.site AS site, step.id AS step FROM gate JOIN step ON step.id = gate.step); END"
        )
    statements[f"{table}_stays"] = _guard(f"{table}_stays", f"DELETE ON {table}", "rows are never deleted")
    return statements


def _guard(name: str, event: str, words: str, when: str = "1") -> str:
    return f"CREATE TRIGGER {name} BEFORE {event} WHEN {when} BEGIN SELECT RAISE(ABORT, 'battlemap: {words}'); END"


#: One line in sixteen, spread so that no rhythm of steps passes a row over.
_IS_WHOLE: Final = "(seq * 2654435761 >> 16) & 15 = 0"


def _image(table: str) -> str:
    pairs = ", ".join(f"'{column}', NEW.{column}" for column in columns_of(table))
    return f"json_object({pairs})"


def _changed(table: str, row: str) -> str:
    """Returns the expression of a JSON object with the columns in which OLD and NEW differ, as they are in `row`."""
    pairs = " || ".join(
        f"CASE WHEN OLD.{column} IS NEW.{column} THEN '' ELSE ',\"{column}\":' || json_quote({row}.{column}) END"
        for column in columns_of(table)
    )
    return f"'{{' || substr({pairs}, 2) || '}}'"
