"""What is hidden of entries from who has not asked to see it, and how it looks then: 去标识化, on screen and paper alike."""

from __future__ import annotations

import re
from typing import Any, Final

import attrs

from battlemap import wording
from battlemap.domain.fields.field_type import FieldType
from battlemap.domain.fields.kept import Unread
from battlemap.domain.fields.names import Names
from battlemap.domain.fields.secret import Secret
from battlemap.domain.fields.worded_day import said_of
from battlemap.domain.kinds.kind import Kind
from battlemap.domain.kinds.people import masked
from battlemap.domain.ledgers.definition import DefinedField, Definition
from battlemap.domain.ledgers.ledger_kind import kind_of_ledger

#: An address is shown down to the village, the community, the road or the street office.
_TO_VILLAGE: Final = re.compile(r"^.*?(?:村|社区|街道|镇|乡|小区|路|街)")
_STARS: Final = "***"


def masked_text(field: DefinedField, value: Any, names: Names) -> str:
    """Returns what stands in a cell of a masked field: 张某某, 138****1234, 370811********1234, 柳行街道***."""
    type_ = field.type
    if isinstance(type_, Secret):
        return type_.masked(value)
    text = type_.show(value, names)
    if not text:
        return ""
    if field.row.type == "person" or (
        field.row.type == "text" and not isinstance(value, Unread) and _is_name(text)
    ):
        return masked(text)
    if field.row.type in ("text", "long", "place"):
        shown = _TO_VILLAGE.match(text)
        return f"{shown[0] if shown else ''}{_STARS}"
    return _STARS


def _is_name(text: str) -> bool:
    """Whether a text looks like the name of a person."""
    return bool(re.fullmatch(r"[㐀-鿿·]{2,6}", text)) and not re.search(r"[村镇乡路区县市]$", text)


@attrs.frozen
class Masking:
    """What of a ledger is hidden; nothing where somebody has unmasked the view, which the journal tells."""

    definition: Definition
    is_lifted: bool = False

    def hides(self, key: str) -> bool:
        """Whether the values of a field are hidden."""
        field = self.definition.by_key.get(key)
        return field is not None and not self.is_lifted and self.definition.is_masked(field)

    def text(self, key: str, value: Any, names: Names) -> str:
        """Returns what stands in the cell of a field."""
        field = self.definition.by_key[key]
        return masked_text(field, value, names) if self.hides(key) else field.type.show(value, names)

    def told(self, key: str, value: Any, names: Names) -> str:
        """Returns the same with the words in which a day was told: 「2018-12-31（2018年底前）」."""
        text = self.text(key, value, names)
        said = "" if self.hides(key) else said_of(value)
        return f"{text}（{said}）" if said else text

    def title(self, title: str) -> str:
        """Returns what an entry is called."""
        field = self.definition.title_field
        if field is None or not self.hides(field.key):
            return title
        return masked(title) if _is_name(title) else f"{title[:1]}{_STARS}" if title else ""


@attrs.frozen
class Hidden(FieldType):
    """The type of a field whose values are told to everybody, in a history, and so are hidden in it."""

    field: DefinedField

    def show(self, value: Any, names: Names) -> str:
        """Returns what of the value may be seen."""
        return masked_text(self.field, value, names)

    def words(self, value: Any, names: Names) -> str:
        """Returns the same; 「（空）」 for nothing."""
        return self.show(value, names) or wording.EMPTY


def told_kind(definition: Definition) -> Kind:
    """Returns the ledger's kind for who tells of its entries: what is masked is never told in full."""
    kind = kind_of_ledger(definition)
    hidden = {field.key: field for field in definition.fields if definition.is_masked(field)}
    if not hidden:
        return kind
    fields = (
        attrs.evolve(field, type=Hidden(hidden[field.key])) if field.key in hidden else field
        for field in kind.fields
    )
    return attrs.evolve(kind, fields=tuple(fields))
