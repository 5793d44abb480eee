"""A workbook (.xlsx, .xls, .ods, .et) as the lines of a plan: titles as text, tables as rows of cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Final

from battlemap.errors import BadInput
from battlemap.exchange.lines import Line
from battlemap.exchange.office_sheets.guarded import read_guarded
from battlemap.exchange.office_sheets.raw_sheet import RawSheet

SUFFIXES: Final = (".xlsx", ".xls", ".xlsm", ".ods", ".et")
_MOST_CELLS = 400_000


def sheet_lines(path: Path) -> list[Line]:
    """Returns the lines of all visible sheets; raises BadInput for what is no readable workbook or far too large.

    A row with one filled cell at the head of a sheet is text, all others are rows of a table; merged cells are
    repeated in `cells` and stand once in `text`. Comments and hidden rows come last, with the place "aside".
    """
    sheets = [sheet for sheet in read_guarded(path).sheets if sheet.state == "visible"]
    if sum(len(row) for sheet in sheets for row in sheet.rows) > _MOST_CELLS:
        raise BadInput(f"“{path.name}”的表格过大，不像一份方案。")
    lines = [line for number, sheet in enumerate(sheets, 1) for line in _lines(sheet, number)]
    if not lines:
        raise BadInput(f"“{path.name}”里没有文字，没有方案内容。")
    return [line for line in lines if not line.place] + [line for line in lines if line.place]


def _lines(sheet: RawSheet, number: int) -> Iterator[Line]:
    own = [[_words(cell) for cell in row] for row in sheet.rows]
    rows = [list(row) for row in own]
    for top, left, bottom, right in sheet.merges:
        first = own[top][left] if top < len(own) and left < len(own[top]) else ""
        for down in range(top, min(bottom + 1, len(rows))):
            rows[down] += [""] * (min(right, 255) + 1 - len(rows[down]))
            for along in range(left, min(right + 1, len(rows[down]))):
                rows[down][along] = first
    in_table = False
    for index, words in enumerate(own):
        filled = [cell for cell in words if cell]
        if not filled:
            continue
        in_table = in_table or len(set(filled)) > 1
        if index in sheet.hidden_rows:
            yield Line("\t".join(filled), place="aside")
        elif not in_table:
            yield Line(filled[0], after_gap=True)
        else:
            yield Line("\t".join(words).strip(), cells=tuple(rows[index]), table=number)
    for comment in sheet.comments.values():
        if comment.strip():
            yield Line(re.sub(r"\s*\n\s*", " ", comment.strip()), place="aside")


def _words(cell: Any) -> str:
    """Returns a cell's value as text: whole numbers without a point, days as 2021-10-31."""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else f"{cell:.12g}"
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ", "minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    return re.sub(r"[ \t]*\n\s*", "\n", str(cell)).strip() if cell is not None else ""
