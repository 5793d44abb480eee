"""Where a file really lies, and names that every file system takes: short enough, unique, told apart when cut."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path, PurePath
from typing import Final
from urllib.parse import quote

from battlemap.errors import BadInput
from battlemap.safe_names import guard_name

#: Bytes of a name on common file systems (UTF-16 units on Windows, which are fewer).
LONGEST: Final = 255
#: Characters by which the path of a backup is longer than twice the stem of its file: folder, moment, reason, checksum.
_BACKUP: Final = len("-备份\\-20181120-173500-升级前-99.sha256")
#: By how many the path of an attachment is longer than that of its file: folder, hash, name.
_ATTACHMENT: Final = len("-附件\\0123456789ab-") + 60 - len(".battlemap")
#: What SQLite and the lock append to the name of a campaign file.
_ROOM: Final = len("-journal")


def real_path(path: Path) -> Path:
    """Returns the place to which links lead, absolute; a path without links is only made absolute.

    Locks, logs and backups stand beside the file itself, by whatever name it was called. A drive letter that stands for
    a share is not taken apart.
    """
    whole = path.absolute()
    if any(_is_link(part) for part in (whole, *whole.parents)):
        return whole.resolve()
    return whole


def _is_link(path: Path) -> bool:
    try:
        return path.is_symlink()
    except OSError:
        return False


def uri_of(path: PurePath, mode: str) -> str:
    """Returns the URI by which SQLite opens an absolute path, such as ``mode=ro``; a share has an empty authority too."""
    posix = path.as_posix()
    place = posix if posix.startswith("/") else f"/{posix}"
    return f"file://{quote(place, safe='/:', errors='surrogateescape')}?{mode}"


def guard_length(path: Path) -> None:
    """Raises BadInput for a name that leaves no room for what must lie beside the file, or that Windows does not take."""
    guard_name(path, max(len(path.stem) + _BACKUP, _ATTACHMENT))
    if length(path.name) > LONGEST - _ROOM:
        most = (LONGEST - _ROOM - length(path.suffix)) // 3
        raise BadInput(
            f"名称太长：“{path.stem[:20]}…”有 {len(path.stem)} 个字，旁边的日志和锁文件会放不下，请缩短到 {most} 个汉字以内。"
        )


def fitted(stem: str, most: int) -> str:
    """Returns the stem, cut to `most` bytes where it is longer; what was cut off is told apart by a checksum."""
    if length(stem) <= most:
        return stem
    mark = "~" + hashlib.sha256(stem.encode("utf-8", "surrogatepass")).hexdigest()[:6]
    kept = stem
    while length(kept) > most - len(mark):
        kept = kept[:-1]
    return kept + mark


def length(name: str) -> int:
    """Returns the bytes of a name on the disk."""
    return len(os.fsencode(name))
