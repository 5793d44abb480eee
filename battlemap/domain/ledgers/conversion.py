"""A field gets another type: what of its values would be read by it and what not, before and when it is done."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

import attrs

from battlemap.domain.fields.kept import Kept, Unread
from battlemap.domain.fields.names import Names
from battlemap.domain.kinds.ledger import LedgerField
from battlemap.domain.ledgers.field_types import type_of

#: So many values that cannot be read are shown.
_SHOWN: Final = 20


@attrs.frozen
class Conversion:
    """What a change of type would do: how many values it reads, and those that it would keep as they are written.

    `unread` has up to twenty different ones, `unread_count` all of them.
    """

    read_count: int
    unread_count: int
    unread: tuple[str, ...]

    @property
    def words(self) -> str:
        """「能读懂 38 格，读不懂 3 格（约300、待定）」."""
        some = (
            f"（{'、'.join(self.unread[:3])}{'等' if len(self.unread) > 3 else ''}）" if self.unread else ""
        )
        return f"能读懂 {self.read_count} 格，读不懂 {self.unread_count} 格{some}"


def converted(value: Any, before: Kept, after: Kept, names: Names) -> Any:
    """Returns what a value becomes under another type: read from what people saw of it, `Unread` where it cannot be."""
    text = before.show(value, names)
    return after.nothing if not text else after.taken(text, names)


def preview(stored: Iterable[Any], before: LedgerField, after: LedgerField, names: Names) -> Conversion:
    """Returns what a change of the field would do to the values as they are stored."""
    old, new = type_of(before), type_of(after)
    read, unread = 0, []
    for stored_value in stored:
        value = old.loaded(stored_value)
        if value == old.nothing:
            continue
        made = converted(value, old, new, names)
        if isinstance(made, Unread):
            unread.append(made.text)
        else:
            read += 1
    return Conversion(read, len(unread), tuple(dict.fromkeys(unread))[:_SHOWN])
