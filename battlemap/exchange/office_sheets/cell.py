"""What a cell turns out to be: a plain value, a day with its words, nothing that was meant, or words nobody can read."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

import attrs

#: The field types of a ledger that a sheet's columns can be.
ColumnType = Literal[
    "text",
    "long",
    "int",
    "decimal",
    "money",
    "percent",
    "date",
    "choice",
    "yesno",
    "unit",
    "person",
    "secret",
    "number",
]
#: Why a cell cannot be read: no such form, no unit anywhere, lost figures, an Excel error, no result, no such day.
Why = Literal["form", "unit", "lost", "error", "result", "day"]


@attrs.frozen
class Worded:
    """A day that was told in words, which are kept: 2018-10-10 for 十月上旬."""

    value: date
    raw: str


@attrs.frozen
class Nothing:
    """A sign for nothing, such as — or 暂无: no value, never 0."""

    raw: str


@attrs.frozen
class Unreadable:
    """Words that the column's type cannot read; they stay as they are written."""

    raw: str
    why: Why = "form"


#: None is a blank cell; money is whole 元, percent the number before %, yes and no are truth values.
Cell = None | str | int | bool | Decimal | date | Worded | Nothing | Unreadable
