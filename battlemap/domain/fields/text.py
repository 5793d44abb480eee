"""Texts: one line, several lines, codes that the program gives, and JSON that only the program reads."""

from __future__ import annotations

from typing import Any, ClassVar

import attrs

from battlemap.domain.fields.field_type import Editor, FieldType, Key
from battlemap.domain.fields.names import Names
from battlemap.errors import BadInput, Refused


@attrs.frozen
class Text(FieldType):
    """One line of at most so many characters; where it `is_optional` an empty one is None."""

    most: int | None = None
    is_optional: bool = False

    def read(self, text: str, names: Names) -> Any:
        """Returns the text, None for an empty one where it is optional."""
        value = FieldType.read(self, text, names)
        return None if self.is_optional and value == "" else value

    def value_of(self, text: str, names: Names) -> str:
        """Returns the text; raises BadInput where it has several lines."""
        if "\n" in text:
            raise BadInput("这里只能写一行，请去掉换行。")
        return text

    def tidy(self, value: Any) -> Any:
        """Returns the text without its margins, None for an empty one where it is optional."""
        tidy = FieldType.tidy(self, value)
        return None if self.is_optional and tidy == "" else tidy

    def check(self, value: Any, what: str) -> None:
        """Raises Refused for what is no text or too long."""
        if value is None and self.is_optional:
            return
        FieldType.check(self, value, what)
        if self.most is not None and len(value) > self.most:
            raise Refused(f"{what}“{value[:12]}…”有 {len(value)} 字，超过 {self.most} 字，请写短些。")


@attrs.frozen
class LongText(Text):
    """Several lines."""

    editor: ClassVar[Editor] = "text"

    def value_of(self, text: str, names: Names) -> str:
        """Returns the text with its lines."""
        return text


@attrs.frozen
class Code(Text):
    """A code that is given once, such as ECON-03."""


@attrs.frozen
class Rank(Text):
    """A place between two neighbours; only its order means something."""

    def sort_key(self, value: Any, names: Names) -> Key | None:
        """Returns the rank itself: capital and small letters are not the same."""
        return (value,) if value else None


@attrs.frozen
class Hidden(Text):
    """What only the program reads and writes: a picture, a filter; people are told what it is, not what is in it."""

    told_as: str = "（内部数据）"

    def words(self, value: Any, names: Names) -> str:
        """Returns what it is."""
        return self.told_as if value else FieldType.words(self, value, names)

    def show(self, value: Any, names: Names) -> str:
        """Returns the same for a cell."""
        return self.told_as if value else ""
