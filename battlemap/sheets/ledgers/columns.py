"""How the fields of a ledger stand as columns of a printed list: heads with units, widths, sides."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from battlemap.domain.fields.secret import Secret
from battlemap.domain.ledgers.definition import DefinedField
from battlemap.layout.listing import Column
from battlemap.layout.text import em_width

#: Pixels of a list on the screen per em of a sheet.
_PER_EM: Final = 15
#: What is wider shares the room that is left.
_WIDE: Final = 160
#: Ems of a column of numbers such as QY-2018-0004.
_NUMBERED: Final = 9.0
#: Ems of an identity or credit code of 18 characters, and of other numbers of persons.
_LONG_SECRET: Final = 13.4
_SECRET: Final = 8.4
#: Types whose values stand at the right edge.
_RIGHT: Final = frozenset({"int", "decimal", "money", "percent", "calc"})


def shared_unit(fields: Sequence[DefinedField]) -> str:
    """Returns the unit of all amounts where it is one, which then stands above the list and not in every head."""
    units = {field.row.unit for field in fields if field.row.type == "money"}
    return next(iter(units)) if len(units) == 1 else ""


def unit_note(fields: Sequence[DefinedField]) -> str:
    """Returns 「　金额单位：亿元」, what a heading says of it, "" where each head says its own."""
    unit = shared_unit(fields)
    return f"　金额单位：{unit}" if unit else ""


def head_words(field: DefinedField, shared: str = "") -> str:
    """Returns the head of a column: with the unit, unless that is the shared one of all amounts."""
    unit = "" if field.row.type == "money" and shared else field.row.unit
    return f"{field.title}（{unit}）" if unit else field.title


def column_of(field: DefinedField, shared: str = "") -> Column:
    """Returns a field's column: long texts share the room, others are as wide as their head and their values need."""
    title = head_words(field, shared)
    if isinstance(field.type, Secret):
        return Column(title, _LONG_SECRET if field.type.kind in ("id", "credit") else _SECRET, most=2)
    if field.row.type == "long" or field.row.width >= _WIDE:
        return Column(title, share=field.row.width / 1000, most=5)
    least = _NUMBERED if field.row.type == "number" else em_width(title) * 0.86 + 0.9
    side = "right" if field.row.type in _RIGHT else "left"
    return Column(title, max(field.row.width / _PER_EM, least), align=side, most=3)  # type: ignore[arg-type]


#: Ems that a column of long texts needs to be read.
_LEAST_SHARE: Final = 10.0
#: What a list gives up last when its paper is narrow: type of the field → its turn; others stand between.
_TURNS: Final[dict[str, int]] = {
    "money": 1, "unit": 1, "date": 1, "stage": 1, "person": 2, "long": 2, "decimal": 3, "int": 3, "percent": 3,
    "calc": 4, "choice": 4, "text": 5, "yesno": 5, "choices": 6, "secret": 7, "number": 7,
}  # fmt: skip


def that_fit(
    fields: Sequence[DefinedField], title: DefinedField | None, room: float
) -> tuple[list[DefinedField], int]:
    """Returns the fields for which a list of so many ems has room, in their order, and how many are left out.

    The title always stands; then what is asked first: amounts, days, units, persons, texts, codes last.
    """
    shared = shared_unit(fields)
    needs = {field.key: column_of(field, shared).ems or _LEAST_SHARE for field in fields}
    order = sorted(fields, key=lambda field: (field is not title, _TURNS.get(field.row.type, 5)))
    kept: set[str] = set()
    for field in order:
        if not kept or needs[field.key] <= room:
            kept.add(field.key)
            room -= needs[field.key]
    return [field for field in fields if field.key in kept], len(fields) - len(kept)
