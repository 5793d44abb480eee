"""The schema's history: numbered SQL, applied all at once or not at all.

A migration only adds tables, columns with a default and indexes (and drops an index that nobody asks): rows and the
journal's images of older programs stay as they were written and are read with the defaults. What SQL cannot do of one is
done by Python right after it, in the same transaction. Importing this module brings sqlite-utils (and what that brings),
so it is left to the moment when a file is new or old.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Final

from sqlite_utils import Database, Migrations

from battlemap.store.connection import keep_pages
from battlemap.store.guards import APPLICATION_ID, SCHEMA_VERSION, triggers
from battlemap.store.schema import scripts, split_statements
from battlemap.store.shortening import shorten

#: What belongs to a migration besides its SQL, by its name without the number.
_BESIDES: Final[dict[str, Callable[[sqlite3.Connection], object]]] = {"journal_fields": shorten}


def migrate(connection: sqlite3.Connection) -> None:
    """Brings the file to the newest schema: migrations, triggers and version in one transaction, or nothing."""
    keep_pages(connection)
    db = Database(connection, execute_plugins=False)
    with db.atomic():
        there = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE lower(type) = 'trigger'")]
        for name in there:
            db.execute('DROP TRIGGER "{}"'.format(name.replace('"', '""')))
        _history().apply(db)
        for sql in triggers().values():
            db.execute(sql)
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def _history() -> Migrations:
    migrations = Migrations("battlemap")
    for script in scripts():
        migrations(name=script.stem)(_applying(script))
    return migrations


def _applying(script: Path) -> Callable[[Database], None]:
    """Returns the migration that executes a file; not as a script, which would commit the transaction around it."""

    def apply(db: Database) -> None:
        for statement in split_statements(script.read_text("utf-8")):
            db.execute(statement)
        besides = _BESIDES.get(script.stem.partition("_")[2])
        if besides is not None:
            besides(db.conn)

    return apply
