"""The rows of any kind as rows of a list: found by words, written by the generic commands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final

from battlemap.commands.command import Command
from battlemap.commands.rows import AddRow, EditRow, Together
from battlemap.domain.kinds.kind import Kind
from battlemap.domain.looking.columns import Column, Columns, Seen, SeenRow
from battlemap.domain.looking.pasted_cells import Cell, PasteCheck, checked, new_rows, typed_into
from battlemap.domain.looking.row_filter import holding
from battlemap.domain.looking.sounds import SoundBook
from battlemap.domain.reach import Reach
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import Step
from battlemap.exchange.rows_xlsx import rows_xlsx
from battlemap.shown.list.list_rows import ListRows, Touched
from battlemap.shown.list.order import Sorting

#: Tables by which days and what is judged are read.
_FOR_ALL: Final = frozenset({"campaign", "period"})


class KindRows(ListRows):
    """The live rows of a kind that people keep by hand."""

    adds = True

    def __init__(self, kind: Kind, snapshot: Snapshot, as_of: date) -> None:
        self.kind = kind
        self.name, self.counter, self.opening = kind.noun, kind.counter, "打开表单…"
        self.columns = Columns.of(kind)
        self.pinned = next(column.key for column in self.columns.all if column.is_shown)
        self.own_order = tuple(Sorting(key.removeprefix("-"), key.startswith("-")) for key in kind.order)
        self.bulk_keys = tuple(field.key for field in kind.form_fields)
        self.present(snapshot, as_of)

    def present(self, snapshot: Snapshot, as_of: date) -> None:
        """Takes another board and day."""
        super().present(snapshot, as_of)
        self._rows = snapshot.rows[self.kind.table]

    def follow(self, step: Step, reach: Reach, snapshot: Snapshot) -> Touched:
        """Takes a step; a row that another kind's row is named by makes all of them read otherwise."""
        self.present(snapshot, self.as_of)
        named = {type_.table for _, type_ in self.kind.pointers} - {self.kind.table}
        own = [change for change in step.changes if change.table == self.kind.table]
        made = [change.id for change in own if change.before is None or change.before.deleted]
        is_everything = reach.is_everything or reach.touches(*named, *_FOR_ALL)
        return Touched(frozenset(change.id for change in own), frozenset(made), is_everything)

    def ids(self) -> Iterable[str]:
        """Returns the rows in the order of making."""
        return (row.id for row in self.snapshot.live_rows(self.kind.table))

    def has(self, id: str) -> bool:
        """Whether a row is live."""
        row = self._rows.get(id)
        return row is not None and not row.deleted

    def found(self, words: str, book: SoundBook | None) -> frozenset[str] | None:
        """Returns the rows in which all words stand, as written or as spoken; None for no words."""
        if not words.split():
            return None
        rows = self.snapshot.live_rows(self.kind.table)
        return frozenset(row.id for row in holding(words, self.kind, rows, self.snapshot, book))

    # -- what their cells say -----------------------------------------------------------------------------------

    def seen(self, id: str) -> Seen:
        """Returns what the cells of a row are worded from."""
        return SeenRow(self._rows[id], self.snapshot, self.as_of)

    def called(self, id: str) -> str:
        """Returns the row's name."""
        return self.kind.called(self._rows[id], self.snapshot) or self.kind.noun

    def sort_key(self, key: str, id: str) -> Any:
        """Returns by what a field is sorted, those too that no list shows."""
        return self.kind.type_of(key).sort_key(getattr(self._rows[id], key), self.snapshot)

    # -- what is written ----------------------------------------------------------------------------------------

    def value(self, key: str, text: str) -> Any:
        """Returns the value that a typed text means; raises BadInput."""
        return self.columns.by_key[key].read(text, self.snapshot)

    def check(self, cells: Sequence[Cell]) -> PasteCheck:
        """Returns what the cells would change."""
        return checked(cells, self.columns, self.seen, self.called, typed_into(self.value))

    def added(self, block: Sequence[Sequence[str]], keys: Sequence[str]) -> PasteCheck:
        """Returns the new rows; one with a wrong cell is not made at all."""
        return new_rows(block, [self.columns.by_key[key] for key in keys], self.value)

    def command(
        self,
        pasted: PasteCheck,
        verb: str,
        skipped: frozenset[tuple[str, str]] = frozenset(),
        reason: str = "",
    ) -> Command | None:
        """Returns all of it as one step."""
        table, edits = self.kind.table, pasted.edits(skipped)
        counts = ((len(edits), "修改"), (len(pasted.made), "新增"))
        counted = "，".join(f"{deed} {count} {self.counter}" for count, deed in counts if count)
        commands: list[Command] = [EditRow(table, id, changes) for id, changes in edits.items()]
        commands += [AddRow(table, values) for values in pasted.made]
        return Together(f"{verb}：{counted}", tuple(commands)) if commands else None

    # -- out ----------------------------------------------------------------------------------------------------

    def workbook(self, listed: Sequence[str], shown: Sequence[Column]) -> bytes:
        """Returns every column of the listed rows, with the ids by which they are known when they come back."""
        return rows_xlsx(self.kind, [self._rows[id] for id in listed], self.snapshot)
