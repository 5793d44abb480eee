"""In which order the entries of a large ledger stood when it was last asked: a letter more, or a column turned, asks no more."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import attrs

from battlemap.domain.ledgers.asking import Order

#: So many orders are kept of a ledger, the last that were asked.
_KEPT: Final = 3


@attrs.define
class Standing:
    """The orders of every live entry of one ledger, for one definition, one day and one board of names."""

    _number: int = attrs.field(default=-1, init=False)
    _kept: dict[tuple[Order, ...], Sequence[str]] = attrs.field(factory=dict, init=False, repr=False)

    def ids(self, number: int, orders: tuple[Order, ...], ask: Callable[[], Sequence[str]]) -> Sequence[str]:
        """Returns the ids in an order, asked once while the file holds so many steps; nobody may change what comes back."""
        if number != self._number:
            self._kept.clear()
            self._number = number
        ids = self._kept.pop(orders, None)
        if ids is None:
            ids = ask()
        self._kept[orders] = ids
        while len(self._kept) > _KEPT:
            del self._kept[next(iter(self._kept))]
        return ids
