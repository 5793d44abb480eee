"""The journal: reading its lines as steps, folding them to a moment, hashing and checking the chain."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from itertools import groupby, islice
from typing import Any, Final, cast

import attrs

from battlemap.domain.kinds.catalogue import KINDS
from battlemap.domain.step import Change, Row, Step, StepKind
from battlemap.errors import FileDamaged
from battlemap.store.fit import fit_rows, row_from_image
from battlemap.store.images import Image, Images, after, before, image_at, is_whole, unfolded
from battlemap.store.records import NOT_UNDERSTOOD, SqlValue
from battlemap.store.truth import shown

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


def step_of(
    connection: sqlite3.Connection, head: Header, written: Sequence[Change] = (), lines: int = 0
) -> Step:
    """Returns the step with every row change, oldest first; `written` is believed where it is as many as there are lines."""
    if written and len(written) == lines:
        return Step(head.id, head.label, head.kind, head.actor, head.moment, tuple(written))
    images: dict[tuple[str, str], Image] = {}
    changes = tuple(_change(connection, line, images) for line in _lines_of(connection, head))
    return Step(head.id, head.label, head.kind, head.actor, head.moment, changes)


def told_step_of(connection: sqlite3.Connection, head: Header) -> Step:
    """Returns the step as far as it can be read, for telling: a line that has no meaning is left out."""
    changes: list[Change] = []
    images: dict[tuple[str, str], Image] = {}
    for line in _lines_of(connection, head):
        with suppress(FileDamaged):
            changes.append(_change(connection, line, images))
    return Step(head.id, head.label, head.kind, head.actor, head.moment, tuple(changes))


def _lines_of(connection: sqlite3.Connection, head: Header) -> list[tuple[Any, ...]]:
    return connection.execute(
        "SELECT rowid, table_name, row_id, old, new FROM journal WHERE step = ? ORDER BY seq", [head.id]
    ).fetchall()


def _change(
    connection: sqlite3.Connection, line: tuple[Any, ...], images: dict[tuple[str, str], Image]
) -> Change:
    """Returns what a line tells; `images` are those of the rows after the lines of the same step before it."""
    rowid, table, row, old, new = line
    try:
        running = None
        if old is not None and not (is_whole(old) and is_whole(new)):
            running = images.get((table, row)) or image_at(connection, table, row, rowid - 1)
        was, image = before(old, new, running), after(running, new)
    except NOT_UNDERSTOOD as error:
        raise not_understood(table, str(new)) from error
    images[table, row] = image
    return Change(
        table, row, row_from_image(table, was) if was is not None else None, row_from_image(table, image)
    )


def not_understood(table: str, line: str) -> FileDamaged:
    """Returns the error of a line that means nothing; `line` is for the log."""
    noun = KINDS[table].noun if table in KINDS else shown(table)
    return FileDamaged(f"日志中有一条{noun}记录无法识别，可能被改动，请检查档案或从备份恢复。", line[:200])


def steps_of_row(connection: sqlite3.Connection, table: str, row: str) -> list[Step]:
    """Returns every step that touched one row, oldest first, each with this row's changes only."""
    return steps_of_rows(connection, [(table, row)])


def steps_of_rows(connection: sqlite3.Connection, rows: Sequence[tuple[str, str]]) -> list[Step]:
    """Returns every step that touched one of the (table, row id), oldest first, with their changes only."""
    lines = connection.execute(
        f"WITH wanted (name, id) AS (VALUES {', '.join(['(?, ?)'] * len(rows))}) "
        "SELECT s.id, s.label, s.kind, s.actor, s.at, j.rowid, j.table_name, j.row_id, j.old, j.new "
        "FROM wanted w CROSS JOIN journal j ON j.table_name = w.name AND j.row_id = w.id "
        "JOIN step s ON s.id = j.step ORDER BY s.number, j.seq",
        [part for row in rows for part in row],
    )
    steps: list[Step] = []
    images: dict[tuple[str, str], Image] = {}
    for head, own in groupby(lines, lambda line: line[:5]):
        changes = tuple(_change(connection, line[5:], images) for line in own)
        id, label, kind, actor, at = head
        steps.append(Step(id, label, kind, actor, moment_in(at), changes))
    return steps


def last_step_of_row(connection: sqlite3.Connection, table: str, row: str) -> Header | None:
    """Returns the newest committed step that touched a row."""
    line = connection.execute(
        f"SELECT {', '.join('s.' + name for name in _HEADER.split(', '))} FROM journal j JOIN step s ON s.id = j.step "
        "WHERE j.table_name = ? AND j.row_id = ? AND s.hash IS NOT NULL ORDER BY s.number DESC LIMIT 1",
        [table, row],
    ).fetchone()
    return Header(*line) if line else None


def deletions(connection: sqlite3.Connection, tables: Sequence[str]) -> dict[tuple[str, str], Header]:
    """Returns (table, row id) → the step by which the row was last deleted, also where it has come back since."""
    marks = ", ".join("?" * len(tables))
    lines = connection.execute(
        f"SELECT j.table_name, j.row_id, {', '.join('s.' + name for name in _HEADER.split(', '))} "
        "FROM journal j JOIN step s ON s.id = j.step "
        f"WHERE j.table_name IN ({marks}) AND json_extract(j.new, '$.deleted') = 1 "
        "AND (j.old IS NULL OR json_extract(j.old, '$.deleted') = 0) ORDER BY s.number, j.seq",
        tables,
    )
    return {(table, row): Header(*head) for table, row, *head in lines}


def row_before(
    connection: sqlite3.Connection, table: str, row: str, key: str, values: Sequence[str]
) -> Row | None:
    """Returns what a row was before its field last came to one of `values` from another, None where it never did."""
    marks = ", ".join("?" * len(values))
    line = connection.execute(
        "SELECT j.rowid, j.table_name, j.row_id, j.old, j.new FROM journal j JOIN step s ON s.id = j.step "
        "WHERE j.table_name = ? AND j.row_id = ? "
        f"AND json_extract(j.new, ?) IN ({marks}) AND json_extract(j.old, ?) NOT IN ({marks}) "
        "ORDER BY s.number DESC, j.seq DESC LIMIT 1",
        [table, row, f"$.{key}", *values, f"$.{key}", *values],
    ).fetchone()
    return _change(connection, line, {}).before if line else None


def cut(connection: sqlite3.Connection, until: datetime | None = None) -> int:
    """Returns the number of the last step that was done at `until` or before, of the newest where None; 0 for none.

    All steps up to that number had been done then, whatever the clock said of them: it may have been set back since.
    """
    line = connection.execute(
        "SELECT number FROM step WHERE +at <= ? ORDER BY number DESC LIMIT 1",
        [moment_text(until) if until else "9999"],
    ).fetchone()
    return int(line[0]) if line else 0


def last_line(connection: sqlite3.Connection, number: int) -> int:
    """Returns the newest line (a rowid) of the steps up to that number, 0 for none: lines stand in the order of steps."""
    line = connection.execute(
        "SELECT MAX(j.rowid) FROM step s JOIN journal j ON j.step = s.id WHERE s.number <= ? "
        "GROUP BY s.number ORDER BY s.number DESC LIMIT 1",
        [number],
    ).fetchone()
    return int(line[0]) if line else 0


def rows(connection: sqlite3.Connection) -> Iterator[tuple[str, Row]]:
    """Yields every (table, row) of the file as it is now, in the order of making; see `fit.fit_rows`."""
    yield from fit_rows(connection).rows


def hash_of(connection: sqlite3.Connection, head: Header) -> str:
    """Returns the hash that the step must bear: over the one before, its own words and its lines as stored."""
    return hash_over(head, lines_of(connection, head))


def lines_of(connection: sqlite3.Connection, head: Header) -> list[tuple[Any, ...]]:
    """Returns the lines of a step (seq, table, row, old, new), as stored."""
    return connection.execute(
        "SELECT seq, table_name, row_id, old, new FROM journal WHERE step = ? ORDER BY seq", [head.id]
    ).fetchall()


def hash_over(head: Header, lines: Sequence[Sequence[SqlValue]]) -> str:
    """Returns the hash over a step's header and its lines (seq, table, row, old, new), as stored."""
    return hashlib.sha256(_text([_facts(head), lines])).hexdigest()


def _facts(head: Header) -> list[Any]:
    facts = [head.previous_hash, head.number, head.id, head.site, head.clock, head.at, head.actor]
    return [*facts, head.label, head.kind, head.undoes]


def _text(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


#: Lines (seq, table, row, old, new), and the images of their rows before and after each of them.
Part = tuple[Sequence[Sequence[SqlValue]], Sequence[tuple[Image | None, Image | None]]]


class _Sum:
    """The hash over a step, `hash_over`, taken part by part: a step may have very many lines."""

    def __init__(self, head: Header) -> None:
        self._digest = hashlib.sha256(_text([_facts(head), []])[:-2])
        self._between = b""

    def take(self, lines: Sequence[Sequence[SqlValue]]) -> None:
        """Takes the next lines."""
        if lines:
            self._digest.update(self._between + _text(lines)[1:-1])
            self._between = b","

    def take_whole(self, lines: Sequence[Sequence[SqlValue]], turns: Sequence[Any]) -> None:
        """Takes the whole images for which the next lines stand."""
        self.take(
            [
                [*line[:3], *unfolded(cast("str | None", line[3]), str(line[4]), *turn)]
                for line, turn in zip(lines, turns, strict=True)
            ]
        )

    def end(self) -> str:
        """Returns the hash; nothing can be taken afterwards."""
        self._digest.update(b"]]")
        return self._digest.hexdigest()


def is_right(head: Header, parts: Iterable[Part]) -> bool:
    """Whether a step bears the right hash; all of its parts are taken, one after the other.

    It is made over the lines as they are stored, or, in a step that was written before lines were short, over the whole
    images that they stand for: of these a step of one part is asked only where the other hash is not the right one.
    """
    stored, whole, only = _Sum(head), _Sum(head), True
    first: Part = ((), ())
    for place, part in enumerate(parts):
        stored.take(part[0])
        if not place:
            first = part
            continue
        if only:
            whole.take_whole(*first)
            only = False
        whole.take_whole(*part)
    if head.hash == stored.end():
        return True
    if only:
        whole.take_whole(*first)
    return head.hash == whole.end()


def steps_with_lines(
    connection: sqlite3.Connection, at_once: int = 2_000
) -> Iterator[tuple[Header, Iterator[list[tuple[Any, ...]]]]]:
    """Yields every step with its lines (rowid, seq, table, row, old, new) as stored, oldest first, at most so many at once."""
    width = len(HEADER)
    lines = connection.execute(
        f"SELECT {', '.join('s.' + name for name in HEADER)}, j.rowid, j.seq, j.table_name, j.row_id, "
        "j.old, j.new FROM step s LEFT JOIN journal j ON j.step = s.id ORDER BY s.number, j.seq"
    )
    for values, own in groupby(lines, lambda line: line[:width]):
        lines_left = (line[width:] for line in own if line[width] is not None)
        yield Header(*values), iter(lambda left=lines_left: list(islice(left, at_once)), [])  # type: ignore[misc]


def sealed(connection: sqlite3.Connection) -> Iterator[tuple[Header, bool]]:
    """Yields every step, oldest first, and whether its hash is the right one and it follows the one before."""
    previous = Header(0, "", "", "", "", "", "", "do", None, "", "")
    images = Images()
    for head, parts in steps_with_lines(connection):
        follows = head.previous_hash == previous.hash and head.number == previous.number + 1
        taken = (
            (
                [line[1:] for line in lines],
                [images.take(table, row, new) for _, _, table, row, _, new in lines],
            )
            for lines in parts
        )
        yield head, is_right(head, taken) and follows
        previous = head
