"""A damaged file: set aside under a new name, replaced by its newest good backup, or its readable rows salvaged."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import attrs

from battlemap.domain.step import TABLES, Row
from battlemap.errors import BattlemapError, FileDamaged, FileProblem, NotFound
from battlemap.store import journal
from battlemap.store.backups import Backup, backups_of
from battlemap.store.campaign_file import CampaignFile
from battlemap.store.faults import translated
from battlemap.store.guards import SUFFIX
from battlemap.store.lock import Lock
from battlemap.store.records import record, row_from_image
from battlemap.store.salvaged import references, unnamed_campaign, whole

_COMPANIONS = ("", "-wal", "-shm", "-journal")
#: Rows are looked for up to this rowid, block by block, where a table cannot be read in one go.
_FARTHEST = 1 << 20


@attrs.frozen
class Contents:
    """What a file holds: live rows per table, the number of steps, and the newest of them in words, newest first."""

    counts: dict[str, int]
    steps: int
    newest: tuple[str, ...]


def contents(path: Path, at: datetime, most: int = 5) -> Contents:
    """Returns what a backup or campaign file holds; raises what opening it raises."""
    with CampaignFile.open(path, "", at, read_only=True) as file, file.reading() as connection:
        heads = journal.headers(connection)
        counts = Counter(table for table, row in journal.rows(connection) if not row.deleted)
    told = [f"{head.at[:16].replace('T', ' ')} {head.actor} {head.label}" for head in reversed(heads[-most:])]
    return Contents(dict(counts), len(heads), tuple(told))


def newest_good(file: Path, at: datetime, folder: Path | None = None) -> Backup:
    """Returns the newest backup that is as it was written and opens; raises NotFound where there is none."""
    for backup in backups_of(file, folder):
        if not backup.is_intact():
            continue
        try:
            CampaignFile.open(backup.path, "", at, read_only=True).close()
        except BattlemapError:
            continue
        return backup
    raise NotFound(f"「{file.name}」没有完好的备份。可以试试「抢救」，把读得出的内容存成新档案。")


def set_aside(file: Path, at: datetime) -> Path:
    """Renames a damaged file and its companions, so that nothing is overwritten; returns its new path."""
    with translated(file):
        stem = f"{file.stem}-损坏-{at:%Y%m%d-%H%M%S}"
        target = file.with_name(stem + file.suffix)
        number = 2
        while target.exists():
            target = file.with_name(f"{stem}-{number}{file.suffix}")
            number += 1
        for suffix in _COMPANIONS:
            there = file.with_name(file.name + suffix)
            if there.exists():
                there.rename(target.with_name(target.name + suffix))
        return target


def put_back(file: Path, backup: Backup, at: datetime) -> Path | None:
    """Puts a backup in the file's place, checked before; returns where what stood there was set aside.

    Raises FileInUse while somebody has the file open, FileDamaged for a backup that is not as it was written.
    """
    if not backup.is_intact():
        raise FileDamaged(f"备份「{backup.path.name}」与保存时不一致，不能用来恢复，请另选一份。")
    with translated(file):
        lock = Lock.take(file, "恢复", at)
        try:
            draft = file.with_name(file.name + ".part")
            shutil.copyfile(backup.path, draft)
            handle = os.open(draft, os.O_RDWR)
            os.fsync(handle)
            os.close(handle)
            aside = set_aside(file, at) if file.exists() else None
            draft.rename(file)
            return aside
        finally:
            lock.release()


@attrs.frozen
class Salvage:
    """How many rows of each table were read into the new file, and what could not be, in words."""

    counts: dict[str, int]
    losses: tuple[str, ...]


def salvage(file: Path, target: Path, actor: str, at: datetime) -> Salvage:
    """Reads every row that a damaged file still yields into the new file `target`, whose journal begins anew.

    Rows come from the tables, and from the journal's newest images where a table does not yield them. Raises
    FileDamaged where nothing at all can be read, FileProblem where `target` exists; `file` is left as it is.
    """
    if target.exists():
        raise FileProblem(f"「{target.name}」已经存在，请换一个名称。")
    found: dict[str, dict[str, Row]] = {table: {} for table in TABLES}
    losses: list[str] = []
    with translated(file), _raw(file) as connection:
        for table, row in _journalled(connection, losses):
            found[table][row.id] = row
        for table in TABLES:
            for row in _readable(connection, table, losses):
                found[table][row.id] = row
    if not any(found.values()):
        raise FileDamaged(f"「{file.name}」中已读不出任何内容，无法抢救，请从备份恢复。", "\n".join(losses))
    if not found["campaign"]:
        stand_in = unnamed_campaign(at.date())
        found["campaign"][stand_in.id] = stand_in
        losses.append("行动的名称和起止日期已丢失，请在「行动信息」中补填")
    new = CampaignFile.create(target, actor, at)
    try:
        with new, new.reading() as schema:
            kept, repaired = whole(found, references(schema))
            with new.write(f"抢救自「{file.name}」", actor, at) as repository:
                for row in kept:
                    repository.put(row)
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    counts = Counter(table for table, rows in found.items() for _ in rows)
    return Salvage(dict(counts), (*losses, *repaired))


@contextmanager
def _raw(file: Path) -> Iterator[sqlite3.Connection]:
    """Yields a connection that only reads; where the table of contents itself is damaged, on a copy with a new one."""
    with ExitStack() as stack:
        connection = stack.enter_context(closing(_look(file)))
        try:
            connection.execute("SELECT COUNT(sql) FROM sqlite_master").fetchone()
        except sqlite3.DatabaseError:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            connection = stack.enter_context(closing(_look(_with_new_contents(file, folder))))
        yield connection


def _look(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
    return connection


def _with_new_contents(file: Path, folder: Path) -> Path:
    """Returns a copy whose schema pages are those of a new, empty file.

    A file is always laid out by the same statements, so that its tables begin on the same pages; only files that were
    packed (`CampaignFile.save_copy`) differ, and there the rows found are none of ours and passed over.
    """
    fresh = folder / f"new{SUFFIX}"
    CampaignFile.create(fresh, "", datetime(2000, 1, 1)).close()
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


def _journalled(connection: sqlite3.Connection, losses: list[str]) -> Iterator[tuple[str, Row]]:
    """Yields (table, row) from the journal's images, oldest first, so that the newest comes last."""
    for values in _rows(connection, "journal", ("table_name", "new"), losses):
        try:
            if values[0] in TABLES:
                yield values[0], row_from_image(values[0], values[1])
        except (ValueError, TypeError):
            losses.append("日志中有一条记录无法识别")


def _readable(connection: sqlite3.Connection, table: str, losses: list[str]) -> Iterator[Row]:
    mapping = record(table)
    for values in _rows(connection, table, mapping.columns, losses):
        try:
            yield mapping.row_of(values)
        except (ValueError, TypeError):
            losses.append(f"{table} 表有一行无法识别")


def _rows(
    connection: sqlite3.Connection, table: str, columns: tuple[str, ...], losses: list[str]
) -> Iterator[tuple[Any, ...]]:
    """Yields what can be read: all at once, else in halves down to the rows that cannot."""
    wanted = ", ".join(columns)
    pending = [(1, _FARTHEST)]
    lost = 0
    while pending:
        first, last = pending.pop()
        try:
            found = connection.execute(
                f"SELECT {wanted} FROM {table} NOT INDEXED WHERE rowid BETWEEN ? AND ? ORDER BY rowid",
                [first, last],
            ).fetchall()
        except sqlite3.DatabaseError:
            if first == last:
                lost += 1
            elif lost < 1000:
                middle = (first + last) // 2
                pending += [(middle + 1, last), (first, middle)]
            continue
        yield from found
    if lost:
        losses.append(f"{table} 表有部分数据页损坏，至少 {lost} 行读不出")
