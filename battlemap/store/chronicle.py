"""What the journal knows of every task in one look: when it came into its lane, when it changed last."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from battlemap.domain.kinds.catalogue import TASK_PARTS
from battlemap.domain.telling.chronicle import CardTimes, Chronicle
from battlemap.store.journal import cut, moment_in

_OWN = """
WITH marks AS (
    SELECT j.row_id AS task,
           MAX(CASE WHEN j.old IS NULL OR json_remove(j.old, '$.rank') NOT IN ('{}', json_remove(j.new, '$.rank'))
               THEN s.number END) AS changed,
           MAX(CASE WHEN j.old IS NULL OR json_extract(j.old, '$.lane') <> json_extract(j.new, '$.lane')
               THEN s.number END) AS entered
    FROM journal j JOIN step s ON s.id = j.step
    WHERE j.table_name = 'task' AND s.number <= ?
    GROUP BY j.row_id
)
SELECT task, changed, c.at, e.at FROM marks JOIN step c ON c.number = changed JOIN step e ON e.number = entered
"""
# beside MAX, the other columns are those of the row that has it
_PARTS = """
SELECT part.task, s.at, MAX(s.number)
FROM journal j JOIN step s ON s.id = j.step JOIN {table} part ON part.id = j.row_id
WHERE j.table_name = '{table}' AND s.number <= ?
GROUP BY part.task
"""


def chronicle(connection: sqlite3.Connection, until: datetime) -> Chronicle:
    """Returns the chronicle of the journal's steps up to `until`, the last of them by number wherever the clock stood."""
    last = [cut(connection, until)]
    parts: dict[str, tuple[int, str]] = {}
    for table in TASK_PARTS:
        for task, at, number in connection.execute(_PARTS.format(table=table), last):
            parts[task] = max((number, at), parts.get(task, (0, "")))
    times = {}
    for task, number, at, entered in connection.execute(_OWN, last):
        _, changed = max((number, at), parts.get(task, (0, "")))
        times[task] = CardTimes(moment_in(entered), moment_in(changed))
    return Chronicle(times, until)
