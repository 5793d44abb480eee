"""A connection to a damaged file that touches nothing of it."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from battlemap.domain.step import TABLES
from battlemap.paths import SUFFIX
from battlemap.store.campaign_file import CampaignFile
from battlemap.store.connection import companion, connect_by, has_companion
from battlemap.store.damage.readable import BROKEN, Reading


@contextmanager
def looking_at(file: Path) -> Iterator[sqlite3.Connection]:
    """Yields a connection that only reads.

    What lies in a WAL or rollback journal beside the file counts, on a copy; where the table of contents itself is
    damaged, a copy gets a new one.
    """
    with ExitStack() as stack:
        source = file
        if has_companion(file, "-wal") or has_companion(file, "-journal"):
            source = _with_companions(file, _folder(stack))
        connection = stack.enter_context(closing(_look(source)))
        if not _has_contents(connection):
            copies = (_with_new_contents(source, _folder(stack), is_packed) for is_packed in (False, True))
            looks = [stack.enter_context(closing(_look(copy))) for copy in copies]
            connection = max(looks, key=_yield)
        yield connection


def _folder(stack: ExitStack) -> Path:
    return Path(stack.enter_context(tempfile.TemporaryDirectory()))


def _has_contents(connection: sqlite3.Connection) -> bool:
    try:
        names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    except BROKEN:
        return False
    return names >= TABLES.keys()


def _with_companions(file: Path, folder: Path) -> Path:
    """Returns a copy into which SQLite has taken what lay beside the file, as far as it would."""
    copy = folder / f"copy{SUFFIX}"
    for ending in ("", "-wal", "-journal"):
        if has_companion(file, ending):
            shutil.copyfile(companion(file, ending), companion(copy, ending))
    try:
        with closing(sqlite3.connect(copy)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except BROKEN:
        shutil.copyfile(file, copy)
    return copy


def _look(file: Path) -> sqlite3.Connection:
    connection = connect_by(file, "mode=ro&immutable=1")
    connection.text_factory = _text
    return connection


def _text(raw: bytes) -> Any:
    return raw.decode("utf-8", "replace")


def _yield(connection: sqlite3.Connection) -> int:
    """Returns how many steps can be read that look like steps: where tables begin on other pages there are none."""
    reading = Reading(connection, "step", ("number", "id", "at"))
    return sum(
        isinstance(number, int) and isinstance(id, str) and isinstance(at, str)
        for number, id, at in reading.rows()
    )


def _with_new_contents(file: Path, folder: Path, is_packed: bool) -> Path:
    """Returns a copy whose schema pages are those of a new, empty file, or of one that has been packed.

    A file is always laid out by the same statements, so that its tables begin on the same pages; those of packed files
    (`CampaignFile.save_copy`, files that were shortened) begin on others, which are the same for all of them.
    """
    fresh = folder / f"new{SUFFIX}"
    CampaignFile.create(fresh, "", datetime(2000, 1, 1)).close()
    if is_packed:
        with closing(sqlite3.connect(fresh, isolation_level=None)) as new:
            new.execute("VACUUM")
    with closing(_look(fresh)) as connection:
        size = connection.execute("PRAGMA page_size").fetchone()[0]
        roots = {row[0] for row in connection.execute("SELECT rootpage FROM sqlite_master")}
    pattern, content = fresh.read_bytes(), bytearray(file.read_bytes())
    for page in range(1, len(pattern) // size + 1):
        if page not in roots and page * size <= len(content):
            content[(page - 1) * size : page * size] = pattern[(page - 1) * size : page * size]
    content[28:32] = (len(content) // size).to_bytes(4, "big")
    copy = folder / f"copy{SUFFIX}"
    copy.write_bytes(bytes(content))
    return copy
