"""How large a sheet may be: what an office keeps in one sheet, and what would eat the machine."""

from __future__ import annotations

from typing import Final

from battlemap.errors import BadInput
from battlemap.exchange.office_sheets.raw_sheet import place_name

MOST_ROWS: Final = 200_000
MOST_COLUMNS: Final = 1_000
#: Cells between the first and the last that hold something, blanks included.
MOST_CELLS: Final = 6_000_000


def check_size(
    book: str, sheet: str, filled_rows: int, box_rows: int, last_row: int, last_column: int
) -> None:
    """Raises BadInput, naming the sheet and the place, for a sheet that is too long or has a cell far away.

    `filled_rows` are the rows that hold something, `box_rows` those between the first and the last of them; the last
    row and column are counted from 0.
    """
    if filled_rows > MOST_ROWS:
        raise BadInput(f"“{book}”的工作表“{sheet}”超过 {MOST_ROWS} 行，请拆分后再读入。")
    if box_rows * (last_column + 1) > MOST_CELLS or last_column >= MOST_COLUMNS or last_row >= 2 * MOST_ROWS:
        raise BadInput(
            f"“{book}”的工作表“{sheet}”在 {place_name(last_row, last_column)} 一带还有内容，"
            "离其余内容太远，像是误填。请删去后再读入。"
        )
