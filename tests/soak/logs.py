"""Logs that do not belong, writers that start together, readers beside a busy writer: each is borne."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from random import Random
from threading import Event, Thread

from battlemap.commands.plan import ImportPlan
from battlemap.commands.session import Session
from battlemap.errors import BattlemapError
from battlemap.store import past
from battlemap.store.backup.backups import backup_file
from battlemap.store.campaign_file import CampaignFile
from battlemap.store.connection import companion
from tests.soak.stream import found, plan, some_deed

ROOT = Path(__file__).parents[2]
#: Opens the file for writing at a signal, says whether it got in, and holds it until it is told to end.
STARTER = """
import sys, time
from datetime import datetime
from pathlib import Path
from battlemap.errors import FileInUse
from battlemap.store.campaign_file import CampaignFile
from battlemap.store.connection import companion
path = Path(sys.argv[1])
while not path.with_suffix(".go").exists():
    time.sleep(0.001)
try:
    with CampaignFile.open(path, "甲", datetime.now()):
        print("held", flush=True)
        while not path.with_suffix(".stop").exists():
            time.sleep(0.01)
except FileInUse:
    print("refused", flush=True)
"""


def dead_log(folder: Path, dice: Random, deeds: int) -> tuple[Path, Path, Path]:
    """Returns a backup, the file and its log as a program left them that died some deeds later."""
    path = folder / "行动.battlemap"
    found(path, dice)
    backup = backup_file(path, datetime.now(), "手动")
    with Session.open(path, "写", datetime.now) as session:
        session.run(ImportPlan(plan(dice.randrange(5, 60), dice)))
    session = Session.open(path, "写", datetime.now)
    with session.file.reading() as connection:
        connection.execute("PRAGMA wal_autocheckpoint = 0")
    for _ in range(deeds):
        try:
            some_deed(dice, session)[1]()
        except BattlemapError:
            continue
    copy, log = folder / "死后.battlemap", folder / "死后.battlemap-wal"
    shutil.copy(path, copy)
    shutil.copy(f"{path}-wal", log)
    session.close()
    return backup, copy, log


def mixed_once(folder: Path, dice: Random, kind: str) -> list[str]:
    """Puts a log beside a file to which it does not belong; returns what is wrong with what opens."""
    folder.mkdir()
    backup, copy, log = dead_log(folder, dice, dice.randrange(1, 25))
    target = folder / "混.battlemap"
    if kind == "stale":
        shutil.copy(backup, target)
    elif kind == "swapped":
        (folder / "他").mkdir()
        _, other, _ = dead_log(folder / "他", dice, 3)
        shutil.copy(other, target)
    else:
        shutil.copy(copy, target)
    shutil.copy(log, f"{target}-wal")
    with CampaignFile.open(target, "", datetime.now(), read_only=True) as file:
        faults = [f"looking: {words}" for words in file.faults()]
    with CampaignFile.open(target, "", datetime.now()) as file:
        faults += file.faults()
        steps = file.newest_number()
        is_aside = any("不属于" in words for words in file.warnings)
    # a log that holds every page that was written since the backup makes the later file whole again
    is_whole_again = kind == "stale" and not is_aside and steps == _steps(copy, log)
    if is_aside != (kind != "own") and not is_whole_again:
        faults.append(f"a {kind} log was {'set aside' if is_aside else 'taken in'}")
    if is_aside and not any(aside.read_bytes() == log.read_bytes() for aside in folder.glob("混*不属于*")):
        faults.append("the log was not kept")
    return faults


def _steps(copy: Path, log: Path) -> int:
    assert log == companion(copy, "-wal")
    with CampaignFile.open(copy, "", datetime.now(), read_only=True) as file:
        return file.newest_number()


def starts_once(folder: Path, count: int, is_stale: bool) -> list[str]:
    """Has programs start together on one file; returns what is wrong where not exactly one gets in."""
    path = folder / "行动.battlemap"
    if not path.exists():
        found(path, Random(1))
    if is_stale:
        dead = "import sys; from pathlib import Path; from datetime import datetime; "
        dead += "from battlemap.store.lock import Lock; Lock.take(Path(sys.argv[1]), '死', datetime.now())"
        subprocess.run([sys.executable, "-c", dead, str(path)], cwd=ROOT, check=True)
    words = [sys.executable, "-c", STARTER, str(path)]
    starters = [
        subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(count)
    ]
    path.with_suffix(".go").touch()
    said = [starter.stdout.readline().strip() for starter in starters if starter.stdout is not None]
    path.with_suffix(".stop").touch()
    faults = [err[-300:] for _, err in (starter.communicate() for starter in starters) if err]
    for signal in (".go", ".stop"):
        path.with_suffix(signal).unlink()
    held = said.count("held")
    return faults if held == 1 else [*faults, f"{held} of {count} got in"]


@contextmanager
def busy_writer(path: Path, dice: Random) -> Iterator[None]:
    """Another session writes without pause."""
    stop, is_at_work = Event(), Event()

    def work() -> None:
        with Session.open(path, "写", datetime.now) as session:
            while not stop.is_set():
                try:
                    some_deed(dice, session)[1]()
                except BattlemapError:
                    continue
                is_at_work.set()

    writer = Thread(target=work)
    writer.start()
    try:
        assert is_at_work.wait(60)
        yield
    finally:
        stop.set()
        writer.join()


def read_once(path: Path) -> list[str]:
    """Opens a file for looking beside its writer; returns what is wrong with what was read."""
    with Session.open(path, "读", datetime.now, read_only=True) as session:
        faults = session.file.faults()
        session.refresh()
        with session.file.reading() as connection:
            folded = {(table, row.id): row for table, row in past.fold(connection)}
            number = session.file.newest_number()
        if number == session.file.newest_number() and session._last_number == number:
            there = {(t, id): row for t, rows in session.snapshot.rows.items() for id, row in rows.items()}
            if there != folded:
                faults.append("the board differs from the journal")
    return faults
