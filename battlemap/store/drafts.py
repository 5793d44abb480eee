"""Files written aside: they bear their name only when they are whole, and what a killed program left is cleared away."""

from __future__ import annotations

import hashlib
import os
import platform
import re
import secrets
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

from battlemap.errors import FileProblem
from battlemap.moving import move, take_away
from battlemap.store.names import fitted

_SUFFIX: Final = ".part"
#: Of whom a draft is: machine, process; written into its name, with what SQLite puts beside it.
_DRAFT: Final = re.compile(r"\..*-([0-9a-f]{6})-(\d+)-[0-9a-f]{8}\.part(-journal|-wal|-shm)?")
_BYTES: Final = 90
#: Seconds after which a draft of another machine is one that nobody writes any more.
_OLD: Final = 3600.0


def draft_of(target: Path) -> Path:
    """Returns a name beside the target that nothing bears yet, under which it is written first."""
    stem = fitted(target.stem, _BYTES)
    return target.with_name(f".{stem}-{_machine()}-{os.getpid()}-{secrets.token_hex(4)}{_SUFFIX}")


def settle(draft: Path, target: Path) -> None:
    """Gives a finished draft its name, once it is on the disk; raises FileProblem where something bears it already."""
    flush(draft)
    try:
        os.link(draft, target)
    except FileExistsError:
        raise FileProblem(f"“{target.name}”已经存在，请换一个名称。") from None
    except OSError:
        # file systems without links, such as FAT
        if target.exists():
            raise FileProblem(f"“{target.name}”已经存在，请换一个名称。") from None
        move(draft, target)
    else:
        with suppress(OSError):
            take_away(draft)
    flush_folder(target.parent)


def discard(draft: Path) -> None:
    """Ensures that a draft and what SQLite has put beside it are gone, as far as the disk allows."""
    for ending in ("", "-journal", "-wal", "-shm"):
        with suppress(OSError):
            take_away(draft.with_name(draft.name + ending))


def clear_drafts(folder: Path) -> None:
    """Removes what programs that are dead have left in a folder; drafts that are still written stay."""
    with suppress(OSError):
        for path in folder.iterdir():
            name = _DRAFT.fullmatch(path.name)
            if name and _is_left(path, name[1], int(name[2])):
                with suppress(OSError):
                    take_away(path)


def _is_left(path: Path, machine: str, process: int) -> bool:
    if machine == _machine():
        import psutil

        return not psutil.pid_exists(process)
    try:
        return time.time() - path.stat().st_mtime > _OLD
    except OSError:
        return False


def _machine() -> str:
    return hashlib.sha256(platform.node().encode()).hexdigest()[:6]


def flush(path: Path) -> None:
    """Ensures that a file's content is on the disk."""
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def flush_folder(folder: Path) -> None:
    """Ensures that the names in a folder are on the disk, where the system can do that."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
