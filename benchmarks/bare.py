"""Bare SQLite as the rival of a commit: the same rows written into the same file, without guards, triggers and Python's share."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from battlemap.store.images import is_whole
from benchmarks.row import Rival, Row, Samples, middle, timed

#: What one step writes: statements and their values.
_Written = list[tuple[str, list[Any]]]


def kept(path: Path) -> Path:
    """Returns a copy of a file as it is now, for `same_rows` to write into afterwards; nobody may have it open."""
    copy = path.with_suffix(".bare")
    shutil.copy(path, copy)
    return copy


def same_rows(copy: Path, path: Path, steps: int) -> Rival:
    """Returns how long bare SQLite takes for what the last steps of `path` have written: rows, header and lines of each.

    It writes into the copy from before those steps, by the same indexes and as durably, one transaction each.
    """
    with closing(sqlite3.connect(path)) as ours:
        heads = ours.execute("SELECT * FROM step ORDER BY number DESC LIMIT ?", [steps]).fetchall()[::-1]
        written = iter([_written(ours, head) for head in heads])
    with closing(sqlite3.connect(copy, isolation_level=None)) as bare:
        for (name,) in bare.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            bare.execute(f"DROP TRIGGER {name}")
        bare.execute("PRAGMA journal_mode = WAL").fetchall()
        bare.execute("PRAGMA synchronous = FULL")
        before = _count(bare)

        def write() -> None:
            bare.execute("BEGIN IMMEDIATE")
            for statement, values in next(written):
                bare.execute(statement, values)
            bare.execute("COMMIT")

        samples = timed(write, steps)
        assert _count(bare) == before + steps, "the rival has not written all steps"
    return Rival("bare SQLite, same rows", samples)


def times(what: str, at: str, ours: Samples, rival: Rival, goal: float = 3) -> Row:
    """Returns how many times the processor's time of bare SQLite we take."""
    return Row(what, at, "×", (middle(ours) / middle(rival.samples),), goal)


def _written(ours: sqlite3.Connection, head: tuple[Any, ...]) -> _Written:
    written: _Written = [(f"INSERT INTO step VALUES ({_marks(head)})", list(head))]
    for line in ours.execute("SELECT * FROM journal WHERE step = ? ORDER BY seq", [head[1]]):
        _, _, _, table, row, old, new = line
        fields = json.loads(new)
        if old is None:
            names = ", ".join(fields)
            written.append((f"INSERT INTO {table} ({names}) VALUES ({_marks(fields)})", [*fields.values()]))
        else:
            changed = json.loads(old) if not is_whole(old) else fields
            pairs = ", ".join(f"{name} = ?" for name in changed)
            values = [*(fields[name] for name in changed), row]
            written.append((f"UPDATE {table} SET {pairs} WHERE id = ?", values))
        written.append((f"INSERT INTO journal VALUES ({_marks(line)})", list(line)))
    return written


def _marks(values: Any) -> str:
    return ", ".join("?" * len(values))


def _count(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT COUNT(*) FROM step").fetchone()[0])
