"""From where entries are read: by which index, or one after the other where no index helps."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Final

import attrs

from battlemap.domain.ledgers.asking import Asking
from battlemap.domain.ledgers.definition import Definition
from battlemap.domain.ledgers.entry_filter import Relation

#: How the name of an index begins that is made for what is asked, and of no other.
INDEX_HEAD: Final = "asked_"
#: Relations that an index answers.
_ANSWERED: Final[frozenset[Relation]] = frozenset({"in", "least", "most"})


@attrs.frozen
class Source:
    """Which fields of a ledger have an index; none where it is small, in a past day's entries, and where one only looks."""

    definition: Definition
    indexed: frozenset[str]

    @classmethod
    def of(cls, connection: sqlite3.Connection, definition: Definition) -> Source:
        """Returns what the file has for a ledger."""
        lines = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'index' AND name >= ? AND name < ?",
            [INDEX_HEAD, f"{INDEX_HEAD}~"],
        )
        names = {name for (name,) in lines}
        return cls(
            definition,
            frozenset(field.key for field in definition.fields if f"{INDEX_HEAD}{field.id}" in names),
        )

    def has(self, key: str) -> bool:
        """Whether a field has an index."""
        return key in self.indexed

    def covers(self, key: str, sums: Sequence[str]) -> bool:
        """Whether indexes alone tell what entries have in a field and in those that are summed."""
        is_known = self.has(key) or key == self.definition.ledger.stage_field
        return bool(self.indexed) and is_known and all(map(self.has, sums))

    def index(self, key: str) -> str:
        """Returns what stands behind FROM for the index of a field, or that of the stages, which every file has."""
        return self._indexed_by(key) if self.has(key) else "entry INDEXED BY entry_stage"

    def by(self, asking: Asking, keys: Sequence[str] = ()) -> str:
        """Returns what stands behind FROM: the index of what is filtered, else of what is sorted, grouped or summed alone.

        What else is asked of all entries of a large ledger is read in the order in which they lie, which costs least.
        """
        if not self.indexed or asking.are_deleted or asking.parent is not None:
            return "entry"
        conditions = asking.filter.conditions
        filtered = [
            one.field for one in conditions if one.relation in _ANSWERED and one.field in self.indexed
        ]
        if filtered:
            return self._indexed_by(filtered[0])
        if conditions and not all(one.field in self.indexed for one in conditions):
            # stage, furthest stage and the like have indexes that every file has
            return "entry"
        if asking.filter.words.split():
            return "entry NOT INDEXED"
        if len(keys) == 1 and keys[0] in self.indexed:
            return self._indexed_by(keys[0])
        return "entry NOT INDEXED" if keys else "entry"

    def _indexed_by(self, key: str) -> str:
        return f'entry INDEXED BY "{INDEX_HEAD}{self.definition.by_key[key].id}"'
