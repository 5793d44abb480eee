"""What words of the command line name: a task by its code, a unit by its name, a day as people write it."""

from __future__ import annotations

from datetime import date

from battlemap.domain.days.deadline import read_day
from battlemap.domain.kinds.task import Task
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import BadInput, NotFound


def task_of(snapshot: Snapshot, code: str) -> Task:
    """Returns the live task of that code; raises NotFound."""
    task = snapshot.task_by_code(code)
    if task is None:
        raise NotFound(f"没有编号为“{code.strip()}”的任务。")
    return task


def unit_of(snapshot: Snapshot, name: str) -> str:
    """Returns the id of the live unit of that name or short name; raises NotFound."""
    live = [unit for unit in snapshot.units.values() if not unit.deleted]
    unit = next((unit for unit in live if name.strip() in (unit.name, unit.short_name)), None)
    if unit is None:
        raise NotFound(f"没有名为“{name}”的单位，请先登记。")
    return unit.id


def day_of(snapshot: Snapshot, words: str | None) -> date | None:
    """Returns the day that the words mean in the campaign, None for no words; raises BadInput."""
    if words is None:
        return None
    day, _ = read_day(words, snapshot.campaign.starts_on, snapshot.campaign.ends_on)
    if day is None:
        raise BadInput(f"看不懂日期“{words}”，请写成 2018-11-30 或“月底前”。")
    return day
