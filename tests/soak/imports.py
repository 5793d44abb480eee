"""Foreign files that hang, starve or kill a reader that is not on its guard: each ends in a campaign or a sentence."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from random import Random
from typing import Final

from tests.soak.stream import found

ROOT = Path(__file__).parents[2]
#: Seconds that any of them may take on a busy machine, and bytes of memory.
PATIENCE: Final = 90
_MEMORY: Final = 2_000_000_000
_SIZE: Final = 1_900_000


def _text(piece: str) -> bytes:
    return (piece * (_SIZE // len(piece.encode()) + 1)).encode()


def _project(body: str) -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><Project xmlns="http://schemas.microsoft.com/project">'
        f"<Name>计划</Name><StartDate>2018-10-01T08:00:00</StartDate>{body}</Project>"
    ).encode()


def _tasks(count: int, level: int, more: str = "") -> str:
    lines = (
        f"<Task><UID>{n}</UID><ID>{n}</ID><Name>任务 {n}</Name><OutlineLevel>{level}</OutlineLevel>"
        f"<Start>2018-10-08T08:00:00</Start><Finish>2018-11-08T17:00:00</Finish>{more}</Task>"
        for n in range(1, count + 1)
    )
    return f"<Tasks>{''.join(lines)}</Tasks>"


#: Name of a file → its content.
FILES: Final = {
    "一行.txt": _text("长"),
    "括号.txt": _text("（一）"),
    "数字.txt": _text("7"),
    "月底.txt": _text("10月底前"),
    "标题.txt": _text("一、标题\n"),
    "深标题.txt": _text("1.1.1.1.1.1.1.1.1.1.1\n"),
    "空.txt": b"",
    "乱.docx": b"PK\x03\x04" + bytes(5000),
    "乱.txt": bytes(range(256)) * 400,
    "万项.xml": _project(_tasks(19_900, 1)),
    "深.xml": _project(_tasks(3_000, 9)),
    "乱数.xml": _project(_tasks(3, 1, f"<Priority>{'9' * 5000}</Priority><PercentComplete>1e30</PercentComplete>")),
    "断.xml": _project(_tasks(5, 1))[:-200],
    "实体.xml": b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;">]><Project>&c;</Project>',
}  # fmt: skip


def import_once(name: str, folder: Path) -> tuple[list[str], float]:
    """Has the command line make a campaign of such a file; returns what is wrong, and the seconds that it took."""
    source, target = folder / name, folder / f"{name}.battlemap"
    source.write_bytes(FILES[name])
    if name.endswith(".xml"):
        found(target, Random(1))
        words = ["project", "import", str(target), str(source)]
    else:
        words = ["new", str(source), "-o", str(target)]
    limited = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_AS, (MOST, MOST)); "
        "from battlemap.cli.door import main; sys.exit(main(sys.argv[1:]))"
    ).replace("MOST", str(_MEMORY))
    started = time.monotonic()
    try:
        done = subprocess.run(
            [sys.executable, "-c", limited, *words],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return [f"{name}: no answer after {PATIENCE} s"], PATIENCE
    faults = []
    if done.returncode not in (0, 1, 2, 3) or "Traceback" in done.stderr:
        faults.append(f"{name}: exit {done.returncode}: {done.stderr[-300:]}")
    if done.returncode == 1 and not done.stderr.strip():
        faults.append(f"{name}: refused without a word")
    return faults, time.monotonic() - started
