"""Choices of ledgers: one or several of options that bear a code; a renamed option keeps its rows, a retired one stays readable."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, ClassVar, Final

import attrs

from battlemap.domain.fields.choice import YesNo
from battlemap.domain.fields.field_type import Cell, Editor, FieldType, Key, shown
from battlemap.domain.fields.kept import Kept, Storing
from battlemap.domain.fields.names import Names
from battlemap.errors import BadInput, Refused

_APART: Final = re.compile(r"[、,，;；\n/|]+")


@attrs.frozen
class Option:
    """One option; rows hold its `code`. A retired one is no longer offered, and read where it stands."""

    code: str
    name: str
    is_retired: bool = False


@attrs.frozen
class OneOf(Kept, FieldType):
    """单选: one of the options."""

    editor: ClassVar[Editor] = "choice"

    choices: tuple[Option, ...] = ()

    @property
    def offered(self) -> tuple[Option, ...]:
        """The options that may be chosen."""
        return tuple(option for option in self.choices if not option.is_retired)

    def option(self, code: Any) -> Option | None:
        """Returns the option of that code, None where there is none."""
        return next((option for option in self.choices if option.code == code), None)

    def value_of(self, text: str, names: Names) -> Any:
        """Returns the code of the option that bears the name, a retired one only where no other does."""
        for option in (*self.offered, *self.choices):
            if text in (option.name, option.code):
                return option.code
        raise BadInput(f"没有“{text[:20]}”这一项，请写{_named(self.offered)}，或留空。")

    def check(self, value: Any, what: str) -> None:
        """Raises Refused for a code that is no option's."""
        if isinstance(value, str) and value and self.option(value) is None:
            raise Refused(f"{what}{shown(value)}不存在，应为{_named(self.offered)}。")
        super().check(value, what)

    def from_json(self, stored: Any) -> Any:
        """Returns the code; raises KeyError for one that is no option's."""
        if self.option(stored) is None:
            raise KeyError(stored)
        return stored

    def show(self, value: Any, names: Names) -> str:
        """Returns the option's name."""
        option = self.option(value) if isinstance(value, str) else None
        return option.name if option else super().show(value, names)

    def words(self, value: Any, names: Names) -> str:
        """Returns the option's name."""
        return self.show(value, names) or super().words(value, names)

    def sort_key(self, value: Any, names: Names) -> Key | None:
        """Returns the option's place."""
        return next(
            ((place,) for place, option in enumerate(self.choices) if value and option.code == value), None
        )

    def options(self, names: Names) -> Sequence[tuple[Any, str]]:
        """Returns nothing first, then what may be chosen."""
        return (("", ""), *((option.code, option.name) for option in self.offered))


@attrs.frozen
class ManyOf(Kept, FieldType):
    """多选: any of the options, as a tuple of codes in the options' order."""

    nothing: ClassVar[Any] = ()

    choices: tuple[Option, ...] = ()

    def read(self, text: str, names: Names) -> Any:
        """Returns the codes of the names, which stand with 、 between."""
        if self.is_empty_text(text):
            return ()
        one = OneOf(self.choices)
        return self.tidy([one.value_of(part.strip(), names) for part in _APART.split(text) if part.strip()])

    def tidy(self, value: Any) -> Any:
        """Returns the codes in the options' order, each once."""
        if not isinstance(value, list | tuple | set | frozenset):
            return super().tidy(value) if value else ()
        codes = [option.code for option in self.choices if option.code in value]
        return (*codes, *dict.fromkeys(code for code in value if code not in codes))

    def check(self, value: Any, what: str) -> None:
        """Raises Refused for a code that is no option's."""
        if not isinstance(value, tuple):
            super().check(value, what)
            return
        one = OneOf(self.choices)
        for code in value:
            one.check(code, what)

    def to_json(self, value: Any) -> Any:
        """Returns the list of codes."""
        return list(value)

    def from_json(self, stored: Any) -> Any:
        """Returns the codes; raises KeyError for one that is no option's."""
        if not isinstance(stored, list):
            raise TypeError(stored)
        return tuple(OneOf(self.choices).from_json(code) for code in stored)

    def show(self, value: Any, names: Names) -> str:
        """Returns the names with 、 between."""
        if not isinstance(value, tuple):
            return super().show(value, names)
        return "、".join(OneOf(self.choices).show(code, names) for code in value)

    def words(self, value: Any, names: Names) -> str:
        """Returns the names with 、 between."""
        return self.show(value, names) or super().words(None, names)

    def sort_key(self, value: Any, names: Names) -> Key | None:
        """Returns the places of the options."""
        if not isinstance(value, tuple) or not value:
            return None
        places = {option.code: place for place, option in enumerate(self.choices)}
        return tuple(places.get(code, len(places)) for code in value)

    def to_excel(self, value: Any, names: Names) -> Cell:
        """Returns the names with 、 between."""
        return self.show(value, names) or None


@attrs.frozen
class YesOrNo(Kept, YesNo):
    """是否: yes, no, or not known yet."""

    editor: ClassVar[Editor] = "choice"
    nothing: ClassVar[Any] = None
    storing: ClassVar[Storing] = "whole"

    def read(self, text: str, names: Names) -> Any:
        """Returns whether it is yes, None for an empty text."""
        return None if self.is_empty_text(text) else YesNo.read(self, text, names)

    def check(self, value: Any, what: str) -> None:
        """Raises Refused for anything else."""
        if value is not None:
            super().check(value, what)

    def to_json(self, value: Any) -> Any:
        """Returns 1 or 0."""
        return int(value)

    def stored(self, value: Any) -> Any:
        """Returns 1, 0, or "" where it is not known."""
        return int(value) if isinstance(value, bool) else super().stored(value)

    def from_json(self, stored: Any) -> Any:
        """Returns whether it is yes."""
        if stored not in (0, 1):
            raise ValueError(stored)
        return bool(stored)

    def show(self, value: Any, names: Names) -> str:
        """Returns 是, 否, or nothing."""
        return "" if value is None else super().show(value, names)

    def sort_key(self, value: Any, names: Names) -> Key | None:
        """Returns yes first, the unknown last."""
        return None if value is None else super().sort_key(value, names)

    def options(self, names: Names) -> Sequence[tuple[Any, str]]:
        """Returns nothing, yes, no."""
        return ((None, ""), (True, "是"), (False, "否"))


def _named(options: Sequence[Option]) -> str:
    return "、".join(option.name for option in options)
