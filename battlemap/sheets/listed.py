"""Printed lists: the rows of any kind as a table, a column per field of its list."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Any, Final

import attrs

from battlemap import wording
from battlemap.domain.fields.choice import YesNo
from battlemap.domain.fields.pointing import OfPerson, Pointing
from battlemap.domain.fields.text import LongText
from battlemap.domain.kinds.catalogue import kind_of
from battlemap.domain.kinds.field import Field
from battlemap.domain.kinds.kind import Kind
from battlemap.domain.kinds.people import Masking, masked
from battlemap.domain.snapshot import Snapshot
from battlemap.layout.flow import Block
from battlemap.layout.framed import framed_pages
from battlemap.layout.listing import Cell, Column, Row, heading, listing, natural_ems, nothing, subheading
from battlemap.layout.scene import Scene
from battlemap.sheets.catalogue import title_of
from battlemap.sheets.framing import frame, title_words, unit_words, wanted
from battlemap.sheets.options import SheetOptions

#: Pixels of a list per em of a sheet.
_PER_EM: Final = 15
#: What is wider shares the room that is left.
_WIDE: Final = 160
#: So many ems nobody breaks: a code, a unit of measure, a short name.
_SHORT: Final = 8.0
#: A column of words wider than so many ems is broken into lines; so many columns stand side by side at most, each with
#: at least so many rows.
_ONE_COLUMN: Final = 24.0
_MOST_COLUMNS: Final = 3
_LEAST_ROWS: Final = 8


def listed(kind: Kind, number: str) -> Callable[[Snapshot, SheetOptions], tuple[Scene, ...]]:
    """Returns what draws the list of a kind; `number` is its 图号.

    What belongs to something stands in groups under its name; a short list stands in columns side by side. A column
    that says nothing in any row is left out.
    """

    def pages(snapshot: Snapshot, options: SheetOptions) -> tuple[Scene, ...]:
        rows = _rows(kind, snapshot, options)
        group = _group_key(kind)
        fields = [
            field
            for field in kind.list_fields
            if field.key != group and any(_says_something(field, row, snapshot) for row in rows)
        ]
        cells = {
            row.id: Row(
                tuple(Cell(_words(field, row, snapshot, options.masking)) for field in fields), row.id
            )
            for row in rows
        }
        everything = tuple(cells.values())
        columns = _columns(fields, everything)
        natural = natural_ems(columns, everything, _ONE_COLUMN)

        def blocks(width: float, em: float) -> list[Block]:
            if not rows:
                return [nothing(f"没有{kind.noun}", em * 1.5)]
            head, *_ = listing(columns, everything, width, em)
            again = (heading(f"{kind.noun}（续）", em), head)
            made = [heading(kind.noun, em, f"{len(rows)} {kind.counter}"), head]
            for name, held in _grouped(rows, group, snapshot):
                above: tuple[Block, ...] = again
                if group:
                    first = subheading(name, em, f"{len(held)} {kind.counter}")
                    made.append(attrs.evolve(first, heads=again))
                    above = (*again, subheading(f"{name}（续）", em))
                own = [cells[row.id] for row in held]
                lines = listing(columns, own, width, em, alike=everything, has_head=False)
                made += [attrs.evolve(line, heads=above) for line in lines]
            return made

        def side_by_side(ems: float) -> int:
            return max(1, min(_MOST_COLUMNS, int(ems / (natural + 2)), math.ceil(len(rows) / _LEAST_ROWS)))

        facts = attrs.evolve(frame(snapshot, options, title_of(kind), number), marks=())
        return framed_pages(facts, blocks, options.paper, columns=side_by_side)

    return pages


def _rows(kind: Kind, snapshot: Snapshot, options: SheetOptions) -> list[Any]:
    """Returns the live rows in order; of what belongs to tasks that of the wanted ones."""
    rows = kind.sorted(snapshot.live_rows(kind.table), snapshot)
    if kind.parent_table != "task":
        return rows
    place = {task.id: number for number, (task, _) in enumerate(wanted(snapshot, options))}
    parts = [row for row in rows if getattr(row, kind.parent) in place]
    return sorted(parts, key=lambda row: place[getattr(row, kind.parent)])


def _group_key(kind: Kind) -> str:
    """Returns the field under whose values the rows stand: what they belong to, "" where they stand alone."""
    if kind.parent:
        return kind.parent
    first = kind.order[0].removeprefix("-") if kind.order else ""
    return first if first and isinstance(kind.by_key[first].type, Pointing) else ""


def _grouped(rows: Sequence[Any], key: str, snapshot: Snapshot) -> Iterator[tuple[str, list[Any]]]:
    """Yields the name of each group and its rows, as they come."""
    for value, held in groupby(rows, lambda row: getattr(row, key) if key else None):
        own = list(held)
        yield (_group_name(own[0], key, value, snapshot) if key else ""), own


def _group_name(row: Any, key: str, value: Any, snapshot: Snapshot) -> str:
    """Returns 「ECON-03 企业诉求办结」 for a task, else what the row itself shows of it."""
    task = snapshot.tasks.get(value)
    if task is not None:
        return f"{task.code}　{title_words(task)}　{unit_words(snapshot, task.responsible_unit)}"
    return kind_of(row).type_of(key).show(value, snapshot) or wording.UNASSIGNED


def _says_something(field: Field, row: Any, snapshot: Snapshot) -> bool:
    value = getattr(row, field.key)
    return bool(value) if isinstance(field.type, YesNo) else bool(field.type.show(value, snapshot))


def _columns(fields: Sequence[Field], rows: Sequence[Row]) -> list[Column]:
    """Returns narrow columns as wide as they need, wide ones that share the room; all share it where none is wide."""
    wide = [field for field in fields if isinstance(field.type, LongText) or field.width >= _WIDE]
    return [
        Column(field.title, share=field.width / 1000, most=6)
        if field in wide or not wide
        else Column(field.title, _narrow(number, field, rows), most=3)
        for number, field in enumerate(fields)
    ]


def _narrow(number: int, field: Field, rows: Sequence[Row]) -> float:
    """Returns how many ems a narrow column takes: what its words need, what is not short at most what it has on screen."""
    needed = natural_ems(
        (Column(field.title, share=1),), [Row((row.cells[number],)) for row in rows], _ONE_COLUMN
    )
    return min(needed, max(_SHORT, field.width / _PER_EM, len(field.title) + 1.5))


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
