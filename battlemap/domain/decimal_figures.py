"""Decimal figures: exact, missing is never 0, rounded half up as official tables round."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from typing import Final

#: Figures are worked out with so many digits; what is shown has far fewer.
EXACT: Final = Context(prec=40, rounding=ROUND_HALF_UP)
HUNDRED: Final = Decimal(100)


def decimal_of(text: str | None) -> Decimal | None:
    """Returns the number that a field keeps as text, None where none is kept."""
    return None if text is None or text == "" else Decimal(text)


def divided(above: Decimal | None, below: Decimal | None) -> Decimal | None:
    """Returns the quotient, None where a part is missing or the divisor is 0."""
    if above is None or below is None or below == 0:
        return None
    return EXACT.divide(above, below)


def summed(values: Iterable[Decimal | None]) -> Decimal | None:
    """Returns the sum, None where a part is missing or there is none at all."""
    listed = list(values)
    if not listed or any(value is None for value in listed):
        return None
    with localcontext(EXACT):
        return sum((value for value in listed if value is not None), Decimal(0))


def rounded(value: Decimal, places: int) -> Decimal:
    """Returns the number rounded half up (away from zero)."""
    with localcontext(EXACT):
        return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def plain(value: Decimal | None, places: int | None = None, missing: str = "--") -> str:
    """Returns the number without an exponent, rounded where `places` are given, the word for a missing one."""
    if value is None:
        return missing
    shown = rounded(value, places) if places is not None else value
    text = f"{shown:f}"
    if places is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" + text[2:] if text.startswith("-0") and not text.strip("-0.") else text


def signed(value: Decimal | None, places: int, missing: str = "--") -> str:
    """Returns the number with its sign: +1.20, -0.35, 0.00."""
    words = plain(value, places, missing)
    return f"+{words}" if value is not None and rounded(value, places) > 0 else words
