"""Changes of ledger entries as changes of the ledger's own fields, so that they are told like those of any other kind."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import attrs

from battlemap.domain.kinds.catalogue import KINDS
from battlemap.domain.kinds.entry import ENTRY, Entry
from battlemap.domain.kinds.kind import Kind
from battlemap.domain.ledgers.definition import Definition
from battlemap.domain.ledgers.ledger_kind import TABLE_HEAD, row_of
from battlemap.domain.ledgers.masking import told_kind
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import Change, Row

#: More entries than this are counted, and not told field by field.
_MANY: Final = 200


@attrs.frozen
class EntryChange(Change):
    """A change whose rows are those of a ledger's kind; its table is that of the kind."""

    kind: Kind


def kind_of_change(change: Change) -> Kind:
    """Returns the kind of the rows that a change bears."""
    return change.kind if isinstance(change, EntryChange) else KINDS[change.table]


def told(changes: Iterable[Change], names: Snapshot) -> tuple[Change, ...]:
    """Returns the changes with those of entries told by their ledgers; one of a ledger that is gone stays as it is."""
    all_changes = tuple(changes)
    is_many = sum(change.table == "entry" for change in all_changes) > _MANY
    kinds: dict[str, Kind] = {}
    made: list[Change] = []
    for change in all_changes:
        entry = change.after
        definition = names.definitions.get(entry.ledger) if isinstance(entry, Entry) else None
        if definition is None:
            made.append(change)
            continue
        if definition.ledger.id not in kinds:
            counted = attrs.evolve(ENTRY, noun=definition.noun, counter=definition.counter)
            kinds[definition.ledger.id] = counted if is_many else told_kind(definition)
        kind = kinds[definition.ledger.id]
        if is_many:
            made.append(
                EntryChange(f"{TABLE_HEAD}{definition.ledger.code}", change.id, change.before, entry, kind)
            )
            continue
        before, after = (_row(row, definition, names) for row in (change.before, change.after))
        assert after is not None
        made.append(EntryChange(kind.table, change.id, before, after, kind))
    return tuple(made)


def _row(entry: Row | None, definition: Definition, names: Snapshot) -> Row | None:
    """Returns the row as its fields hold it; what is worked out is no change of anybody's."""
    if not isinstance(entry, Entry):
        return None
    row: Row = row_of(entry, definition, names.campaign.starts_on)
    return row
