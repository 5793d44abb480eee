"""Which fields of a ledger add up, and what they add up to: the one sum of screen, sheet and Excel."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Final

from battlemap.domain.fields.amount import Amount
from battlemap.domain.fields.calculation import Calculated
from battlemap.domain.ledgers.definition import DefinedField

_SUMMED: Final = frozenset({"int", "decimal", "money"})
#: Numbers that are no quantities: nobody adds years, places and chainages up.
_NO_SUM: Final = ("年度", "年份", "位次", "桩号", "天数", "时间", "月数", "率")


def adds_up(field: DefinedField) -> bool:
    """Whether the values of a field make a sum that means something."""
    is_worked_out = isinstance(field.type, Calculated) and field.type.way in ("sum", "difference")
    is_quantity = field.row.type in _SUMMED or is_worked_out
    return is_quantity and not any(word in field.title for word in _NO_SUM)


def sum_of(values: Iterable[Any]) -> Decimal | None:
    """Returns the sum of what could be read, None where nothing could."""
    numbers = [
        Decimal(value) for value in values if isinstance(value, int | Decimal) and not isinstance(value, bool)
    ]
    return sum(numbers, Decimal(0)) if numbers else None


def sum_words(field: DefinedField, values: Iterable[Any]) -> str:
    """Returns the sum of a field that adds up, amounts in its unit; "" for other fields and where nothing stands."""
    whole = sum_of(values) if adds_up(field) else None
    if whole is None:
        return ""
    shown_as = field.type.shown_as if isinstance(field.type, Calculated) else field.type
    return f"{shown_as.scaled(int(whole)):,f}" if isinstance(shown_as, Amount) else plain_number(whole)


def plain_number(number: Decimal) -> str:
    """Returns a number with at most two decimals, none of them a closing zero."""
    rounded = number.quantize(Decimal("0.01"))
    return f"{rounded.normalize():f}" if rounded else "0"
