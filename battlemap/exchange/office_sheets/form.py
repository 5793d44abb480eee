"""A form of one thing (项目名称 | 甲 | 建设单位 | 乙), which is no list of many and is not read as one."""

from __future__ import annotations

from battlemap.exchange.office_sheets.blocks import Block, cells_in
from battlemap.exchange.office_sheets.grid import Grid
from battlemap.exchange.office_sheets.words import is_header_word

#: Rows that a form has at least, and at most; of its labels so many in ten are words that head columns.
_FEWEST, _MOST, _SHARE = 3, 60, 7


def is_form(grid: Grid, block: Block) -> bool:
    """Whether labels and what is written beside them take turns in nearly every row, that of the header included."""
    rows = [
        cells
        for row in range(block.top, min(block.last, block.top + _MOST) + 1)
        if len(cells := [(row, column) for column in cells_in(grid, row, block.left, block.right)]) > 1
    ]
    pairs = [row for row in rows if len(row) % 2 == 0]
    if len(pairs) < _FEWEST or len(pairs) * 10 < len(rows) * _SHARE or any(len(row) > 6 for row in rows):
        return False
    if all(is_header_word(grid.text(*place)) for place in rows[0][1::2]):
        return False
    labels = [grid.text(*place) for row in pairs for place in row[::2]]
    values = [grid.text(*place) for row in pairs for place in row[1::2]]
    heads = [text for text in labels if is_header_word(text) and len(text) <= 12]
    written = [text for text in values if is_header_word(text) and len(text) <= 12]
    return (
        len(set(labels)) == len(labels)
        and len(heads) * 10 >= len(labels) * _SHARE
        and len(written) * 2 < len(values)
    )
