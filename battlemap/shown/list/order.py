"""In which order the rows of the task list stand: sorted by columns one after the other, empty cells last."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from operator import itemgetter
from typing import Final

import attrs

from battlemap.domain.looking.task_columns import Key, Known, sort_key

#: Sortings that are remembered: the newest, and what breaks its ties.
_DEPTH: Final = 3


@attrs.frozen
class Sorting:
    """One column and whether it is sorted downwards."""

    key: str
    is_descending: bool = False


@attrs.frozen
class Order:
    """Sortings, the newest first; `known_of` tells what a task's cells are worded from."""

    known_of: Callable[[str], Known]
    sortings: tuple[Sorting, ...] = (Sorting("action"),)

    def by(self, sorting: Sorting) -> Order:
        """Returns the order with a newer sorting; rows that are equal in it stay as they were."""
        rest = [older for older in self.sortings if older.key != sorting.key]
        return attrs.evolve(self, sortings=(sorting, *rest)[:_DEPTH])

    def arranged(self, tasks: Iterable[str]) -> list[str]:
        """Returns the tasks in order; where nothing tells them apart, by code."""
        ids = list(tasks)
        for sorting in (Sorting("code"), *reversed(self.sortings)):
            ids = self._sorted(ids, sorting)
        return ids

    def sorted_anew(self, tasks: Sequence[str]) -> list[str]:
        """Returns tasks in the newest sorting; those that are equal in it stay in the order in which they come."""
        return self._sorted(list(tasks), self.sortings[0])

    def place(self, task: str, rows: Sequence[str]) -> int:
        """Returns where a new task belongs among rows that are in order."""
        return bisect_left(rows, True, key=lambda row: self._precedes(task, row))

    def _precedes(self, task: str, other: str) -> bool:
        for sorting in (*self.sortings, Sorting("code")):
            own = sort_key(sorting.key, self.known_of(task))
            theirs = sort_key(sorting.key, self.known_of(other))
            if own is None or theirs is None:
                if own is not theirs:
                    return theirs is None
            elif own != theirs:
                return theirs < own if sorting.is_descending else own < theirs
        return False

    def _sorted(self, tasks: list[str], sorting: Sorting) -> list[str]:
        known_of, key = self.known_of, sorting.key
        filled: list[tuple[Key, str]] = []
        empty: list[str] = []
        for id in tasks:
            cell_key = sort_key(key, known_of(id))
            if cell_key is None:
                empty.append(id)
            else:
                filled.append((cell_key, id))
        filled.sort(key=itemgetter(0), reverse=sorting.is_descending)
        return [id for _, id in filled] + empty
