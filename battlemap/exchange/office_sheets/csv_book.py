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
    text = _AS_TEXT.sub(lambda found: '"' + found[1] + '"', text)
    sign = _sign(text)
    csv.field_size_limit(_MOST_CELL)
    sheet = RawSheet(path.stem)
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=sign):
            cells: list[RawCell] = [cell.strip(" \t\u3000\xa0\ufeff") for cell in row]
            check_size(
                path.name, path.stem, len(sheet.rows) + 1, len(sheet.rows) + 1, len(sheet.rows), len(row) - 1
            )
            sheet.rows.append(cells)
    except csv.Error as error:
        raise BadInput(
            f"「{path.name}」第 {len(sheet.rows) + 1} 行读不出来，请用 Excel 或 WPS 另存为 .xlsx 再读入。",
            str(error),
        ) from error
    return RawBook([sheet], is_typed=False)


def _sign(text: str) -> str:
    """Returns the sign that parts the cells: the one that most lines have most evenly outside of quotes."""
    sample = _QUOTED.sub("", text[:200_000])
    lines = [line for line in sample.split("\n")[:200] if line.strip()]

    def score(sign: str) -> tuple[int, int]:
        counts = [line.count(sign) for line in lines if sign in line]
        usual = max(set(counts), key=lambda count: (counts.count(count), count)) if counts else 0
        return counts.count(usual) * bool(usual), usual

    return max(_SIGNS, key=score)
