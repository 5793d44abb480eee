"""Processes of one machine that take turns, by a lock of the system that dies with its holder."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from battlemap.errors import FileInUse
from battlemap.moving import take_away

#: Seconds that one waits for the other, and between two tries.
_PATIENCE: Final = 5.0
_PAUSE: Final = 0.02


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Inside, no other process of this machine is inside for the same `path`; raises FileInUse after some seconds.

    A file beside `path` is locked and taken away again.
    """
    place = path.with_name(f".{path.name[-60:]}.turn")
    until = time.monotonic() + _PATIENCE
    while (handle := _enter(place)) is None:
        if time.monotonic() > until:
            raise FileInUse("另一程序正在打开同一份档案，请稍候再试。", str(place))
        time.sleep(_PAUSE)
    try:
        yield
    finally:
        if sys.platform != "win32":
            take_away(place)
        os.close(handle)
        if sys.platform == "win32":
            with suppress(OSError):
                take_away(place)


def _enter(place: Path) -> int | None:
    """Returns the handle of the locked file, or None where another process is inside."""
    handle = os.open(place, os.O_CREAT | os.O_RDWR)
    # who had it before has taken the file away: a lock on one that nobody else can see is worth nothing
    if _has_locked(handle) and _is_same(handle, place):
        return handle
    os.close(handle)
    return None


if sys.platform == "win32":
    import msvcrt

    def _has_locked(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _has_locked(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def _is_same(handle: int, place: Path) -> bool:
    try:
        there, ours = place.stat(), os.fstat(handle)
    except OSError:
        return False
    return (there.st_dev, there.st_ino) == (ours.st_dev, ours.st_ino)
