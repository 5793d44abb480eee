"""Where the tables of a sheet stand: one below the other, side by side, each with its title zone and header."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import Final

import attrs

from battlemap.exchange.office_sheets.grid import Fault, Grid
from battlemap.exchange.office_sheets.units import unit_alone
from battlemap.exchange.office_sheets.words import (
    is_footer,
    is_header_text,
    is_header_word,
    is_meta,
    is_note,
    number_mark,
    tight,
)

#: Rows at the top in which the first header is looked for.
_TOP: Final = 60
_DEEPEST: Final = 5
_TITLE: Final = re.compile(
    r"(?:表|台账|清单|名单|情况|一览|汇总|排名|台帐|统计|榜|方案|目录)(?:[(（].*[)）])?$|^(?:附?表)[一二三四五六七八九十\d]"
)


@attrs.frozen
class Block:
    """One table's place in the sheet; rows and columns are those of the sheet, the last ones included."""

    left: int
    right: int
    #: First row of the title zone; the header's first and last row; the body's first and last row.
    title_top: int
    top: int
    bottom: int
    body: int
    last: int
    #: Rows that stand above all tables side by side.
    shared_title: tuple[int, ...] = ()


def blocks_of(grid: Grid) -> list[Block]:
    """Returns the tables of the sheet in the order in which they are read; none where no header is found."""
    used = [row for row, filled in enumerate(grid.filled) if filled and not grid.is_hidden(row)]
    if not used:
        return []
    right = max(max(grid.filled[row]) for row in used)
    left = min(min(grid.filled[row]) for row in used)
    answer: list[Block] = []
    for first, last, shared in _side_by_side(grid, used, left, right):
        answer += _below(grid, [row for row in used if row not in shared], first, last, shared)
    return answer


def cells_in(grid: Grid, row: int, left: int, right: int) -> list[int]:
    """Returns the filled columns of the row inside the block."""
    return [column for column in grid.filled[row] if left <= column <= right]


def is_number_row(grid: Grid, row: int, left: int, right: int) -> bool:
    """Whether the row only numbers the columns: (1) (2) (3), or 甲 乙 1 2."""
    columns = cells_in(grid, row, left, right)
    if len(columns) < 3:
        return False
    marks = [number_mark(grid.text(row, column)) for column in columns]
    numbers = [mark for mark in marks if mark]
    letters = [
        place
        for place, mark in enumerate(marks)
        if mark == 0 and grid.text(row, columns[place])[:1] not in "—-/"
    ]
    return (
        None not in marks
        and letters == list(range(len(letters)))
        and len(numbers) >= 2
        and numbers[0] <= 2
        and all(b == a + 1 for a, b in pairwise(numbers))
    )


def _side_by_side(
    grid: Grid, used: list[int], left: int, right: int
) -> list[tuple[int, int, tuple[int, ...]]]:
    """Returns the column ranges of tables that stand beside one another, with the rows above or below all of them."""
    whole: list[tuple[int, int, tuple[int, ...]]] = [(left, right, ())]
    looked = used[:400]
    wide = {
        row
        for row in looked
        if len(grid.filled[row]) == 1
        and grid.right_end(row, grid.filled[row][0]) - grid.filled[row][0] >= (right - left) / 2
    }
    taken: set[int] = set()
    for row in looked:
        if row not in wide:
            for column in grid.filled[row]:
                taken.update(range(column, min(grid.right_end(row, column), right) + 1))
    gaps = [column for column in range(left, right + 1) if column not in taken]
    if not gaps or len(taken) < 4:
        return whole
    parts: list[tuple[int, int]] = []
    start = left
    for column in [*gaps, right + 1]:
        if column > start:
            parts.append((start, column - 1))
        start = column + 1
    while len(parts) > 1 and _is_remark(grid, looked, *parts[-1]):
        parts.pop()
        whole = [(left, parts[-1][1], ())]
    heads = [
        next((row for row in looked if row not in wide and _is_header(grid, row, *part, looked)), None)
        for part in parts
    ]
    if len(parts) < 2 or any(last == first for first, last in parts) or None in heads:
        return whole
    names = [
        {tight(grid.text(head, column)) for column in cells_in(grid, head, *part)}
        for part, head in zip(parts, heads, strict=True)
        if head is not None
    ]
    has_titles = all(
        any(len(cells_in(grid, row, *part)) == 1 for row in looked if row not in wide and row < (head or 0))
        for part, head in zip(parts, heads, strict=True)
    )
    is_repeated = all(len(names[0] & other) * 2 >= min(len(names[0]), len(other)) for other in names[1:])
    if not (has_titles or is_repeated):
        return whole
    if not has_titles:
        first = min(head for head in heads if head is not None)
        wide |= {row for row in looked if row < first and len(grid.filled[row]) == 1}
    return [(first, last, tuple(sorted(wide))) for first, last in parts]


def _is_remark(grid: Grid, rows: list[int], left: int, right: int) -> bool:
    """Whether nothing but a remark stands in these columns, beside the table: 备注：本表由…汇总."""
    texts = [grid.text(row, column) for row in rows for column in cells_in(grid, row, left, right)]
    return 0 < len(texts) <= 3 and all(is_note(text) or is_meta(text) or is_footer(text) for text in texts)


def _below(grid: Grid, used: list[int], left: int, right: int, shared: tuple[int, ...]) -> list[Block]:
    """Returns the tables one below the other in these columns."""
    rows = [row for row in used if cells_in(grid, row, left, right)]
    heads: list[tuple[int, int]] = []
    place = 0
    while place < len(rows) and (heads or place < _TOP):
        row = rows[place]
        if not heads:
            if _is_header(grid, row, left, right, rows[place:]):
                first = _top(grid, row, left, right)
                heads.append((first, max(row, _bottom(grid, first, left, right))))
                place = _after(rows, heads[-1][1], place)
                continue
        elif _is_new_head(grid, rows, place, heads, left, right):
            heads.append((row, _bottom(grid, row, left, right)))
            place = _after(rows, heads[-1][1], place)
            continue
        place += 1
    answer: list[Block] = []
    for index, (top, bottom) in enumerate(heads):
        title = rows[0] if index == 0 else _title_top(grid, rows, top, left, right)
        following = heads[index + 1][0] if index + 1 < len(heads) else None
        last = len(grid.filled) - 1
        if following is not None:
            last = _title_top(grid, rows, following, left, right) - 1
        answer.append(Block(left, right, title, top, bottom, bottom + 1, last, shared))
    return answer


def _after(rows: list[int], bottom: int, place: int) -> int:
    while place < len(rows) and rows[place] <= bottom:
        place += 1
    return place


def _is_header(grid: Grid, row: int, left: int, right: int, rows: list[int]) -> bool:
    """Whether the row names columns: several short texts over most of the width, none of them a value."""
    columns = cells_in(grid, row, left, right)
    if len(columns) < 2 or is_number_row(grid, row, left, right):
        return False
    texts = [grid.text(row, column) for column in columns]
    values = [grid.rows[row][column] for column in columns]
    years = [value for value in values if isinstance(value, float | int) and 1990 <= value <= 2100]
    plain = [value for value in values if isinstance(value, str) and is_header_text(value)]
    if (
        len(plain) + len(years) < len(columns)
        or len(plain) * 2 < len(columns)
        or any(isinstance(v, Fault) for v in values)
    ):
        return False
    hits = sum(is_header_word(text) for text in texts)
    covered = sum(min(grid.right_end(row, column), right) - column + 1 for column in columns)
    below = [each for each in rows if each > row][:8]
    width = max((len(cells_in(grid, each, left, right)) for each in below), default=0)
    if covered * 2 < width or not hits:
        return False
    if hits >= 2 and hits * 3 >= len(columns):
        return True
    # data that is all text looks like a header too: names of columns are said once, and never again as values
    names = [tight(text) for text in texts]
    again = any(
        tight(grid.text(each, column)) == tight(grid.text(row, column))
        for each in below
        for column in columns
    )
    is_first = all(len(cells_in(grid, each, left, right)) <= 2 for each in range(max(0, row - 3), row))
    is_named = any(is_header_word(name) for name in names[:2])
    return (
        is_first and is_named and max(Counter(names).values()) == 1 and not again and covered * 5 >= width * 3
    )


def _is_new_head(
    grid: Grid, rows: list[int], place: int, heads: list[tuple[int, int]], left: int, right: int
) -> bool:
    """Whether another table begins here: a header after a blank row, a note or a title, unlike those before."""
    row = rows[place]
    before = rows[place - 1]
    columns = cells_in(grid, before, left, right)
    is_single = len(columns) == 1 or all(is_meta(grid.text(before, column)) for column in columns)
    if row - before < 2 and not is_single:
        return False
    if not _is_header(grid, row, left, right, rows[place:]):
        return False
    names = [tight(grid.text(row, column)) for column in cells_in(grid, row, left, right)]
    hits = sum(is_header_word(name) for name in names)
    if hits * 2 < len(names):
        return False
    for top, _ in heads:
        if [tight(grid.text(top, column)) for column in cells_in(grid, top, left, right)] == names:
            title = _title_top(grid, rows, row, left, right)
            return any(
                _TITLE.search(tight(grid.text(each, column)))
                for each in range(title, row)
                for column in cells_in(grid, each, left, right)
            )
    return True


def _title_top(grid: Grid, rows: list[int], top: int, left: int, right: int) -> int:
    """Returns the first row of the title zone of a table further down."""
    first = top
    for row in reversed([row for row in rows if row < top]):
        columns = cells_in(grid, row, left, right)
        texts = [grid.text(row, column) for column in columns]
        is_title = len(columns) <= 3 and not any(
            is_note(text) or (is_footer(text) and not is_meta(text)) for text in texts
        )
        gap = first - row > 1
        if (
            not is_title
            or (gap and first != top)
            or (gap and not any(_TITLE.search(tight(text)) for text in texts))
        ):
            break
        if any(not isinstance(grid.rows[row][column], str) for column in columns):
            break
        first = row
        if any(_TITLE.search(tight(text)) and not is_meta(text) for text in texts):
            break
    return first


def _top(grid: Grid, row: int, left: int, right: int) -> int:
    """Returns the first row of the header to which the row belongs: cells from above reach down into it."""
    top = row
    for column in range(left, right + 1):
        above = grid.above(row, column)
        if above is not None and above[0] < top and row - above[0] < _DEEPEST:
            # a title over several rows is no header
            top = above[0] if grid.right_end(*above) - above[1] < (right - left) / 2 else top
    return top


def _bottom(grid: Grid, top: int, left: int, right: int) -> int:
    """Returns the last row of the header that begins at `top`."""
    bottom = top
    while bottom - top < _DEEPEST - 1:
        down = bottom
        for row in range(top, bottom + 1):
            for column in cells_in(grid, row, left, right):
                end = grid.bottom_end(row, column)
                if bottom < end <= top + _DEEPEST - 1:
                    down = max(down, end)
        if down > bottom:
            bottom = down
            continue
        if bottom + 1 >= len(grid.rows) or not _goes_on(grid, top, bottom, left, right):
            return bottom
        bottom += 1
    return bottom


def _goes_on(grid: Grid, top: int, bottom: int, left: int, right: int) -> bool:
    """Whether the row below belongs to the header: it names what stands under a wide cell, and nothing else."""
    row = bottom + 1
    columns = cells_in(grid, row, left, right)
    if not columns or grid.is_hidden(row) or is_number_row(grid, row, left, right):
        return False
    if not all(
        isinstance(grid.rows[row][column], str) and is_header_text(grid.text(row, column))
        for column in columns
    ):
        return False
    if is_unit_row(grid, top, row, left, right):
        return True
    if _is_below_wide(grid, top, bottom, left, right):
        return True
    upper = cells_in(grid, bottom, left, right)
    if not upper or (columns[0] <= upper[0] and not grid.above(row, columns[0])):
        return False
    under: set[int] = set()
    for column in upper:
        end = min(grid.right_end(bottom, column), right)
        if end > column:
            under.update(range(column, end + 1))
    if under:
        return set(columns) <= under
    # without merged cells: a name with blanks behind it, and names below them
    blanks = [column for column in columns if column not in upper]
    return (
        bottom == top and bool(blanks) and all(column - 1 in columns or column in upper for column in columns)
    )


def _is_below_wide(grid: Grid, top: int, bottom: int, left: int, right: int) -> bool:
    """Whether the row below parts names that have blanks behind them, without merged cells, over as many rows as there are."""
    first, upper = cells_in(grid, top, left, right), cells_in(grid, bottom, left, right)
    below = set(cells_in(grid, bottom + 1, left, right))
    if not first or min(below) <= first[0]:
        return False
    ends = [*upper[1:], right + 1]
    wide = [set(range(begin, end)) for begin, end in zip(upper, ends, strict=True) if end - begin > 1]
    parted = [span for span in wide if min(span) in below and len(span & below) > 1]
    return bool(parted) and below <= set().union(*parted)


def is_unit_row(grid: Grid, top: int, row: int, left: int, right: int) -> bool:
    """Whether a row of the header that begins at `top` holds nothing but the units of the names above, each its own."""
    columns = cells_in(grid, row, left, right)
    return len(columns) > 1 and all(
        unit_alone(grid.text(row, column)) and _is_own(grid, range(top, row), column) for column in columns
    )


def _is_own(grid: Grid, rows: range, column: int) -> bool:
    """Whether a name in these rows stands above this column alone, so that a unit below it tells no two columns apart."""
    return any(grid.text(row, column) and grid.right_end(row, column) == column for row in rows) and not any(
        grid.above(row, column) for row in rows
    )
