"""A sheet of persons as two tables: the households, told by the row of their head, and their members."""

from __future__ import annotations

import re
from typing import Final

import attrs

from battlemap.exchange.office_sheets.cell import Cell
from battlemap.exchange.office_sheets.sheet_table import Column, SheetTable
from battlemap.exchange.office_sheets.words import tight

#: What a person's column is called where it tells of the head of the household.
_OF_HEAD: Final = {
    "姓名": "户主",
    "证件号码": "户主证件号码",
    "身份证号": "户主证件号码",
    "身份证号码": "户主证件号码",
}
_CODE: Final = re.compile(r"^(?:家庭|贫困)?户(?:编号|编码|号|主编号)$")


def code_column(table: SheetTable) -> str:
    """Returns the name of the column of the households' numbers, "" where there is none."""
    return next(
        (column.name for column in table.columns if _CODE.match(tight(column.name.rpartition("/")[2]))), ""
    )


def households_in(table: SheetTable) -> SheetTable:
    """Returns a table with one row per household: that of its head, else its first member's.

    What the head's row leaves blank is taken from the first row that tells it.
    """
    heads = [
        household.head if household.head is not None else household.members[0]
        for household in table.households
    ]
    columns = [
        attrs.evolve(
            column,
            name=_OF_HEAD.get(tight(column.name), column.name),
            cells=[
                _told(column, head, household.members)
                for head, household in zip(heads, table.households, strict=True)
            ],
        )
        for column in table.columns
    ]
    return attrs.evolve(
        table, columns=columns, rows=[table.rows[head] for head in heads], group_of=[""] * len(heads), groups=[],
        totals=[], households=[],
    )  # fmt: skip


def members_in(table: SheetTable) -> SheetTable:
    """Returns the table of the persons who belong to a household, in the order of the sheet."""
    places = sorted(place for household in table.households for place in household.members)
    return attrs.evolve(
        table,
        columns=[
            attrs.evolve(column, cells=[column.cells[place] for place in places]) for column in table.columns
        ],
        rows=[table.rows[place] for place in places],
        group_of=[""] * len(places),
        groups=[],
        totals=[],
        households=[],
    )


def _told(column: Column, head: int, members: tuple[int, ...]) -> Cell:
    cell = column.cells[head]
    is_of_person = tight(column.name) in _OF_HEAD
    if cell is not None or is_of_person:
        return cell
    return next((column.cells[place] for place in members if column.cells[place] is not None), None)
