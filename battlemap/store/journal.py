"""The journal: reading its lines as steps, folding them to a moment, hashing and checking the chain."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from itertools import groupby
from typing import Final

import attrs

from battlemap.domain.step import TABLES, Change, Row, Step, StepKind
from battlemap.errors import FileDamaged
from battlemap.store.fit import fit_rows, row_from_image, tied
from battlemap.store.records import SqlValue

#: The columns of a step, in the order of `Header`.
HEADER: Final = (
    "number", "id", "site", "clock", "at", "actor", "label", "kind", "undoes", "previous_hash", "hash",
)  # fmt: skip
_HEADER: Final = ", ".join(HEADER)
_LONG_AGO: Final = datetime(2000, 1, 1)
#: Before counters of five figures, six …: any of them stands behind every figure.
_LONGER: Final = "abcdefghij"


@attrs.frozen
class Header:
    """A step without its lines."""

    number: int
    id: str
    site: str
    clock: str
    at: str
    actor: str
    label: str
    kind: StepKind
    undoes: str | None
    previous_hash: str
    hash: str | None

    @property
    def moment(self) -> datetime:
        """When it was done, local time."""
        return moment_in(self.at)


def moment_text(moment: datetime) -> str:
    """Returns the journal's spelling of a local moment; texts order as moments do."""
    return moment.isoformat(timespec="milliseconds")


def moment_in(text: str) -> datetime:
    """Returns the moment that a step's text tells; one that somebody has garbled, which its hash tells too, is long ago."""
    try:
        moment = datetime.fromisoformat(text)
    except (ValueError, TypeError):
        return _LONG_AGO
    return moment if moment.tzinfo is None and moment.year > 1 else _LONG_AGO


def next_clock(last: str, at: datetime) -> str:
    """Returns the hybrid logical clock after `last`: the wall's time, or the last with a higher counter.

    Clocks order as texts: counters of more than four figures bear a letter before them that tells how many there are.
    """
    wall = moment_text(at)
    if last[:23] >= wall:
        figures = last[24:].lstrip(_LONGER)
        # a clock that somebody has garbled is found by its hash; the next one begins anew
        count = int(figures) + 1 if figures.isdecimal() else 0
        more = len(str(count)) - 4
        return f"{last[:23]}-{_LONGER[more - 1] if more > 0 else ''}{count:04d}"
    return f"{wall}-0000"


def headers(connection: sqlite3.Connection, after: int = 0) -> list[Header]:
    """Returns all steps with a number above `after`, oldest first."""
    rows = connection.execute(f"SELECT {_HEADER} FROM step WHERE number > ? ORDER BY number", [after])
    return [Header(*row) for row in rows]


def newest_headers(connection: sqlite3.Connection, most: int, before: int | None = None) -> list[Header]:
    """Returns the newest steps, those with a number below `before` where one is given, newest first."""
    rows = connection.execute(
        f"SELECT {_HEADER} FROM step WHERE ? IS NULL OR number < ? ORDER BY number DESC LIMIT ?",
        [before, before, most],
    )
    return [Header(*row) for row in rows]


def last_header(connection: sqlite3.Connection) -> Header | None:
    """Returns the newest step, or None in a new file."""
    row = connection.execute(f"SELECT {_HEADER} FROM step ORDER BY number DESC LIMIT 1").fetchone()
    return Header(*row) if row else None


def numbered(connection: sqlite3.Connection, number: int) -> Header | None:
    """Returns the step with that number, None where there is none."""
    row = connection.execute(f"SELECT {_HEADER} FROM step WHERE number = ?", [number]).fetchone()
    return Header(*row) if row else None


def header(connection: sqlite3.Connection, step: str) -> Header:
    """Returns the step of that id; raises KeyError where there is none."""
    row = connection.execute(f"SELECT {_HEADER} FROM step WHERE id = ?", [step]).fetchone()
    if row is None:
        raise KeyError(step)
    return Header(*row)


def step_of(connection: sqlite3.Connection, head: Header) -> Step:
    """Returns the step with every row change, oldest first."""
    lines = connection.execute(
        "SELECT table_name, row_id, old, new FROM journal WHERE step = ? ORDER BY seq", [head.id]
    )
    changes = tuple(
        Change(table, row, row_from_image(table, old) if old else None, row_from_image(table, new))
        for table, row, old, new in lines
    )
    return Step(head.id, head.label, head.kind, head.actor, head.moment, changes)


def told_step_of(connection: sqlite3.Connection, head: Header) -> Step:
    """Returns the step as far as it can be read, for telling: a line that has no meaning is left out."""
    lines = connection.execute(
        "SELECT table_name, row_id, old, new FROM journal WHERE step = ? ORDER BY seq", [head.id]
    )
    changes: list[Change] = []
    for table, row, old, new in lines:
        with suppress(FileDamaged):
            before = row_from_image(table, old) if old else None
            changes.append(Change(table, row, before, row_from_image(table, new)))
    return Step(head.id, head.label, head.kind, head.actor, head.moment, tuple(changes))


def steps_of_row(connection: sqlite3.Connection, table: str, row: str) -> list[Step]:
    """Returns every step that touched one row, oldest first, each with this row's changes only."""
    return steps_of_rows(connection, [(table, row)])


def steps_of_rows(connection: sqlite3.Connection, rows: Sequence[tuple[str, str]]) -> list[Step]:
    """Returns every step that touched one of the (table, row id), oldest first, with their changes only."""
    lines = connection.execute(
        f"WITH wanted (name, id) AS (VALUES {', '.join(['(?, ?)'] * len(rows))}) "
        "SELECT s.id, s.label, s.kind, s.actor, s.at, j.table_name, j.row_id, j.old, j.new "
        "FROM wanted w CROSS JOIN journal j ON j.table_name = w.name AND j.row_id = w.id "
        "JOIN step s ON s.id = j.step ORDER BY s.number, j.seq",
        [part for row in rows for part in row],
    )
    steps: list[Step] = []
    for head, found in groupby(lines, lambda line: line[:5]):
        changes = tuple(
            Change(table, row, row_from_image(table, old) if old else None, row_from_image(table, new))
            for *_, table, row, old, new in found
        )
        id, label, kind, actor, at = head
        steps.append(Step(id, label, kind, actor, moment_in(at), changes))
    return steps


def last_step_of_row(connection: sqlite3.Connection, table: str, row: str) -> Header | None:
    """Returns the newest committed step that touched a row."""
    found = connection.execute(
        f"SELECT {', '.join('s.' + name for name in _HEADER.split(', '))} FROM journal j JOIN step s ON s.id = j.step "
        "WHERE j.table_name = ? AND j.row_id = ? AND s.hash IS NOT NULL ORDER BY s.number DESC LIMIT 1",
        [table, row],
    ).fetchone()
    return Header(*found) if found else None


def deletions(connection: sqlite3.Connection, tables: Sequence[str]) -> dict[tuple[str, str], Header]:
    """Returns (table, row id) → the step by which the row was last deleted, also where it has come back since."""
    marks = ", ".join("?" * len(tables))
    lines = connection.execute(
        f"SELECT j.table_name, j.row_id, {', '.join('s.' + name for name in _HEADER.split(', '))} "
        "FROM journal j JOIN step s ON s.id = j.step "
        f"WHERE j.table_name IN ({marks}) AND json_extract(j.new, '$.deleted') = 1 "
        "AND COALESCE(json_extract(j.old, '$.deleted'), 0) = 0 ORDER BY s.number, j.seq",
        tables,
    )
    return {(table, row): Header(*head) for table, row, *head in lines}


def image_before(
    connection: sqlite3.Connection, table: str, row: str, key: str, values: Sequence[str]
) -> str | None:
    """Returns what a row was before its field last came to one of `values` from another, None where it never did."""
    marks = ", ".join("?" * len(values))
    found = connection.execute(
        f"SELECT j.old FROM journal j JOIN step s ON s.id = j.step WHERE j.table_name = ? AND j.row_id = ? "
        f"AND json_extract(j.new, ?) IN ({marks}) AND json_extract(j.old, ?) NOT IN ({marks}) "
        "ORDER BY s.number DESC, j.seq DESC LIMIT 1",
        [table, row, f"$.{key}", *values, f"$.{key}", *values],
    ).fetchone()
    return str(found[0]) if found else None


def cut(connection: sqlite3.Connection, until: datetime | None = None) -> int:
    """Returns the number of the last step that was done at `until` or before, of the newest where None; 0 for none.

    All steps up to that number had been done then, whatever the clock said of them: it may have been set back since.
    """
    found = connection.execute(
        "SELECT number FROM step WHERE +at <= ? ORDER BY number DESC LIMIT 1",
        [moment_text(until) if until else "9999"],
    ).fetchone()
    return int(found[0]) if found else 0


def fold(connection: sqlite3.Connection, until: datetime | None = None) -> Iterator[tuple[str, Row]]:
    """Yields (table, row) as the journal tells them up to and including `until`; all of it where None."""
    images: dict[tuple[str, str], str] = {}
    lines = connection.execute(
        "SELECT j.table_name, j.row_id, j.new FROM step s JOIN journal j ON j.step = s.id "
        "WHERE s.number <= ? ORDER BY s.number, j.seq",
        [cut(connection, until)],
    )
    for table, row, new in lines:
        images[table, row] = new
    there = [(table, row_from_image(table, image)) for (table, _), image in images.items() if table in TABLES]
    yield from tied(connection, there)[0]


def rows(connection: sqlite3.Connection) -> Iterator[tuple[str, Row]]:
    """Yields every (table, row) of the file as it is now, in the order of making; see `fit.fit_rows`."""
    yield from fit_rows(connection).rows


def hash_of(connection: sqlite3.Connection, head: Header) -> str:
    """Returns the hash that the step must bear: over the one before, its own words and its lines as stored."""
    lines = connection.execute(
        "SELECT seq, table_name, row_id, old, new FROM journal WHERE step = ? ORDER BY seq", [head.id]
    )
    return hash_over(head, lines.fetchall())


def hash_over(head: Header, lines: Sequence[Sequence[SqlValue]]) -> str:
    """Returns the hash over a step's header and its lines (seq, table, row, old, new), as stored."""
    told = [head.previous_hash, head.number, head.id, head.site, head.clock, head.at, head.actor]
    told += [head.label, head.kind, head.undoes]
    text = json.dumps([told, lines], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def sealed(connection: sqlite3.Connection) -> Iterator[tuple[Header, bool]]:
    """Yields every step, oldest first, and whether its hash is the right one and it follows the one before."""
    previous = Header(0, "", "", "", "", "", "", "do", None, "", "")
    for head in headers(connection):
        follows = head.previous_hash == previous.hash and head.number == previous.number + 1
        yield head, follows and head.hash == hash_of(connection, head)
        previous = head
