"""What a filter can be set to, and how many tasks each choice would show under all else that is set."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

import attrs

from battlemap import wording
from battlemap.domain.judging.lamp import Lamp
from battlemap.domain.kinds.task import LANES, Task
from battlemap.domain.looking import filter_words as say
from battlemap.domain.looking.task_filter import (
    NONE,
    Ground,
    TaskFilter,
    is_blocked,
    is_overdue,
    leader,
)
from battlemap.domain.snapshot import Snapshot

DUE: Final = (0, 1, 3, 7, 15, 30)
CHANGED: Final = (1, 3, 7)
SILENT: Final = (5, 7, 10, 15, 30)


@attrs.frozen
class Choice:
    """One value of a field, its words, and how many tasks it would show."""

    field: str
    value: Any
    words: str
    count: int


@attrs.frozen
class Facet:
    """One group of choices; with `is_single` one at a time."""

    title: str
    choices: tuple[Choice, ...]
    is_single: bool = False


def is_chosen(wanted: TaskFilter, choice: Choice) -> bool:
    """Whether the filter has that choice set."""
    held = getattr(wanted, choice.field)
    return choice.value in held if isinstance(held, frozenset) else bool(held == choice.value)


def chosen(wanted: TaskFilter, choice: Choice, is_on: bool) -> TaskFilter:
    """Returns the filter with that choice set or taken back."""
    held = getattr(wanted, choice.field)
    if isinstance(held, frozenset):
        value = held | {choice.value} if is_on else held - {choice.value}
        return attrs.evolve(wanted, **{choice.field: value})  # type: ignore[arg-type]
    rest = wanted.without(choice.field)
    return attrs.evolve(rest, **{choice.field: choice.value}) if is_on else rest


def facets(wanted: TaskFilter, ground: Ground) -> tuple[Facet, ...]:
    """Returns every group of choices that makes sense on this board; what is set is among them even at no task."""
    pools = _pools(wanted, ground)
    snapshot = ground.snapshot
    live = [task for task in snapshot.tasks.values() if snapshot.is_live(task)]

    def many(
        title: str, field: str, of: Callable[[Task], str], order: Sequence[str], name: Callable[[str], str]
    ) -> Facet:
        counts = Counter(map(of, pools[field]))
        there = {of(task) for task in live} | getattr(wanted, field)
        ordered = [value for value in order if value in there] + sorted(there.difference(order))
        return Facet(title, tuple(Choice(field, value, name(value), counts[value]) for value in ordered))

    def days(title: str, field: str, offered: Iterable[int], name: Callable[[int], str]) -> Facet:
        held = getattr(wanted, field)
        counts = {}
        for value in sorted({*offered, *(() if held is None else (held,))}):
            test = attrs.evolve(TaskFilter(), **{field: value}).tests(ground)[field]
            counts[value] = sum(map(test, pools[field]))
        choices = tuple(Choice(field, value, name(value), count) for value, count in counts.items())
        return Facet(title, choices, is_single=True)

    lamps = Counter(ground.lamp_of(task.id) for task in pools["lamps"])
    shown: list[Lamp] = [
        lamp for lamp in wording.LAMPS if lamp in snapshot.scheme.lamps or lamp in wanted.lamps
    ]
    state = [
        Choice("is_blocked", True, "有卡点", sum(is_blocked(task, ground) for task in pools["is_blocked"])),
        Choice("is_overdue", True, "已超期", sum(is_overdue(task, ground) for task in pools["is_overdue"])),
    ]
    return (
        many(
            "专项行动",
            "actions",
            lambda t: t.action,
            _ids(snapshot.columns),
            lambda id: say.action_name(id, snapshot),
        ),
        many("状态", "lanes", lambda t: t.lane, LANES, lambda lane: wording.LANES[lane]),
        Facet("亮灯", tuple(Choice("lamps", lamp, wording.LAMPS[lamp], lamps[lamp]) for lamp in shown)),
        Facet("情况", tuple(state)),
        many("责任单位", "units", _unit, _ranked(snapshot.units), lambda id: say.unit_name(id, snapshot)),
        many("责任人", "owners", _owner, _ranked(snapshot.persons), lambda id: say.owner_name(id, snapshot)),
        many("牵头领导", "leaders", lambda t: leader(t, ground), _leaders(snapshot), say.leader_name),
        many("标记", "emphases", lambda t: t.emphasis or NONE, (*wording.EMPHASES, NONE), say.emphasis_name),
        days("到期", "due_within", DUE, say.due_words),
        days("变动", "changed_within", CHANGED, say.changed_words),
        days("无消息", "silent_for", SILENT, say.silent_words),
    )


def _unit(task: Task) -> str:
    return task.responsible_unit or NONE


def _owner(task: Task) -> str:
    return task.owner or NONE


def _ids(rows: Iterable[Any]) -> list[str]:
    return [row.id for row in rows]


def _pools(wanted: TaskFilter, ground: Ground) -> dict[str, list[Task]]:
    """Returns for each field the live tasks that pass all else that is set."""
    tests = wanted.tests(ground)
    every: list[Task] = []
    but: dict[str, list[Task]] = {name: [] for name in tests}
    for task in ground.snapshot.tasks.values():
        if task.deleted:
            continue
        failed = ""
        for name, test in tests.items():
            if not test(task):
                if failed:
                    break
                failed = name
        else:
            (but[failed] if failed else every).append(task)
    return {field.name: every + but.get(field.name, []) for field in attrs.fields(TaskFilter)}


def _ranked(rows: Any) -> list[str]:
    """Returns none first, then the ids of the rows in their order."""
    return [NONE, *(row.id for row in sorted(rows.values(), key=lambda row: (row.rank, row.id)))]


def _leaders(snapshot: Snapshot) -> list[str]:
    return list(dict.fromkeys([NONE, *(action.lead_leader for action in snapshot.columns)]))
