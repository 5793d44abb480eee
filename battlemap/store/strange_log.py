"""A log beside the file that is none of its own is set aside before SQLite takes it in."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Final

from battlemap.moving import move, take_away
from battlemap.store.connection import CONTENT, companion, is_held, recovered, state_of
from battlemap.store.damage.full_check import audit
from battlemap.store.damage.readable import BROKEN
from battlemap.store.guards import APPLICATION_ID, SCHEMA_VERSION

_HEADS: Final = "SELECT id, number, hash FROM step"


def strange_log(path: Path, *, is_ours: bool = False) -> str | None:
    """Returns the ending of the log that does not belong to the file, None where it does or there is none.

    The log of a file that a living program holds belongs to it; `is_ours` where that program is this one, which has only
    just taken the lock.

    A backup that was copied over a file whose log stayed behind would be spoilt by it for good. The log does not belong
    where the file is sound without it, and with it unsound or another file than before; in every other case it is what
    SQLite takes it for. Costs a full look at both, but only after a program has died.
    """
    endings = tuple(ending for ending in CONTENT if _size(companion(path, ending)))
    if not endings or (is_held(path) and not is_ours):
        return None
    before = state_of(path)
    is_strange = not _goes_on(path, endings) and _is_sound(path, ())
    # where somebody writes meanwhile, what was looked at was no moment of the file
    return endings[0] if is_strange and state_of(path) == before else None


def _goes_on(path: Path, endings: tuple[str, ...]) -> bool:
    """Whether the file is sound with its log and still holds the newest step that it has without it."""
    if not _is_sound(path, endings):
        return False
    try:
        with closing(recovered(path, ())) as alone, closing(recovered(path, endings)) as joined:
            newest = alone.execute(f"{_HEADS} ORDER BY number DESC LIMIT 1").fetchone()
            return newest is None or joined.execute(f"{_HEADS} WHERE id = ?", newest[:1]).fetchone() == newest
    except BROKEN:
        # what is torn without its log needs it
        return True


def set_log_aside(path: Path, ending: str, at: datetime) -> Path:
    """Renames a log so that it is kept and never applied; returns its new place."""
    log = companion(path, ending)
    target = log.with_name(f"{log.name}-不属于本档案-{at:%Y%m%d-%H%M%S}")
    number = 2
    while target.exists():
        target = log.with_name(f"{log.name}-不属于本档案-{at:%Y%m%d-%H%M%S}-{number}")
        number += 1
    move(log, target)
    take_away(companion(path, "-shm"))
    return target


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _is_sound(path: Path, companions: tuple[str, ...]) -> bool:
    """Whether a copy is whole, guarded and what its journal tells, when it takes in what lies in these companions."""
    try:
        with closing(recovered(path, companions)) as connection:
            if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
                return False
            if connection.execute("PRAGMA user_version").fetchone()[0] < SCHEMA_VERSION:
                _migrate(connection)
            return not audit(connection)
    except BROKEN:
        return False


def _migrate(connection: sqlite3.Connection) -> None:
    from battlemap.store.migrations import migrate

    migrate(connection)
