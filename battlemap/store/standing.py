"""In which order the entries of a large ledger stand, kept until a step comes: a letter more, or a column more, asks little."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from typing import Final

import attrs

from battlemap.domain.ledgers.asking import Order

#: So many orders are kept of a ledger, the last that were asked.
_KEPT: Final = 4

#: Returns places among the entries, which come in one order, by further ones; raises LookupError for other entries.
Arrange = Callable[[Sequence[int], Sequence[Order]], list[int]]


@attrs.define
class Standing:
    """The orders of every live entry of one ledger, for one definition, one day and one board of names."""

    _number: int = attrs.field(default=-1, init=False)
    _every: Sequence[str] = attrs.field(default=(), init=False, repr=False)
    _kept: dict[tuple[Order, ...], array[int]] = attrs.field(factory=dict, init=False, repr=False)
    _last: tuple[tuple[Order, ...], Sequence[str]] = attrs.field(default=((), ()), init=False, repr=False)

    def ids(
        self, number: int, orders: tuple[Order, ...], every: Callable[[], Sequence[str]], arrange: Arrange
    ) -> Sequence[str]:
        """Returns the ids in an order, read once while the file holds so many steps; nobody may change what comes back.

        `every` gives them as people put them. Where only the first of the orders is new, only that one is asked.
        """
        if number != self._number:
            self._kept.clear()
            self._number, self._every, self._last = number, every(), ((), ())
        if not orders:
            return self._every
        if self._last[0] == orders:
            return self._last[1]
        try:
            places = self._places(orders, arrange)
        except LookupError:
            self._number = -1
            return self.ids(number, orders, every, arrange)
        self._last = orders, list(map(self._every.__getitem__, places))
        return self._last[1]

    def _places(self, orders: tuple[Order, ...], arrange: Arrange) -> Sequence[int]:
        kept = self._kept.pop(orders, None)
        if kept is None:
            older = orders[1:]
            begun = next((kept for known, kept in self._kept.items() if known[: len(older)] == older), None)
            if older and begun is not None:
                kept = array("I", arrange(begun, orders[:1]))
            else:
                kept = array("I", arrange(range(len(self._every)), orders))
        self._kept[orders] = kept
        while len(self._kept) > _KEPT:
            del self._kept[next(iter(self._kept))]
        return kept
