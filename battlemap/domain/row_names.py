"""What ids stand for: the names of rows, and the rows that a name means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from battlemap.domain.fields.names import Names
from battlemap.domain.kinds.campaign import Campaign
from battlemap.domain.kinds.catalogue import KINDS
from battlemap.domain.kinds.kind import Row


class RowNames:
    """What has rows table by table can also say how each is called; a snapshot does."""

    #: Table → id → row, deleted ones included.
    rows: Mapping[str, Mapping[str, Row]]

    @property
    def span(self) -> tuple[date | None, date | None]:
        """The campaign's first and last day, None in a file that has none yet."""
        campaign = next(iter(self.rows["campaign"].values()), None)
        return (campaign.starts_on, campaign.ends_on) if isinstance(campaign, Campaign) else (None, None)

    def called(self, table: str, id: str) -> str:
        """Returns what people call the row, "" where there is none."""
        row = self.rows[table].get(id)
        return KINDS[table].called(row, self) if row is not None else ""

    def place(self, table: str, id: str) -> tuple[Any, ...]:
        """Returns by what the row is sorted among its like: its place in the kind's order."""
        row, kind = self.rows[table].get(id), KINDS[table]
        if row is None:
            return ()
        keys = [
            kind.type_of(key).sort_key(getattr(row, key), self) or () for key in kind.order if key[0] != "-"
        ]
        return (*keys, row.id)

    def named(self, table: str, text: str) -> list[str]:
        """Returns the ids of the live rows that go by that name."""
        return [id for id, spellings in self.spelled(table) if text in spellings]

    def spelled(self, table: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yields (id, every name that means it) of the live rows."""
        kind = KINDS[table]
        return ((row.id, kind.spellings(row, self)) for row in self.live_rows(table))

    def offered(self, table: str) -> list[tuple[str, str]]:
        """Returns (id, name) of every live row, in the kind's order."""
        kind = KINDS[table]
        return [(row.id, kind.called(row, self)) for row in kind.sorted(self.live_rows(table), self)]

    def live_rows(self, table: str) -> list[Row]:
        """Returns the rows of a table that are not deleted."""
        return [row for row in self.rows[table].values() if not row.deleted]


class IndexedNames:
    """The names of a snapshot for many questions in a row: each table is gone through once."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._bearers: dict[str, dict[str, list[str]]] = {}
        self.span = names.span
        self.called, self.place, self.offered = names.called, names.place, names.offered

    def named(self, table: str, text: str) -> list[str]:
        """Returns the ids of the live rows that go by that name."""
        bearers = self._bearers.get(table)
        if bearers is None:
            bearers = self._bearers[table] = {}
            for id, spellings in self._names.spelled(table):
                for spelling in spellings:
                    bearers.setdefault(spelling, []).append(id)
        return bearers.get(text, [])

    def spelled(self, table: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yields (id, every name that means it) of the live rows."""
        return self._names.spelled(table)
