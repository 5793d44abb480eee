"""Kills a writing process at a random moment and looks at what it leaves."""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path
from random import Random

import attrs

from battlemap.commands.session import Session
from battlemap.domain.snapshot import Snapshot
from battlemap.store import journal
from battlemap.store.backup.backups import backups_of

ROOT = Path(__file__).parents[2]
#: Deeds that take long enough to be hit in the middle.
LONG = ("import", "backup", "restore", "undo_to")


@attrs.frozen
class Kill:
    """One kill: what was being done, the steps that are there, how many had been told and how many not, the faults."""

    during: str
    steps: list[str]
    told: int
    untold: int
    faults: tuple[str, ...]


def kill_once(path: Path, before: list[str], dice: Random, is_removable: bool = False) -> Kill:
    """Lets a process write to the campaign that has the steps `before`, kills it without warning, and looks."""
    words = [sys.executable, "-m", "tests.soak.writer", str(path), str(dice.randrange(1 << 30))]
    words += ["removable"] if is_removable else []
    writer = subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert writer.stdout is not None and writer.stderr is not None
    aim = dice.choice(["start", "", "", *LONG])
    lines: list[str] = []
    until = None
    with writer.stdout, writer.stderr:
        for line in writer.stdout if aim != "start" else ():
            lines.append(line.decode().strip())
            if lines[-1] == "open":
                until = time.monotonic() + dice.uniform(0, 0.6)
            if until is not None and (time.monotonic() > until or lines[-1] == f"begin {aim}"):
                break
        time.sleep(dice.uniform(0, 0.03) if lines else dice.uniform(0.2, 1.5))
        is_alive = writer.poll() is None
        writer.kill()
        lines += [line.decode().strip() for line in writer.stdout.read().splitlines()]
        trouble = writer.stderr.read().decode()
        writer.wait()
    told = [line.split()[1] for line in lines if line.startswith("step ")]
    begun = [line.split()[1] for line in lines if line.startswith("begin ")]
    faults = [] if is_alive else [f"the writer ended by itself: {trouble[-500:]}"]
    wrong, there = look(path)
    faults += wrong
    if there[: len(before) + len(told)] != before + told:
        faults.append(f"of {len(before)} + {len(told)} told steps some are lost or changed their place")
    during = begun[-1] if begun and lines[-1].startswith("begin ") else "between two deeds"
    return Kill(during, there, len(told), len(there) - len(before) - len(told), tuple(faults))


def look(path: Path) -> tuple[list[str], list[str]]:
    """Returns what is wrong with a file that a dead process has left, opened as the program opens it; and its steps."""
    with Session.open(path, "查者", datetime.now) as session, session.file.reading() as connection:
        wrong = session.file.faults()
        if Snapshot.of(journal.rows(connection)).rows != session.snapshot.rows:
            wrong.append("the session shows other rows than the file")
        steps = [head.id for head in journal.headers(connection)]
    wrong += [f"backup {backup.path.name} is broken" for backup in backups_of(path) if not backup.is_intact()]
    return wrong, steps
