"""The columns of the task list (清单): what each is called, what stands in its cells, and how it is sorted."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final, Literal

import attrs

from battlemap import wording
from battlemap.domain.judging.lamp import LAMPS, Verdict, points
from battlemap.domain.kinds.task import LANES, Task
from battlemap.domain.kinds.task_kind import TASK
from battlemap.domain.snapshot import Snapshot

#: How a cell is edited; "" for what the program works out or the loop sets.
Editing = Literal["", "line", "text", "choice", "name", "percent", "day"]
Key = tuple[Any, ...]

_HALF: Final = 0.5
_DIGITS: Final = re.compile(r"[0-9]+")
#: Numbers in texts are compared as if they had so many figures.
_FIGURES: Final = 12


@attrs.frozen
class Column:
    """One column; `width` in px. `is_judged` ones depend on the day by which is judged."""

    key: str
    title: str
    width: int
    editing: Editing = ""
    is_judged: bool = False
    is_right: bool = False
    is_shown: bool = True


@attrs.frozen
class Known:
    """What a cell is worded from: the task, the snapshot, the day judged by, how to get the verdict and its days in lane."""

    task: Task
    snapshot: Snapshot
    as_of: date
    verdict: Callable[[], Verdict]
    standing: Callable[[], int | None] = lambda: None

    @property
    def days_in_lane(self) -> int | None:
        """The calendar days that the task has stood in its lane; what is struck off stands no more."""
        return None if self.task.lane == "struck_off" else self.standing()


def _named(key: str, width: int, editing: Editing = "", **more: bool) -> Column:
    return Column(key, TASK.by_key[key].name, width, editing, **more)


COLUMNS: Final[tuple[Column, ...]] = (
    Column("code", "编号", 88),
    Column("action", "专项", 148, "choice"),
    _named("measure", 120, "choice", is_shown=False),
    _named("title", 272, "text"),
    _named("lane", 76, "choice"),
    Column("lamp", "灯", 66, is_judged=True),
    _named("progress", 60, "percent", is_right=True),
    Column("time_progress", "序时", 60, is_judged=True, is_right=True),
    Column("deviation", "偏差", 60, is_judged=True, is_right=True),
    _named("due_on", 96, "day"),
    Column("left", "剩余/超期", 80, is_judged=True),
    _named("responsible_unit", 108, "name"),
    _named("owner", 72, "name"),
    _named("coop_units", 120, "line"),
    _named("visible_progress", 200, "text"),
    _named("emphasis", 52, "choice"),
    _named("blocked", 160, "text"),
    _named("start_on", 96, "day"),
    _named("assigned_on", 96),
    _named("accepted_on", 96),
    _named("detail", 240, "text", is_shown=False),
    Column("reason", "研判", 220, is_judged=True, is_shown=False),
    Column("days_in_lane", "停留天数", 80, is_judged=True, is_right=True, is_shown=False),
    _named("due_text", 96, is_shown=False),
    _named("original_due_on", 96, is_shown=False),
    _named("extensions", 72, is_shown=False, is_right=True),
    _named("reported_on", 96, is_shown=False),
    _named("finished_on", 96, is_shown=False),
    _named("struck_off_on", 96, is_shown=False),
    _named("rebound", 72, is_shown=False, is_right=True),
    _named("source", 240, is_shown=False),
)
COLUMN: Final[Mapping[str, Column]] = {column.key: column for column in COLUMNS}


def cell_text(key: str, known: Known) -> str:
    """Returns what stands in a cell: days as 2018-11-30, names instead of ids, "" where there is nothing."""
    worded = _WORDED.get(key)
    if worded is not None:
        return worded(known)
    value = getattr(known.task, key)
    return "" if value is None else str(value)


def sort_key(key: str, known: Known) -> Key | None:
    """Returns by what a cell is sorted, None for an empty one, which stands last in both directions.

    Codes and texts go by the numbers in them, Chinese by pinyin as GB 18030 has it, lamps worst first, lanes along the
    board, actions and measures in their own order.
    """
    sorted_by = _SORTED.get(key)
    if sorted_by is not None:
        return sorted_by(known)
    value = getattr(known.task, key) if key not in _WORDED else cell_text(key, known)
    if value is None or value == "":
        return None
    return natural(value) if isinstance(value, str) else (value,)


def natural(text: str) -> Key:
    """Returns a key that puts ECON-9 before ECON-10 and common characters in the order of their pinyin."""
    plain = _DIGITS.sub(_padded, text.casefold()) if _DIGITS.search(text) else text.casefold()
    return (plain.encode("gb18030", "replace"),)


def _padded(number: re.Match[str]) -> str:
    return number[0].zfill(_FIGURES)


def _day(name: str) -> Callable[[Known], str]:
    def worded(known: Known) -> str:
        day = getattr(known.task, name)
        return day.isoformat() if day else ""

    return worded


def _left(known: Known) -> str:
    days = _days_left(known)
    if days is None:
        return ""
    return f"剩 {days} 天" if days > 0 else f"超期 {-days} 天" if days < 0 else "今日到期"


def _days_left(known: Known) -> int | None:
    """Days to the day judged by, negative when overdue; None where it is done or has no day."""
    due = known.task.judged_due_on
    return None if due is None or known.task.is_finished else (due - known.as_of).days


def _number(number: int | None) -> str:
    return "" if number is None else str(number)


def _measure(known: Known) -> str:
    measure = known.snapshot.measures.get(known.task.measure or "")
    return measure.title if measure else ""


def _measure_key(known: Known) -> Key | None:
    measure = known.snapshot.measures.get(known.task.measure or "")
    return (*_action_key(known), measure.rank, measure.id) if measure else None


def _action_key(known: Known) -> Key:
    action = known.snapshot.actions[known.task.action]
    return (action.rank, action.id)


_EMPHASIS_ORDER: Final = {"key": 0, "highlight": 1}

_WORDED: Final[Mapping[str, Callable[[Known], str]]] = {
    "action": lambda known: known.snapshot.actions[known.task.action].title,
    "measure": _measure,
    "lane": lambda known: wording.LANES[known.task.lane],
    "lamp": lambda known: wording.LAMPS[known.verdict().lamp],
    "reason": lambda known: known.verdict().words,
    "progress": lambda known: f"{known.task.progress}%",
    "time_progress": lambda known: f"{int(known.verdict().time_progress + _HALF)}%",
    "deviation": lambda known: points(known.verdict().deviation),
    "left": _left,
    "days_in_lane": lambda known: _number(known.days_in_lane),
    "responsible_unit": lambda known: known.snapshot.unit_label(known.task.responsible_unit),
    "owner": lambda known: known.snapshot.person_name(known.task.owner),
    "emphasis": lambda known: wording.EMPHASES.get(known.task.emphasis or "", ""),
    "extensions": lambda known: str(known.task.extensions or ""),
    "rebound": lambda known: str(known.task.rebound or ""),
} | {
    column.key: _day(column.key)
    for column in COLUMNS
    if column.key.endswith("_on")
}  # fmt: skip

_SORTED: Final[Mapping[str, Callable[[Known], Key | None]]] = {
    "action": _action_key,
    "measure": _measure_key,
    "lane": lambda known: (LANES.index(known.task.lane),),
    "lamp": lambda known: (LAMPS.index(known.verdict().lamp), float(known.verdict().deviation)),
    "progress": lambda known: (known.task.progress,),
    "time_progress": lambda known: (float(known.verdict().time_progress),),
    "deviation": lambda known: (float(known.verdict().deviation),),
    "left": lambda known: None if (days := _days_left(known)) is None else (days,),
    "emphasis": lambda known: (_EMPHASIS_ORDER[known.task.emphasis],) if known.task.emphasis else None,
} | {
    column.key: (lambda known, name=column.key: (day,) if (day := getattr(known.task, name)) else None)
    for column in COLUMNS
    if column.key.endswith("_on")
}  # fmt: skip
