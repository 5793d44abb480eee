"""Conflicts about entries of ledgers: the entry by its name, its cells by the names of the ledger's fields."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import attrs

from battlemap.domain.kinds.conflict import Conflict
from battlemap.domain.kinds.entry import SAID, Entry
from battlemap.domain.kinds.kind import Kind
from battlemap.domain.ledgers.definition import Definition
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import Change, Row
from battlemap.domain.telling.entry_changes import EntryChange, told
from battlemap.domain.telling.field_words import kind_value_words

#: The entries that conflicts are about, by id: a snapshot holds none.
Entries = Mapping[str, Entry]


@attrs.frozen
class ToldEntry:
    """An entry as its ledger tells it; what is hidden stays hidden."""

    entry: Entry
    definition: Definition
    kind: Kind
    row: Row
    names: Snapshot

    @classmethod
    def of(cls, conflict: Conflict, entries: Entries, names: Snapshot) -> ToldEntry | None:
        """Returns the entry of a conflict, None where it is about none, or about one of a ledger that is gone."""
        entry = entries.get(conflict.row) if conflict.about == "entry" else None
        definition = names.definitions.get(entry.ledger) if entry is not None else None
        if entry is None or definition is None:
            return None
        (change,) = told([Change("entry", entry.id, None, entry)], names)
        assert isinstance(change, EntryChange)
        return cls(entry, definition, change.kind, change.after, names)

    @property
    def subject(self) -> str:
        """How a sentence calls it."""
        return self.kind.subject(self.row, self.names)

    def field(self, key: str) -> str | None:
        """Returns the name of the field that a key of the data stands for, None where it is none of the ledger's."""
        of = self._key(key)
        return self.kind.by_key[of].name if of else None

    def value(self, key: str, value: list[Any]) -> str | None:
        """Returns the words of a value that somebody has written there."""
        of = self._key(key)
        if of is None:
            return None
        data = json.loads(self.entry.data)
        id = key.partition("/")[2]
        data.pop(id, None)
        data |= {id: value[0]} if value else {}
        entry = attrs.evolve(self.entry, data=json.dumps(data, ensure_ascii=False))
        (change,) = told([Change("entry", entry.id, None, entry)], self.names)
        return kind_value_words(self.kind, of, getattr(change.after, of), self.names)

    def _key(self, key: str) -> str | None:
        id = key.partition("/")[2].removesuffix(SAID)
        return next((field.key for field in self.definition.fields if field.id == id), None)
