"""Calculated fields (计算): a fixed set of ways to work a value out; nothing that anybody types is ever executed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, ClassVar, Final, Literal, get_args

import attrs

from battlemap.domain.fields.field_type import Cell, FieldType, Key
from battlemap.domain.fields.kept import Kept, Storing
from battlemap.domain.fields.names import Names
from battlemap.errors import BadInput

#: sum and difference of numbers; the first over the second, in percent; days from the first to the second (or to today);
#: what stands in a field of the entry that a tie leads to; how many ties there are.
Way = Literal["sum", "difference", "ratio", "days", "lookup", "count"]
WAYS: Final[tuple[Way, ...]] = get_args(Way)
_HUNDREDTH: Final = Decimal("0.01")


@attrs.frozen
class Calculated(Kept, FieldType):
    """计算: worked out of the fields named by `of`, by one of the ways; shown by the type `shown_as`, never stored."""

    is_right: ClassVar[bool] = True
    storing: ClassVar[Storing] = ""
    nothing: ClassVar[Any] = None

    way: Way = "sum"
    of: tuple[str, ...] = ()
    shown_as: FieldType | None = None

    @property
    def told_as(self) -> Kept:
        """The type of what is looked up, else this one."""
        return self.shown_as if self.way == "lookup" and isinstance(self.shown_as, Kept) else self

    def worked_out(self, value_of: Callable[[str], Any], as_of: date) -> Any:
        """Returns the value; `value_of` gives what a field holds. None where what is needed is missing or unread."""
        values = [value_of(key) for key in self.of]
        if self.way == "lookup":
            return values[0] if values else None
        if self.way == "count":
            return len(values[0]) if values and isinstance(values[0], tuple) else None
        if self.way == "days":
            first = values[0] if values else None
            last = values[1] if len(values) > 1 else as_of
            if not (isinstance(first, date) and isinstance(last, date)):
                return None
            return (last - first).days
        numbers = [Decimal(value) for value in values if isinstance(value, int | Decimal)]
        if self.way == "sum":
            return sum(numbers, Decimal(0)) if numbers else None
        if len(numbers) != 2 or len(values) != 2:
            return None
        if self.way == "difference":
            return numbers[0] - numbers[1]
        if not numbers[1]:
            return None
        return (numbers[0] * 100 / numbers[1]).quantize(_HUNDREDTH, ROUND_HALF_UP).normalize()

    def read(self, text: str, names: Names) -> Any:
        """Raises BadInput: it is worked out."""
        raise BadInput("这一列由程序计算，不能填写。")

    def check(self, value: Any, what: str) -> None:
        """Takes whatever was worked out."""

    def stored(self, value: Any) -> Any:
        """Returns nothing: it is never stored."""
        return ""

    def loaded(self, stored: Any) -> Any:
        """Returns nothing: what a former type has left there is not looked at."""
        return None

    def show(self, value: Any, names: Names) -> str:
        """Returns the value as the type shows it that it comes from; a ratio with its sign."""
        if value is None or value == "":
            return ""
        if self.shown_as is not None:
            return self.shown_as.show(self._plain(value), names)
        figures = f"{value:f}" if isinstance(value, Decimal) else str(value)
        return f"{figures}%" if self.way == "ratio" else figures

    def sort_key(self, value: Any, names: Names) -> Key | None:
        """Returns the number, or what the shown type sorts by."""
        if value is None or value == "":
            return None
        if self.told_as is self and isinstance(value, int | Decimal):
            return (value,)
        return self.shown_as.sort_key(value, names) if self.shown_as else super().sort_key(value, names)

    def group(self, value: Any, names: Names) -> str:
        """Returns the words of the group, as the type of what is looked up tells them."""
        type_ = self.told_as
        return super().group(value, names) if type_ is self else type_.group(value, names)

    def measure(self, value: Any) -> Any:
        """Returns where the value stands on its scale."""
        type_ = self.told_as
        return super().measure(value) if type_ is self else type_.measure(value)

    def to_excel(self, value: Any, names: Names) -> Cell:
        """Returns the number, or what the shown type writes."""
        if value is None or value == "":
            return None
        if self.shown_as is not None:
            return self.shown_as.to_excel(self._plain(value), names)
        return value if isinstance(value, int | Decimal) else self.show(value, names)

    def _plain(self, value: Any) -> Any:
        """Returns a whole number as the types of whole numbers know it."""
        is_whole = isinstance(value, Decimal) and value == value.to_integral_value()
        return int(value) if is_whole and type(self.shown_as).storing == "whole" else value  # type: ignore[union-attr]
