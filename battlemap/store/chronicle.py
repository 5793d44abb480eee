"""What the journal knows of every task in one look: when it came into its lane, when it changed last."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from battlemap.domain.kinds.catalogue import TASK_PARTS
from battlemap.domain.telling.chronicle import CardTimes, Chronicle
from battlemap.store.journal import moment_text

_OWN = """
SELECT j.row_id, MAX(s.at),
       MAX(CASE WHEN j.old IS NULL OR json_extract(j.old, '$.lane') <> json_extract(j.new, '$.lane') THEN s.at END)
FROM journal j JOIN step s ON s.id = j.step
WHERE j.table_name = 'task' AND s.at <= ?
  AND (j.old IS NULL OR json_remove(j.old, '$.rank') <> json_remove(j.new, '$.rank'))
GROUP BY j.row_id
"""
_PARTS = f"""
SELECT json_extract(j.new, '$.task') AS task, MAX(s.at)
FROM journal j JOIN step s ON s.id = j.step
WHERE j.table_name IN ({", ".join(map(repr, TASK_PARTS))}) AND s.at <= ?
GROUP BY task
"""


def chronicle(connection: sqlite3.Connection, until: datetime) -> Chronicle:
    """Returns the chronicle of the journal's steps up to `until`."""
    limit = [moment_text(until)]
    changed = dict(connection.execute(_PARTS, limit).fetchall())
    found = {
        task: CardTimes(
            datetime.fromisoformat(entered), datetime.fromisoformat(max(at, changed.get(task, at)))
        )
        for task, at, entered in connection.execute(_OWN, limit)
    }
    return Chronicle(found)
