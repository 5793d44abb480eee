"""The schema as it should be: the numbered SQL of db/, one file after the other, the first of them released."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Final

from battlemap.paths import database

#: What SQLite and sqlite-utils keep in a file for themselves.
_OF_THE_LIBRARIES: Final = ("sqlite_sequence", "sqlite_stat", "_sqlite_migrations", "idx__sqlite_migrations")


@cache
def scripts() -> tuple[Path, ...]:
    """Returns the SQL files, oldest first; the one at place N brings a file to schema N + 1 and is never edited again."""
    return tuple(sorted(database().glob("[0-9][0-9][0-9][0-9]_*.sql")))


@cache
def wanted(version: int) -> dict[str, tuple[str, str, str | None]]:
    """Returns name → kind, table and SQL of every table and index of a schema; triggers are not among them."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        for script in scripts()[:version]:
            for statement in split_statements(script.read_text("utf-8")):
                connection.execute(statement)
        return things(connection)


def things(connection: sqlite3.Connection) -> dict[str, tuple[str, str, str | None]]:
    """Returns name → kind, table and SQL of all that a file declares, whatever its kind is called."""
    lines = connection.execute("SELECT name, type, tbl_name, sql FROM sqlite_master ORDER BY rowid")
    return {
        name: (kind, table, sql)
        for name, kind, table, sql in lines
        if not str(name).startswith(_OF_THE_LIBRARIES)
    }


def split_statements(script: str) -> list[str]:
    """Returns the statements of an SQL script."""
    statements: list[str] = []
    pending = ""
    for line in script.splitlines(keepends=True):
        if line.lstrip().startswith("--"):
            continue
        pending += line
        if sqlite3.complete_statement(pending):
            statements.append(pending.strip())
            pending = ""
    assert not pending.strip(), f"unfinished statement: {pending}"
    return statements
