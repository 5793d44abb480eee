"""How long the program takes to start."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from benchmarks.row import Rival, Row, timed


def measure(folder: Path) -> list[Row]:
    """Returns the start of the command line, beside the start of Python alone."""
    bare = timed(lambda: subprocess.run([sys.executable, "-c", ""], check=True), 5)
    # an office PC keeps compiled modules from the first start on
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    version = [sys.executable, "-m", "battlemap", "--version"]
    ours = timed(lambda: subprocess.run(version, check=True, stdout=subprocess.DEVNULL, env=env), 6)[1:]
    return [Row("start of the command line", "warm", "ms", ours, rival=Rival("bare Python", bare))]
