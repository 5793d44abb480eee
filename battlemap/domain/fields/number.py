"""Numbers: whole ones, percent, decimals and money."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar, Final

import attrs

from battlemap.domain.fields.field_type import Cell, Editor, FieldType, Key, Scale, figures, shown
from battlemap.domain.fields.names import Names
from battlemap.errors import BadInput, Refused

_WHOLE: Final = re.compile(r"([+-]?\d{1,18})(?:\.0+)?")
#: Beyond this a number is a slip of the pen: a trillion yuan has thirteen figures.
MOST: Final = Decimal("1e15")


@attrs.frozen
class WholeNumber(FieldType):
    """A whole number from `least` to `most`; `nothing` in it stands for none where the field may be empty."""

    editor: ClassVar[Editor] = "number"
    is_right: ClassVar[bool] = True
    excel_format: ClassVar[str] = "0"
    nothing: ClassVar[Any] = None
    measured_in: ClassVar[Scale] = "number"
    #: What follows the figures in a cell.
    sign: ClassVar[str] = ""

    least: int = 0
    most: int = 10**15
    is_optional: bool = False
    hides_zero: bool = False

    def read(self, text: str, names: Names) -> Any:
        """Returns the number; None for an empty text where that may be, 0 where that is not shown."""
        if self.is_empty_text(text):
            if self.is_optional or self.hides_zero:
                return None if self.is_optional else 0
            raise BadInput(self._wanted())
        number = _WHOLE.fullmatch(figures(text).removesuffix(self.sign or " "))
        if not number or not self.least <= int(number[1]) <= self.most:
            raise BadInput(self._wanted())
        return int(number[1])

    def check(self, value: Any, what: str) -> None:
        """Raises Refused for what is no whole number or lies outside."""
        if value is None and self.is_optional:
            return
        if type(value) is not int:
            raise Refused(f"{what}应是整数，不能是{shown(value)}。")
        if not self.least <= value <= self.most:
            raise Refused(f"{what}应在 {self.least} 到 {self.most} 之间，不能是 {shown(value)[1:-1]}。")

    def show(self, value: Any, names: Names) -> str:
        """Returns the figures with their sign."""
        return "" if value is None or (self.hides_zero and not value) else f"{value}{self.sign}"

    def sort_key(self, value: Any, names: Names) -> Key | None:
        """Returns the number."""
        return None if value is None or (self.hides_zero and not value) else (value,)

    def measure(self, value: Any) -> Decimal | None:
        """Returns the number."""
        return None if value is None else Decimal(value)

    def to_excel(self, value: Any, names: Names) -> Cell:
        """Returns the number itself."""
        return None if value is None else int(value)

    def _wanted(self) -> str:
        return f"应是 {self.least} 到 {self.most} 的整数。"


@attrs.frozen
class Percent(WholeNumber):
    """0 … 100, whole."""

    editor: ClassVar[Editor] = "percent"
    sign: ClassVar[str] = "%"
    most: int = 100

    def _wanted(self) -> str:
        return "应是 0 到 100 的整数，如 60 或 60%；小数请换成百分数。"


@attrs.frozen
class Decimals(FieldType):
    """A decimal number with at most `places` figures behind the point; kept exactly, never as a float."""

    editor: ClassVar[Editor] = "number"
    is_right: ClassVar[bool] = True
    excel_format: ClassVar[str] = "General"
    nothing: ClassVar[Any] = None
    measured_in: ClassVar[Scale] = "number"
    adds_up: ClassVar[bool] = True

    places: int = 4
    least: Decimal = -MOST
    most: Decimal = MOST

    def read(self, text: str, names: Names) -> Any:
        """Returns the number, None for an empty text."""
        if self.is_empty_text(text):
            return None
        try:
            number = Decimal(figures(text))
        except InvalidOperation as error:
            raise BadInput("应是数字，如 12.5。") from error
        try:
            self.check(number, "数值")
        except Refused as refused:
            raise BadInput(str(refused)) from refused
        return number

    def check(self, value: Any, what: str) -> None:
        """Raises Refused for what is no finite number, lies outside or is finer than `places`."""
        if value is None:
            return
        if not isinstance(value, Decimal) or not value.is_finite():
            raise Refused(f"{what}应是数字，不能是{shown(value)}。")
        if not self.least <= value <= self.most:
            raise Refused(f"{what} {value:.6g} 过大或过小，请核对。")
        exponent = value.normalize().as_tuple().exponent
        if isinstance(exponent, int) and -exponent > self.places:
            raise Refused(f"{what}最多 {self.places} 位小数。")

    def show(self, value: Any, names: Names) -> str:
        """Returns the number without an exponent."""
        return "" if value is None else f"{value:f}"

    def sort_key(self, value: Any, names: Names) -> Key | None:
        """Returns the number."""
        return None if value is None else (value,)

    def measure(self, value: Any) -> Decimal | None:
        """Returns the number."""
        return None if value is None else Decimal(value)

    def to_excel(self, value: Any, names: Names) -> Cell:
        """Returns the number itself, as text where a workbook's fifteen figures would not hold it."""
        return None if value is None else value if len(value.as_tuple().digits) <= 15 else f"{value:f}"


@attrs.frozen
class Money(Decimals):
    """An amount in yuan or ten thousand yuan, as the field's unit says; to the cent."""

    excel_format: ClassVar[str] = "#,##0.00"
    places: int = 2


@attrs.frozen
class Quantity(FieldType):
    """A target such as 30 as it was written, in decimal figures; kept as text."""

    editor: ClassVar[Editor] = "number"
    is_right: ClassVar[bool] = True
    nothing: ClassVar[Any] = None
    measured_in: ClassVar[Scale] = "number"

    def read(self, text: str, names: Names) -> Any:
        """Returns the figures, None for an empty text."""
        number = Decimals().read(text, names)
        return None if number is None else f"{number:f}"

    def check(self, value: Any, what: str) -> None:
        """Raises Refused for NaN, infinities and numbers that no plan can mean."""
        if value is None or value == "":
            return
        FieldType.check(self, value, what)
        try:
            number = Decimal(value)
        except InvalidOperation as error:
            raise Refused(f"{what}应是数字，不能是{shown(value)}。") from error
        Decimals().check(number, what)

    def sort_key(self, value: Any, names: Names) -> Key | None:
        """Returns the number."""
        return (Decimal(value),) if value else None

    def measure(self, value: Any) -> Decimal | None:
        """Returns the number."""
        return Decimal(value) if value else None
