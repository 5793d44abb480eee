"""The columns of the task list (清单): the task's fields and what is judged of it on a day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, ClassVar, Final

import attrs

from battlemap import wording
from battlemap.domain.fields.choice import Choice
from battlemap.domain.fields.field_type import Cell, FieldType, Key, Scale, natural
from battlemap.domain.fields.names import Names
from battlemap.domain.fields.number import WholeNumber
from battlemap.domain.fields.text import LongText
from battlemap.domain.judging.lamp import LAMPS, Verdict, points
from battlemap.domain.judging.standing import standing
from battlemap.domain.kinds.field import Field
from battlemap.domain.kinds.task import Task
from battlemap.domain.kinds.task_kind import TASK
from battlemap.domain.looking.columns import Column, Columns, Editing
from battlemap.domain.snapshot import Snapshot

__all__ = [
    "COLUMN",
    "COLUMNS",
    "TASK_COLUMNS",
    "Column",
    "Editing",
    "Key",
    "Known",
    "cell_text",
    "natural",
    "sort_key",
]


@attrs.frozen
class Known:
    """What a cell is worded from: the task, the snapshot, the day judged by, how to get the verdict and its days in lane."""

    task: Task
    snapshot: Snapshot
    as_of: date
    verdict: Callable[[], Verdict]
    standing: Callable[[], int | None] = lambda: None

    @property
    def row(self) -> Task:
        """The task."""
        return self.task

    @property
    def names(self) -> Names:
        """The snapshot."""
        return self.snapshot

    @property
    def days_in_lane(self) -> int | None:
        """The calendar days that the task has stood in its lane; what is struck off stands no more."""
        return None if self.task.lane == "struck_off" else self.standing()

    @property
    def days_left(self) -> int | None:
        """Days to the day judged by, negative when overdue; None where it is done or has no day."""
        due = self.task.judged_due_on
        return None if due is None or self.task.is_finished else (due - self.as_of).days


@attrs.frozen
class LampOf(FieldType):
    """The lamp of a verdict; the worst first, and among equal lamps the one that is further behind."""

    def show(self, value: Verdict, names: Names) -> str:
        """Returns its word."""
        return wording.LAMPS[value.lamp]

    def sort_key(self, value: Verdict, names: Names) -> Key | None:
        """Returns its place among the lamps and the deviation."""
        return (LAMPS.index(value.lamp), float(value.deviation))


@attrs.frozen
class Share(FieldType):
    """A percentage that is worked out."""

    is_right: ClassVar[bool] = True
    excel_format: ClassVar[str] = "0.0"
    measured_in: ClassVar[Scale] = "number"

    def measure(self, value: Any) -> Decimal | None:
        """Returns the percentage, to a tenth."""
        return Decimal(f"{float(value):.1f}")

    def show(self, value: Fraction, names: Names) -> str:
        """Returns it rounded to whole percent."""
        return f"{(2 * value.numerator + value.denominator) // (2 * value.denominator)}%"

    def sort_key(self, value: Any, names: Names) -> Key | None:
        """Returns the number."""
        return (float(value),)

    def to_excel(self, value: Any, names: Names) -> Cell:
        """Returns the number, to a tenth."""
        return round(float(value), 1)


@attrs.frozen
class Points(Share):
    """A difference of percentages, in points."""

    def show(self, value: Fraction, names: Names) -> str:
        """Returns it with its sign."""
        return points(value)


@attrs.frozen
class DaysLeft(WholeNumber):
    """Days that are left, or by which something is overdue."""

    is_right: ClassVar[bool] = False

    def show(self, value: int | None, names: Names) -> str:
        """Returns 「剩 6 天」 or 「超期 3 天」."""
        if value is None:
            return ""
        return f"剩 {value} 天" if value > 0 else f"超期 {-value} 天" if value < 0 else "今日到期"

    def to_excel(self, value: int | None, names: Names) -> Cell:
        """Returns the words: a bare number would not say which of the two it is."""
        return self.show(value, names) or None


#: What is judged of a task.
JUDGED: Final = (
    Field("lamp", "灯", LampOf(), width=66, works_out=lambda seen: seen.verdict()),
    Field("time_progress", "序时", Share(), width=60, works_out=lambda seen: seen.verdict().time_progress),
    Field("deviation", "偏差", Points(), width=60, works_out=lambda seen: seen.verdict().deviation),
    Field("left", "剩余/超期", DaysLeft(), width=80, works_out=lambda seen: seen.days_left),
    Field(
        "standing", "规范口径", Choice(wording.STANDINGS), width=140,
        works_out=lambda seen: standing(seen.task, seen.verdict()), in_list=False,
    ),
    Field("reason", "研判", FieldType(), width=220, works_out=lambda seen: seen.verdict().words),
    Field(
        "days_in_lane", "停留天数", WholeNumber(), width=80, works_out=lambda seen: seen.days_in_lane, in_list=False
    ),
)  # fmt: skip
#: What stands in a task's way is told by the board, not by the card.
STUCK: Final = Field(
    "blocked",
    "卡点",
    LongText(),
    width=160,
    works_out=lambda seen: seen.snapshot.stuck_words(seen.task.id),
)
#: In this order the columns stand.
_ORDER: Final = (
    "code", "action", "measure", "title", "lane", "lamp", "progress", "time_progress", "deviation", "due_on", "left",
    "reason", "standing", "responsible_unit", "owner", "coop_units", "visible_progress", "emphasis", "blocked", "start_on", "assigned_on",
    "accepted_on", "detail", "days_in_lane", "due_text", "original_due_on", "extensions", "reported_on",
    "finished_on", "struck_off_on", "rebound", "source",
)  # fmt: skip
#: What is different about a column from its field: heads that must be short, names of which a new one makes a row.
_DIFFERENT: Final[Mapping[str, dict[str, Any]]] = {
    "code": {"title": "编号"},
    "action": {"title": "专项", "editing": "choice"},
    "measure": {"editing": "choice"},
    "responsible_unit": {"editing": "name"},
    "owner": {"editing": "name"},
    "coop_units": {"editing": "line"},
    "blocked": {"editing": "text"},
}
_FIELDS: Final = {field.key: field for field in (*TASK.fields, *JUDGED, STUCK)}

COLUMNS: Final = tuple(Column.of(_FIELDS[key], **_DIFFERENT.get(key, {})) for key in _ORDER)
TASK_COLUMNS: Final = Columns(TASK, COLUMNS)
COLUMN: Final = TASK_COLUMNS.by_key
#: A column's key → its place in the model of the list.
PLACE: Final = {column.key: place for place, column in enumerate(COLUMNS)}
KEYS: Final = tuple(PLACE)


def cell_text(key: str, seen: Known) -> str:
    """Returns what stands in a cell: days as 2018-11-30, names instead of ids, "" where there is nothing."""
    return COLUMN[key].text(seen)


def sort_key(key: str, seen: Known) -> Key | None:
    """Returns by what a cell is sorted, None for an empty one, which stands last in both directions.

    Codes and texts go by the numbers in them, Chinese by pinyin as GB 18030 has it, lamps worst first, lanes along the
    board, actions and measures in their own order.
    """
    return COLUMN[key].sort_key(seen)
