"""The rows below a header, told apart: entries, groups, totals, repeated headers, notes, blanks, hidden ones."""

from __future__ import annotations

import re
from typing import Final

import attrs

from battlemap.exchange.office_sheets.blocks import Block, cells_in, is_number_row
from battlemap.exchange.office_sheets.grid import Grid
from battlemap.exchange.office_sheets.header import Heads, head_row
from battlemap.exchange.office_sheets.words import (
    goes_on,
    has_ordinal,
    is_average,
    is_carried,
    is_footer,
    is_han_ordinal,
    is_meta,
    is_note,
    is_page_mark,
    level_of,
    neat,
    tight,
    total_label,
)

_PART: Final = re.compile(r"^[\s\u3000]*(?:[（(]?其中|#其中|其中[:：])")
_CONTINUED: Final = re.compile(r"[(（\-—]?续表?[一二三四五六七八九十\d]*[)）]?$")
#: What stands in the first cell of a row that only shows how the sheet is filled in.
_EXAMPLES: Final = ("示例", "样例", "范例", "填写示例", "填报示例", "例", "例如", "举例")
#: Rows that may stand above a header that is repeated.
_MOST_ABOVE: Final = 5
_COUNTED: Final = re.compile(r"[(（](?:共)?(\d+)(?:个|项|户|家|人|件|处|宗|条)[)）]$")


@attrs.define
class Group:
    """A heading inside the table; `first` and `last` count the entries below it, `rows` is their number."""

    title: str
    level: int
    first: int
    rows: int = 0

    @property
    def stated(self) -> int | None:
        """The number of entries that the heading itself tells: （4个）."""
        count = _COUNTED.search(tight(self.title))
        return int(count[1]) if count else None


@attrs.frozen
class SumRow:
    """A row of sums: where it stands, its label, the group it closes, and the entries it should add up."""

    row: int
    label: str
    group: str
    first: int
    last: int


@attrs.define
class Body:
    """The rows of a table; entries are rows of the sheet."""

    entries: list[int] = attrs.field(factory=list)
    #: Per entry the title of its group, "" for none.
    group_of: list[str] = attrs.field(factory=list)
    #: Places in `entries` of rows that belong to the row above (其中).
    parts: set[int] = attrs.field(factory=set)
    groups: list[Group] = attrs.field(factory=list)
    sums: list[SumRow] = attrs.field(factory=list)
    hidden: list[int] = attrs.field(factory=list)
    notes: list[str] = attrs.field(factory=list)
    repeated: int = 0


def body_of(grid: Grid, block: Block, heads: Heads) -> Body:
    """Returns the rows of the block's body, each in its place."""
    return _Reader(grid, block, heads).read()


@attrs.define
class _Reader:
    grid: Grid
    block: Block
    heads: Heads
    body: Body = attrs.field(factory=Body)
    _is_in_note: bool = False
    _has_index: bool = False
    _titles: frozenset[str] = frozenset()
    _last_row: int = 0
    #: (row, label, group, entries before it, place in the groups)
    _sums: list[tuple[int, str, str, int, int]] = attrs.field(factory=list)

    def read(self) -> Body:
        grid, block = self.grid, self.block
        head_rows = head_row(grid, block)
        numbered = self._is_numbered_in_han()
        columns = [head.column for head in self.heads.columns]
        self._has_index = bool(columns) and self.heads.columns[0].name in ("序号", "序", "项次", "编号")
        self._open_first()
        self._titles = frozenset(
            tight(grid.text(row, column))
            for row in range(block.title_top, block.top)
            for column in cells_in(grid, row, block.left, block.right)
        ) - {""}
        rows_upwards = range(block.last, block.body - 1, -1)
        self._last_row = next(
            (row for row in rows_upwards if cells_in(grid, row, block.left, block.right)), 0
        )
        row = block.body
        while row <= block.last:
            filled = cells_in(grid, row, block.left, block.right)
            if not filled or row in block.shared_title:
                row += 1
            elif grid.is_hidden(row):
                self.body.hidden.append(row)
                row += 1
            elif self._is_head(row, filled, head_rows[0]):
                self.body.repeated += 1
                row = self._below_head(row, head_rows)
            elif self._is_page_top(row, head_rows[0]) or (
                not self.body.entries and is_number_row(grid, row, block.left, block.right)
            ):
                row += 1
            else:
                self._row(row, filled, numbered, columns)
                row += 1
        self._close()
        return self.body

    def _row(self, row: int, filled: list[int], numbered: bool, columns: list[int]) -> None:
        grid, body = self.grid, self.body
        first = filled[0]
        text = grid.text(row, first)
        is_text = isinstance(grid.rows[row][first], str)
        if is_text and len(filled) <= 4 and self._is_aside(row, filled, text):
            return
        self._is_in_note = False
        if tight(text).strip("()[]【】:") in _EXAMPLES and len(filled) > 1:
            body.notes.append(" ".join(grid.text(row, column) for column in filled))
            return
        if any(is_carried(grid.text(row, column)) for column in filled[:2]):
            return
        if is_text and len(filled) > 1 and is_average(text):
            body.notes.append(" ".join(grid.text(row, column) for column in filled))
            return
        if is_text and len(filled) == 1 and _PART.match(text):
            body.notes.append(text.strip())
            return
        label = self._label(row, filled)
        if label:
            title = body.groups[-1].title if body.groups else ""
            self._sums.append((row, neat(label), title, len(body.entries), len(body.groups)))
            return
        is_covered = any(span[0] < row and span[1] <= columns[-1] for span in grid.covering.get(row, ()))
        if len(filled) == 1 and is_text and not is_covered and self._is_group(row, first, text):
            self._open(neat(text))
            return
        if numbered and is_text and is_han_ordinal(text) and len(filled) > 1:
            name = grid.text(row, filled[1])
            self._open(neat(f"{tight(text).strip('、.')}、{name}"))
            if any(not isinstance(grid.rows[row][column], str) for column in filled[2:]):
                self._sums.append((row, "小计", body.groups[-1].title, len(body.entries), len(body.groups)))
            return
        end = grid.right_end(row, first)
        if (
            is_text
            and end > first
            and has_ordinal(text)
            and first <= columns[min(1, len(columns) - 1)]
            and len(filled) > 1
        ):
            self._open(neat(text))
            self._sums.append((row, "小计", body.groups[-1].title, len(body.entries), len(body.groups)))
            return
        is_part = any(
            _PART.match(grid.text(row, column))
            for column in filled[:3]
            if isinstance(grid.rows[row][column], str)
        )
        # what follows 其中 without a number of its own belongs to the row above too
        is_unnumbered = self._has_index and first != columns[0] and grid.above(row, columns[0]) is None
        if is_part or (is_unnumbered and len(body.entries) - 1 in body.parts):
            body.parts.add(len(body.entries))
        body.entries.append(row)
        body.group_of.append(body.groups[-1].title if body.groups else "")
        for level in {group.level for group in body.groups}:
            current = next((g for g in reversed(body.groups) if g.level <= level), None)
            if current is not None and current.level == level:
                current.rows += 1

    def _is_aside(self, row: int, filled: list[int], text: str) -> bool:
        """Whether the row is a note, a footer or a page mark, which is then kept as a note."""
        grid = self.grid
        texts = [grid.text(row, column) for column in filled]
        if len(filled) == 1 and (is_page_mark(text) or self._is_title(text)):
            return True
        if len(filled) == 1 and is_meta(text) and row == self._last_row and len(self.heads.columns) > 2:
            self.body.notes.append(text.strip())
            return True
        if len(filled) == 1 and (is_note(text) or (self._is_in_note and goes_on(text))):
            self._is_in_note = True
            self.body.notes.append(text.strip())
            return True
        is_written = all(isinstance(grid.rows[row][column], str) for column in filled)
        if is_written and is_note(text) and len(filled) <= 2:
            self.body.notes += texts
            return True
        if (
            is_written
            and is_footer(text)
            and (len(filled) == 1 or all(is_footer(each) or ":" in tight(each) for each in texts))
        ):
            self.body.notes += texts
            return True
        return False

    def _is_page_top(self, row: int, head: tuple[str, ...]) -> bool:
        """Whether the row stands above the header that is repeated on a page: the title again, 填报日期：…, 第2页 共3页."""
        for each in range(row, min(row + _MOST_ABOVE, self.block.last + 1)):
            filled = cells_in(self.grid, each, self.block.left, self.block.right)
            if each > row and self._is_head(each, filled, head):
                return True
            texts = [self.grid.text(each, column) for column in filled]
            if not all(self._is_title(text) or is_meta(text) or is_page_mark(text) for text in texts):
                return False
        return False

    def _is_title(self, text: str) -> bool:
        """Whether a page of the table begins here: its title stands again, alone or with 续表."""
        return _CONTINUED.sub("", tight(text)) in self._titles

    def _label(self, row: int, filled: list[int]) -> str:
        """Returns the label of a row of sums, "" for another row."""
        grid = self.grid
        words = [column for column in filled if isinstance(grid.rows[row][column], str)]
        for head in self.heads.columns[:2]:
            # 合计 may be merged over several rows of sums
            above = grid.above(row, head.column)
            if above is not None and total_label(grid.text(*above)):
                return grid.text(*above)
        for column in filled[:3]:
            if column in words and total_label(grid.text(row, column)):
                others = [
                    c
                    for c in words
                    if c != column and not re.fullmatch(r"[-+\d.,%—/*\s（）()]*", grid.text(row, c))
                ]
                return grid.text(row, column) if len(others) <= 2 else ""
        return ""

    def _is_group(self, row: int, column: int, text: str) -> bool:
        """Whether a row with one text heads a group: it spans the table, begins with an ordinal, or stands before entries."""
        grid, block = self.grid, self.block
        left = self.heads.columns[0].column if self.heads.columns else block.left
        if column > left + 1:
            return False
        if has_ordinal(text) or grid.right_end(row, column) - column >= (block.right - block.left) / 2:
            following = next(
                (r for r in range(row + 1, block.last + 1) if cells_in(grid, r, block.left, block.right)),
                None,
            )
            return following is not None or has_ordinal(text)
        following = next(
            (r for r in range(row + 1, block.last + 1) if cells_in(grid, r, block.left, block.right)), None
        )
        return following is not None and len(cells_in(grid, following, block.left, block.right)) >= 3

    def _open(self, title: str) -> None:
        self.body.groups.append(Group(title, level_of(title), len(self.body.entries)))

    def _open_first(self) -> None:
        """Opens the group that stands above the header where further ones stand in the body (一、 … header … 二、 …)."""
        above = (
            cells_in(self.grid, self.block.top - 1, self.block.left, self.block.right)
            if self.block.top
            else []
        )
        text = self.grid.text(self.block.top - 1, above[0]) if len(above) == 1 else ""
        if not has_ordinal(text) or self.block.top - 1 < self.block.title_top:
            return
        for row in range(self.block.body, self.block.last + 1):
            filled = cells_in(self.grid, row, self.block.left, self.block.right)
            if len(filled) == 1 and level_of(self.grid.text(row, filled[0])) == level_of(text):
                if has_ordinal(self.grid.text(row, filled[0])):
                    self._open(neat(text))
                return

    def _is_head(self, row: int, filled: list[int], head: tuple[str, ...]) -> bool:
        """Whether the header stands here again."""
        if len(filled) != len(head) or len(head) < 2:
            return False
        return all(
            tight(self.grid.text(row, column)) == name for column, name in zip(filled, head, strict=True)
        )

    def _below_head(self, row: int, head_rows: list[tuple[str, ...]]) -> int:
        """Returns the first row below a repeated header."""
        row += 1
        for names in head_rows[1:]:
            filled = (
                cells_in(self.grid, row, self.block.left, self.block.right) if row <= self.block.last else []
            )
            if filled and not self._is_head(row, filled, names):
                break
            row += 1
        return row

    def _is_numbered_in_han(self) -> bool:
        """Whether the first column numbers groups by 一 二 and entries by 1 2."""
        grid, block = self.grid, self.block
        if not self.heads.columns:
            return False
        column = self.heads.columns[0].column
        texts = [
            grid.text(row, column)
            for row in range(block.body, min(block.last, block.body + 500) + 1)
            if column < len(grid.rows[row])
        ]
        han = sum(is_han_ordinal(text) for text in texts)
        plain = sum(text.strip(" .、()（）").isdigit() for text in texts)
        return 0 < han < plain

    def _close(self) -> None:
        """Gives every row of sums the entries that it should add up."""
        body = self.body
        labels = [tight(label) for _, label, *_ in self._sums]
        is_twofold = any("总计" in label or "总合计" in label for label in labels)
        repeated = sum("合计" in label and "总" not in label for label in labels)
        last_part = 0
        for (row, label, group, before, opened), plain in zip(self._sums, labels, strict=True):
            is_part = "小计" in plain or (
                "合计" in plain and "总" not in plain and is_twofold and repeated > 1
            )
            named = next((g for g in body.groups if tight(g.title) and tight(g.title) in plain), None)
            if not is_part and named is None:
                body.sums.append(SumRow(row, label, "", 0, len(body.entries)))
                continue
            first, last, title = last_part, before, group
            if named is not None or opened:
                place = body.groups.index(named) if named is not None else opened - 1
                holder = body.groups[place]
                title, first = holder.title, holder.first
                last = next(
                    (g.first for g in body.groups[place + 1 :] if g.level <= holder.level), len(body.entries)
                )
                if named is None and before > first:
                    last = before
                    first = max(first, last_part) if last_part < before else first
            elif before == last_part:
                following = [b for r, _, _, b, _ in self._sums if r > row]
                last = following[0] if following else len(body.entries)
            last_part = max(last_part, last)
            body.sums.append(SumRow(row, label, title, first, last))
