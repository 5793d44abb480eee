"""The schema as it should be: the numbered SQL of db/, one file after the other, the first of them released."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Final

import attrs

from battlemap.paths import database

#: What SQLite and sqlite-utils keep in a file for themselves.
_OF_THE_LIBRARIES: Final = ("sqlite_sequence", "sqlite_stat", "_sqlite_migrations", "idx__sqlite_migrations")


#: What a statement is about: the table, or the index that it drops.
_SUBJECT: Final = re.compile(
    r"(?:CREATE TABLE|ALTER TABLE(?=\s+\w+\s+ADD COLUMN)|CREATE (?:UNIQUE )?INDEX (?P<index>\w+) ON)\s+(?P<table>\w+)"
    r"|DROP INDEX (?P<dropped>\w+)"
)


@cache
def scripts() -> tuple[Path, ...]:
    """Returns the SQL files, oldest first; the one at place N brings a file to schema N + 1 and is never edited again."""
    return tuple(sorted(database().glob("[0-9][0-9][0-9][0-9]_*.sql")))


@attrs.frozen
class Thing:
    """What a file declares: a table, an index, a trigger, a view. `kind` may be anything that somebody has written."""

    name: str
    kind: str
    table: str
    sql: str | None

    @property
    def acts(self) -> bool:
        """Whether it does something by itself when rows are written, whatever its kind is called."""
        return self.kind not in ("table", "view") and (
            self.sql is None or not self.sql.startswith("CREATE INDEX")
        )


@cache
def wanted(version: int) -> frozenset[Thing]:
    """Returns all that a file of a schema declares, but for the triggers."""
    statements = [
        statement
        for script in scripts()[:version]
        for statement in split_statements(script.read_text("utf-8"))
        # rows are no declarations
        if not statement.startswith(("INSERT", "UPDATE", "DELETE"))
    ]
    return frozenset().union(*map(_declared, parted(statements)))


def _declared(statements: Sequence[str]) -> frozenset[Thing]:
    """Returns what statements declare, carried out in an empty file."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)
        return things(connection)


def parted(statements: Sequence[str]) -> tuple[Sequence[str], ...]:
    """Returns the statements about tables that are altered later, and the others.

    SQLite reads all declarations again at every alteration: among few they take no time. Where somebody has written
    anything else than tables, columns and indexes, all stays together.
    """
    tables: dict[str, str] = {}
    subjects: list[str] = []
    for statement in statements:
        found = _SUBJECT.match(statement)
        if found is None:
            return (statements,)
        if found["dropped"]:
            subjects.append(tables.get(found["dropped"], found["dropped"]))
            continue
        subjects.append(found["table"])
        if found["index"]:
            tables[found["index"]] = found["table"]
    altered = {subject for subject, one in zip(subjects, statements, strict=True) if one.startswith("ALTER")}
    parts = [
        [one for subject, one in zip(subjects, statements, strict=True) if (subject in altered) == is_altered]
        for is_altered in (False, True)
    ]
    return tuple(parts)


def things(connection: sqlite3.Connection) -> frozenset[Thing]:
    """Returns all that a file declares, without what the libraries keep for themselves."""
    lines = connection.execute("SELECT name, type, tbl_name, sql FROM sqlite_master")
    return frozenset(
        Thing(str(name), str(kind), str(table), sql)
        for name, kind, table, sql in lines
        if not (str(name).startswith(_OF_THE_LIBRARIES) and kind in ("table", "index"))
    )


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
