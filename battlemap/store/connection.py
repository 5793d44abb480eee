"""Connections to a campaign file: for writing, for looking only, and what tells one file from another."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from battlemap.errors import FileReadOnly
from battlemap.store.lock import holder_of

#: Seconds that a write waits for another program's to end.
_PATIENCE: Final = 2.0
#: What SQLite may leave beside a database: content that is not in it yet, and its index.
COMPANIONS: Final = ("-wal", "-shm", "-journal")


def connect(path: Path) -> sqlite3.Connection:
    """Returns a connection for writing; where there is no file, a new one."""
    return prepared(sqlite3.connect(path, isolation_level=None))


def connect_read_only(path: Path) -> tuple[sqlite3.Connection, bool]:
    """Returns a connection for looking, and whether it takes the file for one that nobody writes.

    A file at rest needs no lock and no shared memory, so that a folder without write access will do. Raises
    FileReadOnly where a broken-off write must be rolled back first.
    """
    is_at_rest = not is_at_work(path)
    if companion(path, "-journal").exists() and not _is_held(path):
        raise FileReadOnly(f"「{path.name}」上次写入时中断，须先以可写方式打开一次，再以只读方式查看。")
    mode = "mode=ro&immutable=1" if is_at_rest else "mode=ro"
    found = sqlite3.connect(f"{path.absolute().as_uri()}?{mode}", uri=True, isolation_level=None)
    return prepared(found), is_at_rest


@contextmanager
def one_moment(connection: sqlite3.Connection) -> Iterator[None]:
    """All that is read inside is of one moment, whatever other programs write meanwhile; may be nested."""
    if connection.in_transaction:
        yield
        return
    connection.execute("BEGIN")
    try:
        yield
    finally:
        # where the disk is gone this fails too; what broke first is what is told
        with suppress(sqlite3.Error):
            connection.execute("ROLLBACK")


def is_at_work(path: Path) -> bool:
    """Whether a program is writing the file or has left content beside it."""
    return any(companion(path, ending).exists() for ending in ("-wal", "-journal")) or _is_held(path)


def companion(path: Path, ending: str) -> Path:
    """Returns the file beside `path` with one of the `COMPANIONS` endings."""
    return path.with_name(path.name + ending)


def remove_with_companions(path: Path) -> None:
    """Ensures that the file and all beside it are gone: for a file that was only just begun."""
    for ending in ("", *COMPANIONS):
        companion(path, ending).unlink(missing_ok=True)


def identity_of(path: Path) -> tuple[int, int] | None:
    """Returns what tells a file from another of the same name, or None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def state_of(path: Path) -> tuple[int, int, int] | None:
    """Returns what changes when anybody writes the file, or None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns


def _is_held(path: Path) -> bool:
    holder = holder_of(path)
    return holder is not None and holder.is_alive()


def prepared(connection: sqlite3.Connection) -> sqlite3.Connection:
    """Returns the connection, patient with other programs and with all rules of the file in force."""
    connection.execute(f"PRAGMA busy_timeout = {int(_PATIENCE * 1000)}")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA recursive_triggers = ON")
    return connection
