"""The lock file beside a campaign file: says who holds it, and tells a dead holder from a living one."""

from __future__ import annotations

import getpass
import json
import os
import platform
import secrets
import time
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Final

import attrs

from battlemap.domain.words import brief
from battlemap.errors import FileInUse, FileProblem
from battlemap.moving import take_away
from battlemap.store.mutex import alone
from battlemap.store.names import real_path

#: Bytes of a lock file; more is none of ours.
_LONGEST: Final = 1 << 14
#: Seconds after which a lock that says nothing is no longer one that is just being written.
_FRESH: Final = 10.0
_ROUNDS: Final = 20


@attrs.frozen
class Holder:
    """Who holds the file, on which machine, in which process, since when.

    `process_started` and `boot` tell a process from a later one of the same number; neither moves when the clock is set.
    """

    actor: str
    user: str
    host: str
    pid: int
    process_started: int
    boot: str
    since: str
    token: str = ""

    @classmethod
    def here(cls, actor: str, since: datetime) -> Holder:
        """Returns this very process."""
        return cls(
            actor,
            _user(),
            platform.node(),
            os.getpid(),
            _started(os.getpid()) or 0,
            _boot(),
            since.isoformat(sep=" ", timespec="minutes"),
            secrets.token_hex(8),
        )

    def is_alive(self) -> bool:
        """Whether it may still be at work; a holder on another machine is taken to be."""
        if self.host != platform.node():
            return True
        if self.boot != _boot():
            return False
        return _started(self.pid) == self.process_started


@attrs.frozen
class Lock:
    """A held lock; `release` gives it back."""

    path: Path
    token: str

    @classmethod
    def take(cls, file: Path, actor: str, since: datetime) -> Lock:
        """Takes the lock of `file`; raises FileInUse and says who holds it since when. A stale one is replaced.

        The lock is written aside and linked to its name, so that it is never seen half written. Only a process of this
        machine can find a lock stale, and those take turns: a lock that is removed is the one that was judged.
        """
        path = lock_path(file)
        mine = Holder.here(actor, since)
        for _ in range(_ROUNDS):
            if _claim(path, mine):
                return cls(path, mine.token)
            if path.is_dir():
                raise FileProblem(
                    f"文件夹“{path.name}”占着“{file.name}”的锁的位置，请把它移走后再打开。", str(path)
                )
            with alone(path):
                holder = _read(path)
                if holder is not None and holder.is_alive():
                    raise _in_use(file, holder, path)
                if holder is None and _is_fresh(path):
                    break
                take_away(path)
        raise FileInUse(f"“{file.name}”正被另一程序打开，请稍候再试。")

    def release(self) -> None:
        """Removes the lock file if it still is this one; it may be gone, or another's by now."""
        holder = _read(self.path)
        if holder is not None and holder.token == self.token:
            with suppress(OSError):
                take_away(self.path)


def _claim(path: Path, mine: Holder) -> bool:
    """Returns whether the lock is ours now; False where there is one. Raises OSError where none can be written."""
    content = json.dumps(attrs.asdict(mine), ensure_ascii=False).encode()
    draft = path.with_name(f".{mine.token}.lock")
    try:
        draft.write_bytes(content)
        try:
            os.link(draft, path)
        except FileExistsError:
            return False
        except OSError:
            # file systems without links, such as FAT: the name is taken first and filled at once
            return _claim_without_link(path, content)
        return True
    finally:
        with suppress(OSError):
            take_away(draft)


def _claim_without_link(path: Path, content: bytes) -> bool:
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY)
    except FileExistsError:
        return False
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
    except OSError:
        take_away(path)
        raise
    return True


def _in_use(file: Path, holder: Holder, path: Path) -> FileInUse:
    who = brief(holder.actor or holder.user or "另一用户")
    return FileInUse(
        f"“{file.name}”正由 {who}（{brief(holder.host)}）使用，自 {brief(holder.since)} 起。可以只读方式打开。"
        + _way_out(holder, path),
        str(holder)[:1000],
    )


def _way_out(holder: Holder, path: Path) -> str:
    """Returns what to do where the holder sits on another machine, which cannot be asked whether it still runs."""
    if holder.host == platform.node():
        return ""
    return f"如能确认该机已不再使用，可删除同一文件夹中的“{path.name}”后再打开。"


def lock_path(file: Path) -> Path:
    """Returns where the lock of `file` lies."""
    place = real_path(file)
    return place.with_name(place.name + ".lock")


def holder_of(file: Path) -> Holder | None:
    """Returns who holds `file`, or None where nobody does or the lock file is no lock file of ours."""
    return _read(lock_path(file))


def _read(path: Path) -> Holder | None:
    try:
        with path.open("rb") as file:
            fields = json.loads(file.read(_LONGEST))
        holder = Holder(**fields)
    except (OSError, ValueError, TypeError, RecursionError):
        return None
    is_ours = all(
        type(getattr(holder, field.name)).__name__ == str(field.type) for field in attrs.fields(Holder)
    )
    return holder if is_ours else None


def _is_fresh(path: Path) -> bool:
    """Whether a lock that says nothing may be just being written."""
    try:
        return abs(time.time() - path.stat().st_mtime) < _FRESH
    except OSError:
        return False


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def _boot() -> str:
    """Returns what tells this run of the machine from the one before, "" where nothing does."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def _started(pid: int) -> int | None:
    """Returns when a process began, in ticks since the machine did where that is told; None for none that runs.

    psutil counts from the wall's time, which moves when the clock is set.
    """
    try:
        line = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace")
        state, *rest = line[line.rindex(")") + 2 :].split()
        return None if state in ("Z", "X") else int(rest[18])
    except (OSError, ValueError, IndexError):
        pass
    if Path("/proc/self/stat").exists():
        return None
    import psutil

    try:
        return int(psutil.Process(pid).create_time())
    except (psutil.Error, OverflowError, ValueError):
        return None
