"""What shall be done every day, in words of a command, and whose timetable it stands in."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import time
from pathlib import Path
from typing import Final, Protocol

import attrs

from battlemap.errors import BadInput

#: What a command is asked: its words and what it reads; returned are its exit code and what it says.
Run = Callable[[Sequence[str], str], tuple[int, str]]
#: In the name of the file the day stands for this.
DAY: Final = "{日期}"
#: Seconds that the system's timetable has to answer.
_PATIENCE: Final = 30


@attrs.frozen
class DailyOrder:
    """At a time of every day the 每日战报 of `file` is written into `folder`; both are absolute paths."""

    file: Path
    folder: Path
    at: time = time(17, 35)

    @property
    def name(self) -> str:
        """What it is called in the timetable: one per campaign file."""
        return f"battlemap-{hashlib.sha256(str(self.file).encode()).hexdigest()[:8]}"

    @property
    def output(self) -> Path:
        """Where the sheet goes, the day still open."""
        return self.folder / f"每日战报 {DAY}.pdf"

    def words(self, program: Sequence[str]) -> tuple[str, ...]:
        """Returns the command's words; `program` starts battlemap."""
        return (*program, "poster", "daily", str(self.file), "-o", str(self.output))

    def checked(self) -> DailyOrder:
        """Returns itself; raises BadInput for a file or folder that is not there."""
        if not self.file.is_file():
            raise BadInput(f"档案“{self.file}”不存在，不能自动出刊。")
        if not self.folder.is_dir():
            raise BadInput(f"文件夹“{self.folder}”不存在，请先建好再设自动出刊。")
        if '"' in f"{self.file}{self.folder}" or "\n" in f"{self.file}{self.folder}":
            raise BadInput("档案或文件夹的名称里有引号或换行，系统的计划任务不支持，请先改名。")
        return self


class Timetable(Protocol):
    """The system's timetable: what it is called, and what can be done in it. Everything raises FileProblem in words."""

    title: str

    def put(self, order: DailyOrder, program: Sequence[str]) -> None:
        """Enters the order, in the place of an older one of the same file."""

    def remove(self, file: Path) -> bool:
        """Takes the order of a file out; returns whether there was one."""

    def order_of(self, file: Path) -> DailyOrder | None:
        """Returns what stands there for a file."""


def program(environment: Mapping[str, str] = os.environ) -> tuple[str, ...]:
    """Returns the words that start this very battlemap from outside: an installed one by its starter."""
    starter = environment.get("BATTLEMAP_STARTER")
    if starter:
        return (starter,)
    beside = Path(sys.executable).with_name("battlemap.exe" if os.name == "nt" else "battlemap")
    if beside.is_file():
        return (str(beside),)
    path = shutil.which("battlemap")
    return (path,) if path else (sys.executable, "-m", "battlemap")


def run(words: Sequence[str], text: str = "") -> tuple[int, str]:
    """Runs a command of the system without a window; one that is not there ends with 127."""
    flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    try:
        done = subprocess.run(
            list(words),
            input=text.encode(),
            capture_output=True,
            timeout=_PATIENCE,
            check=False,
            creationflags=flags,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return 127, str(error)
    return done.returncode, said(done.stdout if done.returncode == 0 else done.stderr or done.stdout)


def said(raw: bytes) -> str:
    """Returns what a command of the system has said: in UTF-16 or in the code page of Windows, elsewhere in UTF-8."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return raw.decode("utf-16", "replace").replace("\r\n", "\n")
    try:
        return raw.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError:
        return raw.decode("gb18030", "replace").replace("\r\n", "\n")
