"""A workbook (.xlsx, .xls, .ods, .et) as the lines of a plan: titles as text, tables as rows of cells."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any, Final

from battlemap.errors import BadInput
from battlemap.exchange.lines import Line

#: Larger workbooks are no plans.
MOST_BYTES: Final = 20 * 1024 * 1024
SUFFIXES: Final = (".xlsx", ".xls", ".xlsm", ".ods", ".et")
_MOST_ROWS = 20_000
_MOST_CELLS = 400_000


def sheet_lines(data: bytes, name: str) -> list[Line]:
    """Returns the lines of all visible sheets; raises BadInput for what is no readable workbook or far too large.

    A row with one filled cell at the head of a sheet is text, all others are rows of a table; merged cells are
    repeated in `cells` and stand once in `text`.
    """
    import python_calamine

    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [sheet for sheet in book.sheets_metadata if "Hidden" not in str(sheet.visible)]
        lines: list[Line] = []
        for number, sheet in enumerate(sheets, 1):
            lines += _lines(book.get_sheet_by_name(sheet.name), number, name)
    except BadInput:
        raise
    except Exception as error:  # the library has its own errors and passes on those of the zip
        raise BadInput(
            f"「{name}」不是能读取的表格，或已加密损坏，请用 Excel 或 WPS 另存为 .xlsx 后再打开。",
            repr(error),
        ) from error
    if not lines:
        raise BadInput(f"「{name}」里没有文字，没有方案内容。")
    return lines


def _lines(sheet: Any, number: int, name: str) -> Iterator[Line]:
    if sheet.total_height > _MOST_ROWS or sheet.total_height * sheet.total_width > _MOST_CELLS:
        raise BadInput(f"「{name}」的表格过大（{sheet.total_height} 行），不像一份方案。")
    rows = [[_words(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
    own = [list(row) for row in rows]
    merged = getattr(sheet, "merged_cell_ranges", None) or []
    for (top, left), (bottom, right) in merged:
        for down in range(top, min(bottom + 1, len(rows))):
            for along in range(left, min(right + 1, len(rows[down]))):
                rows[down][along] = rows[top][left]
    in_table = False
    for row, words in zip(rows, own, strict=True):
        filled = [cell for cell in words if cell]
        if not filled:
            continue
        in_table = in_table or len(set(filled)) > 1
        if not in_table:
            yield Line(filled[0], after_gap=True)
        else:
            yield Line("\t".join(words).strip(), cells=tuple(row), table=number)


def _words(cell: Any) -> str:
    """Returns a cell's value as text: whole numbers without a point, days as 2021-10-31."""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ", "minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    return re.sub(r"[ \t]*\n\s*", "\n", str(cell)).strip() if cell is not None else ""
