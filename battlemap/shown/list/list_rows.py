"""What a list asks of its rows: which there are, what their cells say, and how typed and pasted texts are written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any, ClassVar, Final, Literal

import attrs

from battlemap.commands.command import Command
from battlemap.domain.judging.lamp import Lamp
from battlemap.domain.looking.columns import Column, Columns, Seen
from battlemap.domain.looking.head_filter import HeadFilter, counted
from battlemap.domain.looking.pasted_cells import Cell, PasteCheck, WrongCell
from battlemap.domain.reach import Reach
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import Step
from battlemap.shown.list.order import Order, Sorting
from battlemap.shown.presence import Presence

#: How the words of a cell are coloured: as text, softly, as a fault, or as something that its type cannot read.
Tone = Literal["", "muted", "late", "doubtful"]
#: Characters of a text that a tip tells.
_TOLD: Final = 600


@attrs.frozen
class Touched:
    """What a step does to the rows of a list: which may read otherwise, which of them are new or have come back."""

    rows: frozenset[str] = frozenset()
    made: frozenset[str] = frozenset()
    is_everything: bool = False


class ListRows:
    """The rows of one list as of a day. Where they come from and what is written is what those that inherit say.

    `name` is what the list is called, `counter` follows a number of rows, `opening` is what opening one is called.
    The column `pinned` stays in sight; `tinted` are columns whose words may bear a tone, `marked` is the one with lamps.
    """

    name: str
    counter: str
    opening: str
    columns: Columns
    pinned: str
    own_order: tuple[Sorting, ...] = ()
    begins_with: tuple[Sorting, ...] = ()
    tinted: frozenset[str] = frozenset()
    marked: ClassVar[str] = ""
    #: The column in which it is marked that a row is open elsewhere.
    seen_in: ClassVar[str] = ""
    #: Whether pasted rows below the last one become new rows.
    adds: bool = False
    #: What the form of 批量修改 offers, in this order.
    bulk_keys: tuple[str, ...] = ()
    snapshot: Snapshot
    as_of: date
    #: Rows that are open elsewhere, and at whose PC.
    presence: Presence = MappingProxyType({})

    # -- which there are ----------------------------------------------------------------------------------------

    def present(self, snapshot: Snapshot, as_of: date) -> None:
        """Takes another board and day."""
        self.snapshot, self.as_of = snapshot, as_of

    def follow(self, step: Step, reach: Reach, snapshot: Snapshot) -> Touched:
        """Takes a step and returns what it touches."""
        raise NotImplementedError

    def ids(self) -> Iterable[str]:
        """Returns every live row."""
        raise NotImplementedError

    def has(self, id: str) -> bool:
        """Whether a row is live."""
        raise NotImplementedError

    def arranged(self, order: Order) -> list[str]:
        """Returns every live row in order."""
        return order.arranged(self.ids())

    def sorted_anew(self, order: Order, ids: Sequence[str]) -> list[str]:
        """Returns these rows, all there are, by the newest sorting; those that are equal in it stay as they come."""
        return order.sorted_anew(ids)

    def passing(self, heads: HeadFilter, ids: Iterable[str]) -> list[str]:
        """Returns the rows that pass what is set in the heads, in the order in which they come."""
        return heads.passing(ids, self.columns, self.seen)

    def live(self, ids: Sequence[str]) -> list[str]:
        """Returns those of these rows that are live, in the order in which they come."""
        return [id for id in ids if self.has(id)]

    @property
    def counts_late(self) -> bool:
        """Whether sums over a few rows take longer than a frame: they are told a moment later."""
        return False

    def show_order(self, ids: Sequence[str], row: Callable[[str], int | None]) -> None:
        """Takes in which order the rows are listed: what is read from the file is read ahead in it."""

    # -- what their cells say -----------------------------------------------------------------------------------

    def seen(self, id: str) -> Seen:
        """Returns what the cells of a row are worded from."""
        raise NotImplementedError

    def called(self, id: str) -> str:
        """Returns what people call a row."""
        raise NotImplementedError

    def described(self, id: str) -> str:
        """Returns what is read aloud of a row beside a cell."""
        return self.called(id)

    def text(self, id: str, key: str) -> str:
        """Returns the whole text of a cell, as it is copied and edited."""
        return self.columns.by_key[key].text(self.seen(id))

    def sort_key(self, key: str, id: str) -> Any:
        """Returns by what a cell is sorted, None for an empty one."""
        return self.columns.by_key[key].sort_key(self.seen(id))

    def tone(self, id: str, key: str, words: str) -> Tone:
        """Returns how the words of a cell in a `tinted` column are coloured."""
        return ""

    def lamp(self, id: str) -> Lamp:
        """Returns the lamp of a row, for the column `marked`."""
        raise NotImplementedError

    def tip(self, id: str, key: str) -> str:
        """Returns what a cell tells under the mouse, "" where it shows all of it."""
        text = self.text(id, key)
        return text[:_TOLD] if len(text) > 12 or "\n" in text else ""

    def totals(self, listed: Sequence[str], shown: Sequence[Column]) -> str:
        """Returns how many rows these are and what they amount to: 「4 项，平均进度 34%」."""
        seen = [self.seen(id) for id in listed] if any(column.is_summed for column in shown) else []
        sums = [f"{column.title} {column.sum_of(seen):,f}" for column in shown if column.is_summed and seen]
        return "，".join([f"{len(listed)} {self.counter}", *sums])

    def counts(self, key: str, others: HeadFilter, offered: Sequence[str]) -> Mapping[str, int]:
        """Returns the words of a column's values → how many rows have them, in the order of a list of choices.

        Counted are those of the rows offered that pass what is set in the other heads.
        """
        return counted(self.columns.by_key[key], map(self.seen, self.passing(others, offered)))

    # -- what is typed ------------------------------------------------------------------------------------------

    def typed(self, id: str, key: str) -> str:
        """Returns the text with which the editor of a cell begins."""
        return self.text(id, key)

    def choices(self, id: str, key: str) -> Sequence[str]:
        """Returns what can be chosen in a cell, or what names are offered."""
        return [words for _, words in self.columns.by_key[key].field.type.options(self.snapshot)]

    def chosen(self, id: str, key: str) -> int:
        """Returns which of the choices the cell has, -1 for none of them."""
        choices, text = list(self.choices(id, key)), self.text(id, key)
        return choices.index(text) if text in choices else -1

    def bulk_choices(self, key: str) -> Sequence[str]:
        """Returns what can be chosen for many rows at once."""
        return [words for _, words in self.columns.by_key[key].field.type.options(self.snapshot)]

    def bulk_title(self, key: str) -> str:
        """Returns what a field is called in the form of 批量修改."""
        return self.columns.by_key[key].title

    # -- what is written ----------------------------------------------------------------------------------------

    def check(self, cells: Sequence[Cell]) -> PasteCheck:
        """Returns what the cells would change, and what is wrong with them."""
        raise NotImplementedError

    def try_reading(self, id: str, key: str, text: str) -> None:
        """Raises BadInput where a text is no value of the column at all."""
        self.columns.by_key[key].read(text, self.snapshot)

    def added(self, block: Sequence[Sequence[str]], keys: Sequence[str]) -> PasteCheck:
        """Returns the new rows that a block would make in these columns, and what is wrong with its cells."""
        return PasteCheck()

    def rehearsed(self, pasted: PasteCheck) -> tuple[WrongCell, ...]:
        """Returns the cells that a rule would refuse now; raises FileProblem where the file cannot be written."""
        return ()

    def command(
        self,
        pasted: PasteCheck,
        verb: str,
        skipped: frozenset[tuple[str, str]] = frozenset(),
        reason: str = "",
    ) -> Command | None:
        """Returns all of it as one step, without the (row, column) pairs `skipped`; None for nothing."""
        raise NotImplementedError

    def refused(self, error: Exception, pasted: PasteCheck) -> tuple[WrongCell, ...]:
        """Returns the cells that a refusal speaks of, () where it speaks of none in particular."""
        return ()

    # -- out ----------------------------------------------------------------------------------------------------

    def workbook(self, listed: Sequence[str], shown: Sequence[Column]) -> bytes:
        """Returns the listed rows as a workbook."""
        raise NotImplementedError
