"""What the ids in entries stand for: the names of a board, and the titles of entries, which stay in the file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from battlemap.domain.fields.names import Names

_ENTRY: Final = "entry"


class EntryNames:
    """`titles_of` gives id → title of entries, asked once for each; `titled` gives the entries of a title."""

    def __init__(
        self,
        names: Names,
        titles_of: Callable[[Iterable[str]], Mapping[str, str]],
        titled: Callable[[str], Sequence[str]],
    ) -> None:
        self._names, self._titles_of, self._titled = names, titles_of, titled
        self._titles: dict[str, str] = {}

    @property
    def span(self) -> tuple[date | None, date | None]:
        """The campaign's first and last day."""
        return self._names.span

    def called(self, table: str, id: str) -> str:
        """Returns what people call the row."""
        if table != _ENTRY:
            return self._names.called(table, id)
        if id not in self._titles:
            self._titles[id] = self._titles_of([id]).get(id, "")
        return self._titles[id]

    def learn(self, ids: Iterable[str]) -> None:
        """Asks for the titles of many entries at once."""
        missing = [id for id in ids if id not in self._titles]
        if missing:
            self._titles |= self._titles_of(missing)

    def place(self, table: str, id: str) -> tuple[Any, ...]:
        """Returns by what the row is sorted among its like."""
        return (self.called(table, id),) if table == _ENTRY else self._names.place(table, id)

    def named(self, table: str, text: str) -> Sequence[str]:
        """Returns the ids of the live rows that go by that name."""
        return self._titled(text) if table == _ENTRY else self._names.named(table, text)

    def spelled(self, table: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yields (id, every name that means it) of the live rows; entries are found by `named` alone."""
        return iter(()) if table == _ENTRY else self._names.spelled(table)

    def offered(self, table: str) -> Sequence[tuple[str, str]]:
        """Returns (id, name) of every live row; of entries there may be too many to be offered."""
        return () if table == _ENTRY else self._names.offered(table)
