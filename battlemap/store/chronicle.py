"""What the journal knows of every task in one look: when it came into its lane, when it changed last."""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import chain
from typing import Final

from battlemap.domain.kinds.catalogue import TASK_PARTS
from battlemap.domain.telling.chronicle import CardTimes, Chronicle
from battlemap.store.journal import cut, last_line, moment_in

#: Of a task it is told by no other line that it was made: told without opening one line.
_LATER: Final = """
EXISTS (SELECT 1 FROM journal l WHERE l.table_name = 'task' AND l.row_id = m.row_id AND l.rowid > m.rowid AND l.rowid <= :last)
"""
_MADE: Final = f"""
SELECT m.row_id, m.rowid FROM journal m INDEXED BY journal_made
WHERE m.old IS NULL AND m.table_name = 'task' AND m.rowid <= :last AND NOT {_LATER}
"""
_MADE_AT: Final = f"""
SELECT m.row_id, m.rowid, s.at, s.at FROM journal m INDEXED BY journal_made JOIN step s ON s.id = m.step
WHERE m.old IS NULL AND m.table_name = 'task' AND m.rowid <= :last AND NOT {_LATER}
"""
#: When each step was done, and its first line.
_BEGUN: Final = """
SELECT s.at, (SELECT MIN(j.rowid) FROM journal j WHERE j.step = s.id) AS line FROM step s WHERE line IS NOT NULL ORDER BY line
"""
#: Of each other task its newest line that tells of more than a rank, and the newest that tells of a lane: each found from the end.
_OWN: Final = f"""
WITH line AS (
    SELECT row_id AS task,
           (SELECT j.rowid FROM journal j WHERE j.table_name = 'task' AND j.row_id = m.row_id AND j.rowid <= :last
            AND (j.old IS NULL OR json_remove(j.old, '$.rank') NOT IN ('{{}}', json_remove(j.new, '$.rank')))
            ORDER BY j.rowid DESC LIMIT 1) AS changed,
           (SELECT j.rowid FROM journal j WHERE j.table_name = 'task' AND j.row_id = m.row_id AND j.rowid <= :last
            AND (j.old IS NULL OR json_extract(j.old, '$.lane') <> json_extract(j.new, '$.lane'))
            ORDER BY j.rowid DESC LIMIT 1) AS entered
    FROM journal m INDEXED BY journal_made WHERE old IS NULL AND table_name = 'task' AND rowid <= :last AND {_LATER}
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
    for task, line, at, entered in chain(_made(connection, last), connection.execute(_OWN, last)):
        of_part = parts.get(task, nothing)
        moments = entered, at if line > of_part[0] else of_part[1]
        card_times = times_by_moments.get(moments)
        if card_times is None:
            card_times = times_by_moments[moments] = CardTimes(*map(moment_in, moments))
        times[task] = card_times
    return Chronicle(times, until)


def _made(connection: sqlite3.Connection, last: Mapping[str, int]) -> Iterable[tuple[str, int, str, str]]:
    """Returns task, line, and the moment twice, of every task of which nothing is told but that it was made."""
    lines = connection.execute(_MADE, last).fetchall()
    (steps,) = connection.execute("SELECT MAX(number) FROM step").fetchone()
    if (steps or 0) > len(lines):
        return connection.execute(_MADE_AT, last)
    begun = connection.execute(_BEGUN).fetchall()
    firsts = [line for _, line in begun]
    moments = [begun[bisect_right(firsts, line) - 1][0] for _, line in lines]
    return ((task, line, at, at) for (task, line), at in zip(lines, moments, strict=True))
