"""The lock file beside a campaign file: says who holds it, and tells a dead holder from a living one."""

from __future__ import annotations

import getpass
import json
import os
import platform
from datetime import datetime
from pathlib import Path

import attrs
import psutil

from battlemap.errors import FileInUse


@attrs.frozen
class Holder:
    """Who holds the file, on which machine, in which process, since when."""

    actor: str
    user: str
    host: str
    pid: int
    process_started: int
    booted: int
    since: str

    @classmethod
    def here(cls, actor: str, since: datetime) -> Holder:
        """Returns this very process."""
        process = psutil.Process()
        return cls(
            actor,
            getpass.getuser(),
            platform.node(),
            process.pid,
            int(process.create_time()),
            int(psutil.boot_time()),
            since.isoformat(sep=" ", timespec="minutes"),
        )

    def is_alive(self) -> bool:
        """Whether it may still be at work; a holder on another machine is taken to be."""
        if self.host != platform.node():
            return True
        if abs(self.booted - int(psutil.boot_time())) > 60:
            return False
        try:
            return abs(int(psutil.Process(self.pid).create_time()) - self.process_started) <= 1
        except psutil.Error:
            return False


@attrs.frozen
class Lock:
    """A held lock; `release` gives it back."""

    path: Path

    @classmethod
    def take(cls, file: Path, actor: str, since: datetime) -> Lock:
        """Takes the lock of `file`; raises FileInUse and says who holds it since when. A stale one is replaced."""
        path = lock_path(file)
        mine = json.dumps(attrs.asdict(Holder.here(actor, since)), ensure_ascii=False)
        for _ in range(2):
            try:
                handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY)
            except FileExistsError:
                holder = holder_of(file)
                if holder is not None and holder.is_alive():
                    who = holder.actor or holder.user
                    raise FileInUse(
                        f"「{file.name}」正由 {who}（{holder.host}）使用，自 {holder.since} 起。可以只读方式打开。"
                        + _way_out(holder, path),
                        str(holder),
                    ) from None
                path.unlink(missing_ok=True)
            else:
                with os.fdopen(handle, "w", encoding="utf-8") as out:
                    out.write(mine)
                return cls(path)
        raise FileInUse(f"「{file.name}」正被另一程序打开，请稍候再试。")

    def release(self) -> None:
        """Removes the lock file; it may be gone already."""
        self.path.unlink(missing_ok=True)


def _way_out(holder: Holder, path: Path) -> str:
    """Returns what to do where the holder sits on another machine, which cannot be asked whether it still runs."""
    if holder.host == platform.node():
        return ""
    return f"如能确认该机已不再使用，可删除同一文件夹中的「{path.name}」后再打开。"


def lock_path(file: Path) -> Path:
    """Returns where the lock of `file` lies."""
    return file.with_name(file.name + ".lock")


def holder_of(file: Path) -> Holder | None:
    """Returns who holds `file`, or None where nobody does or the lock file is no lock file of ours."""
    try:
        return Holder(**json.loads(lock_path(file).read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None
