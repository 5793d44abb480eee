"""Two moments of a campaign compared: what is new, moved, finished, struck off, lit otherwise, put off, gone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Final, Literal, get_args

import attrs

from battlemap import wording
from battlemap.domain.judging.lamp import LAMPS
from battlemap.domain.kinds.catalogue import KINDS
from battlemap.domain.kinds.task import LANES, Task
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.telling.field_words import value_words
from battlemap.domain.words import brief

Aspect = Literal[
    "new", "deleted", "struck_off", "finished", "moved", "lamp", "due", "unit", "owner", "progress", "blocked", "title"
]  # fmt: skip
#: In the order in which lists and marks show them.
ASPECTS: Final[tuple[Aspect, ...]] = get_args(Aspect)


@attrs.frozen
class Difference:
    """One thing that became different with one task; `words` without the task's code."""

    task: str
    code: str
    aspect: Aspect
    words: str


@attrs.frozen(slots=False)
class Comparison:
    """All differences, by aspect and then as the tasks stand on the later board."""

    before_on: date
    after_on: date
    differences: tuple[Difference, ...]

    @cached_property
    def marks(self) -> Mapping[str, tuple[Difference, ...]]:
        """Task id → its differences, the foremost first: what a board marks a card with."""
        by_task: dict[str, list[Difference]] = {}
        for difference in self.differences:
            by_task.setdefault(difference.task, []).append(difference)
        return {task: tuple(of_task) for task, of_task in by_task.items()}

    @cached_property
    def counts(self) -> Mapping[Aspect, int]:
        """Aspect → how many tasks; only those that occur, in their order."""
        counted = Counter(difference.aspect for difference in self.differences)
        return {aspect: counted[aspect] for aspect in ASPECTS if counted[aspect]}

    @property
    def summary(self) -> str:
        """The counts in words: 「新增 2，销号 1，变灯 5」; 「没有变化」 where there are none."""
        return "，".join(f"{wording.ASPECTS[aspect]} {n}" for aspect, n in self.counts.items()) or "没有变化"


def compare(before: Snapshot, before_on: date, after: Snapshot, after_on: date) -> Comparison:
    """Returns what is different on the later board; lamps are judged as of the two days.

    `after` must be the later one: it knows every row that `before` knows.
    """
    differences: list[Difference] = []
    for task in _in_order(before, after):
        was = before.tasks.get(task.id)
        stood = was if was is not None and not was.deleted else None
        if task.deleted:
            if stood is not None:
                differences.append(Difference(task.id, task.code, "deleted", f"删除“{brief(task.title)}”"))
        elif stood is None:
            words = f"新增“{brief(task.title)}”（{_place(task, after)}）"
            differences.append(Difference(task.id, task.code, "new", words))
        else:
            differences += _of_task(stood, task, after)
            differences += _of_stuck(stood, before, task, after)
            differences += _of_lamp(stood, before, before_on, task, after, after_on)
    differences.sort(key=lambda difference: ASPECTS.index(difference.aspect))
    return Comparison(before_on, after_on, tuple(differences))


def _in_order(before: Snapshot, after: Snapshot) -> list[Task]:
    columns = [action.id for action in (*after.columns, *before.columns)]
    places = {id: place for place, id in reversed(list(enumerate(columns)))}
    return sorted(
        after.tasks.values(),
        key=lambda task: (places.get(task.action, len(places)), LANES.index(task.lane), task.rank, task.id),
    )


def _place(task: Task, names: Snapshot) -> str:
    return f"{brief(value_words('task', 'action', task.action, names))}·{wording.LANES[task.lane]}"


def _of_task(was: Task, now: Task, names: Snapshot) -> list[Difference]:
    aspects: list[tuple[Aspect, str]] = []
    if (was.lane, was.action) != (now.lane, now.action):
        aspects.append(_move(was, now, names))
    pairs: tuple[tuple[Aspect, str], ...] = (
        ("due", "due_on"), ("unit", "responsible_unit"), ("owner", "owner"), ("progress", "progress"),
        ("title", "title"),
    )  # fmt: skip
    for aspect, key in pairs:
        old, new = (value_words("task", key, getattr(task, key), names) for task in (was, now))
        if getattr(was, key) != getattr(now, key):
            name = KINDS["task"].by_key[key].name
            words = f"{name} {brief(old)} → {brief(new)}"
            if key == "due_on" and now.extensions > was.extensions:
                words += f"（延期：{brief(now.extension_reason)}）"
            aspects.append((aspect, words))
    return [Difference(now.id, now.code, aspect, words) for aspect, words in aspects]


def _of_stuck(was: Task, before: Snapshot, now: Task, after: Snapshot) -> list[Difference]:
    old, new = before.stuck_words(was.id), after.stuck_words(now.id)
    if old == new:
        return []
    words = f"卡点 {brief(old) or '无'} → {brief(new) or '无'}"
    return [Difference(now.id, now.code, "blocked", words)]


def _move(was: Task, now: Task, names: Snapshot) -> tuple[Aspect, str]:
    if was.action == now.action:
        words = f"{wording.LANES[was.lane]} → {wording.LANES[now.lane]}"
    else:
        words = f"{_place(was, names)} → {_place(now, names)}"
    if now.rebound > was.rebound:
        return "moved", f"反弹：{words}"
    if now.lane == "struck_off" and was.lane != "struck_off":
        return "struck_off", f"销号：{words}"
    if now.is_finished and not was.is_finished:
        return "finished", f"办结：{words}"
    return "moved", f"退回：{words}" if LANES.index(now.lane) < LANES.index(was.lane) else words


def _of_lamp(
    was: Task, before: Snapshot, before_on: date, now: Task, after: Snapshot, after_on: date
) -> list[Difference]:
    old, new = before.judge(was, before_on), after.judge(now, after_on)
    if old.lamp == new.lamp:
        return []
    turn = "转差" if LAMPS.index(new.lamp) < LAMPS.index(old.lamp) else "转好"
    words = f"{wording.LAMPS[old.lamp]} → {wording.LAMPS[new.lamp]}（{new.words}）"
    # grey is no judgement, so that leaving it is neither better nor worse
    is_judged = "grey" not in (old.lamp, new.lamp)
    return [Difference(now.id, now.code, "lamp", f"{turn}：{words}" if is_judged else words)]
