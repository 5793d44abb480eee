"""What the ledgers tell a page of schemes: figures of tallies and the enterprises behind them; of a past day as they were."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal

import attrs

from battlemap.commands.node_members import node_members
from battlemap.commands.node_tallies import node_tallies
from battlemap.commands.session import Session
from battlemap.domain.assessing.members import Member
from battlemap.domain.snapshot import Snapshot


@attrs.frozen
class LedgerFigures:
    """Asks the session; a snapshot that is not the session's own is one of a past evening."""

    session: Session

    def tallies(self, snapshot: Snapshot, as_of: date) -> dict[str, Decimal | None]:
        """Returns tally → its figure, for all that nodes name."""
        return node_tallies(self.session, snapshot, as_of, self._at(snapshot, as_of))

    def members(self, tallies: Sequence[str], snapshot: Snapshot, as_of: date) -> list[Member]:
        """Returns the enterprises that these tallies take in."""
        return node_members(self.session, snapshot, tallies, as_of, self._at(snapshot, as_of))

    def _at(self, snapshot: Snapshot, as_of: date) -> datetime | None:
        return None if snapshot is self.session.snapshot else datetime.combine(as_of, time(23, 59, 59))
