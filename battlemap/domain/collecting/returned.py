"""A return as it was read, and what is found in it cell by cell: unchanged, updated, parallel, conflict."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, Literal

import attrs

from battlemap.domain.kinds.collection import Collection, CollectionRequest

#: A cell against the value that it was sent with, in the words of ODK Central: only the unit has changed it; the unit has,
#: and meanwhile another field of the row was changed here; both have changed this field; nobody has, or to the same.
CellState = Literal["unchanged", "updated", "parallel", "conflict"]
#: What a unit writes to empty a field: a cell that is left blank says nothing.
CLEARED: Final = "清空"


@attrs.frozen
class ReturnedRow:
    """A line of a returned workbook: its number, its key, what its locked cells say, and what was filled in."""

    number: int
    key: str
    code: str
    locked: Mapping[str, str]
    filled: Mapping[str, str]
    remark: str = ""
    title: str = ""


@attrs.frozen
class Returned:
    """A returned workbook as it was read; nothing in it has been believed yet."""

    file: str
    package: str
    campaign: str
    unit: str
    keys: tuple[str, ...]
    rows: tuple[ReturnedRow, ...]
    #: (line number, title → text) of the new rows.
    new: tuple[tuple[int, Mapping[str, str]], ...] = ()
    is_nil: bool = False
    filled_by: str = ""
    #: What could not be read in it, as sentences that say where.
    unread: tuple[str, ...] = ()


@attrs.frozen
class CellFinding:
    """One cell that was filled in: `base` is what was sent, `ours` what stands here, `theirs` what the unit says.

    `question` says what a person should decide; `who` and `when` changed it here since.
    """

    row: str
    code: str
    title: str
    key: str
    name: str
    base: str
    ours: str
    theirs: str
    state: CellState
    question: str = ""
    who: str = ""
    when: datetime | None = None

    @property
    def place(self) -> tuple[str, str]:
        """What it is known by."""
        return self.row, self.key

    @property
    def is_taken_unasked(self) -> bool:
        """Whether it can be taken as it is."""
        return self.state in ("updated", "parallel") and not self.question


@attrs.frozen
class NewFinding:
    """A new row that a unit proposes; `wrong` says why it cannot be taken, `is_known` that it was taken before."""

    number: int
    mark: str
    words: str
    values: Mapping[str, Any]
    wrong: str = ""
    is_known: bool = False


@attrs.frozen
class ReturnCheck:
    """What a return would do; `faults` are rows and cells that cannot be taken, with where and why.

    `notes` say what was put right by itself: nobody has to answer them.
    """

    file: str
    request: CollectionRequest
    collection: Collection
    unit: str
    cells: tuple[CellFinding, ...]
    new: tuple[NewFinding, ...]
    faults: tuple[str, ...]
    answered: int
    is_nil: bool
    filled_by: str
    remarks: str
    notes: tuple[str, ...] = ()

    @property
    def changed(self) -> tuple[CellFinding, ...]:
        """The cells that are not what stands here."""
        return tuple(cell for cell in self.cells if cell.state != "unchanged")

    @property
    def taken_unasked(self) -> frozenset[tuple[str, str]]:
        """The cells that nobody needs to be asked about."""
        return frozenset(cell.place for cell in self.cells if cell.is_taken_unasked)

    @property
    def new_unasked(self) -> frozenset[int]:
        """The line numbers of the new rows that can be taken."""
        return frozenset(row.number for row in self.new if not row.wrong and not row.is_known)

    def count(self, state: CellState) -> int:
        """Returns how many cells are in a state."""
        return sum(cell.state == state for cell in self.cells)

    @property
    def words(self) -> str:
        """「更新 5 格，并行 1 格，冲突 1 格，不变 3 格；新增 2 行」."""
        names = {"updated": "更新", "parallel": "并行", "conflict": "冲突", "unchanged": "不变"}
        parts = [f"{name} {number} 格" for state, name in names.items() if (number := self.count(state))]  # type: ignore[arg-type]
        questions = sum(bool(cell.question) for cell in self.changed)
        parts += [f"待核 {questions} 格"] if questions else []
        new = sum(not row.is_known for row in self.new)
        parts += [f"新增 {new} 行"] if new else []
        parts += [f"问题 {len(self.faults)} 处"] if self.faults else []
        if not parts:
            return "零报告" if self.is_nil else self._nothing
        return "，".join(parts)

    @property
    def _nothing(self) -> str:
        return "只填了备注" if self.remarks else "没有填写任何内容（空报）"
