"""The full check of a campaign file by a connection of its own, so that it may run beside the window."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final

import attrs

from battlemap.store import journal
from battlemap.store.campaign_file import CampaignFile
from battlemap.store.damage.audit import Key

#: SQLite's instructions between two looks at whether the check is to stop.
_EVERY: Final = 20_000


@attrs.frozen
class Findings:
    """How many steps the journal holds, and what is wrong in words; nothing is well.

    `mendable` are the rows (table, id) that can be put right from the journal.
    """

    steps: int
    faults: tuple[str, ...]
    mendable: tuple[Key, ...] = ()


def inspect(path: Path, at: datetime, is_stopped: Callable[[], bool]) -> Findings:
    """Returns what a full check finds: pages, foreign keys, triggers, hash chain, rows against the journal.

    Raises what opening the file raises, FileDamaged among it. A check that is stopped finds nothing.
    """
    try:
        with CampaignFile.open(path, "", at, read_only=True) as file:
            with file.reading() as connection:
                connection.set_progress_handler(is_stopped, _EVERY)
                last = journal.last_header(connection)
                faults = file.audit()
            return Findings(
                last.number if last else 0,
                tuple(fault.words for fault in faults),
                tuple(fault.row for fault in faults if fault.row is not None),
            )
    except sqlite3.OperationalError:
        if is_stopped():
            return Findings(0, ())
        raise
