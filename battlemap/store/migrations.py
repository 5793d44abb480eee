"""The schema's history and the triggers that guard every table: gate, journal, no deletion."""

from __future__ import annotations

import sqlite3
from typing import Final

from sqlite_utils import Database, Migrations

from battlemap.domain.step import TABLES
from battlemap.paths import database
from battlemap.store.records import record

#: "BMAP": says in the file's header whose it is.
APPLICATION_ID: Final = 0x424D4150
#: The newest schema; equals the number of migrations.
SCHEMA_VERSION: Final = 1

migrations = Migrations("battlemap")


@migrations(name="0001_campaign")
def _campaign(db: Database) -> None:
    _run(db, "0001_campaign.sql")


def migrate(db: Database) -> None:
    """Brings the file to the newest schema: migrations, triggers and version in one transaction, or nothing."""
    with db.atomic():
        for name in triggers():
            db.execute(f"DROP TRIGGER IF EXISTS {name}")
        migrations.apply(db)
        for sql in triggers().values():
            db.execute(sql)
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def wrong_triggers(connection: sqlite3.Connection) -> list[str]:
    """Returns the names of triggers that are absent, differ from ours or are none of ours; empty is well guarded."""
    there = dict(connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
    ours = triggers()
    return sorted(name for name in ours.keys() | there.keys() if ours.get(name) != there.get(name))


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


def _run(db: Database, name: str) -> None:
    """Executes a file of statements; not as a script, which would commit the transaction around it."""
    for statement in split_statements(database(name).read_text("utf-8")):
        db.execute(statement)


def split_statements(script: str) -> list[str]:
    """Returns the statements of an SQL script."""
    found: list[str] = []
    pending = ""
    for line in script.splitlines(keepends=True):
        if line.lstrip().startswith("--"):
            continue
        pending += line
        if sqlite3.complete_statement(pending):
            found.append(pending.strip())
            pending = ""
    assert not pending.strip(), f"unfinished statement: {pending}"
    return found
