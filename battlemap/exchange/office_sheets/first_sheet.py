"""The first sheet of a workbook as plain rows, for lists whose columns the program itself has named."""

from __future__ import annotations

from pathlib import Path

from battlemap.errors import BadInput
from battlemap.exchange.office_sheets.guarded import read_guarded
from battlemap.exchange.office_sheets.raw_sheet import RawCell


def first_rows(path: Path, most_bytes: int, most_rows: int, noun: str) -> list[list[RawCell]]:
    """Returns the cells, counted from A1; blank ones are "".

    Raises BadInput for a file that cannot be read, or that is too large to be a `noun` (清单, 日历表).
    """
    try:
        is_large = path.stat().st_size > most_bytes
    except OSError:
        is_large = False
    if is_large:
        raise BadInput(f"“{path.name}”超过 {most_bytes >> 20} MB，不像{noun}，请拆分后再导入。")
    book = read_guarded(path)
    if not book.sheets:
        raise BadInput(f"“{path.name}”里没有工作表，请核对。")
    rows = book.sheets[0].rows
    if len(rows) > most_rows + 20:
        raise BadInput(f"“{path.name}”超过 {most_rows} 行，不像{noun}，请拆分后再导入。")
    return rows
