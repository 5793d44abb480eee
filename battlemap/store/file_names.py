"""What ids stand for, asked of an open transaction: for commands, which have no snapshot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import attrs

from battlemap.domain.kinds.campaign import Campaign
from battlemap.domain.kinds.catalogue import ASKED_FOR, KINDS
from battlemap.domain.kinds.kind import Neighbours


@attrs.frozen
class FileNames:
    """The names of rows as the transaction sees them; each table is gone through once."""

    _rows: Neighbours
    _known: dict[str, dict[str, Any]] = attrs.field(factory=dict)

    @property
    def span(self) -> tuple[date | None, date | None]:
        """The campaign's first and last day."""
        campaign = next(iter(self._rows.live(Campaign)), None)
        return (campaign.starts_on, campaign.ends_on) if campaign else (None, None)

    def called(self, table: str, id: str) -> str:
        """Returns what people call the row, "" where there is none."""
        kind = KINDS[table]
        if table in ASKED_FOR:
            rows = self._rows.find(kind.row, id=id)
            return kind.called(rows[0], self) if rows else ""
        row = self._table(table).get(id)
        return kind.called(row, self) if row is not None else ""

    def place(self, table: str, id: str) -> tuple[Any, ...]:
        """Returns nothing: nobody sorts within a transaction."""
        return ()

    def named(self, table: str, text: str) -> Sequence[str]:
        """Returns the ids of the live rows that go by that name."""
        return [id for id, spellings in self.spelled(table) if text in spellings]

    def spelled(self, table: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yields (id, every name that means it) of the live rows; none of those that are never read all at once."""
        kind = KINDS[table]
        if table not in ASKED_FOR:
            for id, row in self._table(table).items():
                if not row.deleted:
                    yield id, kind.spellings(row, self)

    def offered(self, table: str) -> Sequence[tuple[str, str]]:
        """Returns (id, name) of every live row."""
        return [(id, spellings[0] if spellings else "") for id, spellings in self.spelled(table)]

    def _table(self, table: str) -> dict[str, Any]:
        by_id = self._known.get(table)
        if by_id is None:
            by_id = self._known[table] = {row.id: row for row in self._rows.find(KINDS[table].row)}
        return by_id
