"""A damaged file: set aside under a new name and replaced by its newest good backup; what that costs is told first."""

from __future__ import annotations

import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final

import attrs

from battlemap.domain.days.calendar import HolidayNotice
from battlemap.domain.kinds.catalogue import ASKED_FOR
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import TABLES, Row
from battlemap.domain.telling.step_words import step_words
from battlemap.errors import BattlemapError, FileDamaged, NotFound
from battlemap.moving import move
from battlemap.store import journal
from battlemap.store.backup.backups import Backup, backups_of, digest_path, sha256_of
from battlemap.store.connection import COMPANIONS, companion, connect_read_only, has_companion, one_moment
from battlemap.store.damage.damaged_file import looking_at
from battlemap.store.damage.diagnosis import guard_header, guard_identity, guard_schema, guard_wholeness
from battlemap.store.damage.readable import BROKEN, Reading
from battlemap.store.drafts import discard, draft_of, flush, flush_folder, settle
from battlemap.store.faults import translated
from battlemap.store.fit import mended
from battlemap.store.guards import SCHEMA_VERSION
from battlemap.store.lock import Lock
from battlemap.store.names import fitted, real_path
from battlemap.store.records import NOT_UNDERSTOOD, record

#: Bytes of a damaged file's stem in its new name.
_STEM: Final = 200


@contextmanager
def looking_into(path: Path) -> Iterator[sqlite3.Connection]:
    """Yields a connection to a backup or campaign file that only reads; one of an older schema is migrated in memory.

    Raises NotFound, NotACampaign, FileTooNew or FileDamaged. The file is left as it is.
    """
    with translated(path):
        guard_header(path)
        there, _ = connect_read_only(path)
        with closing(there):
            version = guard_identity(there, path)
            guard_wholeness(there, path)
            if version == SCHEMA_VERSION:
                guard_schema(there, path)
                with one_moment(there):
                    yield there
                return
            with closing(sqlite3.connect(":memory:", isolation_level=None)) as copy:
                there.backup(copy)
                _migrate(copy)
                guard_schema(copy, path)
                yield copy


def snapshot_of(path: Path, notice: HolidayNotice | None = None) -> Snapshot:
    """Returns every row of a backup or campaign file; raises what `looking_into` raises."""
    with looking_into(path) as connection:
        return Snapshot.of(journal.rows(connection), notice)


def asked_rows(path: Path) -> Iterator[tuple[str, Row]]:
    """Yields (table, row) of what no snapshot holds, such as entries of ledgers; raises what `looking_into` raises."""
    with looking_into(path) as connection:
        for table in TABLES:
            if table not in ASKED_FOR:
                continue
            mapping = record(table)
            for values in connection.execute(
                f"SELECT {', '.join(mapping.columns)} FROM {table} ORDER BY rowid"
            ):
                try:
                    row: Row | None = mapping.row_of(values)
                except NOT_UNDERSTOOD:
                    row, _ = mended(mapping, values)
                if row is not None:
                    yield table, row


def last_moment(path: Path) -> datetime:
    """Returns when the newest step of a backup or campaign file was done; raises as `looking_into`, FileDamaged for none."""
    with looking_into(path) as connection:
        last = journal.last_header(connection)
    if last is None:
        raise FileDamaged(f"“{path.name}”中没有任何操作记录。")
    return last.moment


def guard_backup(path: Path) -> None:
    """Raises FileDamaged where a backup is not as it was written, else what `looking_into` raises."""
    if digest_path(path).exists() and not Backup(path, datetime.min, "").is_intact():
        raise FileDamaged(f"备份“{path.name}”与保存时不一致，不能用来恢复，请另选一份。")
    with looking_into(path):
        pass


@attrs.frozen
class BackupContents:
    """What a file holds: live rows per table, live tasks per lane, the number of steps, the newest in words first."""

    counts: dict[str, int]
    lanes: dict[str, int]
    steps: int
    newest: tuple[str, ...]


def contents(path: Path, at: datetime, most: int = 5) -> BackupContents:
    """Returns what a backup or campaign file holds; raises what `looking_into` raises."""
    with looking_into(path) as connection:
        snapshot = Snapshot.of(journal.rows(connection))
        heads = journal.newest_headers(connection, most)
        steps = [journal.told_step_of(connection, head) for head in heads]
        count = heads[0].number if heads else 0
    counts = Counter(
        table for table, rows in snapshot.rows.items() for row in rows.values() if not row.deleted
    )
    lanes = Counter(str(task.lane) for task in snapshot.live_tasks)
    sentences = tuple(f"{step.at:%Y-%m-%d %H:%M} {step_words(step, snapshot).words}" for step in steps)
    return BackupContents(dict(counts), dict(lanes), count, sentences)


@attrs.frozen
class Loss:
    """What a damaged file had that a backup has not, as far as it can be read.

    `steps` are those after the backup's last, newest first; `is_certain` says whether all of them could be read.
    """

    steps: tuple[str, ...]
    is_certain: bool

    def words(self) -> str:
        """Returns one sentence."""
        if self.is_certain:
            return (
                f"恢复后将缺少备份之后的 {len(self.steps)} 步操作。"
                if self.steps
                else "恢复后不缺少任何操作。"
            )
        return f"恢复后至少缺少备份之后的 {len(self.steps)} 步操作，原档案已不能完整读出，实际可能更多。"


def loss(file: Path, backup: Path) -> Loss:
    """Returns what would be lost if `backup` took the place of the damaged `file`."""
    with looking_into(backup) as connection:
        last = journal.last_header(connection)
    number = last.number if last else 0
    try:
        with translated(file), looking_at(file) as raw:
            reading = Reading(raw, "step", ("number", "at", "actor", "label"))
            rows = sorted((row for row in reading.rows() if isinstance(row[0], int)), reverse=True)
    except (BattlemapError, OSError, *BROKEN):
        return Loss((), False)
    after = tuple(
        f"{str(at)[:16].replace('T', ' ')} {actor} {label}" for n, at, actor, label in rows if n > number
    )
    newest = rows[0][0] if rows else 0
    return Loss(after, not reading.is_broken and newest >= number and newest == number + len(after))


def newest_good(file: Path, at: datetime, folder: Path | None = None) -> Backup:
    """Returns the newest backup that is as it was written and opens; raises NotFound where there is none."""
    for backup in backups_of(file, folder):
        if not backup.is_intact():
            continue
        try:
            with looking_into(backup.path):
                return backup
        except BattlemapError:
            continue
    raise NotFound(f"“{file.name}”没有完好的备份。可以试试“抢救”，把读得出的内容存成新档案。")


def set_aside(file: Path, at: datetime) -> Path:
    """Renames a damaged file and its companions, so that nothing is overwritten; returns its new path."""
    with translated(file):
        file = real_path(file)
        stem = f"{fitted(file.stem, _STEM)}-损坏-{at:%Y%m%d-%H%M%S}"
        target = file.with_name(stem + file.suffix)
        number = 2
        while target.exists():
            target = file.with_name(f"{stem}-{number}{file.suffix}")
            number += 1
        moved: list[str] = []
        try:
            # the file goes last: a WAL that stayed behind alone would be taken for that of whatever comes in its place
            for ending in (*COMPANIONS, ""):
                if has_companion(file, ending):
                    move(companion(file, ending), companion(target, ending))
                    moved.append(ending)
        except OSError:
            # nor may the file stay behind without its WAL
            for ending in reversed(moved):
                move(companion(target, ending), companion(file, ending))
            raise
        flush_folder(file.parent)
        return target


def put_back(file: Path, backup: Backup, at: datetime) -> Path | None:
    """Puts a backup in the file's place, checked before; returns where what stood there was set aside.

    Raises FileInUse while somebody has the file open, FileDamaged for a backup that is not as it was written.
    """
    guard_backup(backup.path)
    with translated(file):
        file = real_path(file)
        lock = Lock.take(file, "恢复", at)
        draft = draft_of(file)
        try:
            shutil.copyfile(backup.path, draft)
            flush(draft)
            if sha256_of(draft) != sha256_of(backup.path):
                raise FileDamaged(f"备份“{backup.path.name}”复制后不一致，磁盘可能有问题，请换一个位置。")
            is_there = any(has_companion(file, ending) for ending in ("", *COMPANIONS))
            aside = set_aside(file, at) if is_there else None
            settle(draft, file)
            return aside
        finally:
            discard(draft)
            lock.release()


def _migrate(connection: sqlite3.Connection) -> None:
    from battlemap.store.migrations import migrate

    migrate(connection)
