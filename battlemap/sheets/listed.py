"""Printed lists: the rows of any kind as a table, a column per field of its list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from battlemap.domain.fields.pointing import OfPerson
from battlemap.domain.fields.text import LongText
from battlemap.domain.kinds.field import Field
from battlemap.domain.kinds.kind import Kind
from battlemap.domain.kinds.people import Masking, masked
from battlemap.domain.snapshot import Snapshot
from battlemap.layout.flow import Block
from battlemap.layout.framed import framed_pages
from battlemap.layout.listing import Cell, Column, Row, heading, listing, nothing
from battlemap.layout.scene import Scene
from battlemap.sheets.framing import frame, wanted
from battlemap.sheets.options import SheetOptions

#: Pixels of a list per em of a sheet.
_PER_EM: Final = 15
#: What is wider shares the room that is left.
_WIDE: Final = 160


def listed(kind: Kind, number: str) -> Callable[[Snapshot, SheetOptions], tuple[Scene, ...]]:
    """Returns what draws the list of a kind; `number` is its 图号."""

    def pages(snapshot: Snapshot, options: SheetOptions) -> tuple[Scene, ...]:
        rows = _rows(kind, snapshot, options)
        fields = kind.list_fields

        def blocks(width: float, em: float) -> list[Block]:
            if not rows:
                return [nothing(f"没有{kind.noun}", em * 1.5)]
            cells = [
                Row(tuple(Cell(_words(field, row, snapshot, options.masking)) for field in fields), row.id)
                for row in rows
            ]
            note = f"{len(rows)} {kind.counter}"
            again = (heading(f"{kind.noun}（续）", em),)
            return [
                heading(kind.noun, em, note),
                *listing(_columns(fields), cells, width, em, again),
            ]

        return framed_pages(frame(snapshot, options, title_of(kind), number), blocks, options.paper)

    return pages


def title_of(kind: Kind) -> str:
    """Returns the title of a kind's list: 「批示表」."""
    return f"{kind.noun}表"


def _rows(kind: Kind, snapshot: Snapshot, options: SheetOptions) -> list[Any]:
    """Returns the live rows in order; of what belongs to tasks that of the wanted ones."""
    rows = kind.sorted(snapshot.live_rows(kind.table), snapshot)
    if kind.parent_table != "task":
        return rows
    place = {task.id: number for number, (task, _) in enumerate(wanted(snapshot, options))}
    parts = [row for row in rows if getattr(row, kind.parent) in place]
    return sorted(parts, key=lambda row: place[getattr(row, kind.parent)])


def _columns(fields: Sequence[Field]) -> list[Column]:
    """Returns narrow columns as wide as they need, wide ones that share the room; all share it where none is wide."""
    wide = [field for field in fields if isinstance(field.type, LongText) or field.width >= _WIDE]
    return [
        Column(field.title, share=field.width / 1000, most=6)
        if field in wide or not wide
        else Column(field.title, max(field.width / _PER_EM, len(field.title) + 1.5), most=3)
        for field in fields
    ]


def _words(field: Field, row: Any, snapshot: Snapshot, masking: Masking) -> str:
    """Returns what stands in a cell; names and numbers of persons as a wall may show them."""
    value = getattr(row, field.key)
    if not field.is_masked or not value:
        return field.type.show(value, snapshot)
    if isinstance(field.type, OfPerson):
        person = snapshot.persons.get(value)
        return person.shown_name(masking) if person else ""
    text = field.type.show(value, snapshot)
    is_hidden = masking == "all" or (masking == "marked" and getattr(row, "is_personal", False))
    return masked(text) if is_hidden else text
