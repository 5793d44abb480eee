"""Sums of fields as their types keep numbers: the file adds up, here the result becomes exact again."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from battlemap.domain.fields.amount import Amount
from battlemap.domain.fields.number import Decimals, WholeNumber
from battlemap.domain.ledgers.definition import DefinedField


def exact(total: Any, field: DefinedField | None) -> Any:
    """Returns a sum as the field's type keeps numbers: decimals to their places, money in whole yuan."""
    if field is None or isinstance(field.type, WholeNumber | Amount):
        return int(total)
    places = field.type.places if isinstance(field.type, Decimals) else 4
    number = round(Decimal(str(total)), places)
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()


def minus(total: Any, part: Any) -> Any:
    """Returns what is left of a sum without a part of it; either may be None for nothing."""
    return total if part is None or total is None else total - part
