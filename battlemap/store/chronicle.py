"""What the journal knows of every task in one look: when it came into its lane, when it changed last."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from typing import Final

from battlemap.domain.kinds.catalogue import TASK_PARTS
from battlemap.domain.telling.chronicle import CardTimes, Chronicle
from battlemap.store.journal import cut, last_line, moment_in

#: Of each task its newest line that tells of more than a rank, and the newest that tells of a lane: each found from the end.
_OWN: Final = """
WITH line AS (
    SELECT row_id AS task,
           (SELECT j.rowid FROM journal j WHERE j.table_name = 'task' AND j.row_id = m.row_id AND j.rowid <= :last
            AND (j.old IS NULL OR json_remove(j.old, '$.rank') NOT IN ('{}', json_remove(j.new, '$.rank')))
            ORDER BY j.rowid DESC LIMIT 1) AS changed,
           (SELECT j.rowid FROM journal j WHERE j.table_name = 'task' AND j.row_id = m.row_id AND j.rowid <= :last
            AND (j.old IS NULL OR json_extract(j.old, '$.lane') <> json_extract(j.new, '$.lane'))
            ORDER BY j.rowid DESC LIMIT 1) AS entered
    FROM journal m INDEXED BY journal_made WHERE old IS NULL AND table_name = 'task' AND rowid <= :last
)
SELECT line.task, line.changed, c.at, e.at FROM line
JOIN journal cj ON cj.rowid = line.changed JOIN step c ON c.id = cj.step
JOIN journal ej ON ej.rowid = line.entered JOIN step e ON e.id = ej.step
"""
_PARTS: Final = """
WITH line AS (
    SELECT part.task AS task, MAX((
        SELECT MAX(j.rowid) FROM journal j WHERE j.table_name = '{table}' AND j.row_id = part.id AND j.rowid <= :last
    )) AS changed
    FROM {table} part GROUP BY part.task
)
SELECT line.task, line.changed, s.at FROM line JOIN journal j ON j.rowid = line.changed JOIN step s ON s.id = j.step
"""


def chronicle(connection: sqlite3.Connection, until: datetime) -> Chronicle:
    """Returns the chronicle of the journal's steps up to `until`, the last of them by number wherever the clock stood.

    Lines stand in the order of steps: the newest line is that of the newest step.
    """
    last = {"last": last_line(connection, cut(connection, until))}
    parts: dict[str, tuple[int, str]] = {}
    for table in TASK_PARTS:
        for task, line, at in connection.execute(_PARTS.format(table=table), last):
            parts[task] = max((line, at), parts.get(task, (0, "")))
    times, nothing = {}, (0, "")
    # many tasks come and change in one step: their times are one
    times_by_moments: dict[tuple[str, str], CardTimes] = {}
    for task, line, at, entered in connection.execute(_OWN, last):
        of_part = parts.get(task, nothing)
        moments = entered, at if line > of_part[0] else of_part[1]
        card_times = times_by_moments.get(moments)
        if card_times is None:
            card_times = times_by_moments[moments] = CardTimes(*map(moment_in, moments))
        times[task] = card_times
    return Chronicle(times, until)
