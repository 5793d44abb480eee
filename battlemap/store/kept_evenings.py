"""Evenings gone by that have been counted from the journal, kept in the file beside it: no matter of the campaign.

What is kept is bound to the hash of the last step that it counts, and with it to every step before: in a file that has
another history (undone elsewhere, merged, put back from a backup) it either still holds or is not taken.
"""

from __future__ import annotations

import json
import sqlite3
from datetime import date, datetime, time, timedelta
from typing import Any, Final

import attrs

from battlemap.store.journal import cut, last_line
from battlemap.store.records import NOT_UNDERSTOOD

#: So many lines are counted again sooner than they are kept.
WORTH_KEEPING: Final = 5_000
#: So many countings are kept, one for each name.
_MOST: Final = 8


@attrs.frozen
class Kept:
    """What was counted up to the evening of `day`; `line` is the newest line (a rowid) that it counts."""

    day: date
    line: int
    step: int
    told: Any


def kept_evenings(connection: sqlite3.Connection, name: str) -> Kept | None:
    """Returns what is kept under a name, None where nothing is or where it is not of this journal.

    A step that has come since must have been done on a later day: where the clock was set back, all is counted anew.
    """
    line = connection.execute(
        "SELECT step, hash, day, told FROM kept_evening WHERE name = ?", [name]
    ).fetchone()
    if line is None:
        return None
    try:
        day, told = date.fromisoformat(line[2]), json.loads(line[3])
    except NOT_UNDERSTOOD:
        return None
    there = connection.execute("SELECT hash FROM step WHERE number = ?", [line[0]]).fetchone()
    if there != (line[1],) or cut(connection, _end_of(day)) != line[0]:
        return None
    return Kept(day, last_line(connection, line[0]), line[0], told)


def worth_keeping(connection: sqlite3.Connection, day: date, known: Kept | None = None) -> bool:
    """Whether so much was done between what is `known` and the evening of `day` that counting it again costs time."""
    if known is not None and known.day >= day:
        return False
    lines = last_line(connection, cut(connection, _end_of(day)))
    return lines - (known.line if known else 0) >= WORTH_KEEPING


def keep_evenings(connection: sqlite3.Connection, name: str, day: date, told: Any) -> None:
    """Keeps what was counted up to the evening of `day` under a name, in the place of what was kept before."""
    number = cut(connection, _end_of(day))
    connection.execute(
        "INSERT OR REPLACE INTO kept_evening SELECT ?, number, hash, ?, ? FROM step WHERE number = ?",
        [name, day.isoformat(), json.dumps(told, separators=(",", ":")), number],
    )
    connection.execute(
        "DELETE FROM kept_evening WHERE name NOT IN (SELECT name FROM kept_evening ORDER BY rowid DESC LIMIT ?)",
        [_MOST],
    )


def _end_of(day: date) -> datetime:
    return datetime.combine(day + timedelta(1), time()) - timedelta(milliseconds=1)
