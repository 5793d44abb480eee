"""Tables that are never changed: the next one shares what stayed, so that a change costs what it changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, ValuesView
from itertools import chain
from typing import Any, Final, TypeVar

from battlemap.domain.step import Change, Row

_V = TypeVar("_V")
#: Values of a field → ids of the rows that have them.
Index = Mapping[str, tuple[str, ...]]
#: A table of so many rows is copied whole: that costs less than asking two.
_SMALL: Final = 4096
#: So many changed rows lie over a large table before both are made one.
_MOST_OVER: Final = 512


class Overlay(Mapping[str, _V]):
    """A large table with some changed rows over it; new ones stand behind the others, in the order of their making."""

    __slots__ = ("_length", "base", "over")

    def __init__(self, base: Mapping[str, _V], over: Mapping[str, _V], length: int) -> None:
        self.base, self.over = base, over
        self._length = length

    def __getitem__(self, id: str) -> _V:
        row = self.over.get(id)
        return self.base[id] if row is None else row

    def get(self, id: str, default: Any = None) -> Any:
        """Returns the row, `default` where there is none."""
        row = self.over.get(id)
        return self.base.get(id, default) if row is None else row

    def __contains__(self, id: object) -> bool:
        return id in self.base or id in self.over

    def __iter__(self) -> Iterator[str]:
        return chain(self.base, (id for id in self.over if id not in self.base))

    def __len__(self) -> int:
        return self._length

    def values(self) -> ValuesView[_V]:
        """Returns the rows, in the order of their ids."""
        return _Values(self)


class _Values(ValuesView[_V]):
    """The rows of an overlay, without a look-up for each."""

    def __init__(self, table: Overlay[_V]) -> None:
        super().__init__(table)
        self._table = table

    def __iter__(self) -> Iterator[_V]:
        base, over = self._table.base, self._table.over
        yield from (over.get(id, row) for id, row in base.items())
        yield from (row for id, row in over.items() if id not in base)


def taken(table: Mapping[str, _V], changed: Mapping[str, _V]) -> Mapping[str, _V]:
    """Returns the table with rows changed and added; the given one stays as it is.

    Costs what is changed; a large table is copied only once in hundreds of changes.
    """
    base, over = (table.base, table.over) if isinstance(table, Overlay) else (table, {})
    if len(base) <= _SMALL or len(over) + len(changed) > _MOST_OVER:
        return {**base, **over, **changed}
    return Overlay(base, {**over, **changed}, len(table) + sum(id not in table for id in changed))


def index(table: Mapping[str, Row], field: str) -> Index:
    """Returns what the rows have in a field → their ids, in the order of the table; without those that have None."""
    rows_with: dict[str, list[str]] = {}
    for row in table.values():
        value = getattr(row, field)
        if value is not None:
            rows_with.setdefault(value, []).append(row.id)
    return {value: tuple(ids) for value, ids in rows_with.items()}


def index_after(before: Index, field: str, changes: Iterable[Change], table: Mapping[str, Row]) -> Index:
    """Returns the index of `table`, which the changes have made, from the one `known` before them.

    A value that no row has any more may be there with no ids.
    """
    gone: dict[str, set[str]] = {}
    come: dict[str, list[str]] = {}
    moved: set[str] = set()
    for change in changes:
        was = None if change.before is None else getattr(change.before, field)
        now = getattr(change.after, field)
        if was == now:
            continue
        if was is not None:
            gone.setdefault(was, set()).add(change.id)
            come[was] = [id for id in come.get(was, ()) if id != change.id]
        if now is not None:
            come.setdefault(now, []).append(change.id)
            gone.get(now, set()).discard(change.id)
            if change.before is not None:
                moved.add(now)
    values = gone.keys() | come.keys()
    if not values:
        return before
    changed: dict[str, tuple[str, ...]] = {}
    for value in values:
        left = gone.get(value, set())
        ids = [id for id in before.get(value, ()) if id not in left]
        there = set(ids)
        ids += [id for id in dict.fromkeys(come.get(value, ())) if id not in there]
        if value in moved:
            there = set(ids)
            ids = [id for id in table if id in there]
        changed[value] = tuple(ids)
    return taken(before, changed)
