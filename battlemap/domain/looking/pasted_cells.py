"""Pasted cells held against a list of any kind before anything is written: what changes, and every cell that is wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import attrs

from battlemap.domain.fields.worded_day import says_same
from battlemap.domain.looking.cell_reading import Changes, is_same_text
from battlemap.domain.looking.columns import Column, Columns, Seen
from battlemap.errors import BadInput, Refused


@attrs.frozen
class Cell:
    """One cell of the list that gets a text."""

    row: str
    key: str
    text: str


@attrs.frozen
class WrongCell:
    """A cell that cannot be taken: its row ("" for a new one) and column, what it was to hold, what is wrong and what to do.

    `where` and `title` say to people which row and column that is.
    """

    row: str
    key: str
    text: str
    words: str
    where: str = ""
    title: str = ""


@attrs.frozen
class Changed:
    """A cell that will be another one."""

    row: str
    key: str
    before: str
    text: str
    changes: Changes


@attrs.frozen
class PasteCheck:
    """What a paste would do; `made` are the values of new rows, `passed_over` titles of columns that nobody types.

    `new_names` are what beside the rows would be made: 「单位」 → its names. `extended` are the rows of which the day is
    put off, which wants a reason.
    """

    changed: tuple[Changed, ...] = ()
    wrong: tuple[WrongCell, ...] = ()
    passed_over: tuple[str, ...] = ()
    made: tuple[Mapping[str, Any], ...] = ()
    new_names: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict)
    extended: tuple[str, ...] = ()

    def edits(self, without: frozenset[tuple[str, str]] = frozenset()) -> dict[str, Changes]:
        """Returns the changes row by row, but for those of the (row, column) pairs `without`."""
        by_row: dict[str, Changes] = {}
        for cell in self.changed:
            if (cell.row, cell.key) not in without:
                by_row.setdefault(cell.row, {}).update(cell.changes)
        return by_row

    @property
    def is_empty(self) -> bool:
        """Whether nothing would be written."""
        return not self.changed and not self.made


def without_head(block: Sequence[Sequence[str]], columns: Sequence[Column]) -> Sequence[Sequence[str]]:
    """Returns the block without its first row where that repeats the titles of the columns it is pasted into."""
    is_head = len(block) > 1 and len(block[0]) > 1 and repeats_titles(block[0], columns)
    return block[1:] if is_head else block


def repeats_titles(cells: Sequence[str], columns: Sequence[Column]) -> bool:
    """Whether the cells are the titles of the columns in their order."""
    titles = [column.title for column in columns[: len(cells)]]
    return [cell.strip() for cell in cells] == titles


def spread(
    block: Sequence[Sequence[str]], rows: Sequence[str], keys: Sequence[str], high: int = 1, wide: int = 1
) -> list[Cell]:
    """Returns which cell gets which text when a block is pasted at the first of `rows` and `keys`.

    It is repeated over a selection of `high` × `wide` cells where it goes into that a whole number of times. What does
    not fit into the list is left out, see `overhang`.
    """
    lines, across = len(block), len(block[0]) if block else 0
    if not lines or not across:
        return []
    down = high if high % lines == 0 else lines
    right = wide if wide % across == 0 else across
    return [
        Cell(row, key, block[place % lines][column % across])
        for place, row in enumerate(rows[:down])
        for column, key in enumerate(keys[:right])
    ]


def overhang(block: Sequence[Sequence[str]], rows: Sequence[str], keys: Sequence[str]) -> tuple[int, int]:
    """Returns how many rows and columns of the block find no place in the list."""
    wide = len(block[0]) if block else 0
    return max(0, len(block) - len(rows)), max(0, wide - len(keys))


def typed_into(value: Callable[[str, str], Any]) -> Callable[[Cell, Seen], Changes]:
    """Returns how a cell is read whose text means `value(key, text)`: as one change, none where the row has it already."""

    def read(cell: Cell, seen: Seen) -> Changes:
        meant = value(cell.key, cell.text)
        return {} if says_same(getattr(seen.row, cell.key), meant) else {cell.key: meant}

    return read


def checked(
    cells: Sequence[Cell],
    columns: Columns,
    seen_of: Callable[[str], Seen],
    name_of: Callable[[str], str],
    read: Callable[[Cell, Seen], Changes],
    *,
    own_key: str = "",
) -> PasteCheck:
    """Returns what the cells would change; a cell that shows its text already changes nothing.

    `read` returns the changes that a text means, none where it is the same otherwise written, and raises BadInput. What
    differs in the column `own_key`, by which a row is known, is wrong: the rows were sorted otherwise meanwhile.
    """
    changed, wrong, passed_over = [], [], {}
    for cell in cells:
        column, seen = columns.by_key[cell.key], seen_of(cell.row)
        shown = column.text(seen)
        if is_same_text(cell.text, shown):
            continue
        words = ""
        if not column.editing:
            if cell.key != own_key:
                passed_over[cell.key] = column.title
            elif cell.text.strip():
                words = f"这一行是 {shown}，粘贴的却是另一项：两边的行序不同，请按编号排序后重新复制。"
        else:
            try:
                changes = read(cell, seen)
            except (BadInput, Refused) as error:
                words = str(error)
            else:
                if changes:
                    changed.append(Changed(cell.row, cell.key, shown, cell.text, changes))
        if words:
            wrong.append(WrongCell(cell.row, cell.key, cell.text, words, name_of(cell.row), column.title))
    return PasteCheck(tuple(changed), tuple(wrong), tuple(passed_over.values()))


def new_rows(
    block: Sequence[Sequence[str]], columns: Sequence[Column], read: Callable[[str, str], Any]
) -> PasteCheck:
    """Returns the rows that a block would make in these columns; one with a wrong cell is not made, empty lines are none.

    `read` returns the value of a text in the column of that key, and raises BadInput.
    """
    made, wrong = [], []
    for number, texts in enumerate(block, 1):
        if not any(text.strip() for text in texts):
            continue
        values: dict[str, Any] = {}
        bad = []
        for column, text in zip(columns, texts, strict=False):
            if not column.editing:
                continue
            try:
                values[column.key] = read(column.key, text)
            except (BadInput, Refused) as error:
                bad.append(WrongCell("", column.key, text, str(error), f"新增第 {number} 行", column.title))
        wrong += bad
        if not bad:
            made.append(values)
    return PasteCheck(made=tuple(made), wrong=tuple(wrong))
