"""Many rows read at once before they are written: what stands there, where it is what the journal tells of it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, Final

from battlemap.store.images import Image
from battlemap.store.past import LINES_OF_ASKED
from battlemap.store.records import NOT_UNDERSTOOD, Record, SqlValue

_ASKED: Final = (
    "WITH asked AS (SELECT :table AS table_name, value AS row_id, key AS place FROM json_each(:ids)) "
    f"{LINES_OF_ASKED} ORDER BY asked.place, j.rowid"
)


def rows_as_told(
    connection: sqlite3.Connection, mapping: Record, ids: Sequence[str]
) -> dict[str, tuple[SqlValue, ...]]:
    """Returns id → the values stored, of those rows that stand there just as the journal tells them.

    Two statements, however many rows; what `truth.guard_row` would refuse is left out.
    """
    asked = json.dumps(list(dict.fromkeys(ids)))
    stored: dict[str, tuple[SqlValue, ...]] = {
        values[mapping.columns.index("id")]: values
        for values in connection.execute(
            f"SELECT {', '.join(mapping.columns)} FROM {mapping.table} WHERE id IN (SELECT value FROM json_each(?))",
            [asked],
        )
    }
    newest = connection.execute("SELECT COALESCE(MAX(rowid), 0) FROM journal").fetchone()[0]
    lines = connection.execute(_ASKED, {"table": mapping.table, "ids": asked, "last": newest}).fetchall()
    images: dict[str, Image] = {}
    told: dict[str, tuple[Any, ...]] = {}
    with suppress(*NOT_UNDERSTOOD):
        fields: list[Image] = json.loads(f"[{','.join([line[2] for line in lines])}]")
        if len(fields) == len(lines):
            for (_, id, _), news in zip(lines, fields, strict=True):
                images.setdefault(id, news).update(news)
            told = {id: mapping.values_in(image) for id, image in images.items()}
    return {id: values for id, values in stored.items() if told.get(id) == values}
