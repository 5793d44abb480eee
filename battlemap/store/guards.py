"""The guards that every file bears: whose it is, and the triggers for gate, journal and no deletion."""

from __future__ import annotations

import sqlite3
from typing import Final

from battlemap.domain.step import TABLES
from battlemap.store.records import record
from battlemap.store.schema import scripts

#: "BMAP": says in the file's header whose it is.
APPLICATION_ID: Final = 0x424D4150
#: The newest schema: the number of migrations.
SCHEMA_VERSION: Final = len(scripts())


def wrong_triggers(connection: sqlite3.Connection) -> list[str]:
    """Returns the names of triggers that are absent, differ from ours or are none of ours; empty is well guarded."""
    there = dict(connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
    ours = triggers()
    return sorted(name for name in ours.keys() | there.keys() if ours.get(name) != there.get(name))


def wrong_tables(connection: sqlite3.Connection) -> list[str]:
    """Returns the names of tables that are absent or lack a column that the program reads."""
    wanted = {table: set(record(table).columns) for table in TABLES} | _OWN_TABLES
    there = {
        table: {row[0] for row in connection.execute("SELECT name FROM pragma_table_info(?)", [table])}
        for table in wanted
    }
    return sorted(table for table, columns in wanted.items() if not columns <= there[table])


_OWN_TABLES: Final = {
    "gate": {"id", "step"},
    "journal": {"seq", "site", "step", "table_name", "row_id", "old", "new"},
    "step": {
        "number",
        "id",
        "site",
        "clock",
        "at",
        "actor",
        "label",
        "kind",
        "undoes",
        "previous_hash",
        "hash",
    },
}


def triggers() -> dict[str, str]:
    """Returns name → SQL of every trigger that a file must bear."""
    found: dict[str, str] = {}
    for table in TABLES:
        found |= _row_triggers(table)
    for table in ("journal", "step"):
        found[f"{table}_gate"] = _guard(
            f"{table}_gate", f"INSERT ON {table}", "write outside the gate", _CLOSED[table]
        )
        found[f"{table}_stays"] = _guard(f"{table}_stays", f"DELETE ON {table}", "the journal is append-only")
    found["journal_fixed"] = _guard("journal_fixed", "UPDATE ON journal", "the journal is append-only")
    found["step_fixed"] = _guard(
        "step_fixed", "UPDATE ON step", "the journal is append-only", "OLD.hash IS NOT NULL"
    )
    return found


_CLOSED: Final = {
    "journal": "(SELECT step FROM gate) IS NULL",
    # a step is written first and opens the gate itself; a second one may not slip in while it is open
    "step": "(SELECT step FROM gate) IS NOT NULL",
}


def _row_triggers(table: str) -> dict[str, str]:
    closed = "(SELECT step FROM gate) IS NULL"
    found = {}
    for event in ("INSERT", "UPDATE"):
        name = f"{table}_{event.lower()}_gate"
        found[name] = _guard(name, f"{event} ON {table}", "write outside the gate", closed)
        name = f"{table}_{event.lower()}_journal"
        old = "NULL" if event == "INSERT" else _image(table, "OLD")
        found[name] = (
            f"CREATE TRIGGER {name} AFTER {event} ON {table} BEGIN "
            "INSERT INTO journal (seq, site, step, table_name, row_id, old, new) "
            "SELECT (SELECT COALESCE(MAX(seq), 0) + 1 FROM journal WHERE site = step.site), step.site, step.id, "
            f"'{table}', NEW.id, {old}, {_image(table, 'NEW')} "
            "FROM gate JOIN step ON step.id = gate.step; END"
        )
    found[f"{table}_stays"] = _guard(f"{table}_stays", f"DELETE ON {table}", "rows are never deleted")
    return found


def _guard(name: str, event: str, words: str, when: str = "1") -> str:
    return f"CREATE TRIGGER {name} BEFORE {event} WHEN {when} BEGIN SELECT RAISE(ABORT, 'battlemap: {words}'); END"


def _image(table: str, row: str) -> str:
    pairs = ", ".join(f"'{column}', {row}.{column}" for column in record(table).columns)
    return f"json_object({pairs})"
