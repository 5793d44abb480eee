"""What ledgers say of a card, as a feature; their page is that of 台账."""

from __future__ import annotations

from typing import Final

from battlemap.ui.desk import Desk
from battlemap.ui.feature import Feature, PartEntry, PartOfCard
from battlemap.ui.page import Tools


def _part(tools: Tools) -> PartOfCard:
    from battlemap.ui.ledgers.card_part import LedgersPart

    return LedgersPart(tools)


LEDGERS: Final = Feature("ledgers", Desk, part=PartEntry("台账", _part))
