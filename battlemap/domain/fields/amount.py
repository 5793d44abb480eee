"""Amounts of money in whole yuan, written and shown in the field's unit, and percentages."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar, Final

import attrs

from battlemap.domain.fields.field_type import Cell, FieldType, figures, shown
from battlemap.domain.fields.kept import Kept, KeptDecimals, Storing
from battlemap.domain.fields.names import Names
from battlemap.domain.fields.number import MOST, WholeNumber
from battlemap.errors import BadInput, Refused

#: Unit of money → how many yuan it is.
UNITS: Final = {
    "元": 1,
    "百元": 100,
    "千元": 1000,
    "万元": 10**4,
    "百万元": 10**6,
    "千万元": 10**7,
    "亿元": 10**8,
}
_WRITTEN: Final = re.compile(r"([+-]?\d+(?:\.\d+)?)(元|百元?|千元?|万元?|百万元?|千万元?|亿元?)?(?:人民币)?")


@attrs.frozen
class Amount(Kept, WholeNumber):
    """金额: whole yuan; a bare number is in `unit`, 「1.2亿」 and 「3000万元」 say theirs."""

    storing: ClassVar[Storing] = "whole"
    adds_up: ClassVar[bool] = True
    excel_format: ClassVar[str] = "#,##0.####"

    least: int = -(10**15)
    is_optional: bool = True
    unit: str = "元"

    @property
    def scale(self) -> int:
        """How many yuan one of the unit is."""
        return UNITS.get(self.unit, 1)

    def read(self, text: str, names: Names) -> Any:
        """Returns whole yuan, None for an empty text; raises BadInput for what is none, or finer than a yuan."""
        if self.is_empty_text(text):
            return None
        written = _WRITTEN.fullmatch(figures(text))
        if not written:
            raise BadInput(f"应是金额，如 1200（{self.unit}）或 1.2亿元。")
        unit = written[2] or self.unit
        yuan = Decimal(written[1]) * UNITS[unit if unit.endswith("元") else unit + "元"]
        if yuan != yuan.to_integral_value():
            raise BadInput("金额精确到元，请去掉角和分。")
        if not self.least <= yuan <= min(self.most, int(MOST)):
            raise BadInput("金额过大或过小，请核对。" if self.least < 0 else "金额不能为负，请核对。")
        return int(yuan)

    def from_json(self, stored: Any) -> Any:
        """Returns the yuan."""
        if type(stored) is not int:
            raise TypeError(stored)
        return stored

    def check(self, value: Any, what: str) -> None:
        """Raises Refused for what is no whole number of yuan."""
        if type(value) is int and value < self.least == 0:
            raise Refused(f"{what}不能为负，不能是 {shown(value)[1:-1]}。")
        super().check(value, what)

    def show(self, value: Any, names: Names) -> str:
        """Returns the figures in the field's unit, with thousands commas, without the unit."""
        if not isinstance(value, int):
            return super().show(value, names)
        return f"{self.scaled(value):,f}"

    def measure(self, value: Any) -> Decimal | None:
        """Returns the amount in the field's unit."""
        return self.scaled(value) if isinstance(value, int) else None

    def scaled(self, yuan: int) -> Decimal:
        """Returns an amount in the field's unit, exactly."""
        number = Decimal(yuan) / self.scale
        return number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()

    def to_excel(self, value: Any, names: Names) -> Cell:
        """Returns the number in the field's unit."""
        return self.scaled(value) if isinstance(value, int) else super().to_excel(value, names)

    def _wanted(self) -> str:
        return "应是金额。"


@attrs.frozen
class Share(KeptDecimals):
    """百分比: a decimal number of percent, growth rates below zero and above a hundred among them."""

    excel_format: ClassVar[str] = '0.####"%"'
    adds_up: ClassVar[bool] = False

    def read(self, text: str, names: Names) -> Any:
        """Returns the percent; 「12.5%」 and 「12.5」 are the same."""
        if self.is_empty_text(text):
            return None
        bare = figures(text).removesuffix("%").removesuffix("个百分点")
        try:
            number = Decimal(bare)
            self.check(number, "百分比")
        except (InvalidOperation, Refused) as error:
            raise BadInput("应是百分数，如 12.5%。") from error
        return number

    def show(self, value: Any, names: Names) -> str:
        """Returns 12.5%."""
        return f"{value:f}%" if isinstance(value, Decimal) else super().show(value, names)

    def to_excel(self, value: Any, names: Names) -> Cell:
        """Returns the number of percent; the format adds the sign."""
        return value if isinstance(value, Decimal) else FieldType.to_excel(self, value, names)
