"""An older file's journal before and after it was shortened: the same rows at a thousand moments, by two ways of reading."""

from __future__ import annotations

import json
import sqlite3
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from random import Random
from typing import Final

from battlemap.domain.kinds.catalogue import ASKED_FOR
from battlemap.domain.step import Row
from battlemap.store import journal, past
from battlemap.store.fit import row_from_image

MOMENTS: Final = 1_000
#: So many of them are also folded from the first line on.
_WHOLE_FOLDS: Final = 10

Key = tuple[str, str]
#: Row → numbers of its lines, and what each of them told of all of it.
Told = Mapping[Key, tuple[list[int], list[str]]]


def told(connection: sqlite3.Connection) -> Told:
    """Returns what every line of a journal of whole lines tells, as it stands there."""
    rows: dict[Key, tuple[list[int], list[str]]] = defaultdict(lambda: ([], []))
    for line, table, row, new in connection.execute(
        "SELECT rowid, table_name, row_id, new FROM journal ORDER BY rowid"
    ):
        if table not in ASKED_FOR:
            lines, news = rows[table, row]
            lines.append(line)
            news.append(new)
    return rows


def assert_equal(connection: sqlite3.Connection, wanted: Told, moments: int = MOMENTS) -> int:
    """Asserts that the shortened journal tells at moments by chance what the whole lines told; returns how many rows were compared."""

    @cache
    def row(key: Key, place: int) -> Row:
        return row_from_image(key[0], json.loads(wanted[key][1][place]))

    def rows_by(last: int) -> dict[Key, Row]:
        there = {key: bisect_right(lines, last) for key, (lines, _) in wanted.items()}
        return {key: row(key, place - 1) for key, place in there.items() if place}

    chance, compared = Random(moments), 0
    heads = journal.headers(connection)
    for turn in range(moments):
        moment = chance.choice(heads).moment
        last = journal.last_line(connection, journal.cut(connection, moment))
        made_since, then = past.difference(connection, moment)
        made = {key for key, (lines, _) in wanted.items() if lines[0] > last}
        assert made_since == made, moment
        changed = {key for key, (lines, _) in wanted.items() if lines[-1] > last} - made
        assert then.keys() == changed, moment
        for key, there in then.items():
            assert there == row(key, bisect_right(wanted[key][0], last) - 1), (moment, key)
        compared += len(then)
        if turn < _WHOLE_FOLDS:
            assert _folded(connection, moment) == rows_by(last), moment
    return compared


def _folded(connection: sqlite3.Connection, moment: datetime) -> dict[Key, Row]:
    rows = past.fold(connection, moment)
    return {(table, row.id): row for table, row in rows if table not in ASKED_FOR}
