"""The steps by which others are taken back or done again, found by an index, however long the journal is."""

from __future__ import annotations

import sqlite3

import attrs

from battlemap.domain.step import StepKind


@attrs.frozen
class Turn:
    """A step that takes back or does again; `undoes` is the number of the oldest step that it stands against."""

    number: int
    kind: StepKind
    site: str
    undoes: int


def turns(connection: sqlite3.Connection) -> list[Turn]:
    """Returns every such step, oldest first."""
    lines = connection.execute(
        "SELECT s.number, s.kind, s.site, u.number FROM step s JOIN step u ON u.id = s.undoes "
        "WHERE s.undoes > '' ORDER BY +s.number"
    )
    return [Turn(*line) for line in lines]


def number_of(connection: sqlite3.Connection, step: str | None) -> int:
    """Returns the number of the step with that id, 0 where there is none."""
    line = connection.execute("SELECT number FROM step WHERE id = ?", [step]).fetchone()
    return int(line[0]) if line else 0


def is_done_between(connection: sqlite3.Connection, after: int, before: int) -> bool:
    """Whether something new was done between two steps."""
    line = connection.execute(
        "SELECT 1 FROM step WHERE number > ? AND number < ? AND +kind = 'do' LIMIT 1", [after, before]
    )
    return line.fetchone() is not None


def sites(connection: sqlite3.Connection, first: int, last: int) -> dict[int, str]:
    """Returns number → site of the steps from one number to another that somebody has done here: not of merges."""
    lines = connection.execute(
        "SELECT number, site FROM step WHERE number BETWEEN ? AND ? AND kind <> 'merge'", [first, last]
    )
    return {int(number): site for number, site in lines}
