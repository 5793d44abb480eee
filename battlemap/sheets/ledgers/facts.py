"""What a sheet of a ledger is drawn from: its definition, its entries as they stood on a day, and where they went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

import attrs

from battlemap.domain.judging.lamp import Lamp
from battlemap.domain.judging.stage import Ageing
from battlemap.domain.judging.stage_path import Paths
from battlemap.domain.kinds.action import Action
from battlemap.domain.ledgers.definition import DefinedField, Definition
from battlemap.domain.ledgers.masking import Masking
from battlemap.domain.ledgers.rates import RateValue
from battlemap.domain.ledgers.sums import plain_number
from battlemap.domain.ledgers.tally_figure import TallyFigure
from battlemap.domain.snapshot import Snapshot

#: The lamps that an ageing entry can have, worst first.
AGEING_LAMPS: tuple[Lamp, ...] = ("red", "yellow", "green", "grey")


@attrs.frozen
class RecordLine:
    """A line of an entry's history, in words."""

    day: date
    who: str
    words: str


@attrs.frozen
class Children:
    """The rows of a child ledger, all of them; what they belong to stands in their `parent`."""

    definition: Definition
    rows: tuple[Any, ...]

    def of(self, parent: str) -> list[Any]:
        """Returns those of one entry, in order."""
        return [row for row in self.rows if row.parent == parent]


@attrs.frozen(slots=False)
class LedgerFacts:
    """`rows` are of the ledger's kind, as of the day and in order; `ageing` is by entry, `paths` end on that day.

    `first` is the day from which flow is counted; `history` is by entry, newest first; `filter_words` tell what the rows
    were chosen by, "" for all of them.
    """

    definition: Definition
    rows: tuple[Any, ...]
    as_of: date
    first: date
    action: Action | None = None
    ageing: Mapping[str, Ageing] = attrs.field(factory=dict)
    paths: Paths = attrs.field(factory=dict)
    children: tuple[Children, ...] = ()
    tallies: tuple[TallyFigure, ...] = ()
    rates: tuple[RateValue, ...] = ()
    history: Mapping[str, Sequence[RecordLine]] = attrs.field(factory=dict)
    filter_words: str = ""
    is_unmasked: bool = False

    @property
    def masking(self) -> Masking:
        """What of it is hidden."""
        return Masking(self.definition, self.is_unmasked)

    @property
    def counter(self) -> str:
        """By what entries are counted."""
        return self.definition.ledger.counter

    def words(self, field: DefinedField, row: Any, snapshot: Snapshot) -> str:
        """Returns what stands in a cell, hidden where it must be."""
        return self.masking.text(field.key, getattr(row, field.key), snapshot)

    def title(self, row: Any, snapshot: Snapshot) -> str:
        """Returns what an entry is called."""
        field = self.definition.title_field
        return self.words(field, row, snapshot) if field else ""

    def lamp(self, row: Any) -> Lamp | None:
        """Returns the lamp of an entry's ageing, None where it waits for nothing."""
        ageing = self.ageing.get(row.id)
        return ageing.lamp if ageing else None

    def worst_first(self, rows: Sequence[Any]) -> list[Any]:
        """Returns the rows with the red ones first, those that wait for nothing last; else as they came."""
        rank = {lamp: place for place, lamp in enumerate(AGEING_LAMPS)}
        last = len(rank)
        return sorted(rows, key=lambda row: rank.get(lamp, last) if (lamp := self.lamp(row)) else last)

    def count(self, lamp: Lamp) -> int:
        """Returns how many entries have that lamp."""
        return self._lamps[lamp]

    @cached_property
    def _lamps(self) -> Counter[Lamp | None]:
        # asked on each page of a bundle
        return Counter(map(self.lamp, self.rows))


def amount_words(yuan: int) -> str:
    """Returns 「286.4亿元」, 「3200万元」, "" for nothing."""
    if not yuan:
        return ""
    if abs(yuan) >= 10**8:
        return f"{plain_number(Decimal(yuan) / 10**8)}亿元"
    return f"{plain_number(Decimal(yuan) / 10**4)}万元" if abs(yuan) >= 10**4 else f"{yuan}元"
