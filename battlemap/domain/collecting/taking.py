"""What is taken of a return: the chosen cells as edits of rows, the chosen new rows, and what is left to be asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from battlemap.domain.collecting.form import chosen, kind_of_about, read_form, unit_values
from battlemap.domain.collecting.returned import ReturnCheck
from battlemap.domain.kinds.task import Task
from battlemap.domain.looking.cell_reading import read_cell
from battlemap.domain.snapshot import Snapshot


@attrs.frozen
class Taken:
    """A return as it shall be written: `edits` are (row id, field → value), `new` the rows; `questions` stay open.

    `same` are the rows that were filled in without a change, `nil` those of which the unit says that there is nothing new.
    """

    request: str
    about: str
    edits: tuple[tuple[str, Mapping[str, Any]], ...]
    new: tuple[Mapping[str, Any], ...]
    marks: tuple[str, ...]
    answered: int
    is_nil: bool
    questions: int
    filled_by: str
    remarks: str
    same: tuple[str, ...] = ()
    nil: tuple[str, ...] = ()


def taking(
    check: ReturnCheck,
    snapshot: Snapshot,
    cells: frozenset[tuple[str, str]] | None = None,
    rows: frozenset[int] | None = None,
    settled: frozenset[tuple[str, str]] = frozenset(),
) -> Taken:
    """Returns what is written when these cells and new rows are taken; for None all that needs no question.

    Cells that were `settled` by keeping what stands here are no question any more.
    """
    wanted = check.taken_unasked if cells is None else cells
    added = check.new_unasked if rows is None else rows & check.new_unasked
    about, unit = check.collection.about, check.request.unit
    kind = kind_of_about(about, snapshot)
    columns = {column.key: column for column in chosen(kind, check.collection.keys)}
    edits: dict[str, dict[str, Any]] = {}
    for cell in check.changed:
        if cell.place not in wanted:
            continue
        row = snapshot.tasks[cell.row] if about == "task" else None
        values = (
            read_cell(cell.key, cell.theirs, row, snapshot)
            if isinstance(row, Task)
            else {cell.key: columns[cell.key].field.type.read(cell.theirs, snapshot)}
        )
        edits.setdefault(cell.row, {}).update(values)
    new = [row for row in check.new if row.number in added]
    questions = sum(cell.place not in wanted and cell.place not in settled for cell in check.changed)
    return Taken(
        check.request.id, about, tuple(edits.items()),
        tuple({**row.values, **unit_values(kind, unit)} for row in new), tuple(row.mark for row in new),
        check.answered, check.is_nil, questions + len(check.faults), check.filled_by, check.remarks,
        *_unchanged(check, edits),
    )  # fmt: skip


def _unchanged(
    check: ReturnCheck, edits: Mapping[str, Mapping[str, Any]]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Returns the rows that were filled in and stay as they are, and those that a 零报告 speaks of."""
    asked = {cell.row for cell in check.cells if cell.state != "unchanged"}
    filled = dict.fromkeys(cell.row for cell in check.cells)
    same = tuple(row for row in filled if row not in edits and row not in asked)
    sent = (row.id for row in read_form(check.request.sent_with)) if check.is_nil else ()
    return same, tuple(row for row in sent if row not in filled)
