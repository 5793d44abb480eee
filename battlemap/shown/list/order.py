"""In which order the rows of a list stand: sorted by columns one after the other, empty cells last."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from operator import itemgetter
from typing import Any, Final

import attrs

from battlemap.domain.fields.field_type import Key

#: Sortings that are remembered: the newest, and what breaks its ties.
_DEPTH: Final = 3


@attrs.frozen
class Sorting:
    """One column and whether it is sorted downwards."""

    key: str
    is_descending: bool = False


@attrs.frozen
class Order:
    """Sortings, the newest first; `key_of(column, row)` tells by what a cell is sorted.

    `own` is how rows stand that nothing else tells apart: what tells the least comes last.
    """

    key_of: Callable[[str, str], Key | None]
    own: tuple[Sorting, ...] = ()
    sortings: tuple[Sorting, ...] = ()

    @property
    def newest(self) -> Sorting | None:
        """By what the rows were sorted last, None while they stand in their own order."""
        return self.sortings[0] if self.sortings else None

    def by(self, sorting: Sorting) -> Order:
        """Returns the order with a newer sorting; rows that are equal in it stay as they were."""
        rest = [older for older in self.sortings if older.key != sorting.key]
        return attrs.evolve(self, sortings=(sorting, *rest)[:_DEPTH])

    def arranged(self, rows: Iterable[str]) -> list[str]:
        """Returns the rows in order; what nothing tells apart stands as it came."""
        ids = list(rows)
        for sorting in reversed((*self.sortings, *self.own)):
            ids = self._sorted(ids, sorting)
        return ids

    def sorted_anew(self, rows: Sequence[str]) -> list[str]:
        """Returns rows in the newest sorting; those that are equal in it stay in the order in which they come."""
        return self._sorted(list(rows), self.sortings[0])

    def place(self, row: str, rows: Sequence[str]) -> int:
        """Returns where a new row belongs among rows that are in order."""
        return bisect_left(rows, True, key=lambda other: self._precedes(row, other))

    def _precedes(self, row: str, other: str) -> bool:
        for sorting in (*self.sortings, *self.own):
            own, theirs = self.key_of(sorting.key, row), self.key_of(sorting.key, other)
            if own is None or theirs is None:
                if own is not theirs:
                    return theirs is None
            elif own != theirs:
                return theirs < own if sorting.is_descending else own < theirs
        return False

    def _sorted(self, rows: list[str], sorting: Sorting) -> list[str]:
        filled: list[tuple[Any, str]] = []
        empty: list[str] = []
        for id in rows:
            cell_key = self.key_of(sorting.key, id)
            if cell_key is None:
                empty.append(id)
            else:
                filled.append((cell_key, id))
        filled.sort(key=itemgetter(0), reverse=sorting.is_descending)
        return [id for _, id in filled] + empty
