"""Rewrites constraints.txt: the exact versions that pip resolves for every supported Python found on this machine.

A package that has one version everywhere gets one line; otherwise one line per run of Pythons, with a marker.
"""

from __future__ import annotations

import configparser
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PYTHONS = ("3.10", "3.11", "3.12", "3.13")
# resolved by pip itself, not ours to pin
LEFT_OUT = {"battlemap", "pip"}
HEAD = """\
# The exact set that battlemap is tested with. `make pins` writes this file; do not edit it by hand.
"""


def interpreter(version: str) -> str | None:
    """Returns the path of the Python of that version, from the path or from pyenv, or None."""
    for path in (
        shutil.which(f"python{version}"),
        *map(str, Path("~/.pyenv/versions").expanduser().glob(f"{version}.*/bin/python")),
    ):
        if path and subprocess.run([path, "-c", ""], capture_output=True, check=False).returncode == 0:
            return path
    return None


def requirements() -> list[str]:
    """Returns every requirement of setup.cfg, the extras' too."""
    setup = configparser.ConfigParser()
    setup.read(ROOT / "setup.cfg", encoding="utf-8")
    lists = [setup["options"]["install_requires"], *setup["options.extras_require"].values()]
    lines = [line.strip() for text in lists for line in text.splitlines()]
    return [line for line in lines if line and not line.startswith("#")]


def resolve(python: str) -> dict[str, str]:
    """Returns package → version as pip would install all requirements into that Python."""
    command = [python, "-m", "pip", "install", "--quiet", "--dry-run", "--ignore-installed", "--report", "-"]
    done = subprocess.run([*command, *requirements()], capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{python}: {done.stderr}")
    packages = (entry["metadata"] for entry in json.loads(done.stdout)["install"])
    named = {re.sub(r"[-_.]+", "-", p["name"]).lower(): p["version"] for p in packages}
    return {name: version for name, version in named.items() if name not in LEFT_OUT}


def lines(name: str, versions: list[str | None]) -> list[str]:
    """Returns the lines that pin one package; `versions` stand in the order of PYTHONS."""
    runs: list[tuple[int, int, str | None]] = []
    for at, version in enumerate(versions):
        if runs and runs[-1][2] == version:
            runs[-1] = (runs[-1][0], at, version)
        else:
            runs.append((at, at, version))
    return [f"{name}=={version}{marker(first, last)}" for first, last, version in runs if version]


def marker(first: int, last: int) -> str:
    """Returns the marker for the Pythons first … last; a run at either end stays open, for Pythons to come."""
    bounds = []
    if first > 0:
        bounds.append(f'python_version >= "{PYTHONS[first]}"')
    if last < len(PYTHONS) - 1:
        bounds.append(f'python_version < "{PYTHONS[last + 1]}"')
    return "; " + " and ".join(bounds) if bounds else ""


def main() -> None:
    """Resolves for each Python and writes the file; says which Pythons are missing and stops then."""
    paths = [interpreter(version) for version in PYTHONS]
    missing = [version for version, path in zip(PYTHONS, paths, strict=True) if path is None]
    if missing:
        sys.exit(f"Python {', '.join(missing)} not found: all of {', '.join(PYTHONS)} are needed")
    sets = [resolve(path) for path in paths if path]
    names = sorted({name for one in sets for name in one})
    text = HEAD + "".join(
        line + "\n" for name in names for line in lines(name, [one.get(name) for one in sets])
    )
    (ROOT / "constraints.txt").write_text(text, encoding="utf-8")
    print(f"constraints.txt: {len(names)} packages for Python {', '.join(PYTHONS)}")


if __name__ == "__main__":
    main()
