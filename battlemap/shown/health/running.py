"""The mark of a running window: whoever finds one of a program that is gone knows that it ended without a word."""

from __future__ import annotations

import contextlib
import faulthandler
import json
import os
from datetime import datetime
from io import TextIOWrapper
from pathlib import Path
from typing import Any, Final

import attrs
import psutil

from battlemap.moving import move_over, take_away

#: A report longer than this is cut from the front: the end tells what happened.
_LONGEST: Final = 20_000
#: How the kept reports begin, and how many there are at most.
REPORT: Final = "异常退出报告"
_MOST: Final = 10


@attrs.frozen
class Broken:
    """A program that ended without a word: when it began, which file was open on which page, what was noted at the end."""

    began: str
    file: Path | None
    page: str
    report: str

    @property
    def words(self) -> str:
        """Says what is safe."""
        since = f"（{self.began} 打开）" if self.began else ""
        if self.file is None:
            return f"上次程序{since}异常退出。当时没有打开档案，没有内容受影响。"
        return (
            f"上次程序{since}异常退出。“{self.file.name}”中已确认的每一步都已存好，没有丢失；"
            "只有当时正在输入、还没确认的文字可能没有存下。"
        )


class Running:
    """The mark of this process in a folder; `broken` are those that others have left behind there."""

    def __init__(self, folder: Path, now: datetime, pid: int | None = None) -> None:
        own = pid or os.getpid()
        self._path = folder / f"running-{own}.json"
        self._crash_path = folder / f"crash-{own}.txt"
        self._facts: dict[str, str] = {"began": f"{now:%Y-%m-%d %H:%M}", "file": "", "page": ""}
        self._created = _created(own)
        self._crash: TextIOWrapper | None = None
        self.broken = tuple(_left_behind(folder))
        self._write()

    def watch(self) -> None:
        """Has a fatal error of the process note where it happened."""
        with contextlib.suppress(OSError):
            self._crash = self._crash_path.open("w", encoding="utf-8")
            faulthandler.enable(self._crash)

    def note(self, file: Path | None, page: str) -> None:
        """Notes what is open now; writes only where something has changed."""
        facts = self._facts | {"file": str(file or ""), "page": page}
        if facts != self._facts:
            self._facts = facts
            self._write()

    def end(self) -> None:
        """Takes the mark away: the program has ended as it should."""
        if self._crash is not None:
            faulthandler.disable()
            self._crash.close()
        for path in (self._path, self._crash_path):
            with contextlib.suppress(OSError):
                take_away(path)

    def _write(self) -> None:
        with contextlib.suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._path.write_text(json.dumps({**self._facts, "created": self._created}), encoding="utf-8")


def _left_behind(folder: Path) -> list[Broken]:
    """Returns whoever has left a mark and is gone, the last first; their marks are taken away."""
    files = []
    for path in sorted(folder.glob("running-*.json"), key=lambda path: -path.stat().st_mtime):
        number = path.stem.partition("-")[2]
        facts = _facts(path)
        lives_since = _created(int(number)) if number.isdecimal() else 0.0
        if lives_since and lives_since == facts.get("created"):
            continue
        crash = folder / f"crash-{number}.txt"
        try:
            report = crash.read_text("utf-8", "replace")[-_LONGEST:]
        except OSError:
            report = ""
        file = str(facts.get("file") or "")
        files.append(
            Broken(
                str(facts.get("began", "")), Path(file) if file else None, str(facts.get("page", "")), report
            )
        )
        with contextlib.suppress(OSError):
            take_away(path)
        _keep(crash, folder, number)
    return files


def _keep(crash: Path, folder: Path, number: str) -> None:
    """Keeps the report of a program that is gone under a name for people; of many the newest."""
    with contextlib.suppress(OSError):
        if not crash.stat().st_size:
            take_away(crash)
            return
        at = datetime.fromtimestamp(crash.stat().st_mtime)
        move_over(crash, folder / f"{REPORT}-{at:%Y%m%d-%H%M%S}-{number}.txt")
    kept = sorted(folder.glob(f"{REPORT}-*.txt"), key=lambda path: path.name, reverse=True)
    for old in kept[_MOST:]:
        with contextlib.suppress(OSError):
            take_away(old)


def _facts(path: Path) -> dict[str, Any]:
    try:
        facts = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return facts if isinstance(facts, dict) else {}


def _created(pid: int) -> float:
    """Returns when the process of that number began, 0 where there is none: numbers are used again."""
    try:
        return float(psutil.Process(pid).create_time())
    except (psutil.Error, OSError):
        return 0.0
