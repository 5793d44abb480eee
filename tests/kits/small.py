"""A small kit to try the installer with: the program is a line, Qt is a name; and a home of its own to install into."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.kits import module

setup, kits = module("battlemap_setup"), module("kit")
entries, launching = sys.modules["battlemap_entries"], sys.modules["battlemap_launch"]
on_linux = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="the installer's Linux half is tried here"
)
HERE = f"{sys.version_info[0]}.{sys.version_info[1]}"
MACHINE = {"AMD64": "x86_64", "arm64": "aarch64"}.get(platform.machine(), platform.machine())

#: A program that says its version and with which code it ends.
MAIN = "import os, sys\nprint({version!r}, *sys.argv[1:])\nopen(os.environ.get('SEEN', os.devnull), 'w').write({version!r})\n"


def wheel(folder: Path, name: str, files: dict[str, str]) -> Path:
    path = folder / name
    with zipfile.ZipFile(path, "w") as archive:
        for inner, text in files.items():
            archive.writestr(inner, text)
    return path


def run(kit: Path, home: Path, *words: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Runs the kit's installer with a home of its own."""
    home.mkdir(exist_ok=True)
    around = {"HOME": str(home), "PATH": os.environ["PATH"], "LANG": "C.UTF-8"} | env
    command = [sys.executable, str(kit / "battlemap_setup.py"), *words]
    return subprocess.run(command, env=around, capture_output=True, text=True, check=False)


def start(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Starts what is installed as a menu would."""
    starter = home / ".local/share/battlemap-app/battlemap"
    env = {"HOME": str(home), "PATH": os.environ["PATH"]}
    return subprocess.run([str(starter), *words], env=env, capture_output=True, text=True, check=False)


def versions(home: Path) -> set[str]:
    return {path.name for path in (home / ".local/share/battlemap-app/versions").iterdir()}


def summed(kit: Path) -> None:
    """Writes the checksums again after something was laid beside."""
    files = sorted(path for path in kit.rglob("*") if path.is_file() and path.name != "SHA256SUMS")
    sums = "".join(f"{kits.digest(path)}  {path.relative_to(kit).as_posix()}\n" for path in files)
    (kit / "SHA256SUMS").write_text(sums, encoding="utf-8")
