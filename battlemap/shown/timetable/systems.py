"""The timetables there are: 任务计划程序 of Windows, systemd of the user, cron."""

from __future__ import annotations

import os
import re
import shlex
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from datetime import time
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape, unescape

from battlemap.errors import FileProblem
from battlemap.moving import take_away
from battlemap.shown.timetable.order import DailyOrder, Run, Timetable, run

_AT: Final = re.compile(r"(\d{1,2}):(\d{2})")


class Schtasks:
    """Windows: a task of this user alone, which needs no administrator; a day on which the PC was off is made up for.

    It is handed over as XML: a command line of schtasks takes 261 characters only.
    """

    title = "Windows 任务计划程序"

    def __init__(self, run: Run = run, folder: Path | None = None) -> None:
        self._run, self._folder = run, folder

    def put(self, order: DailyOrder, program: Sequence[str]) -> None:
        """Enters the order."""
        try:
            handle, name = tempfile.mkstemp(dir=self._folder, prefix="battlemap-", suffix=".xml")
            os.close(handle)
            Path(name).write_text(_task(order, program), encoding="utf-16")
        except OSError as error:
            raise FileProblem("临时文件夹不能写入，自动出刊没有设好。", str(error)) from error
        try:
            _ask(self._run, ["schtasks", "/create", "/f", "/tn", order.name, "/xml", name], self.title)
        finally:
            with suppress(OSError):
                take_away(Path(name))

    def remove(self, file: Path) -> bool:
        """Takes the order out."""
        return self._run(["schtasks", "/delete", "/f", "/tn", _name(file)], "")[0] == 0

    def order_of(self, file: Path) -> DailyOrder | None:
        """Returns the order as the task's description tells it."""
        code, said = self._run(["schtasks", "/query", "/xml", "/tn", _name(file)], "")
        at = re.search(r"<StartBoundary>[^<]*T(\d{2}):(\d{2})", said)
        arguments = re.search(r"<Arguments>([^<]*)</Arguments>", said)
        words = re.findall(r'"([^"]*)"', unescape(arguments[1], {"&quot;": '"'})) if arguments else []
        if code or at is None or not words:
            return None
        folder = re.split(r"[\\/][^\\/]*$", words[-1])[0]
        return DailyOrder(file, Path(folder), time(int(at[1]), int(at[2])))


def _task(order: DailyOrder, program: Sequence[str]) -> str:
    """Returns a task as 任务计划程序 takes it (Task Scheduler Schema 1.2); it runs while the user is logged in."""
    command, *more = order.words(program)
    arguments = " ".join(f'"{word}"' for word in more)
    return f"""<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo><Description>battlemap 每日战报</Description></RegistrationInfo>
  <Triggers><CalendarTrigger><StartBoundary>2018-01-01T{order.at:%H:%M}:00</StartBoundary><Enabled>true</Enabled>
    <ScheduleByDay><DaysInterval>1</DaysInterval></ScheduleByDay></CalendarTrigger></Triggers>
  <Settings><StartWhenAvailable>true</StartWhenAvailable><MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries><StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <ExecutionTimeLimit>PT1H</ExecutionTimeLimit></Settings>
  <Actions><Exec><Command>{escape(command)}</Command><Arguments>{escape(arguments)}</Arguments></Exec></Actions>
</Task>
"""


class SystemdUser:
    """A timer of the user's own systemd; a day on which the PC was off is made up for."""

    title = "systemd 用户定时器"

    def __init__(self, run: Run = run, folder: Path | None = None) -> None:
        config = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
        self._run, self._folder = run, folder or config / "systemd/user"

    def put(self, order: DailyOrder, program: Sequence[str]) -> None:
        """Enters the order."""
        words = " ".join(_for_systemd(word) for word in order.words(program))
        service = (
            "[Unit]\nDescription=battlemap 每日战报\n\n[Service]\nType=oneshot\n"
            f"Environment=QT_QPA_PLATFORM=offscreen\nExecStart={words}\n"
        )
        timer = (
            f"[Unit]\nDescription=battlemap 每日战报\n\n[Timer]\nOnCalendar=*-*-* {order.at:%H:%M}:00\n"
            "Persistent=true\n\n[Install]\nWantedBy=timers.target\n"
        )
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            (self._folder / f"{order.name}.service").write_text(service, encoding="utf-8")
            (self._folder / f"{order.name}.timer").write_text(timer, encoding="utf-8")
        except OSError as error:
            raise FileProblem(f"不能写入“{self._folder}”，自动出刊没有设好。", str(error)) from error
        _ask(self._run, ["systemctl", "--user", "daemon-reload"], self.title)
        _ask(self._run, ["systemctl", "--user", "enable", "--now", f"{order.name}.timer"], self.title)

    def remove(self, file: Path) -> bool:
        """Takes the order out."""
        name = _name(file)
        files = [self._folder / f"{name}.timer", self._folder / f"{name}.service"]
        is_there = files[0].exists()
        if is_there:
            self._run(["systemctl", "--user", "disable", "--now", f"{name}.timer"], "")
        for path in files:
            take_away(path)
        if is_there:
            self._run(["systemctl", "--user", "daemon-reload"], "")
        return is_there

    def order_of(self, file: Path) -> DailyOrder | None:
        """Returns the order as the two files tell it."""
        name = _name(file)
        try:
            timer = (self._folder / f"{name}.timer").read_text("utf-8")
            service = (self._folder / f"{name}.service").read_text("utf-8")
        except (OSError, UnicodeDecodeError):
            return None
        at = re.search(r"OnCalendar=\*-\*-\* (\d{2}):(\d{2})", timer)
        words = re.findall(r'"((?:[^"\\]|\\.)*)"', service)
        if at is None or not words:
            return None
        output = words[-1].replace("%%", "%").replace("$$", "$").replace("\\\\", "\\")
        return DailyOrder(file, Path(output).parent, time(int(at[1]), int(at[2])))


class Cron:
    """The user's crontab: one line per file, with a mark of ours at its end; other lines stay as they are."""

    title = "crontab"

    def __init__(self, run: Run = run) -> None:
        self._run = run

    def put(self, order: DailyOrder, program: Sequence[str]) -> None:
        """Enters the order."""
        # cron takes a bare % for the end of the line
        words = " ".join(shlex.quote(word).replace("%", r"\%") for word in order.words(program))
        line = f"{order.at.minute} {order.at.hour} * * * QT_QPA_PLATFORM=offscreen {words} # {order.name}"
        self._write([*self._others(order.name), line])

    def remove(self, file: Path) -> bool:
        """Takes the order out."""
        before, others = self._lines(), self._others(_name(file))
        if len(before) == len(others):
            return False
        self._write(others)
        return True

    def order_of(self, file: Path) -> DailyOrder | None:
        """Returns the order as its line tells it."""
        name = _name(file)
        for line in self._lines():
            if line.rstrip().endswith(f"# {name}"):
                minute, hour, *_ = line.split(maxsplit=2)
                words = shlex.split(line.rpartition("#")[0].replace(r"\%", "%"))
                return DailyOrder(file, Path(words[-1]).parent, time(int(hour), int(minute)))
        return None

    def _lines(self) -> list[str]:
        code, said = self._run(["crontab", "-l"], "")
        return said.splitlines() if code == 0 else []

    def _others(self, name: str) -> list[str]:
        return [line for line in self._lines() if not line.rstrip().endswith(f"# {name}")]

    def _write(self, lines: Sequence[str]) -> None:
        _ask(self._run, ["crontab", "-"], self.title, "\n".join(lines) + "\n" if lines else "")


def timetable(run: Run = run, is_windows: bool = os.name == "nt") -> Timetable | None:
    """Returns the timetable of this PC, None where it has none that a user may write to."""
    if is_windows:
        return Schtasks(run)
    if run(["systemctl", "--user", "list-timers"], "")[0] == 0:
        return SystemdUser(run)
    code, said = run(["crontab", "-l"], "")
    return Cron(run) if code == 0 or "no crontab" in said else None


def time_of(words: str) -> time | None:
    """Returns the time that 「17:35」 means, None for other words."""
    read = _AT.fullmatch(words.strip().replace("：", ":"))
    return time(int(read[1]), int(read[2])) if read and int(read[1]) < 24 and int(read[2]) < 60 else None


def _name(file: Path) -> str:
    return DailyOrder(file, file.parent).name


def _ask(run: Run, words: Sequence[str], title: str, text: str = "") -> None:
    code, said = run(words, text)
    if code:
        raise FileProblem(f"{title}没有接受自动出刊的设置，请让维护人员查看详情。", said)


def _for_systemd(word: str) -> str:
    escaped = word.replace("\\", "\\\\").replace("%", "%%").replace("$", "$$")
    return f'"{escaped}"'
