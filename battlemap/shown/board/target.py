"""Where dragged cards would go: a place in a cell, an action, a day, and in words why not."""

from __future__ import annotations

from datetime import date
from typing import Final, Literal

import attrs

from battlemap import wording
from battlemap.domain.kinds.task import LANES, Lane, Task
from battlemap.layout.column_head import short_title
from battlemap.layout.scene import Rect
from battlemap.shown.board.contents import BoardContents
from battlemap.shown.board.stage import Stage

WEEKDAYS: Final = "一二三四五六日"
_MARK: Final = 3


@attrs.frozen
class Target:
    """What a drop would mean. `refusal` says why it is forbidden, `is_still` that nothing would change.

    `name` is the unit or person on whom the cards would be dropped, `opening` the (column, lane, index) between whose
    cards they would fall.
    """

    kind: Literal["place", "day", "unit", "owner", "nothing"] = "nothing"
    action: str = ""
    lane: Lane = "waiting"
    before: str | None = None
    day: date | None = None
    words: str = ""
    refusal: str = ""
    is_still: bool = False
    mark: Rect | None = None
    name: str = ""
    opening: tuple[int, int, int] | None = None

    @property
    def is_good(self) -> bool:
        """Whether a drop changes something and is allowed."""
        return self.kind != "nothing" and not self.refusal and not self.is_still


def target_at(stage: Stage, x: float, y: float, tasks: tuple[str, ...]) -> Target:
    """Returns what dropping `tasks` at a point of the viewport means."""
    contents, frame = stage.contents, stage.frame
    day = stage.day_at(x, y)
    if day is not None:
        return _on_day(contents, day, tasks, stage.day_rect(day))
    if frame.heads.contains(x, y):
        column = stage.column_at(x)
        if column is None:
            return Target()
        lane = contents.task(tasks[0]).lane
        return _on_place(stage, column, LANES.index(lane), None, tasks, is_head=True)
    if not frame.ground.contains(x, y) and not frame.labels.contains(x, y):
        return Target()
    where = stage.layout.insertion(*stage.to_ground(max(x, frame.ground.x), y))
    if where.kind != "gap":
        return Target()
    return _on_place(stage, where.column, where.lane, where.index, tasks)


def why_not(contents: BoardContents, tasks: tuple[str, ...], lane: Lane) -> str:
    """Returns the first reason why one of the cards may not go to `lane`, and how many may not; "" where all may."""
    reasons = [
        reason
        for id in tasks
        if (reason := contents.snapshot.why_not_to_lane(contents.task(id), lane, contents.as_of))
    ]
    if len(reasons) > 1:
        return f"{reasons[0]}（共 {len(reasons)} 项不能移入）"
    return reasons[0] if reasons else ""


def stands_already(ids: tuple[str, ...], tasks: tuple[str, ...], before: str | None) -> bool:
    """Whether `tasks` already stand together in the cell `ids`, in this order, directly before `before`."""
    end = ids.index(before) if before in ids else len(ids)
    return before not in tasks and ids[max(0, end - len(tasks)) : end] == tasks


def day_words(day: date) -> str:
    """Returns 「11月30日（周五）」."""
    return f"{day.month}月{day.day}日（周{WEEKDAYS[day.weekday()]}）"


def _on_place(
    stage: Stage, column: int, lane: int, index: int | None, tasks: tuple[str, ...], is_head: bool = False
) -> Target:
    contents = stage.contents
    action, name = contents.columns[column], LANES[lane]
    ids = contents.cell(column, lane)
    index = len(ids) if index is None else index
    before = next((id for id in ids[index:] if id not in tasks), None)
    words = f"→ {action.ordinal} {short_title(action.title)} · {wording.LANES[name]}"
    limit = action.limit(name)
    count = len(set(contents.snapshot.cell(action.id, name)) | set(tasks))
    full = f"，{count} 项超过上限 {limit}" if limit and count > limit else ""
    mark = None
    if not is_head:
        mark = stage.to_view(stage.layout.mark_rect(column, lane, index, _MARK))
    return Target(
        kind="place",
        action=action.id,
        lane=name,
        before=before,
        words=words + ("（末尾）" if is_head else "") + full,
        refusal=why_not(contents, tasks, name),
        is_still=stands_already(ids, tasks, before),
        mark=mark,
        opening=None if is_head else (column, lane, index),
    )


def _on_day(contents: BoardContents, day: date, tasks: tuple[str, ...], mark: Rect) -> Target:
    cards = [contents.task(id) for id in tasks]
    too_early = [card for card in cards if card.start_on and day < card.start_on]
    refusal = ""
    if too_early:
        start = too_early[0].start_on
        refusal = f"{too_early[0].code} 定于 {start} 启动，完成时限不能早于这一天。"
    words = f"→ 时限改为 {day_words(day)}"
    if any(_would_extend(card, day) for card in cards):
        words += "，属于延期"
    return Target(
        "day", day=day, words=words, refusal=refusal, is_still=all(c.due_on == day for c in cards), mark=mark
    )


def _would_extend(task: Task, day: date) -> bool:
    judged = task.judged_due_on
    return task.lane != "waiting" and judged is not None and day > judged
