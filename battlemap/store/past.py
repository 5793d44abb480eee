"""The rows of a moment gone by: folded from the journal alone, or told by what differs from the rows of now."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any, Final

from battlemap.domain.kinds.catalogue import ASKED_FOR
from battlemap.domain.step import TABLES, Row
from battlemap.store.fit import row_from_image, tied
from battlemap.store.images import image_of
from battlemap.store.journal import cut, last_line, not_understood
from battlemap.store.records import NOT_UNDERSTOOD

Key = tuple[str, str]

#: Of each row in `asked` the lines from the newest whole one up to the line :last, oldest first.
LINES_OF_ASKED: Final = """
SELECT asked.table_name, asked.row_id, j.new FROM asked
CROSS JOIN journal j ON j.table_name = asked.table_name AND j.row_id = asked.row_id AND j.rowid <= :last
AND j.rowid >= (
    SELECT w.rowid FROM journal w WHERE w.table_name = asked.table_name AND w.row_id = asked.row_id
    AND w.rowid <= :last AND (w.old IS NULL OR w.new GLOB '{"id":*') ORDER BY w.rowid DESC LIMIT 1
)
"""
_MADE: Final = (
    "SELECT table_name, row_id, rowid AS made FROM journal INDEXED BY journal_made WHERE old IS NULL"
)
_ALL: Final = (
    f"WITH asked AS ({_MADE} AND rowid <= :last ORDER BY rowid) {LINES_OF_ASKED} ORDER BY asked.made, j.rowid"
)
#: Rows that have lines behind :last: by these lines, where they are few, or row by row.
_BY_LINES: Final = "SELECT DISTINCT table_name, row_id FROM journal WHERE rowid > :last"
_BY_ROWS: Final = f"""
SELECT table_name, row_id FROM ({_MADE} AND rowid <= :last) m WHERE EXISTS (
    SELECT 1 FROM journal n WHERE n.table_name = m.table_name AND n.row_id = m.row_id AND n.rowid > :last
)
"""
_HELD: Final = f" AND table_name NOT IN ({', '.join(map(repr, sorted(ASKED_FOR))) or 'NULL'})"
_IN_ORDER: Final = "ORDER BY asked.table_name, asked.row_id, j.rowid"
_FEW_LINES: Final = 200_000


def fold(connection: sqlite3.Connection, until: datetime | None = None) -> Iterator[tuple[str, Row]]:
    """Yields (table, row) as the journal tells them up to and including `until`, in the order of making; all where None.

    Of every row only the newest lines are read, back to one that tells it whole.
    """
    last = last_line(connection, cut(connection, until))
    there = [(table, row) for (table, _), row in _rows(connection.execute(_ALL, {"last": last}))]
    yield from tied(connection, there)[0]


def fold_of(
    connection: sqlite3.Connection, tables: Sequence[str], until: datetime
) -> Iterator[tuple[str, Row]]:
    """Yields the same of some tables alone, whose rows no snapshot holds; ties that lead nowhere are left as they are."""
    last = last_line(connection, cut(connection, until))
    listed = ", ".join(map(repr, tables))
    made = f"{_MADE} AND table_name IN ({listed}) AND rowid <= :last ORDER BY rowid"
    sql = f"WITH asked AS ({made}) {LINES_OF_ASKED} ORDER BY asked.made, j.rowid"
    yield from ((table, row) for (table, _), row in _rows(connection.execute(sql, {"last": last})))


def difference(connection: sqlite3.Connection, until: datetime) -> tuple[frozenset[Key], dict[Key, Row]]:
    """Returns which rows were made after `until`, and those that were otherwise then, as far as a snapshot holds them.

    Costs what has changed since.
    """
    return difference_since(connection, last_line(connection, cut(connection, until)))


def difference_since(connection: sqlite3.Connection, last: int) -> tuple[frozenset[Key], dict[Key, Row]]:
    """Returns the same of the moment after the line `last` (a rowid)."""
    made = connection.execute(f"{_MADE} AND rowid > ?{_HELD}", [last])
    made_since = frozenset((table, row) for table, row, _ in made)
    newest = connection.execute("SELECT MAX(rowid) FROM journal").fetchone()[0] or 0
    touched = (_BY_LINES if newest - last < _FEW_LINES else _BY_ROWS) + _HELD
    lines = connection.execute(f"WITH asked AS ({touched}) {LINES_OF_ASKED} {_IN_ORDER}", {"last": last})
    return made_since, dict(_rows(lines))


def _rows(lines: Iterator[tuple[Any, ...]]) -> Iterator[tuple[Key, Row]]:
    """Yields the rows that lines (table, row, new) tell, those of one row one after the other."""
    for (table, id), own in groupby(lines, lambda line: line[:2]):
        if table not in TABLES:
            continue
        try:
            image = image_of([line[2] for line in own])
        except NOT_UNDERSTOOD as error:
            raise not_understood(table, id) from error
        yield (table, id), row_from_image(table, image)
