"""贴图差异单: what must be done by hand on a posted board so that it shows the present state."""

from __future__ import annotations

from datetime import date
from typing import Final, Literal, get_args

import attrs

from battlemap import wording
from battlemap.domain.judging.lamp import Lamp
from battlemap.domain.kinds.action import Action
from battlemap.domain.kinds.task import LANES, Lane, Task
from battlemap.domain.kinds.task_kind import TASK
from battlemap.domain.snapshot import Snapshot

Kind = Literal["gone", "moved", "new", "redrawn"]
#: In the order in which hands do it: take down, move, put up, replace.
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
_LANE_SIGNS: Final[dict[Lane, str]] = {"waiting": "启", "moving": "推", "checking": "核", "struck_off": "销"}
#: What a card shows beside lamp and place; another value needs another card. Days left pass by themselves.
_SHOWN: Final = ("title", "progress", "responsible_unit", "owner", "emphasis")


@attrs.frozen
class GridPlace:
    """A place on the board: the column's ordinal and the row, a lane with the number of the card in it from 1.

    Number 0 is the lane as a whole: put the card where there is room.
    """

    column: str
    lane: Lane
    number: int = 0

    @property
    def words(self) -> str:
        """Column–row: 「三-推2」, 「三-核」 for any place in the lane."""
        return f"{self.column}-{_LANE_SIGNS[self.lane]}{self.number or ''}"


@attrs.frozen
class WallChange:
    """One card to be taken down, moved, put up or replaced; `words` say what is different, each on its own."""

    task: str
    kind: Kind
    was: GridPlace | None
    now: GridPlace | None
    words: tuple[str, ...]

    @property
    def needs_card(self) -> bool:
        """Whether a new card has to be printed; one that only moves stays as it is."""
        return self.kind != "gone" and bool(self.words)

    @property
    def deed(self) -> str:
        """What to do with the card: 「三-推2 移到 三-核」."""
        if self.kind == "gone":
            return f"{self.was.words if self.was else ''} 取下"
        if self.kind == "new":
            return f"贴到 {self.now.words if self.now else ''}"
        if self.kind == "moved" and self.was and self.now:
            return f"{self.was.words} 移到 {self.now.words}" + ("，换卡" if self.words else "")
        return f"{self.was.words if self.was else ''} 换卡"


def wall_changes(
    before: Snapshot, before_on: date, after: Snapshot, after_on: date
) -> tuple[WallChange, ...]:
    """Returns what changed since the posted board `before`, in the order of the work and then of the wall.

    Places are those of the posted board; it is judged as of the day it was drawn for.
    """
    places = grid(before)
    columns = {action.id: action for action in after.columns}
    changes: list[WallChange] = []
    for id, place in places.items():
        was, now = before.tasks[id], after.tasks.get(id)
        if now is None or now.deleted or now.action not in columns:
            changes.append(WallChange(id, "gone", place, None, ()))
            continue
        words = _differences(was, before, before_on, now, after, after_on)
        if (was.action, was.lane) != (now.action, now.lane):
            changes.append(WallChange(id, "moved", place, _lane_of(now, columns), words))
        elif words:
            changes.append(WallChange(id, "redrawn", place, place, words))
    for task in after.live_tasks:
        if task.id not in places:
            lamp = wording.LAMPS[after.judge(task, after_on).lamp]
            changes.append(WallChange(task.id, "new", None, _lane_of(task, columns), ("新增", lamp)))
    return tuple(sorted(changes, key=lambda change: KINDS.index(change.kind)))


def grid(snapshot: Snapshot) -> dict[str, GridPlace]:
    """Returns the place of every live task on the board, column by column, lane by lane."""
    return {
        id: GridPlace(action.ordinal, lane, number)
        for action in snapshot.columns
        for lane in LANES
        for number, id in enumerate(snapshot.cell(action.id, lane), 1)
    }


def _lane_of(task: Task, columns: dict[str, Action]) -> GridPlace:
    return GridPlace(columns[task.action].ordinal, task.lane)


def _differences(
    was: Task, before: Snapshot, before_on: date, now: Task, after: Snapshot, after_on: date
) -> tuple[str, ...]:
    words = []
    old, new = before.judge(was, before_on).lamp, after.judge(now, after_on).lamp
    if old != new:
        words.append(_lamp_words(old, new))
    if now.lane == "struck_off" and was.lane != "struck_off" and _is_in_time(now):
        words.append("插红旗（按时完成）")
    is_stuck = bool(after.problems_of(now.id))
    if bool(before.problems_of(was.id)) != is_stuck:
        words.append("标“卡”" if is_stuck else "去“卡”")
    for field in _SHOWN:
        if getattr(was, field) != getattr(now, field):
            words.append(
                f"进度 {was.progress}%→{now.progress}%"
                if field == "progress"
                else f"改{TASK.by_key[field].name}"
            )
    if was.judged_due_on != now.judged_due_on:
        words.append("改完成时限")
    return tuple(words)


def _lamp_words(old: Lamp, new: Lamp) -> str:
    return f"{wording.LAMPS[old]}换{wording.LAMPS[new]}"


def _is_in_time(task: Task) -> bool:
    day = task.finished_on or task.struck_off_on
    return day is not None and (task.judged_due_on is None or day <= task.judged_due_on)
