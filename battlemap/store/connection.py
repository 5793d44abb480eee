"""Connections to a campaign file: for writing, for looking only, and what tells one file from another."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Final

from battlemap.store.lock import holder_of
from battlemap.store.names import real_path, uri_of

#: Seconds that a write waits for another program's to end.
_PATIENCE: Final = 2.0
#: What SQLite may leave beside a database: content that is not in it yet, and its index.
COMPANIONS: Final = ("-wal", "-shm", "-journal")
#: Those of them that hold content.
CONTENT: Final = ("-wal", "-journal")

#: KiB of pages kept while a file is read through once, and while it is asked the same things again and again.
_READ_THROUGH: Final = 1_024
_AT_WORK: Final = 65_536

State = tuple[tuple[int, int, int] | None, ...]


def connect(path: Path) -> sqlite3.Connection:
    """Returns a connection for writing; where there is no file, a new one."""
    return prepared(sqlite3.connect(path, isolation_level=None))


def connect_read_only(path: Path) -> tuple[sqlite3.Connection, bool]:
    """Returns a connection for looking, and whether it does not follow what is written to the file.

    A file at rest needs no lock and no shared memory, so that a folder without write access will do. Where a write was
    broken off that must be rolled back first, this is done in memory: the file is left as it is.
    """
    if is_at_work(path):
        if has_companion(path, "-journal") and not is_held(path):
            return prepared(recovered(path)), True
        return prepared(connect_by(path, "mode=ro")), False
    return prepared(connect_by(path, "mode=ro&immutable=1")), True


def connect_by(path: Path, mode: str) -> sqlite3.Connection:
    """Returns a bare connection in one of SQLite's modes, such as ``mode=ro&immutable=1``."""
    return sqlite3.connect(uri_of(real_path(path), mode), uri=True, isolation_level=None)


def recovered(path: Path, companions: tuple[str, ...] = CONTENT) -> sqlite3.Connection:
    """Returns a connection to a copy in memory into which SQLite has taken what lies beside the file."""
    with tempfile.TemporaryDirectory(prefix="battlemap-") as folder:
        copy = Path(folder) / "copy"
        for ending in ("", *companions):
            if has_companion(path, ending):
                shutil.copyfile(companion(path, ending), companion(copy, ending))
        memory = sqlite3.connect(":memory:", isolation_level=None)
        with closing(sqlite3.connect(copy)) as there:
            there.backup(memory)
        return memory


def is_at_work(path: Path) -> bool:
    """Whether a program is writing the file or has left content beside it."""
    return any(has_companion(path, ending) for ending in CONTENT) or is_held(path)


def is_held(path: Path) -> bool:
    """Whether a program of ours that lives has the file open for writing."""
    holder = holder_of(path)
    return holder is not None and holder.is_alive()


def companion(path: Path, ending: str) -> Path:
    """Returns the file beside the real `path` with one of the `COMPANIONS` endings, itself for an empty one."""
    place = real_path(path)
    return place.with_name(place.name + ending)


def has_companion(path: Path, ending: str) -> bool:
    """Whether there is such a file; there is none whose name would be too long."""
    return _state(companion(path, ending)) is not None


def identity_of(path: Path) -> tuple[int, int] | None:
    """Returns what tells a file from another of the same name, or None where there is none."""
    try:
        there = path.stat()
    except OSError:
        return None
    return there.st_dev, there.st_ino


def state_of(path: Path) -> State:
    """Returns what changes when anybody writes the file or beside it."""
    return tuple(_state(companion(path, ending)) for ending in ("", *CONTENT))


def _state(path: Path) -> tuple[int, int, int] | None:
    try:
        there = path.stat()
    except OSError:
        return None
    return there.st_ino, there.st_size, there.st_mtime_ns


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


def prepared(connection: sqlite3.Connection) -> sqlite3.Connection:
    """Returns the connection, patient with other programs and with all rules of the file in force."""
    connection.execute(f"PRAGMA busy_timeout = {int(_PATIENCE * 1000)}")
    connection.execute(f"PRAGMA cache_size = -{_READ_THROUGH}")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA recursive_triggers = ON")
    return connection


def keep_pages(connection: sqlite3.Connection) -> None:
    """Has the connection keep the pages that it is asked for; before, what is read once from end to end fills no memory."""
    connection.execute(f"PRAGMA cache_size = -{_AT_WORK}")
