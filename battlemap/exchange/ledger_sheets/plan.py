"""What a sheet would change in a ledger, as one value: new, changed, equal, unread, missing, doubled, and what is to be asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from battlemap.domain.fields.kept import Unread
from battlemap.domain.ledgers.definition import DefinedField, Definition
from battlemap.errors import BadInput
from battlemap.exchange.ledger_sheets.column_use import GROUP, ColumnUse
from battlemap.exchange.ledger_sheets.identity import HeldEntry
from battlemap.exchange.office_sheets.cell import Unreadable
from battlemap.exchange.office_sheets.sheet_table import SheetTable

#: Rows of a sheet that are named one by one.
_MOST = 5


@attrs.frozen
class Answers:
    """What a person has told of a sheet: column → field ("" for none), column → unit, (table, written name) → id."""

    columns: Mapping[str, str] = attrs.field(factory=dict)
    units: Mapping[str, str] = attrs.field(factory=dict)
    names: Mapping[tuple[str, str], str] = attrs.field(factory=dict)


@attrs.frozen
class NewEntry:
    """An entry that the sheet brings: its place among the rows, its values by the key of the field."""

    place: int
    title: str
    values: Mapping[str, Any]
    parent: str | None = None


@attrs.frozen
class ChangedEntry:
    """An entry that the sheet tells otherwise: key of the field → (what the ledger holds, what the sheet says)."""

    place: int
    id: str
    title: str
    changes: Mapping[str, tuple[Any, Any]]


@attrs.frozen
class UnreadCell:
    """A cell that its field cannot read: it is kept as it is written in a new entry, and changes nothing in a known one."""

    place: int
    field: DefinedField
    text: str


@attrs.frozen
class NameQuestion:
    """A unit or person that is not certain: how it is written, how often, and (id, name) of those who may be meant."""

    table: str
    written: str
    count: int
    candidates: tuple[tuple[str, str], ...] = ()


@attrs.frozen
class RowFault:
    """A row that cannot come in, and why."""

    place: int
    words: str


@attrs.frozen(slots=False)
class ImportPlan:
    """Everything that a preview shows and the command writes; a sheet that is read again plans nothing.

    `missing` are entries that the sheet does not name; they stay. `asks` are sentences about columns.
    """

    table: SheetTable
    definition: Definition
    uses: tuple[ColumnUse, ...]
    key_words: str
    new: tuple[NewEntry, ...] = ()
    changed: tuple[ChangedEntry, ...] = ()
    equal: int = 0
    missing: tuple[HeldEntry, ...] = ()
    unread: tuple[UnreadCell, ...] = ()
    faults: tuple[RowFault, ...] = ()
    names: tuple[NameQuestion, ...] = ()
    #: What the ledger above is called, for one of children.
    above: str = ""

    @property
    def changes_nothing(self) -> bool:
        """Whether nothing is to be written."""
        return not self.new and not self.changed

    @property
    def asks(self) -> tuple[str, ...]:
        """What is to be confirmed of the columns, or was not taken, as sentences; amounts without any unit last."""
        return (*(use.asks for use in self.uses if use.asks), *self._unit_asks())

    def _unit_asks(self) -> list[str]:
        taken = {use.column for use in self.uses if use.is_taken}
        return [
            f"“{column.name}”一列的金额没有写单位，请说明是元、万元还是亿元。"
            for column in self.table.columns
            if column.name in taken
            and any(isinstance(cell, Unreadable) and cell.why == "unit" for cell in column.cells)
        ]

    @property
    def columns(self) -> dict[str, str]:
        """Column → key of the field, as far as it is certain: what is remembered for the next sheet with this header."""
        return {use.column: use.field for use in self.uses if use.is_taken}

    def summary(self) -> str:
        """Returns 「新增 12，变化 3，相同 85，缺少 2，重复或不全 1 行，读不懂 4 格」."""
        parts = [
            f"新增 {len(self.new)}", f"变化 {len(self.changed)}", f"相同 {self.equal}", f"缺少 {len(self.missing)}",
            f"不能导入 {len(self.faults)} 行", f"读不懂 {len(self.unread)} 格",
        ]  # fmt: skip
        return "，".join(parts)

    def problems(self) -> list[str]:
        """Returns a sentence per row of the sheet for the office that sent it, "" where all is well."""
        return ["；".join(sentences) for sentences in self.row_problems()]

    def row_problems(self) -> list[list[str]]:
        """Returns what is wrong in each row of the sheet."""
        answer: list[list[str]] = [[] for _ in self.table.rows]
        for fault in self.faults:
            answer[fault.place].append(fault.words)
        for cell in self.unread:
            answer[cell.place].append(f"{cell.field.title}读不懂：{cell.text[:24]}")
        return answer

    def as_sent(self) -> SheetTable:
        """Returns the table as the office sent it: its headings stand between the rows, not in a column."""
        columns = [column for column in self.table.columns if column.name != GROUP]
        return attrs.evolve(self.table, columns=columns) if any(self.table.group_of) else self.table

    def row_number(self, place: int) -> int:
        """Returns the number of a row as Excel shows it."""
        return self.table.rows[place] + 1


class Unidentified(BadInput):
    """No column tells which entry a row is, or where it belongs; `plan` has the columns, for somebody to say which one does."""

    def __init__(self, sentence: str, plan: ImportPlan) -> None:
        super().__init__(sentence)
        self.plan = plan


def shown(value: Any, field: DefinedField, names: Any) -> str:
    """Returns a value as a preview shows it, 「（空）」 for nothing."""
    return value.text if isinstance(value, Unread) else field.type.words(value, names)


def rows_words(plan: ImportPlan, places: list[int]) -> str:
    """Returns 「第 5、9 行等 7 行」."""
    numbers = "、".join(str(plan.row_number(place)) for place in places[:_MOST])
    return f"第 {numbers} 行" + (f"等 {len(places)} 行" if len(places) > _MOST else "")
