"""A power cut: the end of the WAL never reached the disk, or reached it as rubbish."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path
from random import Random

from battlemap.commands.session import Session
from battlemap.errors import BattlemapError
from battlemap.store import journal
from battlemap.store.campaign_file import CampaignFile
from tests.soak.stream import found, some_deed

#: (bytes of the WAL that a step needs, its id), step by step.
Written = list[tuple[int, str]]


def write(folder: Path, dice: Random, deeds: int) -> tuple[Path, Written]:
    """Returns a file whose WAL holds everything since it was founded, copied while at work."""
    path, copy = folder / "行动.battlemap", folder / "断电.battlemap"
    found(path, dice)
    written: Written = []
    with Session.open(path, "写者", datetime.now) as session:
        wal = path.with_name(path.name + "-wal")
        with session.file.reading() as connection:
            connection.execute("PRAGMA wal_autocheckpoint = 0")
        session.listen(lambda step, reach: written.append((wal.stat().st_size, step.id)))
        for _ in range(deeds):
            try:
                some_deed(dice, session)[1]()
            except BattlemapError:
                continue
        shutil.copy(path, copy)
        shutil.copy(wal, f"{copy}-wal")
    return copy, written


def cut_once(copy: Path, written: Written, folder: Path, dice: Random) -> list[str]:
    """Cuts the WAL at a random byte, half the time with rubbish behind it; returns what is wrong with what opens."""
    path = folder / "之后.battlemap"
    whole = Path(f"{copy}-wal").read_bytes()
    cut = dice.randrange(len(whole) + 1)
    rubbish = dice.randbytes(dice.randrange(1, 9000)) if dice.random() < 0.5 else b""
    shutil.copy(copy, path)
    Path(f"{path}-wal").write_bytes(whole[:cut] + rubbish)
    with CampaignFile.open(path, "查者", datetime.now()) as file, file.reading() as connection:
        faults = file.faults()
        steps = {head.id for head in journal.headers(connection)}
    lost = [step for size, step in written if size <= cut and step not in steps]
    path.unlink()
    return faults + [f"step {step} was on the disk and is lost" for step in lost]
