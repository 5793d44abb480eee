"""What is asked of a ledger: which entries, in which order, and what comes back of groups and sums."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

import attrs

from battlemap.domain.ledgers.entry_filter import EntryFilter

#: The keys by which entries are asked for beside those of fields: as people put them, by what they belong to, by stage.
RANK: Final = "rank"
STAGE_ON: Final = "stage_on"
FURTHEST: Final = "furthest"


@attrs.frozen
class Order:
    """A field by which entries stand; empty and unread ones stand last in both directions."""

    key: str
    is_descending: bool = False


@attrs.frozen
class Asking:
    """Which entries of a ledger: those that pass the filter, under one parent where one is named, in this order.

    `are_deleted` asks for the deleted ones instead. `is_unmasked` lets words find what a masked view hides.
    """

    filter: EntryFilter = attrs.field(factory=EntryFilter)
    orders: tuple[Order, ...] = ()
    parent: str | None = None
    are_deleted: bool = False
    is_unmasked: bool = False


@attrs.frozen
class EntryGroup:
    """The entries that have one value in a field (None where it is empty, `is_unread` where it could not be read).

    `value` is as the field's type keeps it; `sums` are by key of the summed field, as their types keep them.
    """

    value: Any
    count: int
    sums: Mapping[str, Any] = attrs.field(factory=dict)
    is_unread: bool = False


@attrs.frozen
class StageMove:
    """One move of an entry: the day it happened, the moment it was written, and from where to where, "" for nowhere."""

    entry: str
    on: date | None
    step: int
    at: str
    before: str
    after: str
