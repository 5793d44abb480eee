"""Starts an installed battlemap, with its own libraries and nobody else's; part of the installer."""

from __future__ import annotations

import json
import locale
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

IS_WINDOWS = os.name == "nt"
#: Seconds after which a program that is still there has started well, however it ends.
LONG = 30.0
#: Seconds of life after which a window that dies is opened again; one that dies sooner would only die again.
SHORT = 10.0


class Trouble(Exception):
    """What stands in the way, in a sentence that says what to do."""


def interpreter(version: Path, facts: dict, windowed: bool = False) -> str:
    """Returns the Python that runs a version; the one without a console for the window on Windows."""
    path = Path(facts["python"])
    path = path if path.is_absolute() else version / path
    if windowed and IS_WINDOWS and path.with_name("pythonw.exe").exists():
        path = path.with_name("pythonw.exe")
    return str(path)


def environment(version: Path, home: Path | None = None) -> dict:
    """Returns the environment in which a version finds its libraries, and nobody else's."""
    env = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    env.update(PYTHONPATH=str(version / "lib"), PYTHONNOUSERSITE="1", PYTHONSAFEPATH="1", PYTHONUTF8="1")
    charset = locale.getpreferredencoding(False)
    if not IS_WINDOWS and charset.lower().startswith("gb"):
        # a terminal of GBK is spoken to in GBK
        env["PYTHONIOENCODING"] = f"{charset}:replace"
    if home is not None:
        env["BATTLEMAP_STARTER"] = str(home / ("battlemap.cmd" if IS_WINDOWS else "battlemap"))
    if home is not None and (home / "portable").is_dir():
        env["BATTLEMAP_PORTABLE"] = str(home / "portable")
    return env


def make_fit(stream) -> None:
    """Has a stream take any character: one that knows Chinese keeps its encoding, every other one is told in UTF-8."""
    if not hasattr(stream, "reconfigure"):
        return
    try:
        "作战图".encode(stream.encoding)
    except (UnicodeEncodeError, LookupError):
        stream.reconfigure(encoding="utf-8", errors="replace")
    else:
        stream.reconfigure(errors="replace")


def current(home: Path) -> dict:
    """Returns which version runs, and which one stands behind it."""
    try:
        return json.loads((home / "current.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def write_current(home: Path, facts: dict) -> None:
    """Writes which version runs, whole or not at all."""
    aside = home / "current.json.new"
    aside.write_text(json.dumps(facts, ensure_ascii=False), encoding="utf-8")
    aside.replace(home / "current.json")


def launch(home: Path, words: list) -> int:
    """Starts the program. The first start of a new version is watched: if it fails, the old one is back."""
    facts = current(home)
    if not facts:
        raise Trouble(f"“{home}”里没有安装好的版本，请重新安装。")
    version = home / "versions" / facts["version"]
    known = json.loads((version / "version.json").read_text(encoding="utf-8"))
    windowed = bool(words) and words[0] == "--window"
    words = ["open", *words[1:]] if windowed else words
    # without site: whatever else is installed here does not meddle
    command = [interpreter(version, known, windowed), "-S", "-m", "battlemap", *words]
    env = environment(version, home)
    before = facts.get("before")
    if not before and windowed:
        return watch(command, env)
    if not before:
        if IS_WINDOWS:
            return subprocess.run(command, env=env, check=False).returncode
        os.execve(command[0], command, env)
    began = time.monotonic()
    code = subprocess.run(command, env=env, check=False).returncode
    if code in (0, 1, 2, 3) or time.monotonic() - began > LONG:
        # it has started once: the old version is no longer needed
        write_current(home, {"version": facts["version"]})
        shutil.rmtree(home / "versions" / before, ignore_errors=True)
    else:
        write_current(home, {"version": before})
        print(
            f"新版本 {facts['version']} 未能正常运行，已回到 {before}。请把日志交给提供安装包的人。",
            file=sys.stderr,
        )
    return code


def watch(command: list, env: dict) -> int:
    """Runs the window; one that dies is opened again, where it says what is safe and leads back to its page."""
    while True:
        began = time.monotonic()
        code = subprocess.run(command, env=env, check=False).returncode
        if not has_died(code) or time.monotonic() - began < SHORT:
            return code


def has_died(code: int) -> bool:
    """Whether a process was ended by a fault of its own: not by itself, nor by somebody who wanted it to end."""
    # ILL, ABRT, BUS, FPE, SEGV; on Windows an exception that nobody took, but Ctrl+C
    return code in (-4, -6, -7, -8, -11) or (code >= 0xC0000000 and code != 0xC000013A)
