"""What the journal knows of every task in one look: when it came into its lane, when it changed last."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from battlemap.domain.kinds.catalogue import TASK_PARTS
from battlemap.domain.telling.chronicle import CardTimes, Chronicle
from battlemap.store.journal import cut, moment_in

# beside MAX, the other columns are those of the row that has it
_CHANGED = """
SELECT j.row_id, s.at, MAX(s.number)
FROM journal j JOIN step s ON s.id = j.step
WHERE j.table_name = 'task' AND s.number <= ?
  AND (j.old IS NULL OR json_remove(j.old, '$.rank') <> json_remove(j.new, '$.rank'))
GROUP BY j.row_id
"""
_ENTERED = """
SELECT j.row_id, s.at, MAX(s.number)
FROM journal j JOIN step s ON s.id = j.step
WHERE j.table_name = 'task' AND s.number <= ?
  AND (j.old IS NULL OR json_extract(j.old, '$.lane') <> json_extract(j.new, '$.lane'))
GROUP BY j.row_id
"""
_PARTS = f"""
SELECT json_extract(j.new, '$.task') AS task, s.at, MAX(s.number)
FROM journal j JOIN step s ON s.id = j.step
WHERE j.table_name IN ({", ".join(map(repr, TASK_PARTS))}) AND s.number <= ?
GROUP BY task
"""


def chronicle(connection: sqlite3.Connection, until: datetime) -> Chronicle:
    """Returns the chronicle of the journal's steps up to `until`, the last of them by number wherever the clock stood."""
    last = [cut(connection, until)]
    changed = {task: (number, at) for task, at, number in connection.execute(_CHANGED, last)}
    for task, at, number in connection.execute(_PARTS, last):
        changed[task] = max(changed.get(task, (0, "")), (number, at))
    times = {
        task: CardTimes(moment_in(at), moment_in(changed[task][1]))
        for task, at, _ in connection.execute(_ENTERED, last)
    }
    return Chronicle(times, until)
