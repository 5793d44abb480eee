"""The columns of a table: their names over several header rows, and the unit that a header holds or inherits."""

from __future__ import annotations

from collections import Counter

import attrs

from battlemap.exchange.office_sheets.blocks import Block, cells_in, is_unit_row
from battlemap.exchange.office_sheets.column_types import is_percent_name
from battlemap.exchange.office_sheets.grid import Grid
from battlemap.exchange.office_sheets.raw_sheet import column_name
from battlemap.exchange.office_sheets.units import MONEY, split_unit, unit_alone
from battlemap.exchange.office_sheets.words import tight


@attrs.frozen
class Head:
    """A column's place in the sheet, its name, the unit of its header ("" for none), and whether it bears a name at all."""

    column: int
    name: str
    unit: str
    is_named: bool = True


@attrs.frozen
class Heads:
    """A table's columns, those that are hidden, and the names that stand twice."""

    columns: tuple[Head, ...]
    hidden: tuple[str, ...]
    doubled: tuple[str, ...]


def heads_of(grid: Grid, block: Block, used: set[int]) -> Heads:
    """Returns the columns from left to right; those that have neither a name nor a value (`used`) are left out."""
    answer: list[Head] = []
    hidden: list[str] = []
    left, right = block.left, block.right
    while left - 1 in grid.sheet.hidden_columns:
        left -= 1
    while right + 1 in grid.sheet.hidden_columns:
        right += 1
    units = [
        row
        for row in range(block.top + 1, block.bottom + 1)
        if is_unit_row(grid, block.top, row, block.left, block.right)
    ]
    for column in range(left, right + 1):
        parts, unit = _parts(grid, block, column, units)
        name = "/".join(parts)
        if column in grid.sheet.hidden_columns:
            if name:
                hidden.append(name)
        elif name:
            answer.append(Head(column, name, unit))
        elif column in used:
            answer.append(Head(column, f"无列名（{column_name(column)}列）", "", is_named=False))
    counts = Counter(head.name for head in answer)
    doubled = tuple(name for name, count in counts.items() if count > 1)
    seen: Counter[str] = Counter()
    columns: list[Head] = []
    for head in answer:
        seen[head.name] += 1
        again = seen[head.name]
        columns.append(attrs.evolve(head, name=f"{head.name}（{again}）") if again > 1 else head)
    return Heads(tuple(columns), tuple(hidden), doubled)


def _parts(grid: Grid, block: Block, column: int, units: list[int]) -> tuple[list[str], str]:
    """Returns the different words above a column from top to bottom, and the unit nearest to the values."""
    parts: list[str] = []
    unit = ""
    for row in range(block.top, block.bottom + 1):
        if grid.is_hidden(row):
            continue
        place = (row, column)
        above = grid.above(row, column)
        if above is not None:
            place = above
        text = grid.text(*place) if column < len(grid.rows[row]) or above else ""
        if not text and above is None and row < block.bottom:
            text = _parent(grid, block, row, column)
        if row in units:
            unit = unit_alone(text) or unit
            continue
        name, said = split_unit(text)
        # 完成比例 below 投资（万元） is no amount
        unit = said or ("" if unit in MONEY and is_percent_name(tight(name)) else unit)
        if name and name not in parts:
            parts.append(name)
    return parts, unit


def _parent(grid: Grid, block: Block, row: int, column: int) -> str:
    """Returns the name to the left that reaches over a blank one without being merged, "" for none."""
    below = {
        each
        for lower in range(row + 1, block.bottom + 1)
        for each in cells_in(grid, lower, block.left, block.right)
    }
    if column not in below:
        return ""
    for left in range(column - 1, block.left - 1, -1):
        if grid.above(row, left) is not None or left not in below:
            return ""
        if grid.text(row, left):
            return grid.text(row, left) if grid.right_end(row, left) == left else ""
    return ""


def head_row(grid: Grid, block: Block) -> list[tuple[str, ...]]:
    """Returns the header's rows as they would stand again on another page."""
    return [
        tuple(tight(grid.text(row, column)) for column in cells_in(grid, row, block.left, block.right))
        for row in range(block.top, block.bottom + 1)
        if cells_in(grid, row, block.left, block.right)
    ]
