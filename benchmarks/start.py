"""How long the program takes to start."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from benchmarks.row import Rival, Row, timed


def measure(folder: Path) -> list[Row]:
    """Returns the start of the command line, beside the start of Python alone."""
    bare = timed(lambda: subprocess.run([sys.executable, "-c", ""], check=True), 5)
    version = [sys.executable, "-m", "battlemap", "--version"]
    ours = timed(lambda: subprocess.run(version, check=True, stdout=subprocess.DEVNULL), 6)[1:]
    return [Row("start of the command line", "warm", "ms", ours, rival=Rival("bare Python", bare))]
