"""The process that is killed: opens a campaign and does deeds without end, telling each committed step at once.

``python -m tests.soak.writer FILE SEED [removable]``
"""

from __future__ import annotations

import os
import sys
from datetime import datetime
from pathlib import Path
from random import Random

from battlemap.commands.session import Session
from battlemap.errors import BattlemapError
from battlemap.store import campaign_file
from tests.soak.stream import some_deed


def tell(words: str) -> None:
    """Hands a line to the system before anything else is done: what is told has happened."""
    os.write(1, f"{words}\n".encode())


def on_a_stick(path: Path) -> bool:
    """Takes every disk for a removable one, so that the rollback journal is used instead of the WAL."""
    return False


def work(path: Path, seed: int, is_removable: bool = False) -> None:
    """Works until killed."""
    if is_removable:
        campaign_file.is_local = on_a_stick
    dice = Random(seed)
    session = opened(path)
    tell("open")
    while True:
        if dice.randrange(30) == 0:
            tell("begin reopen")
            session.close()
            session = opened(path)
        name, deed = some_deed(dice, session)
        tell(f"begin {name}")
        try:
            deed()
        except BattlemapError:
            tell("refused")


def opened(path: Path) -> Session:
    """Returns a session that tells every step."""
    session = Session.open(path, "写者", datetime.now)
    session.listen(lambda step, reach: tell(f"step {step.id}"))
    return session


if __name__ == "__main__":
    work(Path(sys.argv[1]), int(sys.argv[2]), "removable" in sys.argv[3:])
