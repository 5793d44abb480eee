"""The cells of the board: the tasks of each action and lane from top to bottom, kept up with every step."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Final

from battlemap.domain.kinds.task import Task
from battlemap.domain.step import Change

#: (action id, lane) → ids of the live tasks; a cell without tasks is missing.
Cells = dict[tuple[str, str], tuple[str, ...]]
#: A cell in which more tasks change than this is sorted anew.
_FEW: Final = 16


def cells_of(tasks: Iterable[Task]) -> Cells:
    """Returns the cells of all tasks that are not deleted."""
    members: dict[tuple[str, str], list[Task]] = {}
    for task in tasks:
        if not task.deleted:
            members.setdefault((task.action, task.lane), []).append(task)
    return {cell: _in_order(inside) for cell, inside in members.items()}


def cells_after(cells: Cells, changes: Iterable[Change], tasks: Mapping[str, Task]) -> Cells:
    """Returns the cells after the changes; `tasks` have taken them. Only cells that were touched are made anew."""
    gone: dict[tuple[str, str], set[str]] = {}
    changed: set[str] = set()
    for change in changes:
        if isinstance(change.after, Task):
            changed.add(change.id)
            if isinstance(change.before, Task):
                gone.setdefault((change.before.action, change.before.lane), set()).add(change.id)
    come: dict[tuple[str, str], list[str]] = {cell: [] for cell in gone}
    for id in changed:
        task = tasks[id]
        if not task.deleted:
            come.setdefault((task.action, task.lane), []).append(id)
    following = dict(cells)
    for cell, new in come.items():
        ids = _arranged(_without(cells.get(cell, ()), gone.get(cell, set())), new, tasks)
        if ids:
            following[cell] = ids
        else:
            following.pop(cell, None)
    return following


def _without(ids: tuple[str, ...], gone: set[str]) -> list[str]:
    if len(gone) > _FEW:
        return [id for id in ids if id not in gone]
    left = list(ids)
    for id in gone:
        with suppress(ValueError):
            left.remove(id)
    return left


def _arranged(ids: list[str], come: list[str], tasks: Mapping[str, Task]) -> tuple[str, ...]:
    """Returns the cell in order; `ids` are in order already, those that `come` are few as a rule."""
    if len(come) > _FEW:
        return _in_order([tasks[id] for id in (*ids, *come)])
    for id in come:
        insort(ids, id, key=lambda other: _rank(tasks[other]))
    return tuple(ids)


def _in_order(tasks: list[Task]) -> tuple[str, ...]:
    return tuple(task.id for task in sorted(tasks, key=_rank))


def _rank(task: Task) -> tuple[str, str]:
    return task.rank, task.id
