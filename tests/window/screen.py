"""A screen of its own with a window manager and a real mouse: Xvfb, openbox, xdotool."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, TypeVar

import attrs

TOOLS = ("Xvfb", "openbox", "xdotool")
#: Seconds that anything on the screen may take on a busy machine.
PATIENCE = 30.0
_T = TypeVar("_T")


def missing_tools() -> list[str]:
    """Returns the programs that are not installed."""
    return [tool for tool in TOOLS if shutil.which(tool) is None]


def eventually(ask: Callable[[], _T | None], what: str) -> _T:
    """Returns the first answer that is true; fails where none comes in time."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        answer = ask()
        if answer:
            return answer
        time.sleep(0.05)
    raise AssertionError(f"waited {PATIENCE} s in vain for {what}")


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
def program(on: Screen, file: Path, tell: Path, log: Path) -> Iterator[Callable[[], dict[str, Any]]]:
    """The program with a campaign open; yields how to ask where things stand on the screen."""
    with log.open("wb") as words:
        running = subprocess.Popen(
            [sys.executable, "-m", "battlemap", "open", str(file), "--operator", "测试", "--tell", str(tell)],
            env=on.environment,
            cwd=Path(__file__).parents[2],
            stdout=words,
            stderr=words,
        )

        def told() -> dict[str, Any]:
            assert running.poll() is None, log.read_text("utf-8", "replace")
            return dict(json.loads(tell.read_text("utf-8"))) if tell.exists() else {}

        try:
            eventually(lambda: told().get("cards"), "the board")
            yield told
        finally:
            _end(running)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
