"""By what an entry is known again: the ledger's key fields, or its name where a row lacks these."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import attrs

from battlemap.domain.fields.kept import Unread
from battlemap.domain.fields.worded_day import said_of
from battlemap.domain.ledgers.definition import DefinedField, Definition
from battlemap.exchange.office_sheets.words import tight


@attrs.frozen
class HeldEntry:
    """An entry as the ledger holds it: its values by the key of the field."""

    id: str
    title: str
    values: Mapping[str, Any]
    parent: str | None = None


@attrs.frozen
class Identity:
    """The fields whose values together identify an entry; `by_title` says that its name does where one of them is empty.

    Persons may bear the same name, so that a name identifies nobody in a personal ledger, unless within one household.
    """

    fields: tuple[DefinedField, ...]
    by_title: DefinedField | None

    @classmethod
    def of(cls, definition: Definition, taken: Iterable[str]) -> Identity:
        """Returns the identity by the fields that a sheet fills; without any, nothing can be known again."""
        keys = set(taken)
        title = definition.title_field
        has_title = title is not None and title.key in keys
        fields = definition.key_fields
        complete = fields if fields and all(field.key in keys for field in fields) else ()
        if not complete and not fields and has_title and title is not None:
            complete = (title,)
        is_apart = not definition.ledger.is_personal or bool(definition.ledger.parent)
        is_open = has_title and is_apart and complete != (title,)
        return cls(complete, title if is_open else None)

    @property
    def is_empty(self) -> bool:
        """Whether nothing identifies an entry."""
        return not self.fields and self.by_title is None

    @property
    def words(self) -> str:
        """「统一社会信用代码，没有时按企业名称」."""
        names = "、".join(field.title for field in self.fields)
        if self.by_title is None:
            return names
        return f"{names}，没有时按{self.by_title.title}" if names else self.by_title.title

    def key(self, value_of: Callable[[str], Any], parent: str | None) -> str:
        """Returns what identifies an entry, "" where a part is missing; children are told apart within their parent."""
        return _joined([_plain(value_of(field.key)) for field in self.fields], parent)

    def title(self, value_of: Callable[[str], Any], parent: str | None) -> str:
        """Returns the name by which it is known again, "" where it is none."""
        return _joined([_plain(value_of(self.by_title.key))], parent) if self.by_title is not None else ""


@attrs.define
class Known:
    """What a ledger holds, found by key and by name; what stands twice is found by neither."""

    by_key: dict[str, HeldEntry]
    by_title: dict[str, HeldEntry]
    doubled: frozenset[str]

    @classmethod
    def of(cls, entries: Iterable[HeldEntry], identity: Identity) -> Known:
        """Returns the index of the entries."""
        keys: dict[str, list[HeldEntry]] = {}
        titles: dict[str, list[HeldEntry]] = {}
        for entry in entries:
            key = identity.key(entry.values.get, entry.parent)
            if key:
                keys.setdefault(key, []).append(entry)
            title = identity.title(entry.values.get, entry.parent)
            if title:
                titles.setdefault(title, []).append(entry)
        return cls(
            {key: held[0] for key, held in keys.items() if len(held) == 1},
            {title: held[0] for title, held in titles.items() if len(held) == 1},
            frozenset(key for key, held in keys.items() if len(held) > 1),
        )


def is_same(old: Any, new: Any) -> bool:
    """Whether two values mean the same: texts, and words of a day where it has some, are compared without blanks and widths."""
    if said_of(new):
        return bool(old == new) and tight(said_of(old)) == tight(said_of(new))
    if isinstance(old, Unread) and isinstance(new, Unread):
        return tight(old.text) == tight(new.text)
    if isinstance(old, str) and isinstance(new, str):
        return old == new or tight(old) == tight(new)
    return bool(old == new)


def _plain(value: Any) -> str:
    """Returns how a value identifies; what could not be read identifies nothing."""
    return "" if value is None or isinstance(value, Unread) else tight(str(value)).upper()


def _joined(parts: list[str], parent: str | None) -> str:
    if not parts or not all(parts):
        return ""
    return "·".join((*([parent] if parent else []), *parts))
