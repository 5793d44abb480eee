"""A pasted block held against the rows of a kind: which change, which are new, and every cell that is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import attrs

from battlemap.commands.command import Command
from battlemap.commands.rows import AddRow, EditRow, Together
from battlemap.domain.kinds.kind import Kind
from battlemap.domain.looking.columns import Column
from battlemap.domain.looking.row_draft import RowDraft, WrongCell
from battlemap.errors import BadInput, Refused
from battlemap.shown.rows.listing import Listing


@attrs.frozen
class RowPaste:
    """What a paste would do: changes by row, values of new rows, and what is wrong."""

    kind: Kind
    edits: tuple[tuple[str, Mapping[str, Any]], ...] = ()
    made: tuple[Mapping[str, Any], ...] = ()
    wrong: tuple[WrongCell, ...] = ()
    passed_over: tuple[str, ...] = ()
    verb: str = "粘贴"

    @classmethod
    def of(cls, draft: RowDraft, kind: Kind) -> RowPaste:
        """Returns what the import of a workbook would do."""
        return cls(kind, draft.edited, draft.added, draft.wrong, draft.passed_over, "导入")

    @property
    def is_empty(self) -> bool:
        """Whether nothing would be written."""
        return not self.edits and not self.made

    @property
    def words(self) -> str:
        """What would be done: 「修改 3 个问题，新增 2 个」."""
        parts = [f"修改 {len(self.edits)} {self.kind.counter}"] if self.edits else []
        parts += [f"新增 {len(self.made)} {self.kind.counter}"] if self.made else []
        return "，".join(parts)

    def command(self) -> Command:
        """Returns all of it as one step."""
        table = self.kind.table
        edits = [EditRow(table, id, changes) for id, changes in self.edits]
        return Together(
            f"{self.verb}：{self.words}", (*edits, *(AddRow(table, values) for values in self.made))
        )


def held_against(
    block: Sequence[Sequence[str]], listing: Listing, first: int, columns: Sequence[Column], *, adds: bool
) -> RowPaste:
    """Returns what the block does from row `first` on in these columns; with `adds` what is below becomes new rows.

    A first row that repeats the columns' titles is no row. A row with a wrong cell is not written at all.
    """
    kind = listing.columns.kind
    if len(block) > 1 and [cell.strip() for cell in block[0]] == [c.title for c in columns[: len(block[0])]]:
        block = block[1:]
    wide = max(map(len, block), default=0)
    passed_over = tuple(c.title for c in columns[:wide] if not c.field.is_written)
    edits, made, wrong = [], [], []
    for place, texts in enumerate(block):
        at = first + place
        row = listing.rows[at] if at < len(listing.rows) else None
        if row is None and (not adds or not any(text.strip() for text in texts)):
            continue
        values, bad = _read(texts, columns, listing, row, place + 1)
        wrong += bad
        if bad:
            continue
        if row is None:
            made.append(values)
        elif values:
            edits.append((row.id, values))
    return RowPaste(kind, tuple(edits), tuple(made), tuple(wrong), passed_over)


def _read(
    texts: Sequence[str], columns: Sequence[Column], listing: Listing, row: Any, number: int
) -> tuple[dict[str, Any], list[WrongCell]]:
    """Returns the values that are other than the row's, and the cells that cannot be taken."""
    values: dict[str, Any] = {}
    wrong = []
    for column, text in zip(columns, texts, strict=False):
        if not column.field.is_written or (row is not None and listing.text(row, column) == text.strip()):
            continue
        try:
            values[column.key] = column.read(text, listing.snapshot)
        except (BadInput, Refused) as error:
            wrong.append(WrongCell(number, column.title, text, str(error)))
    if row is not None:
        values = {key: value for key, value in values.items() if getattr(row, key) != value}
    return values, wrong
