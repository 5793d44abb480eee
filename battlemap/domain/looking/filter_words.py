"""A filter in words: one phrase per thing that is set, for chips and for the heads of sheets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from battlemap import wording
from battlemap.domain.looking.task_filter import NONE, TaskFilter
from battlemap.domain.snapshot import Snapshot

#: So many values of one kind are named, the rest is counted.
_MOST: Final = 3
_GONE: Final = "（已删除）"


def filter_words(wanted: TaskFilter, snapshot: Snapshot) -> str:
    """Returns 「责任单位 住建局；红灯」, "" for an empty filter."""
    return "；".join(phrase(wanted, field, snapshot) for field in wanted.set_fields)


def phrase(wanted: TaskFilter, field: str, snapshot: Snapshot) -> str:
    """Returns one thing that is set in words: 「责任单位 住建局、发改局等 5 个」."""
    return _PHRASES[field](wanted, snapshot)


def action_name(id: str, snapshot: Snapshot) -> str:
    """Returns the title of an action."""
    return snapshot.actions[id].title if id in snapshot.actions else _GONE


def unit_name(id: str, snapshot: Snapshot) -> str:
    """Returns the name of a unit, 待定 for none."""
    return snapshot.unit_label(id) or _GONE if id else wording.UNASSIGNED


def owner_name(id: str, snapshot: Snapshot) -> str:
    """Returns the name of a person, 待定 for none."""
    return snapshot.person_name(id) or _GONE if id else wording.UNASSIGNED


def leader_name(name: str) -> str:
    """Returns the name of a leader, 待定 for none."""
    return name or wording.UNASSIGNED


def emphasis_name(value: str) -> str:
    """Returns 重, 亮 or 无标记."""
    return wording.EMPHASES.get(value, "无标记")


def due_words(days: int) -> str:
    """Returns 「今日到期」 or 「7 天内到期」."""
    return f"{days} 天内到期" if days else "当日到期"


def changed_words(days: int) -> str:
    """Returns 「当日有变动」 or 「近 3 天有变动」."""
    return f"近 {days} 天有变动" if days > 1 else "当日有变动"


def silent_words(days: int) -> str:
    """Returns 「10 天以上无消息」."""
    return f"{days} 天以上无消息"


def _listed(names: Iterable[str]) -> str:
    ordered = sorted(names)
    return "、".join(ordered[:_MOST]) + (f"等 {len(ordered)} 个" if len(ordered) > _MOST else "")


def _in_order(order: Mapping[str, str], values: Iterable[str]) -> str:
    held = set(values)
    return "、".join(words for value, words in order.items() if value in held)


_PHRASES: Final[Mapping[str, Callable[[TaskFilter, Snapshot], str]]] = {
    "words": lambda f, s: f"含“{' '.join(f.words.split())}”",
    "actions": lambda f, s: f"专项 {_listed(action_name(id, s) for id in f.actions)}",
    "lanes": lambda f, s: _in_order(wording.LANES, f.lanes),
    "lamps": lambda f, s: _in_order(wording.LAMPS, f.lamps),
    "units": lambda f, s: f"责任单位 {_listed(unit_name(id, s) for id in f.units)}",
    "leaders": lambda f, s: f"牵头领导 {_listed(map(leader_name, f.leaders))}",
    "owners": lambda f, s: f"责任人 {_listed(owner_name(id, s) for id in f.owners)}",
    "emphases": lambda f, s: f"标记 {_in_order({**wording.EMPHASES, NONE: '无标记'}, f.emphases)}",
    "is_blocked": lambda f, s: "有卡点",
    "is_overdue": lambda f, s: "已超期",
    "due_within": lambda f, s: due_words(f.due_within or 0),
    "day": lambda f, s: f"{f.day.month}月{f.day.day}日到期" if f.day else "",
    "changed_within": lambda f, s: changed_words(f.changed_within or 1),
    "changed_since": lambda f, s: f"{f.changed_since:%m-%d %H:%M} 以来有变动" if f.changed_since else "",
    "silent_for": lambda f, s: silent_words(f.silent_for or 0),
}
