"""What a damaged table still yields: read on past every page and row that cannot be read."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, Final

#: What reading a broken database raises; the second where SQLite's own message quotes broken text.
BROKEN: Final = (sqlite3.DatabaseError, UnicodeDecodeError)
#: How far behind the last readable row the next one is looked for: more rows than any campaign has.
_FARTHEST: Final = 1 << 40


class Reading:
    """Reads one table, past what is broken; afterwards `is_broken` says whether anything was."""

    def __init__(self, connection: sqlite3.Connection, table: str, columns: tuple[str, ...]) -> None:
        self.is_broken = False
        self._connection = connection
        self._from = (
            f"SELECT rowid, {', '.join(columns)} FROM {table} NOT INDEXED WHERE rowid > ? ORDER BY rowid"
        )

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """Yields the values of every readable row, by rowid."""
        last: int | None = 0
        while last is not None:
            try:
                for rowid, *values in self._connection.execute(self._from, [last]):
                    if rowid > last:
                        last = rowid
                        yield tuple(values)
                return
            except BROKEN:
                self.is_broken = True
                last = self._beyond(last)

    def _beyond(self, last: int) -> int | None:
        """Returns the nearest rowid behind `last` from which reading goes on, or None where it never does."""
        step = 1
        while not self._goes_on(last + step):
            step *= 2
            if step > _FARTHEST:
                return None
        low, high = last + step // 2, last + step
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if self._goes_on(middle) else (middle, high)
        return high

    def _goes_on(self, last: int) -> bool:
        try:
            self._connection.execute(self._from + " LIMIT 1", [last]).fetchone()
        except BROKEN:
            return False
        return True


def ids(connection: sqlite3.Connection, table: str) -> set[str]:
    """Returns the ids that the table's own index knows, as far as it can be read: rows that cannot be among them."""
    known_ids: set[str] = set()
    with suppress(*BROKEN):
        for (id,) in connection.execute(f"SELECT id FROM {table} INDEXED BY sqlite_autoindex_{table}_1"):
            if isinstance(id, str):
                known_ids.add(id)
    return known_ids
