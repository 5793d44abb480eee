"""The rows of entries as they are shown: read page by page around the one that is asked for, and kept for a while."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

#: Rows that are read at once around one that is asked for, and that are kept.
_PAGE: Final = 48
_KEPT: Final = 6_000
#: Rows around the one that was asked last, among which the next is looked for.
_AROUND: Final = 200


class EntryPages:
    """`read` gives the rows of ids; in which order entries are listed tells which are read together."""

    def __init__(self, read: Callable[[Sequence[str]], Sequence[Any]]) -> None:
        self._read = read
        self._rows: dict[str, Any] = {}
        self._order: Sequence[str] = ()
        self._near = 0
        self._row_at: Callable[[str], int | None] = lambda id: None

    def show_order(self, ids: Sequence[str], row: Callable[[str], int | None]) -> None:
        """Takes in which order entries are listed; `row` tells where one stands."""
        self._order, self._row_at, self._near = ids, row, 0

    def clear(self) -> None:
        """Lets everything go."""
        self._rows.clear()

    def drop(self, id: str) -> None:
        """Lets one row go."""
        self._rows.pop(id, None)

    def row(self, id: str) -> Any:
        """Returns the row; those listed around it are read with it. Raises KeyError for an entry that is gone."""
        row = self._rows.get(id)
        if row is None:
            place = self._place(id)
            wanted = [id] if place is None else self._order[max(0, place - _PAGE // 4) : place + _PAGE]
            missing = [other for other in wanted if other not in self._rows]
            if len(self._rows) + len(missing) > _KEPT:
                self._rows.clear()
            self._rows |= {one.id: one for one in self._read(missing or [id])}
            row = self._rows[id]
        return row

    def _place(self, id: str) -> int | None:
        """Returns where an entry is listed; it mostly is near the one that was asked last."""
        start = max(0, self._near - _AROUND)
        try:
            place: int | None = self._order.index(id, start, start + 3 * _AROUND)
        except ValueError:
            place = self._row_at(id)
        self._near = self._near if place is None else place
        return place
