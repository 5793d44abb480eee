"""Sums that a sheet states, checked against its entries."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Final

from battlemap.exchange.office_sheets.body import Body, SumRow
from battlemap.exchange.office_sheets.cell import Cell
from battlemap.exchange.office_sheets.grid import Grid
from battlemap.exchange.office_sheets.sheet_table import Column, Total
from battlemap.exchange.office_sheets.words import has_ordinal, level_of, tight

_NO_SUM: Final = re.compile(
    r"率|均|占比|比重|比例|单价|得分|评分|分数|名次|位次|排名|序号|编号|年限|年度$|年份|权重|能耗"
)


def totals_of(
    grid: Grid,
    body: Body,
    columns: list[Column],
    read: dict[int, Callable[[int], Cell]],
    covered: set[tuple[int, int]],
) -> list[Total]:
    """Returns every stated sum with what its entries add up to.

    Cells that cannot be read and rows of 其中 are left out, an amount in a cell that is merged down counts once
    (`covered` are the places that such a cell fills); `read` reads a cell of a row in a column of the sheet.
    """
    answer: list[Total] = []
    for row in body.sums:
        for column in columns:
            if column.kind not in ("int", "decimal", "money") or _NO_SUM.search(
                column.name.rpartition("/")[2]
            ):
                continue
            stated = read[column.place](row.row)
            if isinstance(stated, bool) or not isinstance(stated, int | Decimal):
                continue
            computed = _sum(body, row, column, covered)
            if computed != stated and _sum_of_heads(grid, body, row, column) == stated:
                computed = stated
            answer.append(Total(row.label, row.group, column.name, stated, computed))
    return answer


def _sum(body: Body, row: SumRow, column: Column, covered: set[tuple[int, int]]) -> int | Decimal:
    total: int | Decimal = 0
    for place in range(row.first, row.last):
        value = column.cells[place]
        if place in body.parts or isinstance(value, bool) or not isinstance(value, int | Decimal):
            continue
        if (body.entries[place], column.place) not in covered:
            total += value
    return total


def _sum_of_heads(grid: Grid, body: Body, row: SumRow, column: Column) -> int | Decimal | None:
    """Returns the sum of the entries that head others, 一、 二、 …, None where there are fewer than two of them."""
    total: int | Decimal = 0
    heads = 0
    for place in range(row.first, row.last):
        entry = body.entries[place]
        first = next((grid.text(entry, each) for each in grid.filled[entry][:1]), "")
        value = column.cells[place]
        if has_ordinal(first) and level_of(first) == 1 and isinstance(value, int | Decimal):
            heads += 1
            total += value
    return total if heads > 1 else None


def skipped_texts(grid: Grid, body: Body, total: Total, column: Column) -> int:
    """Returns how many numbers kept as text Excel's own sum has left out, 0 where that does not explain the difference."""
    row = next(
        (each for each in body.sums if tight(each.label) == tight(total.label) and each.group == total.group),
        None,
    )
    if row is None:
        return 0
    texts = [
        value
        for place in range(row.first, row.last)
        if isinstance(value := column.cells[place], int | Decimal)
        and not isinstance(value, bool)
        and place not in body.parts
        and isinstance(_raw(grid, body.entries[place], column.place), str)
        and _raw(grid, body.entries[place], column.place) != ""
    ]
    return (
        len(texts)
        if texts and abs(Decimal(total.computed) - sum(texts) - total.stated) < Decimal("0.01")
        else 0
    )


def _raw(grid: Grid, row: int, column: int) -> object:
    cells = grid.rows[row]
    return cells[column] if column < len(cells) else ""
