"""Yes or no, and one of several values that have names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Final

import attrs

from battlemap.domain.fields.field_type import Cell, Editor, FieldType, Key, shown
from battlemap.domain.fields.names import Names
from battlemap.errors import BadInput, Refused

_YES: Final = ("是", "有", "√", "✓", "✔", "y", "yes", "true", "1")
_NO: Final = ("否", "无", "×", "✗", "n", "no", "false", "0")


@attrs.frozen
class YesNo(FieldType):
    """Yes or no; an empty cell is no."""

    editor: ClassVar[Editor] = "switch"
    nothing: ClassVar[Any] = False

    def read(self, text: str, names: Names) -> bool:
        """Returns whether it is yes."""
        if self.is_empty_text(text):
            return False
        typed = text.strip().casefold()
        if typed not in (*_YES, *_NO):
            raise BadInput("请写“是”或“否”。")
        return typed in _YES

    def check(self, value: Any, what: str) -> None:
        """Raises Refused for anything else."""
        if not isinstance(value, bool):
            raise Refused(f"{what}只能是“是”或“否”，不能是{shown(value)}。")

    def show(self, value: Any, names: Names) -> str:
        """Returns 是 or 否."""
        return "是" if value else "否"

    def sort_key(self, value: Any, names: Names) -> Key | None:
        """Returns yes first."""
        return (not value,)

    def options(self, names: Names) -> Sequence[tuple[Any, str]]:
        """Returns both."""
        return ((True, "是"), (False, "否"))


@attrs.frozen
class Choice(FieldType):
    """One of `names_of` (value → its word); `spellings` are other words that mean a value."""

    editor: ClassVar[Editor] = "choice"

    names_of: Mapping[Any, str]
    is_optional: bool = False
    spellings: Mapping[str, Any] = attrs.field(factory=dict)

    def read(self, text: str, names: Names) -> Any:
        """Returns the value of the word, None for an empty text where that may be."""
        if self.is_empty_text(text) and self.is_optional:
            return None
        typed = text.strip()
        for value, word in self.names_of.items():
            if typed == word:
                return value
        if typed in self.spellings:
            return self.spellings[typed]
        raise BadInput(
            f"没有这一项，请写{'、'.join(self.names_of.values())}{'，或留空' if self.is_optional else ''}。"
        )

    def check(self, value: Any, what: str) -> None:
        """Raises Refused for a value without a name."""
        if value is None and self.is_optional:
            return
        try:
            is_there = value in self.names_of and not isinstance(value, bool)
        except TypeError:
            is_there = False
        if not is_there:
            raise Refused(f"{what}{shown(value)}不存在，应为{'、'.join(self.names_of.values())}。")

    def show(self, value: Any, names: Names) -> str:
        """Returns the word."""
        return "" if value is None else self.names_of.get(value, str(value))

    def sort_key(self, value: Any, names: Names) -> Key | None:
        """Returns its place among the names."""
        order = list(self.names_of)
        return (order.index(value),) if value in order else None

    def options(self, names: Names) -> Sequence[tuple[Any, str]]:
        """Returns the values with their words, and nothing first where that may be."""
        return (*(((None, ""),) if self.is_optional else ()), *self.names_of.items())

    def to_excel(self, value: Any, names: Names) -> Cell:
        """Returns the word."""
        return self.show(value, names) or None
