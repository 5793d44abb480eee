"""Where entries of all ledgers went between two moments: from which stage to which, whatever happened between."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from battlemap.store import journal


def moved_between(
    connection: sqlite3.Connection, since: datetime, until: datetime
) -> list[tuple[str, str, str]]:
    """Returns (ledger, stage before, stage after) of every live entry that stands elsewhere at `until` than at `since`.

    "" is before for an entry that came, and after for one whose stage was taken away.
    """
    lines = connection.execute(
        "SELECT e.ledger, j.row_id, COALESCE(json_extract(j.old, '$.stage'), ''), json_extract(j.new, '$.stage') "
        "FROM step s JOIN journal j ON j.step = s.id JOIN entry e ON e.id = j.row_id "
        "WHERE j.table_name = 'entry' AND e.deleted = 0 AND s.number > ? AND s.number <= ? AND ("
        "(j.old IS NULL AND json_extract(j.new, '$.stage') <> '') "
        "OR json_extract(j.old, '$.stage') <> json_extract(j.new, '$.stage')) ORDER BY s.number, j.seq",
        [journal.cut(connection, since), journal.cut(connection, until)],
    )
    came: dict[str, tuple[str, str, str]] = {}
    for ledger, entry, before, after in lines:
        first = came.get(entry)
        came[entry] = (ledger, first[1] if first else before, after)
    return [(ledger, before, after) for ledger, before, after in came.values() if before != after]
