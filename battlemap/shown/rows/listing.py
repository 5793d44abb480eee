"""The rows of a kind that a list shows: those that pass its filter, in the order of its columns."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

import attrs

from battlemap.domain.looking.columns import Column, Columns, SeenRow
from battlemap.domain.looking.row_filter import RowFilter
from battlemap.domain.looking.sounds import SoundBook
from battlemap.domain.reach import Reach
from battlemap.domain.snapshot import Snapshot

#: Tables by which days and what is judged are read.
_FOR_ALL = ("campaign", "period")


@attrs.frozen
class Sorting:
    """A column by which the rows stand."""

    key: str
    is_descending: bool = False


class Listing:
    """The live rows of a kind as of a day; `rows` pass the filter."""

    def __init__(self, columns: Columns, snapshot: Snapshot, as_of: date) -> None:
        self.columns, self.snapshot, self.as_of = columns, snapshot, as_of
        self.wanted = RowFilter()
        self.sorting: Sorting | None = None
        self.book: SoundBook | None = None
        self.every: list[Any] = []
        self.rows: list[Any] = []
        self.arrange()

    def arrange(self) -> None:
        """Lists everything anew."""
        kind, snapshot = self.columns.kind, self.snapshot
        self.every = kind.sorted(snapshot.live_rows(kind.table), snapshot)
        rows = self.wanted.passing(kind, self.every, snapshot, self.book)
        self.rows = rows if self.sorting is None else self._sorted(rows, self.sorting)

    def _sorted(self, rows: list[Any], sorting: Sorting) -> list[Any]:
        """Returns the rows by a column; empty cells stand last in both directions, equal ones as they stood."""
        column = self.columns.by_key[sorting.key]
        keys = {row.id: column.sort_key(self.seen(row)) for row in rows}
        filled = [row for row in rows if keys[row.id] is not None]
        filled.sort(key=lambda row: cast(Any, keys[row.id]), reverse=sorting.is_descending)
        return filled + [row for row in rows if keys[row.id] is None]

    def seen(self, row: Any) -> SeenRow:
        """Returns what the cells of a row are worded from."""
        return SeenRow(row, self.snapshot, self.as_of)

    def text(self, row: Any, column: Column) -> str:
        """Returns what stands in a cell."""
        return column.text(self.seen(row))

    def is_reached(self, reach: Reach) -> bool:
        """Whether a step may have changed anything that is listed: a row, or one that a row names."""
        kind = self.columns.kind
        named = {type_.table for _, type_ in kind.pointers}
        return reach.is_everything or reach.touches(kind.table, *named, *_FOR_ALL)
