"""Fields of rows in words: names instead of ids, days without zeros, long texts cut short."""

from __future__ import annotations

from typing import Any, Final

from battlemap import wording
from battlemap.domain.fields.names import Names
from battlemap.domain.kinds.catalogue import KINDS, kind_of
from battlemap.domain.kinds.kind import FieldChange, Kind
from battlemap.domain.step import Change, Row
from battlemap.domain.telling.entry_changes import kind_of_change
from battlemap.domain.words import brief

#: Fields whose value says nothing to a reader.
SILENT: Final = frozenset({"id", "rank"})


def changed_keys(change: Change) -> tuple[str, ...]:
    """Returns the fields that differ, in the order of the row; for a new row those that are filled."""
    after, before = change.after, change.before
    keys = kind_of_change(change).keys
    if before is None:
        return tuple(key for key in keys if key != "id" and getattr(after, key))
    return tuple(key for key in keys if getattr(before, key) != getattr(after, key))


def changed_fields(change: Change, names: Names) -> tuple[FieldChange, ...]:
    """Returns the same with their values in words.

    `names` tells what ids stand for; the present snapshot will do, for rows never go.
    """
    return tuple(
        FieldChange(
            key,
            kind_of_change(change).by_key[key].name,
            kind_value_words(kind_of_change(change), key, getattr(change.before, key, None), names),
            kind_value_words(kind_of_change(change), key, getattr(change.after, key), names),
        )
        for key in changed_keys(change)
    )


def value_words(table: str, key: str, value: Any, names: Names) -> str:
    """Returns the value of a field in words, uncut; 「（空）」 where there is none."""
    return kind_value_words(KINDS[table], key, value, names)


def kind_value_words(kind: Kind, key: str, value: Any, names: Names) -> str:
    """Returns the same for a field of a kind."""
    return wording.EMPTY if value is None or value == "" else kind.type_of(key).words(value, names)


def title_of(row: Row, names: Names) -> str:
    """Returns the row's own title or name, cut short; "" for one that has none."""
    return brief(kind_of(row).called(row, names))
