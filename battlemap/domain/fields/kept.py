"""Field types of ledgers: what they cannot read stays as it was written, is marked and counted, never 0 or empty."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar, Final, Literal

import attrs

from battlemap.domain.fields.day import Day
from battlemap.domain.fields.field_type import Cell, FieldType, Key, cell_text, trimmed
from battlemap.domain.fields.names import Names
from battlemap.domain.fields.number import Decimals, WholeNumber
from battlemap.domain.fields.pointing import OfPerson, OfUnit
from battlemap.domain.fields.text import LongText, Text
from battlemap.domain.fields.worded_day import WordedDay, said_of, with_said
from battlemap.errors import BadInput

#: How stored values are compared by the file: as texts, as whole numbers, as decimals; "" where they are not stored.
Storing = Literal["text", "whole", "decimal", ""]
#: The group of what could not be read, when rows are counted by a field.
UNREAD_GROUP: Final = "（读不懂）"
#: The key under which the file keeps what could not be read.
_RAW: Final = "raw"


@attrs.frozen
class Unread:
    """What was written into a field whose type cannot read it, as it was written."""

    text: str

    def __str__(self) -> str:
        return self.text


class Kept(FieldType):
    """What every type of a ledger's field can do beside: go to the file's JSON and back, and bear what it cannot read.

    A type of ledgers is this before the type that it is: ``class KeptText(Kept, Text)``.
    """

    storing: ClassVar[Storing] = "text"

    @property
    def told_as(self) -> Kept:
        """The type whose values stand there: another one where they are looked up elsewhere."""
        return self

    def stored(self, value: Any) -> Any:
        """Returns what the file's JSON holds for a value; "" for an empty one."""
        if isinstance(value, Unread):
            return {_RAW: value.text}
        return "" if value is None or value == self.nothing else self.to_json(value)

    def loaded(self, stored: Any) -> Any:
        """Returns the value that the file's JSON holds; what does not suit the type (any more) as `Unread`."""
        if stored is None or stored == "":
            return self.nothing
        if isinstance(stored, dict):
            return self._unread(str(stored.get(_RAW, stored)))
        try:
            return self.from_json(stored)
        except (ValueError, TypeError, KeyError, InvalidOperation):
            return self._unread(_plain(stored))

    def _unread(self, text: str) -> Any:
        return Unread(text) if text else self.nothing

    def to_json(self, value: Any) -> Any:
        """Returns the JSON of a value that is not empty."""
        return value

    def from_json(self, stored: Any) -> Any:
        """Returns the value; raises ValueError, TypeError or KeyError for what is none of this type."""
        if not isinstance(stored, str):
            raise TypeError(stored)
        return stored

    def taken(self, text: str, names: Names) -> Any:
        """Returns the value that a text means, and the text itself as `Unread` where it means none."""
        try:
            return self.read(text, names)
        except BadInput:
            return Unread(trimmed(text))

    def taken_cell(self, cell: Cell, names: Names) -> Any:
        """Returns the same for a cell of a workbook."""
        try:
            return self.from_excel(cell, names)
        except BadInput:
            return Unread(trimmed(cell_text(cell)))

    # -- what is Unread ----------------------------------------------------------------------------------------

    def tidy(self, value: Any) -> Any:
        """Returns a value as the field keeps it."""
        return value if isinstance(value, Unread) else super().tidy(value)

    def check(self, value: Any, what: str) -> None:
        """Raises Refused for a value that no field of the type may hold; what could not be read may stand."""
        if isinstance(value, Unread):
            FieldType.check(self, value.text, what)
        else:
            super().check(value, what)

    def show(self, value: Any, names: Names) -> str:
        """Returns what stands in a cell; what could not be read as it was written."""
        return value.text if isinstance(value, Unread) else super().show(value, names)

    def words(self, value: Any, names: Names) -> str:
        """Returns the value as a sentence tells it."""
        return value.text if isinstance(value, Unread) else super().words(value, names)

    def sort_key(self, value: Any, names: Names) -> Key | None:
        """Returns by what a cell is sorted; what could not be read stands with the empty ones."""
        return None if isinstance(value, Unread) else super().sort_key(value, names)

    def measure(self, value: Any) -> Any:
        """Returns where a value stands on the type's scale; what could not be read stands nowhere."""
        return None if isinstance(value, Unread) else super().measure(value)

    def group(self, value: Any, names: Names) -> str:
        """Returns the words of the group; all that could not be read is one."""
        return UNREAD_GROUP if isinstance(value, Unread) else super().group(value, names)

    def to_excel(self, value: Any, names: Names) -> Cell:
        """Returns what goes into a cell of a workbook."""
        return value.text if isinstance(value, Unread) else super().to_excel(value, names)


def _plain(stored: Any) -> str:
    """Returns a stored value of another type as it would have been written."""
    if isinstance(stored, bool):
        return "是" if stored else "否"
    return "、".join(map(str, stored)) if isinstance(stored, list) else str(stored)


@attrs.frozen
class KeptText(Kept, Text):
    """文本: one line."""


@attrs.frozen
class KeptLongText(Kept, LongText):
    """长文本: several lines."""


@attrs.frozen
class KeptWhole(Kept, WholeNumber):
    """整数: a whole number, none where the cell is empty."""

    storing: ClassVar[Storing] = "whole"
    adds_up: ClassVar[bool] = True

    least: int = -(10**15)
    is_optional: bool = True

    def from_json(self, stored: Any) -> Any:
        """Returns the number."""
        if type(stored) is not int:
            raise TypeError(stored)
        return stored

    def _wanted(self) -> str:
        return "应是整数。" if self.least == -(10**15) else f"应是 {self.least} 到 {self.most} 的整数。"


@attrs.frozen
class KeptDecimals(Kept, Decimals):
    """小数: a decimal number, kept exactly as text."""

    storing: ClassVar[Storing] = "decimal"

    def to_json(self, value: Any) -> Any:
        """Returns the figures without an exponent."""
        return f"{value:f}"

    def from_json(self, stored: Any) -> Any:
        """Returns the number."""
        number = Decimal(Kept.from_json(self, stored))
        if not number.is_finite():
            raise ValueError(stored)
        return number


@attrs.frozen
class KeptDay(Kept, Day):
    """日期."""

    def read(self, text: str, names: Names) -> Any:
        """Returns the day, with the words in which it is told where they say more than it."""
        day = super().read(text, names)
        return day if day is None else with_said(day, text)

    def to_json(self, value: Any) -> Any:
        """Returns 2018-11-30."""
        return value.isoformat()

    def from_json(self, stored: Any) -> Any:
        """Returns the day."""
        return date.fromisoformat(Kept.from_json(self, stored))

    def check(self, value: Any, what: str) -> None:
        """Raises Refused as a day does; the words in which it was told may be with it."""
        is_worded = isinstance(value, WordedDay)
        super().check(date(value.year, value.month, value.day) if is_worded else value, what)

    def words(self, value: Any, names: Names) -> str:
        """Returns 「12月31日（2018年底前）」: the day, and the words in which it was told."""
        said = said_of(value)
        return super().words(value, names) + (f"（{said}）" if said else "")

    def to_excel(self, value: Any, names: Names) -> Cell:
        """Returns the day; the words instead where they, with their year, name the same day again."""
        said = said_of(value)
        is_told = str(value.year) in said and self.taken(said, names) == value if said else False
        return said if is_told else super().to_excel(value, names)


@attrs.frozen
class KeptUnit(Kept, OfUnit):
    """单位: a unit that the campaign knows."""


@attrs.frozen
class KeptPerson(Kept, OfPerson):
    """人员: a person whom the campaign knows."""
