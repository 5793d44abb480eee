"""Backups of a campaign file: checked, hashed, atomically named, thinned by a pure function."""

from __future__ import annotations

import hashlib
import os
import re
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import attrs

from battlemap.errors import FileDamaged
from battlemap.store.faults import translated

_STAMP: Final = "%Y%m%d-%H%M%S"
#: A file at work is backed up so often.
EVERY: Final = timedelta(minutes=10)


def backup_folder(file: Path) -> Path:
    """Returns the folder beside the file in which its backups lie."""
    return file.with_name(f"{file.stem}-备份")


def backup_file(file: Path, at: datetime, reason: str, folder: Path | None = None) -> Path:
    """Backs up a file by a connection of its own, so that it may run beside the window; see `backup`."""
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        return backup(connection, file, at, reason, folder)


def backup(
    connection: sqlite3.Connection, file: Path, at: datetime, reason: str, folder: Path | None = None
) -> Path:
    """Writes a checked backup and its sha256, thins the older ones and returns its path.

    It is written under a temporary name, checked, flushed to the disk and only then renamed: a backup that bears its
    name is whole. Raises FileDamaged where the copy does not pass ``integrity_check``, else what `translated` raises.
    """
    folder = folder or backup_folder(file)
    with translated(folder):
        folder.mkdir(parents=True, exist_ok=True)
        target = _free_name(folder, f"{file.stem}-{at.strftime(_STAMP)}-{reason}", file.suffix)
        draft = target.with_name(target.name + ".part")
        try:
            found = _copy(connection, draft)
            if found != ["ok"]:
                raise FileDamaged(f"「{file.name}」的备份未通过检查，档案可能已损坏。", "\n".join(found))
            _flush(draft)
            digest = sha256_of(draft)
            draft.replace(target)
        finally:
            draft.unlink(missing_ok=True)
        _digest_path(target).write_text(f"{digest}  {target.name}\n", "utf-8")
        thin(file, at, folder)
    return target


def _copy(connection: sqlite3.Connection, draft: Path) -> list[str]:
    """Copies the database and returns what ``integrity_check`` says of the copy."""
    draft.unlink(missing_ok=True)
    with closing(sqlite3.connect(draft)) as copy:
        connection.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
        return [row[0] for row in copy.execute("PRAGMA integrity_check(5)")]


@attrs.frozen
class Backup:
    """One backup on disk, as its name tells it."""

    path: Path
    at: datetime
    reason: str

    def is_intact(self) -> bool:
        """Whether it still is what was written: its sha256 is that beside it."""
        try:
            told = _digest_path(self.path).read_text("utf-8").split()
            return bool(told) and told[0] == sha256_of(self.path)
        except OSError:
            return False


def backups_of(file: Path, folder: Path | None = None) -> list[Backup]:
    """Returns the backups of `file` in `folder` (beside the file by default), newest first; strangers are passed over."""
    name = re.compile(
        rf"{re.escape(file.stem)}-(\d{{8}}-\d{{6}})-([^/\\]*?)(?:-\d+)?{re.escape(file.suffix)}"
    )
    found = []
    folder = folder or backup_folder(file)
    for path in folder.iterdir() if folder.is_dir() else ():
        told = name.fullmatch(path.name)
        if told:
            found.append(Backup(path, datetime.strptime(told[1], _STAMP), told[2]))
    return sorted(found, key=lambda backup: (backup.at, backup.path.stat().st_mtime_ns), reverse=True)


def thin(file: Path, now: datetime, folder: Path | None = None) -> list[Path]:
    """Removes the backups that `kept` lets go, and returns which; the newest and every stranger stay."""
    there = backups_of(file, folder)
    stays = kept((backup.at for backup in there), now)
    gone = [backup.path for backup in there if backup.at not in stays]
    for path in gone:
        path.unlink(missing_ok=True)
        _digest_path(path).unlink(missing_ok=True)
    return gone


def is_due(newest: datetime | None, changed: datetime | None, now: datetime) -> bool:
    """Whether to back up: something changed after the newest backup, which is ten minutes old or more."""
    if changed is None:
        return False
    return newest is None or (changed > newest and now - newest >= EVERY)


def sha256_of(path: Path) -> str:
    """Returns the hex digest of a file."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def _digest_path(path: Path) -> Path:
    return path.with_name(path.name + ".sha256")


def kept(moments: Iterable[datetime], now: datetime) -> set[datetime]:
    """Returns which backups stay: all of two hours, hourly for two days, daily for a month, then weekly.

    Of each hour, day and week the newest stays, and the newest of all always does.
    """
    keep: set[datetime] = set()
    taken: set[tuple[str, object]] = set()
    for moment in sorted(moments, reverse=True):
        age = now - moment
        if age <= timedelta(hours=2):
            slot: tuple[str, object] = ("each", moment)
        elif age <= timedelta(days=2):
            slot = ("hour", (moment.date(), moment.hour))
        elif age <= timedelta(days=31):
            slot = ("day", moment.date())
        else:
            slot = ("week", (moment.toordinal() - 1) // 7)
        if slot not in taken:
            taken.add(slot)
            keep.add(moment)
    return keep


def _free_name(folder: Path, name: str, suffix: str) -> Path:
    target = folder / f"{name}{suffix}"
    number = 2
    while target.exists():
        target = folder / f"{name}-{number}{suffix}"
        number += 1
    return target


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
