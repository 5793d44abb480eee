"""How long the program takes to start: the command line, and the window until its welcome page stands there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

from battlemap.shown.settings import Settings
from benchmarks.row import Rival, Row, timed

TIMES = 7


def measure(folder: Path) -> list[Row]:
    """Returns the start of the command line beside Python alone, and that of the window beside a bare one of PySide6."""
    bare = timed(lambda: subprocess.run([sys.executable, "-c", ""], check=True), 5)
    # an office PC keeps compiled modules from the first start on
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    version = [sys.executable, "-m", "battlemap", "--version"]
    ours = timed(lambda: subprocess.run(version, check=True, stdout=subprocess.DEVNULL, env=env), 6)[1:]
    return [
        Row("start of the command line", "warm", "ms", ours, rival=Rival("bare Python", bare)),
        *window(folder, env),
    ]


def window(folder: Path, env: dict[str, str]) -> list[Row]:
    """Returns the start of the window by turns with the bare one; the first start of each warms up."""
    env = env | {"QT_QPA_PLATFORM": "offscreen", "BATTLEMAP_PORTABLE": str(folder / "start")}
    Settings(folder / "start" / "settings.json", has_been_greeted=True).save()
    ours, theirs = [], []
    for _ in range(TIMES + 1):
        ours.append(welcomed(env))
        theirs.append(welcomed(env, "bare")["welcome"])
    warm = ours[1:]
    assert all(one["welcome modules"] < one["whole modules"] for one in warm), "nothing came later"
    rival = Rival("bare PySide6 window", tuple(theirs[1:]))
    return [
        Row(
            "start to the welcome page", "warm", "ms", tuple(one["welcome"] for one in warm), 200, rival=rival
        ),
        Row("… until every feature is there", "warm", "ms", tuple(one["whole"] for one in warm)),
    ]


def welcomed(env: dict[str, str], *bare: str) -> dict[str, float]:
    """Returns what a new process tells of its start in ms, that of a bare window where that is wanted."""
    command = [sys.executable, "-m", "benchmarks.welcoming", repr(time.time()), *bare]
    done = subprocess.run(command, env=env, check=True, capture_output=True)
    figures: dict[str, float] = json.loads(done.stdout)
    return figures
