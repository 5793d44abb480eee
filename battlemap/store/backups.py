"""Backups of a campaign file: checked, hashed, atomically named, thinned by a pure function."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from battlemap.errors import FileDamaged

_STAMP: Final = "%Y%m%d-%H%M%S"


def backup_folder(file: Path) -> Path:
    """Returns the folder beside the file in which its backups lie."""
    return file.with_name(f"{file.stem}-备份")


def backup(
    connection: sqlite3.Connection, file: Path, at: datetime, reason: str, folder: Path | None = None
) -> Path:
    """Writes a checked backup and its sha256 and returns its path.

    It is written under a temporary name, checked, flushed to the disk and only then renamed: a backup that bears its
    name is whole. Raises FileDamaged where the copy does not pass ``integrity_check``.
    """
    folder = folder or backup_folder(file)
    folder.mkdir(parents=True, exist_ok=True)
    target = _free_name(folder, f"{file.stem}-{at.strftime(_STAMP)}-{reason}", file.suffix)
    draft = target.with_suffix(".part")
    draft.unlink(missing_ok=True)
    copy = sqlite3.connect(draft)
    try:
        connection.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
        found = [row[0] for row in copy.execute("PRAGMA integrity_check(5)")]
    finally:
        copy.close()
    if found != ["ok"]:
        draft.unlink()
        raise FileDamaged(f"「{file.name}」的备份未通过检查，档案可能已损坏。", "\n".join(found))
    _flush(draft)
    digest = hashlib.sha256(draft.read_bytes()).hexdigest()
    draft.replace(target)
    target.with_name(target.name + ".sha256").write_text(f"{digest}  {target.name}\n", "utf-8")
    return target


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
