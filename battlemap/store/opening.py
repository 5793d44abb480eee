"""A campaign file is opened: every guard is asked, an older schema migrated, a log that is none of its own set aside."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

import attrs

from battlemap.store import journal
from battlemap.store.backup.backups import backup
from battlemap.store.connection import (
    companion,
    connect,
    connect_by,
    connect_read_only,
    has_companion,
    is_held,
    one_moment,
    prepared,
)
from battlemap.store.damage.diagnosis import (
    guard_identity,
    guard_schema,
    guard_strangers,
    guard_wholeness,
    has_sound_end,
    is_in_wal_mode,
    is_marked_when_closed,
)
from battlemap.store.guards import SCHEMA_VERSION
from battlemap.store.strange_log import set_log_aside, strange_log


@attrs.frozen
class Opened:
    """A guarded connection; `is_at_rest` where it does not follow what others write, `is_copy` where it never can."""

    connection: sqlite3.Connection
    warnings: tuple[str, ...] = ()
    is_at_rest: bool = False
    is_copy: bool = False


def opened(path: Path, at: datetime | None, pages_later: bool) -> Opened:
    """Returns a connection that may write from the moment `at`, or only reads where None; see `CampaignFile.open`."""
    return opened_for_looking(path, pages_later) if at is None else opened_for_writing(path, at, pages_later)


def opened_for_writing(path: Path, at: datetime, pages_later: bool) -> Opened:
    """Returns a connection that may write; an older schema is migrated in one step after a checked backup."""
    warnings = _lacking_log(path)
    strange = strange_log(path, is_ours=True)
    if strange is not None:
        aside = set_log_aside(path, strange, at)
        warnings.append(
            f"档案旁边的“{companion(path, strange).name}”不属于这份档案（可能手工换过文件），"
            f"未并入，已改名保留为“{aside.name}”。"
        )
    connection = connect(path)
    try:
        version = guard_identity(connection, path)
        if not (pages_later and version == SCHEMA_VERSION and has_sound_end(connection, path)):
            guard_wholeness(connection, path)
        if version < SCHEMA_VERSION:
            guard_strangers(connection, path)
            backup(connection, path, at, "升级前")
            migrate(connection)
            _pack(connection)
        warnings += _reach(connection, warnings)
        warnings += guard_schema(connection, path)
    except BaseException:
        connection.close()
        raise
    return Opened(connection, tuple(warnings))


def opened_for_looking(path: Path, pages_later: bool) -> Opened:
    """Returns a connection that only reads and changes nothing, neither the file nor what lies beside it."""
    warnings = [] if is_held(path) else _lacking_log(path)
    strange = strange_log(path)
    if strange is None:
        connection, is_at_rest = connect_read_only(path)
    else:
        warnings.append(f"档案旁边的“{companion(path, strange).name}”不属于这份档案，显示时未计入。")
        connection, is_at_rest = prepared(connect_by(path, "mode=ro&immutable=1")), True
    is_old = False
    try:
        with one_moment(connection):
            version = guard_identity(connection, path)
            if not (pages_later and version == SCHEMA_VERSION and has_sound_end(connection, path)):
                guard_wholeness(connection, path)
            is_old = version < SCHEMA_VERSION
            if is_old:
                guard_strangers(connection, path)
        if is_old:
            connection = _in_memory(connection)
            migrate(connection)
        with one_moment(connection):
            warnings += _reach(connection, warnings)
            warnings += guard_schema(connection, path)
    except BaseException:
        connection.close()
        raise
    return Opened(connection, tuple(warnings), is_at_rest, is_old or strange is not None)


def migrate(connection: sqlite3.Connection) -> None:
    """Brings a connection's file to the newest schema."""
    from battlemap.store.migrations import migrate

    migrate(connection)


def _pack(connection: sqlite3.Connection) -> None:
    """Gives the space back that a migration has left, where that is most of the file and the disk has room for a copy."""
    pages, free = (
        connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "freelist_count")
    )
    if free * 2 > pages:
        with suppress(sqlite3.OperationalError):
            connection.execute("VACUUM")


def _in_memory(connection: sqlite3.Connection) -> sqlite3.Connection:
    """Returns a copy that is nowhere on the disk, and closes the connection to the file."""
    with closing(connection):
        copy = prepared(sqlite3.connect(":memory:", isolation_level=None))
        connection.backup(copy)
    return copy


def _lacking_log(path: Path) -> list[str]:
    """Returns a warning where the file says that it was at work and what belongs beside it is not there."""
    if has_companion(path, "-wal") or not (is_in_wal_mode(path) and is_marked_when_closed(path)):
        return []
    return ["这份档案是在打开时复制的，或旁边的“-wal”文件没有一起复制：最后几步可能不在其中。"]


def _reach(connection: sqlite3.Connection, warnings: list[str]) -> list[str]:
    """Returns how far a file reaches of which something may be missing, so that a person can judge."""
    if not warnings:
        return []
    last = journal.last_header(connection)
    if last is None:
        return []
    return [f"现有 {last.number} 步，最后一步是 {str(last.at)[:16].replace('T', ' ')}“{last.label}”。"]
