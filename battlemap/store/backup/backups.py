"""Backups of a campaign file: checked, hashed, atomically named, listed and thinned; strangers are left alone."""

from __future__ import annotations

import hashlib
import re
import sqlite3
import time
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path
from typing import Final

import attrs

from battlemap.errors import FileDamaged
from battlemap.moving import take_away
from battlemap.store.backup.retention import kept
from battlemap.store.connection import connect_by, connect_read_only
from battlemap.store.drafts import clear_drafts, discard, draft_of, flush, settle
from battlemap.store.faults import translated
from battlemap.store.ledger_schema import drop_indexes
from battlemap.store.names import LONGEST, fitted, length, real_path

_STAMP: Final = "%Y%m%d-%H%M%S"
#: Bytes of a file's stem in the name of a backup and of its folder: SQLite takes paths of 512 bytes in all.
_STEM: Final = 110
#: Seconds after which what was broken off is not written any more.
_OLD: Final = 3600.0
#: Made on somebody's word, or before a deed that no undo takes back: thinning leaves them.
LASTING: Final = frozenset({"手动", "升级前", "改回前"})


def backup_folder(file: Path) -> Path:
    """Returns the folder beside the real file in which its backups lie."""
    place = real_path(file)
    folder = place.with_name(f"{fitted(place.stem, _STEM)}-备份")
    # as an earlier version called it, whose names were not cut
    earlier = place.with_name(f"{place.stem}-备份")
    return earlier if length(earlier.name) <= LONGEST and earlier.is_dir() else folder


def backup_file(file: Path, at: datetime, reason: str, folder: Path | None = None) -> Path:
    """Backs up a file by a connection of its own, so that it may run beside the window; see `backup`."""
    with translated(file):
        connection, _ = connect_read_only(file)
        with closing(connection):
            return backup(connection, file, at, reason, folder)


def backup(
    connection: sqlite3.Connection, file: Path, at: datetime, reason: str, folder: Path | None = None
) -> Path:
    """Writes a checked backup and its sha256, thins the older ones and returns its path.

    It is written under a temporary name, checked, hashed, flushed to the disk and only then renamed: a backup that
    bears its name is whole. Raises FileDamaged where the copy does not pass ``integrity_check``, else what `translated`
    raises.
    """
    folder = folder or backup_folder(file)
    with translated(folder):
        folder.mkdir(parents=True, exist_ok=True)
        target = _free_name(folder, f"{_stem(file)}-{at.strftime(_STAMP)}-{reason}", file.suffix)
        draft = draft_of(target)
        try:
            verdict = _copy(connection, draft)
            if verdict != ["ok"]:
                raise FileDamaged(f"“{file.name}”的备份未通过检查，档案可能已损坏。", "\n".join(verdict))
            digest_path(target).write_text(f"{sha256_of(draft)}  {target.name}\n", "utf-8")
            flush(digest_path(target))
            settle(draft, target)
        except BaseException:
            discard(draft)
            with suppress(OSError):
                take_away(digest_path(target))
            raise
        thin(file, at, folder, target)
    return target


def _copy(connection: sqlite3.Connection, draft: Path) -> list[str]:
    """Copies the database and returns what ``integrity_check`` says of the copy.

    The indexes of large ledgers stay behind: they hold nothing of their own, are made again by who opens the copy to
    write, and looking through them would take as long as all else.
    """
    with closing(sqlite3.connect(draft)) as copy:
        # who is killed leaves a draft that is thrown away: no journal need lie beside it
        copy.execute("PRAGMA journal_mode = OFF")
        copy.execute("PRAGMA synchronous = OFF")
        connection.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
        copy.execute("PRAGMA secure_delete = OFF")
        drop_indexes(copy)
        return [row[0] for row in copy.execute("PRAGMA integrity_check(5)")]


@attrs.frozen
class Backup:
    """One backup on disk, as its name tells it."""

    path: Path
    at: datetime
    reason: str

    @property
    def size(self) -> int:
        """Its length in bytes."""
        return self.path.stat().st_size

    def is_intact(self) -> bool:
        """Whether it still is what was written: its sha256 is that beside it."""
        try:
            digest = digest_path(self.path).read_text("utf-8").split()
            return bool(digest) and digest[0] == sha256_of(self.path)
        except (OSError, UnicodeDecodeError):
            return False


def backups_of(file: Path, folder: Path | None = None) -> list[Backup]:
    """Returns the backups of `file` in `folder` (beside the file by default), newest first; strangers are passed over."""
    stems = "|".join({re.escape(real_path(file).stem), re.escape(_stem(file))})
    name = re.compile(rf"(?:{stems})-(\d{{8}}-\d{{6}})-([^/\\]*?)(?:-\d+)?{re.escape(file.suffix)}")
    backups = []
    folder = folder or backup_folder(file)
    with translated(folder):
        for path in folder.iterdir() if folder.is_dir() else ():
            match = name.fullmatch(path.name)
            at = _moment(match[1]) if match else None
            if match and at:
                backups.append((at, path.stat().st_mtime_ns, Backup(path, at, match[2])))
    return [backup for *_, backup in sorted(backups, key=lambda line: line[:2], reverse=True)]


def _moment(stamp: str) -> datetime | None:
    try:
        return datetime.strptime(stamp, _STAMP)
    except ValueError:
        return None


def last_step_of(backup: Backup) -> str | None:
    """Returns the id of the newest step that a backup holds; None where it cannot be read."""
    return _step_of(backup.path, "DESC")


def thin(file: Path, now: datetime, folder: Path | None = None, like: Path | None = None) -> list[Path]:
    """Removes the backups that `kept` lets go, and returns which.

    What stays: the newest, those that are `LASTING`, every stranger, those of another campaign than that of the backup
    `like` (the newest by default), and each one after which no whole one would stand in its place.
    """
    there = backups_of(file, folder)
    gone = []
    if len(kept((backup.at for backup in there), now)) < len({backup.at for backup in there}):
        origin = _origin(like or there[0].path)
        there = [backup for backup in there if origin is not None and _origin(backup.path) == origin]
        gone = _superfluous(there, now)
    thinned = [path for path in gone if _is_taken_away(path)]
    _clear_left(file, folder or backup_folder(file))
    return thinned


def _is_taken_away(path: Path) -> bool:
    """Takes a file away with its checksum; what somebody has open is left for the next time."""
    try:
        take_away(path)
    except OSError:
        return False
    with suppress(OSError):
        take_away(digest_path(path))
    return True


def _superfluous(there: list[Backup], now: datetime) -> list[Path]:
    stays = kept((backup.at for backup in there), now)
    staying = [backup for backup in there if backup.at in stays]
    gone = []
    for backup in there:
        if backup.at in stays or backup.reason in LASTING or not digest_path(backup.path).exists():
            continue
        instead = min((other for other in staying if other.at > backup.at), key=lambda other: other.at)
        if instead.is_intact():
            gone.append(backup.path)
    return gone


def _clear_left(file: Path, folder: Path) -> None:
    """Removes what backups that were broken off have left: drafts, and checksums of what never came to be."""
    clear_drafts(folder)
    long_ago = time.time() - _OLD
    for left in folder.glob(f"*{file.suffix}.part*"):
        # as an earlier version called them
        if left.name.startswith(f"{file.stem}-") and left.stat().st_mtime < long_ago:
            _is_taken_away(left)
    for digest in folder.glob(f"*{file.suffix}.sha256"):
        if not digest.with_suffix("").exists() and digest.stat().st_mtime < long_ago:
            _is_taken_away(digest)


def _origin(path: Path) -> str | None:
    """Returns the id of the step by which the campaign of a backup was founded; None where it cannot be read."""
    return _step_of(path, "ASC")


def _step_of(path: Path, order: str) -> str | None:
    with suppress(sqlite3.Error), closing(connect_by(path, "mode=ro&immutable=1")) as connection:
        step = connection.execute(f"SELECT id FROM step ORDER BY number {order} LIMIT 1").fetchone()
        return step[0] if step else None
    return None


def sha256_of(path: Path) -> str:
    """Returns the hex digest of a file."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def digest_path(path: Path) -> Path:
    """Returns where the sha256 of a backup lies."""
    return path.with_name(path.name + ".sha256")


def _stem(file: Path) -> str:
    """Returns how the names of a file's backups begin."""
    return fitted(real_path(file).stem, _STEM)


def _free_name(folder: Path, name: str, suffix: str) -> Path:
    target = folder / f"{name}{suffix}"
    number = 2
    while target.exists():
        target = folder / f"{name}-{number}{suffix}"
        number += 1
    return target
