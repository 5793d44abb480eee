"""The rows of a plan's outline in MSPDI: each is read once, and what no row of ours can hold is counted."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

import attrs

from battlemap.exchange.project_calendar import ProjectCalendar
from battlemap.exchange.project_days import TaskDays, days_of
from battlemap.exchange.project_element import XML_SPACE, Element

#: Deeper levels of an outline count as this one.
_DEEPEST: Final = 99
#: What is longer is no name.
_MOST_TITLE: Final = 1000
_LINE_BREAKS: Final = re.compile(r"[\t\r\n]+")


@attrs.frozen(eq=False)
class PlanRow:
    """A line of the outline with what was read of it; `fields` are the custom fields that mean the same as ours."""

    uid: int
    title: str
    level: int
    is_summary: bool
    days: TaskDays
    progress: int
    detail: str
    fields: dict[str, str]
    element: Element

    @property
    def is_event(self) -> bool:
        """Whether it is a moment and no work."""
        return self.days.is_event


def rows_of(
    tasks: Iterable[Element], custom: dict[str, str], calendar: ProjectCalendar, losses: Counter[str]
) -> Iterator[PlanRow]:
    """Yields the rows that belong to the plan; `custom` tells which field of ours a FieldID carries."""
    seen: set[int] = set()
    spare = -1
    for task in tasks:
        if task.flag("IsNull"):
            continue
        if task.denies("Active"):
            losses["已停用的任务"] += 1
            continue
        if task.flag("ExternalTask"):
            losses["其他项目的任务（外部任务）"] += 1
            continue
        uid, level = task.number("UID"), _level(task)
        if uid is None or level is None:
            losses["没有编号（UID）或大纲级别的行"] += 1
            continue
        if uid in seen:
            losses["重复的编号（UID），先后关系归前一行"] += 1
            while spare in seen:
                spare -= 1
            uid = spare
        seen.add(uid)
        title, notes = _LINE_BREAKS.sub(" ", task.text("Name")) or "（未命名）", _notes(task)
        if len(title) > _MOST_TITLE:
            losses[f"过长的名称（取前 {_MOST_TITLE} 字，全文移入具体内容）"] += 1
            title, notes = f"{title[:_MOST_TITLE]}…", f"{title}\n{notes}".rstrip(XML_SPACE)
        yield PlanRow(
            uid,
            title,
            min(level, _DEEPEST),
            task.flag("Summary"),
            days_of(task, calendar, losses if level else Counter()),
            _progress(task, losses),
            notes,
            {
                custom[row.text("FieldID")]: row.text("Value")
                for row in task.below("ExtendedAttribute")
                if row.text("FieldID") in custom
            },
            task,
        )


def _level(task: Element) -> int | None:
    """Returns the level by itself or by the outline's number: 0 for the project, 1.2 stands on the second level."""
    level = task.number("OutlineLevel")
    if level is not None:
        return level if level >= 0 else None
    number = task.text("OutlineNumber")
    if not re.fullmatch(r"\d+(\.\d+)*", number):
        return None
    return 0 if number == "0" else number.count(".") + 1


def _progress(task: Element, losses: Counter[str]) -> int:
    text = task.text("PercentComplete")
    try:
        percent = float(text) if text else 0.0
    except ValueError:
        percent = math.nan
    if not 0 <= percent <= 100:
        losses["0 至 100 以外或无法识别的完成百分比"] += 1
    return int(min(100.0, max(0.0, percent))) if math.isfinite(percent) else 0


def _notes(task: Element) -> str:
    """Returns the notes as they are, with the indents that they have."""
    notes = task.texts.get("Notes", "")
    return notes if notes.strip(XML_SPACE) else ""
