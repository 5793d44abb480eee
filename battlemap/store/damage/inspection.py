"""The full check of a campaign file by a connection of its own, so that it may run beside the window."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final

import attrs

from battlemap.errors import FileProblem
from battlemap.store import journal
from battlemap.store.backup.backups import Backup, backups_of
from battlemap.store.backup.signed_head import why_heads_do_not_fit
from battlemap.store.campaign_file import CampaignFile
from battlemap.store.connection import is_held
from battlemap.store.damage.audit import Key, check
from battlemap.store.damage.diagnosis import is_in_wal_mode
from battlemap.store.damage.full_check import audit
from battlemap.store.seal import seal_of, why_seal_does_not_fit

#: SQLite's instructions between two looks at whether the check is to stop.
_EVERY: Final = 20_000


@attrs.frozen
class Findings:
    """How many steps the journal holds, and what is wrong in words; nothing is well.

    `mendable` are the rows (table, id) that can be put right from the journal, `seal` is that of the newest step,
    which was taken at `newest_at`.
    """

    steps: int
    faults: tuple[str, ...]
    mendable: tuple[Key, ...] = ()
    seal: str = ""
    newest_at: datetime | None = None


def inspect(path: Path, at: datetime, is_stopped: Callable[[], bool]) -> Findings:
    """Returns what a full check finds: pages, foreign keys, triggers, hash chain, rows against the journal, signed heads.

    Raises what opening the file raises, FileDamaged among it. A check that is stopped finds nothing.
    """
    try:
        with CampaignFile.open(path, "", at, read_only=True) as file:
            with _unhurried(file) as connection:
                connection.set_progress_handler(is_stopped, _EVERY)
                last = journal.last_header(connection)
                faults, seal = audit(connection), seal_of(connection)
                words = [fault.words for fault in faults]
                if not faults and last is not None:
                    words += why_heads_do_not_fit(connection, _backups(path))
            return Findings(
                last.number if last else 0,
                tuple(words),
                tuple(fault.row for fault in faults if fault.row is not None),
                seal,
                datetime.fromisoformat(last.at) if last else None,
            )
    except sqlite3.OperationalError:
        if is_stopped():
            return Findings(0, ())
        raise


def _backups(path: Path) -> list[Backup]:
    try:
        return backups_of(path)
    except FileProblem:
        return []


@contextmanager
def _unhurried(file: CampaignFile) -> Iterator[sqlite3.Connection]:
    """Yields a connection on which one may read for long: on a stick, where that would keep a writer waiting, to a copy."""
    with file.reading() as connection:
        if is_in_wal_mode(file.path) or not is_held(file.path):
            yield connection
            return
        copy = sqlite3.connect(":memory:", isolation_level=None)
        connection.backup(copy)
    with closing(copy):
        yield copy


def look_through(path: Path, at: datetime, is_stopped: Callable[[], bool]) -> tuple[str, ...]:
    """Returns what is wrong with chain and rows, without reading every page: what is asked right after opening.

    `is_stopped` is asked at every step and row, and may let others go first. Raises as `inspect`; a look that is stopped
    finds nothing.
    """
    try:
        with CampaignFile.open(path, "", at, read_only=True) as file, _unhurried(file) as connection:
            connection.set_progress_handler(is_stopped, _EVERY)
            return tuple(fault.words for fault in check(connection, is_stopped)) if not is_stopped() else ()
    except sqlite3.OperationalError:
        if is_stopped():
            return ()
        raise


def why_not_sealed(path: Path, at: datetime, seal: str) -> str:
    """Returns in words why a seal that stands on paper does not fit a file, "" where it does; raises as `inspect`."""
    with CampaignFile.open(path, "", at, read_only=True) as file, file.reading() as connection:
        return why_seal_does_not_fit(connection, seal)
