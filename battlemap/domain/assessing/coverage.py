"""How far a document is carried out: clause by clause, unit by unit; clauses without a task first."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Final, Literal

import attrs

from battlemap.domain.judging.lamp import LAMPS, Lamp
from battlemap.domain.kinds.document import Clause
from battlemap.domain.kinds.task import Task
from battlemap.domain.snapshot import Snapshot

State = Literal["untouched", "moving", "done"]
STATES: Final[dict[State, str]] = {"untouched": "未分解", "moving": "推进中", "done": "已落实"}


@attrs.frozen
class ClauseStanding:
    """A clause with the live tasks that carry it out, its state, its worst lamp, its mean progress in percent."""

    clause: Clause
    tasks: tuple[Task, ...]
    state: State
    lamp: Lamp
    progress: int
    lamps: tuple[Lamp, ...] = ()

    def lamp_of(self, unit: str) -> Lamp | None:
        """Returns the worst lamp of a unit's tasks for the clause, None where it has none."""
        own = [
            lamp for task, lamp in zip(self.tasks, self.lamps, strict=True) if task.responsible_unit == unit
        ]
        return min(own, key=LAMPS.index) if own else None

    @property
    def units(self) -> frozenset[str]:
        """The units that answer for its tasks."""
        return frozenset(task.responsible_unit for task in self.tasks if task.responsible_unit)


@attrs.frozen
class Coverage:
    """A document's clauses, those without a task first, and the units across."""

    clauses: tuple[ClauseStanding, ...]
    units: tuple[str, ...]

    @property
    def covered(self) -> int:
        """How many clauses have a task."""
        return sum(bool(one.tasks) for one in self.clauses)

    @property
    def done(self) -> int:
        """How many clauses are carried out: all their tasks are finished."""
        return sum(one.state == "done" for one in self.clauses)

    @property
    def words(self) -> str:
        """「共 14 条，已分解 12 条（分解率 85.7%），已落实 3 条（落实率 21.4%）」."""
        every = len(self.clauses)
        if not every:
            return "还没有条款"
        return (
            f"共 {every} 条，已分解 {self.covered} 条（分解率 {100 * self.covered / every:.1f}%），"
            f"已落实 {self.done} 条（落实率 {100 * self.done / every:.1f}%）"
        )


def coverage(snapshot: Snapshot, document: str, as_of: date) -> Coverage:
    """Returns how far a document is carried out by the evening of a day."""
    rows = (snapshot.clauses[id] for id in snapshot.by("clause", "document").get(document, ()))
    clauses = sorted((row for row in rows if not row.deleted), key=lambda row: (row.rank, row.id))
    standings = [_standing(snapshot, clause, as_of) for clause in clauses]
    standings.sort(key=lambda one: bool(one.tasks))
    shown = {unit for one in standings for unit in one.units}
    shown |= {one.clause.lead_unit for one in standings if one.clause.lead_unit}
    order = sorted(shown, key=lambda unit: (snapshot.units[unit].rank, unit))
    return Coverage(tuple(standings), tuple(order))


def tasks_of_clause(snapshot: Snapshot, clause: str) -> tuple[Task, ...]:
    """Returns the live tasks that carry a clause out, by code."""
    links = (snapshot.clause_tasks[id] for id in snapshot.by("clause_task", "clause").get(clause, ()))
    tasks = [snapshot.tasks[link.task] for link in links if not link.deleted]
    return tuple(sorted((task for task in tasks if snapshot.is_live(task)), key=lambda task: task.code))


def _standing(snapshot: Snapshot, clause: Clause, as_of: date) -> ClauseStanding:
    tasks = tasks_of_clause(snapshot, clause.id)
    if not tasks:
        return ClauseStanding(clause, (), "untouched", "grey", 0)
    lamps = [snapshot.judge(task, as_of).lamp for task in tasks]
    state: State = "done" if all(task.is_finished for task in tasks) else "moving"
    progress = sum(task.progress for task in tasks) // len(tasks)
    return ClauseStanding(clause, tasks, state, min(lamps, key=LAMPS.index), progress, tuple(lamps))


def likely_tasks(snapshot: Snapshot, words: str, most: int = 5) -> list[tuple[Task, int]]:
    """Returns live tasks whose words are like a clause's, with the percentage of their pairs of characters that it has.

    A proposal: which task carries a clause out is decided by a person.
    """
    pairs = _pairs(words)
    task_shares = []
    for task in snapshot.live_tasks:
        own = _pairs(task.title)
        if own:
            task_shares.append((task, round(100 * len(own & pairs) / len(own))))
    task_shares.sort(key=lambda pair: (-pair[1], pair[0].code))
    return [(task, share) for task, share in task_shares[:most] if share >= 30]


def _pairs(words: str) -> frozenset[str]:
    letters = [letter for letter in words if letter.isalnum()]
    return frozenset(a + b for a, b in pairwise(letters))
