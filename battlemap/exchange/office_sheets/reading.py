"""A workbook as offices write it is read: every visible sheet, every table, with what is doubtful told in sentences."""

from __future__ import annotations

from pathlib import Path

from battlemap.exchange.office_sheets.blocks import blocks_of
from battlemap.exchange.office_sheets.form import is_form
from battlemap.exchange.office_sheets.grid import grid_of
from battlemap.exchange.office_sheets.guarded import read_guarded
from battlemap.exchange.office_sheets.raw_sheet import RawBook
from battlemap.exchange.office_sheets.sheet_table import Reading, SheetTable
from battlemap.exchange.office_sheets.table import Kinds, table_of


def read_sheets(path: Path, kinds: Kinds | None = None) -> Reading:
    """Returns what the workbook says; raises BadInput with a Chinese sentence for one that cannot be read."""
    return reading_of(read_guarded(path), path.name, kinds)


def reading_of(book: RawBook, file: str, kinds: Kinds | None = None) -> Reading:
    """Returns the tables of the visible sheets; hidden sheets and those without a table are told.

    `kinds` are the types of columns that are known beforehand.
    """
    tables: list[SheetTable] = []
    report = list(book.remarks)
    for sheet in book.sheets:
        if sheet.state != "visible":
            report.append(f"工作表“{sheet.name}”是隐藏的，没有读入。")
            continue
        grid = grid_of(sheet)
        if not any(grid.filled):
            report.append(f"工作表“{sheet.name}”是空的。")
            continue
        blocks = blocks_of(grid)
        if not blocks:
            report.append(_without_table(sheet.name, max(map(len, grid.filled))))
        year = None
        for block in blocks:
            if is_form(grid, block):
                report.append(
                    f"工作表“{sheet.name}”像一张表单（左边是名称，右边是内容），不是一行一条的清单，没有读入。"
                )
                continue
            table = table_of(
                grid, block, year=year, is_1904=book.is_1904, is_typed=book.is_typed, kinds=kinds
            )
            year = table.year or year
            tables.append(table)
    return Reading(file, tables, report)


def _without_table(name: str, width: int) -> str:
    if width < 2:
        return f"工作表“{name}”只有文字，没有表格，没有读入。"
    return f"工作表“{name}”找不到表头，没有读入。请在第一行写上各列的名称，如“序号”“项目名称”“责任单位”。"
