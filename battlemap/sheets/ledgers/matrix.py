"""矩阵图: two fields of a ledger against each other, or entries against the kinds of what is registered under them (村×五改)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

import attrs

from battlemap.domain.fields.options import OneOf
from battlemap.domain.ledgers.definition import DefinedField, Definition
from battlemap.domain.ledgers.sums import plain_number, sum_of
from battlemap.domain.snapshot import Snapshot
from battlemap.layout.figures import BigFigure, figures
from battlemap.layout.flow import Block
from battlemap.layout.framed import framed_pages
from battlemap.layout.listing import heading, nothing
from battlemap.layout.matrix import MatrixCell, MatrixRow, matrix_blocks
from battlemap.layout.scene import Scene
from battlemap.sheets.ledgers.facts import Children, LedgerFacts
from battlemap.sheets.ledgers.ledger_frame import head_figures, ledger_frame
from battlemap.sheets.options import SheetOptions

NAME, TITLE, NUMBER = "matrix", "矩阵图", "台五"
PURPOSE = "纵横两个字段交叉计数；村庄五改按村和改造项列计划与完成，红的是时限已到未完成"
_PLANNED: Final = ("计划",)
_DONE: Final = ("完成户数", "完成数", "已完成", "完成")


@attrs.frozen
class _Crossing:
    """What stands in a cell: how many, or done of planned."""

    count: int = 0
    planned: Decimal = Decimal(0)
    done: Decimal = Decimal(0)
    is_late: bool = False

    def plus(self, other: _Crossing) -> _Crossing:
        return _Crossing(
            self.count + other.count,
            self.planned + other.planned,
            self.done + other.done,
            self.is_late or other.is_late,
        )


def matrix(
    snapshot: Snapshot, options: SheetOptions, facts: LedgerFacts, group_by: str = ""
) -> tuple[Scene, ...]:
    """Returns the pages. A child ledger with plan and result is laid out by entry and kind; else two fields are crossed.

    `group_by` names the two fields, 「街道,阶段」 by their keys with a comma between; "" for those that suit.
    """
    worked = _worked(facts)
    rows, columns, corner, is_share = (
        _of_children(worked, facts, snapshot)
        if worked and not group_by
        else _of_fields(facts, snapshot, group_by)
    )
    counter = worked.definition.ledger.counter if worked and is_share else facts.counter

    def blocks(width: float, em: float) -> list[Block]:
        made = figures(
            head_figures(facts, snapshot) + (_totals(rows, columns) if is_share else []), width, em
        )
        if not rows:
            return [*made, nothing(f"没有{facts.definition.noun}", em * 1.5)]
        note = "完成/计划，红（灰印为黑条）的时限已到" if is_share else f"单位：{counter}"
        lines = [
            MatrixRow(name, tuple(_cell(cells.get(c), is_share) for c in columns), hint, False, about)
            for name, hint, about, cells in rows
        ]
        sums = [_sum(rows, column) for column in columns]
        lines.append(MatrixRow("合计", tuple(_cell(each, is_share) for each in sums), is_sum=True))
        return [
            *made,
            heading(corner, em, note),
            *matrix_blocks(columns, lines, width, em, corner.partition("×")[0]),
        ]

    title = f"{facts.definition.ledger.title.removesuffix('台账')}{TITLE}"
    return framed_pages(ledger_frame(facts, snapshot, options, title, NUMBER), blocks, options.paper)


_Rows = list[tuple[str, str, str | None, dict[str, _Crossing]]]


def _worked(facts: LedgerFacts) -> Children | None:
    """Returns the child ledger that tells plan and result by kind, None where there is none."""
    for children in facts.children:
        if all(_work_fields(children.definition)):
            return children
    return None


def _work_fields(
    definition: Definition,
) -> tuple[DefinedField | None, DefinedField | None, DefinedField | None]:
    kind = next((f for f in definition.fields if isinstance(f.type, OneOf) and f.row.type == "choice"), None)
    numbers = [f for f in definition.fields if f.row.type in ("int", "decimal", "money")]
    planned = next((f for f in numbers if any(word in f.title for word in _PLANNED)), None)
    done = next((f for f in numbers if any(word in f.title for word in _DONE) and f is not planned), None)
    return kind, planned, done


def _of_children(
    children: Children, facts: LedgerFacts, snapshot: Snapshot
) -> tuple[_Rows, list[str], str, bool]:
    kind, planned, done = _work_fields(children.definition)
    assert kind is not None and planned is not None and done is not None
    due = next((f for f in children.definition.fields if f.row.type == "date" and "时限" in f.title), None)
    columns = [option.name for option in kind.type.offered] if isinstance(kind.type, OneOf) else []
    above = next((f for f in facts.definition.fields if f.row.type == "unit"), None)
    rows: _Rows = []
    for row in facts.rows:
        cells: dict[str, _Crossing] = {}
        for part in children.of(row.id):
            name = kind.type.show(getattr(part, kind.key), snapshot)
            goal, reached = _number(part, planned), _number(part, done)
            limit = getattr(part, due.key) if due else None
            is_late = isinstance(limit, date) and limit < facts.as_of and reached < goal
            held = _Crossing(1, goal, reached, is_late)
            cells[name] = cells[name].plus(held) if name in cells else held
        hint = facts.words(above, row, snapshot) if above else ""
        rows.append((facts.title(row, snapshot), hint, row.id, cells))
    rows.sort(key=lambda each: -sum(cell.is_late for cell in each[3].values()))
    return rows, columns, f"{facts.definition.noun}×{kind.title}", True


def _of_fields(facts: LedgerFacts, snapshot: Snapshot, group_by: str) -> tuple[_Rows, list[str], str, bool]:
    down, across = crossed_fields(facts.definition, group_by)
    if down is None or across is None:
        return [], [], "矩阵", False
    names = _names(facts.rows, across, snapshot)
    rows: _Rows = []
    for name in _names(facts.rows, down, snapshot):
        cells: dict[str, _Crossing] = {}
        for row in facts.rows:
            if _group(down, row, snapshot) == name:
                other = _group(across, row, snapshot)
                cells[other] = cells.get(other, _Crossing()).plus(_Crossing(1))
        rows.append((name, str(sum(cell.count for cell in cells.values())), None, cells))
    return rows, names, f"{down.title}×{across.title}", False


def crossed_fields(
    definition: Definition, group_by: str = ""
) -> tuple[DefinedField | None, DefinedField | None]:
    """Returns the fields of rows and columns: those that are named, else units by stages, or the first two with few values."""
    named = [definition.by_key.get(key.strip()) for key in group_by.split(",") if key.strip()]
    few = [f for f in definition.fields if f.row.type in ("unit", "choice", "stage")]
    across = (
        named[1]
        if len(named) > 1
        else definition.stage_field or next((f for f in few if f.row.type == "choice"), None)
    )
    units = sorted(few, key=lambda f: f.row.type != "unit")
    down = named[0] if named else next((f for f in units if f is not across), None)
    return down, across


def _group(field: DefinedField, row: Any, snapshot: Snapshot) -> str:
    return field.type.group(getattr(row, field.key), snapshot) or "未填"


def _names(rows: Sequence[Any], field: DefinedField, snapshot: Snapshot) -> list[str]:
    """Returns the groups that occur, in the field's order, what is not filled last."""
    places: dict[str, Any] = {}
    for row in rows:
        places.setdefault(
            _group(field, row, snapshot), field.type.sort_key(getattr(row, field.key), snapshot)
        )
    filled = sorted((name for name in places if places[name] is not None), key=lambda name: places[name])
    return [*filled, *(name for name in places if places[name] is None)]


def _number(row: Any, field: DefinedField) -> Decimal:
    return sum_of([getattr(row, field.key)]) or Decimal(0)


def _cell(held: _Crossing | None, is_share: bool) -> MatrixCell:
    if held is None:
        return MatrixCell("—")
    if not is_share:
        return MatrixCell(str(held.count)) if held.count else MatrixCell("—")
    share = float(held.done / held.planned) if held.planned else None
    return MatrixCell(f"{plain_number(held.done)}/{plain_number(held.planned)}", share, held.is_late)


def _sum(rows: _Rows, column: str) -> _Crossing | None:
    whole = None
    for _, _, _, cells in rows:
        if column in cells:
            held = attrs.evolve(cells[column], is_late=False)
            whole = held if whole is None else whole.plus(held)
    return whole


def _totals(rows: _Rows, columns: Sequence[str]) -> list[BigFigure]:
    """Returns a figure per kind: how much of the plan is done."""
    made = []
    for column in columns:
        whole = _sum(rows, column)
        if whole is not None and whole.planned:
            share = whole.done * 100 / whole.planned
            made.append(
                BigFigure(
                    column,
                    f"{int(share)}%",
                    f"{plain_number(whole.done)}/{plain_number(whole.planned)}",
                    "green" if share >= 100 else "progress",
                )
            )
    return made
