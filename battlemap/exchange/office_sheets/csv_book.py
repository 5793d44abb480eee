"""Sheets as plain text (csv, semicolons, tabs): which sign parts the cells, and what programs put around numbers."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import Final

from battlemap.errors import BadInput
from battlemap.exchange.office_sheets.raw_sheet import RawBook, RawCell, RawSheet
from battlemap.exchange.office_sheets.sheet_size import check_size
from battlemap.exchange.office_sheets.sheet_text import sheet_text

_SIGNS: Final = ",;\t|，；"
_AS_TEXT: Final = re.compile(r'="((?:[^"]|"")*)"')
_QUOTED: Final = re.compile(r'"(?:[^"]|"")*"')
#: Characters of one cell.
_MOST_CELL: Final = 16 * 1024 * 1024


def read_csv(path: Path) -> RawBook:
    """Returns the rows as one sheet of texts; ="007" is 007, blanks and tabs around a cell are left out."""
    text = sheet_text(path.read_bytes(), path.name).replace("\r\n", "\n").replace("\r", "\n")
    text = _AS_TEXT.sub(lambda cell: '"' + cell[1] + '"', text)
    csv.field_size_limit(_MOST_CELL)
    sign = _sign(text)
    try:
        rows = _rows(text, sign, path.name, strict=True)
    except csv.Error:
        # a quote inside of a word is no fault, one that is never closed would swallow the rest
        rows = _rows(text, sign, path.name, strict=False)
    return RawBook([RawSheet(path.stem, rows)], is_typed=False)


def _rows(text: str, sign: str, name: str, *, strict: bool) -> list[list[RawCell]]:
    rows: list[list[RawCell]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign, strict=strict)
    line = 1
    try:
        for row in reader:
            cells: list[RawCell] = [cell.strip(" \t\u3000\xa0\ufeff") for cell in row]
            check_size(name, name, len(rows) + 1, len(rows) + 1, len(rows), len(row) - 1)
            rows.append(cells)
            line = reader.line_num + 1
    except csv.Error as error:
        if "unexpected end of data" in str(error):
            raise BadInput(f"“{name}”第 {line} 行的引号没有成对，请改正后再读入。", str(error)) from error
        if strict:
            raise
        raise BadInput(
            f"“{name}”第 {line} 行读不出来，请用 Excel 或 WPS 另存为 .xlsx 再读入。", str(error)
        ) from error
    return rows


def _sign(text: str) -> str:
    """Returns the sign that parts the cells: the one that most lines have most evenly outside of quotes."""
    sample = _QUOTED.sub("", text[:200_000])
    lines = [line for line in sample.split("\n")[:200] if line.strip()]

    def score(sign: str) -> tuple[int, int]:
        counts = [line.count(sign) for line in lines if sign in line]
        usual = max(set(counts), key=lambda count: (counts.count(count), count)) if counts else 0
        return counts.count(usual) * bool(usual), usual

    return max(_SIGNS, key=score)
