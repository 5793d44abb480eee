"""A field that holds a period of statistics (2018年10月, 2018年三季度, 2018年)."""

from __future__ import annotations

from typing import Any, ClassVar

import attrs

from battlemap.domain.days.statistical_period import period_of, read_period
from battlemap.domain.fields.field_type import Editor, FieldType, Key, shown
from battlemap.domain.fields.names import Names
from battlemap.errors import BadInput, Refused


@attrs.frozen
class StatPeriod(FieldType):
    """Kept as 2018-10, 2018-Q3 or 2018; sorted by its end."""

    editor: ClassVar[Editor] = "line"
    nothing: ClassVar[Any] = ""

    def value_of(self, text: str, names: Names) -> str:
        """Returns the code; a month without a year is one of the campaign's first year."""
        first = names.span[0]
        period = read_period(text, first.year if first else None)
        if period is None:
            raise BadInput("认不出期别，请写 2018年10月、2018-10、2018年三季度或 2018年。")
        return period.code

    def check(self, value: Any, what: str) -> None:
        """Raises Refused for what is no period."""
        FieldType.check(self, value, what)
        try:
            period_of(value)
        except ValueError as error:
            raise Refused(f"{what}{shown(value)}不是期别，应如 2018-10、2018-Q3 或 2018。") from error

    def show(self, value: Any, names: Names) -> str:
        """Returns 「2018年10月」."""
        try:
            return period_of(value).words if value else ""
        except ValueError:
            return str(value)

    def sort_key(self, value: Any, names: Names) -> Key | None:
        """Returns its end, then its length."""
        try:
            period = period_of(value or "")
        except ValueError:
            return None
        return (period.year, period.month, period.months)
