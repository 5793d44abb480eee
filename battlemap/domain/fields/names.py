"""What a value is read and shown among: the rows that ids stand for, and the days of the campaign."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Protocol


class Names(Protocol):
    """A snapshot is one; an import over many rows brings one with an index."""

    @property
    def span(self) -> tuple[date | None, date | None]:
        """The campaign's first and last day, None in a file that has none yet."""
        ...

    def called(self, table: str, id: str) -> str:
        """Returns what people call the row, "" where there is none."""
        ...

    def place(self, table: str, id: str) -> tuple[Any, ...]:
        """Returns by what the row is sorted among its like: its place in the kind's order."""
        ...

    def named(self, table: str, text: str) -> Sequence[str]:
        """Returns the ids of the live rows that go by that name."""
        ...

    def spelled(self, table: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yields (id, every name that means it) of the live rows."""
        ...

    def offered(self, table: str) -> Sequence[tuple[str, str]]:
        """Returns (id, name) of every live row, in the table's order."""
        ...
