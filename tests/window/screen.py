"""A screen of its own with a window manager and a real mouse: Xvfb, openbox, xdotool."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any, TypeVar

import attrs
import pytest

TOOLS = ("Xvfb", "openbox", "xdotool")
#: Seconds that anything on the screen may take on a busy machine.
PATIENCE = 30.0
_T = TypeVar("_T")


def missing_tools() -> list[str]:
    """Returns the programs that are not installed."""
    return [tool for tool in TOOLS if shutil.which(tool) is None]


def rows(file: Path, question: str, *values: object) -> list[tuple[Any, ...]]:
    """Reads the file as an auditor would: plain sqlite3, read-only, while the program is running."""
    with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as plain:
        return plain.execute(question, values).fetchall()


def middle(rect: list[int]) -> tuple[int, int]:
    """Returns the middle of a rectangle that the program told of."""
    x, y, width, height = rect
    return x + width // 2, y + height // 2


def eventually(ask: Callable[[], _T | None], what: str) -> _T:
    """Returns the first answer that is true; fails where none comes in time."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        answer = ask()
        if answer:
            return answer
        time.sleep(0.05)
    raise AssertionError(f"waited {PATIENCE} s in vain for {what}")


#: What a test module that needs a screen is marked with.
NEEDS_SCREEN = [
    pytest.mark.window,
    pytest.mark.skipif(
        bool(missing_tools()) and not os.environ.get("CI"),
        reason=f"not installed: {', '.join(missing_tools())}",
    ),
]


@attrs.frozen
class Screen:
    """A running X server; `environment` sends a program there."""

    environment: dict[str, str]

    def xdotool(self, *words: object) -> str:
        """Runs xdotool and returns what it says."""
        done = subprocess.run(
            ["xdotool", *map(str, words)],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def drag(self, start: tuple[int, int], end: tuple[int, int], steps: int = 24) -> None:
        """Presses the mouse at `start`, moves it in small steps, lets go at `end`."""
        self.xdotool("mousemove", *start)
        self.xdotool("mousedown", 1)
        for n in range(1, steps + 1):
            x, y = (round(a + (b - a) * n / steps) for a, b in zip(start, end, strict=True))
            self.xdotool("mousemove", x, y)
            time.sleep(0.015)
        time.sleep(0.15)
        self.xdotool("mouseup", 1)

    def press(self, rect: list[int], times: int = 1) -> None:
        """Clicks into the middle of a rectangle."""
        x, y, width, height = rect
        self.xdotool("mousemove", x + width // 2, y + height // 2)
        for _ in range(times):
            self.xdotool("click", 1)

    def keys(self, *names: str) -> None:
        """Presses keys one after the other."""
        for name in names:
            self.xdotool("key", "--clearmodifiers", name)

    @contextmanager
    def holding(self, text: str) -> Iterator[None]:
        """Another program holds `text` in the clipboard meanwhile, as a spreadsheet would."""
        owner = subprocess.Popen(
            [sys.executable, "-c", _OWNER, text], env=self.environment, stdout=subprocess.PIPE, text=True
        )
        try:
            assert owner.stdout is not None and owner.stdout.readline().strip() == "held"
            yield
        finally:
            _end(owner)
            if owner.stdout is not None:
                owner.stdout.close()

    def clipboard(self) -> str:
        """Returns the text that another program would paste now."""
        done = subprocess.run(
            [sys.executable, "-c", _READER],
            env=self.environment,
            capture_output=True,
            check=True,
            timeout=PATIENCE,
        )
        return done.stdout.decode("utf-8")

    def shoot(self, picture: Path) -> None:
        """Writes what is on the screen as a PNG."""
        subprocess.run(
            [sys.executable, "-c", _SHOT, str(picture)], env=self.environment, check=True, timeout=PATIENCE
        )


#: Programs of a few lines that run on the screen beside the one under test.
_OWNER = """
import sys
from PySide6.QtWidgets import QApplication
application = QApplication(sys.argv[:1])
application.clipboard().setText(sys.argv[1])
print("held", flush=True)
application.exec()
"""
_READER = """
import sys
from PySide6.QtWidgets import QApplication
application = QApplication(sys.argv[:1])
sys.stdout.buffer.write(application.clipboard().text().encode("utf-8"))
"""
_SHOT = """
import sys
from PySide6.QtWidgets import QApplication
application = QApplication(sys.argv[:1])
picture = application.primaryScreen().grabWindow(0).toImage()
sys.exit(not picture.convertToFormat(picture.Format.Format_RGB888).save(sys.argv[1], "PNG", 0))
"""


@contextmanager
def screen(home: Path, size: str = "1366x900x24") -> Iterator[Screen]:
    """A fresh screen with a window manager; settings of programs go to `home`."""
    with ExitStack() as stack:
        server_says, says = os.pipe()
        server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(says), "-screen", "0", size, "-nolisten", "tcp"],
            pass_fds=[says],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        stack.callback(_end, server)
        os.close(says)
        with os.fdopen(server_says) as answer:
            number = answer.readline().strip()
        assert number, "Xvfb did not start"
        environment = dict(os.environ) | {
            "DISPLAY": f":{number}",
            "QT_QPA_PLATFORM": "xcb",
            "HOME": str(home),
        }
        for name in ("CONFIG", "DATA", "CACHE", "STATE"):
            environment[f"XDG_{name}_HOME"] = str(home / name.lower())
        environment.pop("WAYLAND_DISPLAY", None)
        manager = subprocess.Popen(
            ["openbox"], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        stack.callback(_end, manager)
        yield Screen(environment)


@contextmanager
def program(on: Screen, file: Path | None, tell: Path, log: Path) -> Iterator[Callable[[], dict[str, Any]]]:
    """The program with a campaign or the welcome page; yields how to ask where things stand on the screen."""
    named = [str(file)] if file else []
    with log.open("wb") as words:
        running = subprocess.Popen(
            [sys.executable, "-m", "tests.window.teller", str(tell), *named],
            env=on.environment,
            cwd=Path(__file__).parents[2],
            stdout=words,
            stderr=words,
        )

        def told() -> dict[str, Any]:
            assert running.poll() is None, log.read_text("utf-8", "replace")
            return dict(json.loads(tell.read_text("utf-8"))) if tell.exists() else {}

        try:
            eventually(lambda: told().get("cards" if file else "widgets"), "the window")
            yield told
        finally:
            _end(running)


def _end(process: subprocess.Popen[Any]) -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
