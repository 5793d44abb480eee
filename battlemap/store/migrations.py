"""The schema's history: numbered SQL, applied all at once or not at all.

Importing this module brings sqlite-utils (and what that brings), so it is left to the moment when a file is new or old.
"""

from __future__ import annotations

import sqlite3

from sqlite_utils import Database, Migrations

from battlemap.paths import database
from battlemap.store.guards import APPLICATION_ID, SCHEMA_VERSION, triggers

migrations = Migrations("battlemap")


@migrations(name="0001_campaign")
def _campaign(db: Database) -> None:
    _run(db, "0001_campaign.sql")


def migrate(connection: sqlite3.Connection) -> None:
    """Brings the file to the newest schema: migrations, triggers and version in one transaction, or nothing."""
    db = Database(connection, execute_plugins=False)
    with db.atomic():
        for name in triggers():
            db.execute(f"DROP TRIGGER IF EXISTS {name}")
        migrations.apply(db)
        for sql in triggers().values():
            db.execute(sql)
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


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
