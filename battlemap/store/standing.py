"""In which order the entries of a large ledger stand, kept until a step comes: a letter more, or a column more, asks little."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from typing import Any, Final

import attrs

from battlemap.domain.ledgers.asking import Order
from battlemap.store.entry_orders import arranged

#: So many orders are kept of a ledger, the last that were asked.
_KEPT: Final = 4

#: So many columns are kept by which it was sorted last, so that one that is turned round is not read again.
_TURNED: Final = 2

#: Returns by what each of the entries, as people put them, is sorted in these fields.
Keys = Callable[[Sequence[str]], list[list[Any]]]


@attrs.define
class Standing:
    """The orders of every live entry of one ledger, for one definition, one day and one board of names."""

    _number: int = attrs.field(default=-1, init=False)
    _every: Sequence[str] = attrs.field(default=(), init=False, repr=False)
    _kept: dict[tuple[Order, ...], array[int]] = attrs.field(factory=dict, init=False, repr=False)
    _keys: dict[str, list[Any]] = attrs.field(factory=dict, init=False, repr=False)
    _last: tuple[tuple[Order, ...], Sequence[str]] = attrs.field(default=((), ()), init=False, repr=False)

    def ids(
        self, number: int, orders: tuple[Order, ...], every: Callable[[], Sequence[str]], keys: Keys
    ) -> Sequence[str]:
        """Returns the ids in an order, read once while the file holds so many steps; nobody may change what comes back.

        `every` gives them as people put them. Where only the first of the orders is new, only that one is asked.
        """
        if number != self._number:
            self._kept.clear()
            self._keys.clear()
            self._number, self._every, self._last = number, every(), ((), ())
        if not orders:
            return self._every
        if self._last[0] == orders:
            return self._last[1]
        try:
            places = self._places(orders, keys)
        except LookupError:
            self._number = -1
            return self.ids(number, orders, every, keys)
        self._last = orders, list(map(self._every.__getitem__, places))
        return self._last[1]

    def _places(self, orders: tuple[Order, ...], keys: Keys) -> Sequence[int]:
        kept = self._kept.pop(orders, None)
        if kept is None:
            older = orders[1:]
            begun = next((kept for known, kept in self._kept.items() if known[: len(older)] == older), None)
            if older and begun is not None:
                kept = self._arranged(begun, orders[:1], keys)
            else:
                kept = self._arranged(range(len(self._every)), orders, keys)
        self._kept[orders] = kept
        while len(self._kept) > _KEPT:
            del self._kept[next(iter(self._kept))]
        return kept

    def _arranged(self, places: Sequence[int], orders: Sequence[Order], keys: Keys) -> array[int]:
        """Returns places by these orders; raises LookupError where there are other entries than these."""
        missing = list(dict.fromkeys(order.key for order in orders if order.key not in self._keys))
        if missing:
            self._keys |= zip(missing, keys(missing), strict=True)
        own = [self._keys[order.key] for order in orders]
        if any(len(column) != len(self._every) for column in own):
            raise LookupError("other entries")
        for order in reversed(orders):
            self._keys[order.key] = self._keys.pop(order.key)
        while len(self._keys) > _TURNED:
            del self._keys[next(iter(self._keys))]
        return array("I", arranged(places, own, orders))
