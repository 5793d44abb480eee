"""Cells that are not shown as they stand: hidden ones, and those that their type cannot read."""

from __future__ import annotations

from typing import Any, ClassVar

import attrs

from battlemap.domain.fields.field_type import Editor
from battlemap.domain.fields.kept import Kept, Unread
from battlemap.domain.fields.names import Names
from battlemap.domain.fields.worded_day import said_of
from battlemap.domain.ledgers.definition import DefinedField
from battlemap.domain.ledgers.masking import masked_text
from battlemap.domain.looking.columns import Column
from battlemap.errors import BadInput


@attrs.frozen
class MaskedType(Kept):
    """The type of a field that is hidden: its values are shown as everybody may see them, and are not typed."""

    editor: ClassVar[Editor] = "line"

    field: DefinedField

    def show(self, value: Any, names: Names) -> str:
        """Returns the value as everybody may see it."""
        return masked_text(self.field, value, names)

    def sort_key(self, value: Any, names: Names) -> Any:
        """Returns by what the hidden value is sorted: only its place is shown."""
        return self.field.type.sort_key(value, names)

    def to_excel(self, value: Any, names: Names) -> Any:
        """Returns what everybody may see."""
        return self.show(value, names) or None


def why_unread(column: Column, text: str, names: Names) -> str:
    """Returns why a text cannot be read by a column's type."""
    try:
        column.field.type.read(text, names)
    except BadInput as error:
        return str(error)
    return "双击可以重新填写。"


def told_of(column: Column, value: Any, names: Names) -> str:
    """Returns what is to be known of a cell beside what it shows: why it is unread, in which words its day was told; or ""."""
    if isinstance(value, Unread):
        return f"“{value.text[:200]}”读不懂：{why_unread(column, value.text, names)}"
    said = said_of(value)
    return f"原文：{said[:200]}" if said else ""
