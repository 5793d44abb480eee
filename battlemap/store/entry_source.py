"""From where entries are read: from the one index that has what is asked of a large ledger, or one after the other."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Final

import attrs

from battlemap.domain.fields.calculation import Calculated
from battlemap.domain.fields.links import Files, Links
from battlemap.domain.fields.place import Place
from battlemap.domain.ledgers.asking import FURTHEST, RANK, STAGE_ON, Asking
from battlemap.domain.ledgers.definition import DefinedField, Definition
from battlemap.domain.ledgers.entry_filter import Relation
from battlemap.domain.ledgers.moving import ever_reached

#: How the name of an index begins that is made for what is asked, and of no other.
INDEX_HEAD: Final = "asked_"
#: What entries have beside their fields and the index has, too.
BESIDE: Final = frozenset({RANK, STAGE_ON, FURTHEST})
#: Of a field that the index does not have, only what stands in columns is known: through which stages an entry came.
_BY_COLUMNS: Final[frozenset[Relation]] = frozenset({"reached"})


def is_indexed(field: DefinedField, definition: Definition) -> bool:
    """Whether the index of a large ledger has a field: what people filter, sort and group by; the stage has a column."""
    if isinstance(field.type, Calculated | Links | Files | Place) or field.row.type == "long":
        return False
    return field.key != definition.ledger.stage_field


def is_counted_by_column(asking: Asking, definition: Definition) -> bool:
    """Whether a small index of the file tells how many entries are asked for: all, or those that came to a stage."""
    if asking.parent is not None or asking.filter.words.split() or len(asking.filter.conditions) > 1:
        return False
    for condition in asking.filter.conditions:
        if condition.relation == "reached":
            return not all(ever_reached(definition, condition.values))
        return condition.field == FURTHEST
    return True


@attrs.frozen
class Source:
    """Whether a ledger has its index: not where it is small, not in a past day's entries, not where one only looks."""

    definition: Definition
    has_index: bool

    @classmethod
    def of(cls, connection: sqlite3.Connection, definition: Definition) -> Source:
        """Returns what the file has for a ledger."""
        line = connection.execute(
            "SELECT 1 FROM sqlite_master WHERE type = 'index' AND name = ?",
            [INDEX_HEAD + definition.ledger.id],
        ).fetchone()
        return cls(definition, line is not None)

    def has(self, key: str) -> bool:
        """Whether the index tells what entries have in a field, or beside their fields."""
        field = self.definition.by_key.get(key)
        if field is None:
            return key in BESIDE
        if isinstance(field.type, Calculated):
            parts = [self.definition.by_key.get(one) for one in field.type.of]
            return field.type.way != "lookup" and all(
                part is not None and not isinstance(part.type, Calculated) and self.has(part.key)
                for part in parts
            )
        return key == self.definition.ledger.stage_field or is_indexed(field, self.definition)

    def by(self, asking: Asking, keys: Sequence[str] = ()) -> str:
        """Returns what stands behind FROM: the index where it has all that is filtered, sorted, grouped and summed.

        What else is asked of all entries of a large ledger is read in the order in which they lie, which costs least.
        """
        if not self.has_index or asking.are_deleted or asking.parent is not None:
            return "entry"
        asked_for = [
            *keys,
            *(one.field for one in asking.filter.conditions if one.relation not in _BY_COLUMNS),
        ]
        if asking.filter.words.split() or not all(map(self.has, asked_for)):
            return "entry NOT INDEXED"
        return f'entry INDEXED BY "{INDEX_HEAD}{self.definition.ledger.id}"'
