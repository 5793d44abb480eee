"""Reach: what a step touches, answered once per step, so that no view asks by itself."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import Final, TypeVar

import attrs

from battlemap.domain.kinds.action import Action, Measure
from battlemap.domain.kinds.catalogue import task_owning
from battlemap.domain.kinds.dependency import Dependency
from battlemap.domain.kinds.people import Person, Unit
from battlemap.domain.kinds.problem import Problem, ProblemTask
from battlemap.domain.kinds.task import Lane, Milestone, Task
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import Change, Row, Step

#: Tables by which every task is judged.
_EVERYTHING: Final = frozenset({"campaign", "period", "report_rule"})
#: Whose names tasks bear, and the field by which they name them.
_NAMED_BY: Final[dict[type[Row], str]] = {Unit: "responsible_unit", Person: "owner", Measure: "measure"}
#: What is shown of an action beside each of its tasks.
_ON_TASKS: Final = ("number", "code", "title", "lead_leader")

_R = TypeVar("_R", bound=Row)
#: Action, lane and rank.
_Place = tuple[str, Lane, str]


@attrs.frozen
class Reach:
    """What may look otherwise after a step; what is not named here looks as before. Tasks, actions: their ids.

    `is_everything`: the days or rules by which all is judged have changed, so every task is reworded and rejudged.
    `kinds`: the tables of which a row changed. `columns`: actions whose head or place may differ; `cells`: (action,
    lane) that hold other cards or hold them in another order.

    `came`, `went`: tasks that have come onto the board or left it; `made`: those of them whose own row is new or has
    come back. `moved`: tasks that stand elsewhere (action, lane or rank); `regrouped`: those under another action or
    measure. `changed`: tasks of which the step itself tells: by their own row (a rank alone tells nothing) or by a part
    of theirs. `reworded`: tasks of which something that is shown may differ, with or without the lamp: `changed`, and
    those that bear a changed name, wait for a changed task or have a changed problem. `rejudged`: tasks whose lamp or
    reasons may differ.
    """

    is_everything: bool = False
    kinds: frozenset[str] = frozenset()
    columns: frozenset[str] = frozenset()
    cells: frozenset[tuple[str, Lane]] = frozenset()
    came: frozenset[str] = frozenset()
    went: frozenset[str] = frozenset()
    made: frozenset[str] = frozenset()
    moved: frozenset[str] = frozenset()
    regrouped: frozenset[str] = frozenset()
    changed: frozenset[str] = frozenset()
    reworded: frozenset[str] = frozenset()
    rejudged: frozenset[str] = frozenset()

    def touches(self, *kinds: str) -> bool:
        """Whether a row of one of these tables changed."""
        return not self.kinds.isdisjoint(kinds)

    @property
    def places(self) -> frozenset[str]:
        """The tasks that came, went or moved."""
        return self.came | self.went | self.moved

    @property
    def tasks(self) -> frozenset[str]:
        """Every task of which anything may look otherwise, its place included; all of them with `is_everything`."""
        return self.reworded | self.rejudged | self.places

    @classmethod
    def of(cls, step: Step, snapshot: Snapshot) -> Reach:
        """Returns the reach of a step; `snapshot` has taken it. Costs what the step changed and what leans on that."""
        gathering = _Gathering(snapshot)
        for change in step.changes:
            gathering.take(change)
        return gathering.reach()


def changed_task(change: Change) -> str | None:
    """Returns the task that a change tells something new of, None where it tells of none.

    A card that only made room for another has not changed.
    """
    row = change.after
    if isinstance(row, Task):
        before = change.before
        if not isinstance(before, Task):
            return row.id
        is_same = (before if before.rank == row.rank else attrs.evolve(before, rank=row.rank)) == row
        return None if is_same else row.id
    return task_owning(change.table, row)


class _Gathering:
    """Takes the changes of one step and gathers what they touch."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._kinds: set[str] = set()
        self._columns: set[str] = set()
        self._changed: set[str] = set()
        self._reworded: set[str] = set()
        self._rejudged: set[str] = set()
        #: Rows of tasks and actions as they were before the step.
        self._tasks_before: dict[str, Task | None] = {}
        self._actions_before: dict[str, Action | None] = {}

    def take(self, change: Change) -> None:
        """Takes one change; what follows from tasks and actions together waits for `reach`."""
        self._kinds.add(change.table)
        task = changed_task(change)
        if task is not None:
            self._changed.add(task)
        match change.after:
            case Task(id=id):
                self._tasks_before.setdefault(id, change.before if isinstance(change.before, Task) else None)
            case Action(id=id):
                before = change.before if isinstance(change.before, Action) else None
                self._actions_before.setdefault(id, before)
            case Unit() | Person() | Measure() as named:
                self._take_name(change, named)
            case Problem(id=id):
                self._rejudged.update(self._stuck_by(id))
            case Milestone() | ProblemTask() as part:
                self._rejudged.update(row.task for row in _both(change, type(part)))
            case Dependency():
                self._reworded.update(link.successor for link in _both(change, Dependency))
            case _:
                owners = (task_owning(change.table, row) for row in (change.before, change.after) if row)
                self._reworded.update(task for task in owners if task)

    def reach(self) -> Reach:
        """Returns all that was gathered."""
        for id, before in self._actions_before.items():
            self._take_action(id, before)
        snapshot = self._snapshot
        places = {id: (self._place_before(id), self._place_now(id)) for id in self._candidates()}
        came = frozenset(id for id, (was, now) in places.items() if was is None and now is not None)
        went = frozenset(id for id, (was, now) in places.items() if was is not None and now is None)
        changed = self._changed.intersection(self._tasks_before) | came | went
        self._rejudged |= changed
        self._reworded |= changed | self._changed | self._rejudged | self._waiting_for(changed)
        cells, regrouped = self._cells_and_groups()
        actions = {action for action, _ in cells} | {
            snapshot.tasks[id].action for id in self._reworded if id in snapshot.tasks
        }
        return Reach(
            is_everything=not self._kinds.isdisjoint(_EVERYTHING),
            kinds=frozenset(self._kinds),
            columns=frozenset(self._columns | actions),
            cells=frozenset(cells),
            came=came,
            went=went,
            made=frozenset(id for id, row in self._tasks_before.items() if self._is_made(id, row)),
            moved=frozenset(id for id, (was, now) in places.items() if was and now and was != now),
            regrouped=frozenset(regrouped),
            changed=frozenset(self._changed),
            reworded=frozenset(self._reworded),
            rejudged=frozenset(self._rejudged),
        )

    # -- by kind ------------------------------------------------------------------------------------------------

    def _take_name(self, change: Change, named: Unit | Person | Measure) -> None:
        """Takes a change of something whose name stands on tasks or in the heads of columns."""
        self._reworded.update(self._snapshot.by("task", _NAMED_BY[type(named)]).get(named.id, ()))
        if isinstance(named, Unit):
            self._columns.update(self._snapshot.by("action", "lead_unit").get(named.id, ()))
        elif isinstance(named, Measure):
            self._columns.update(measure.action for measure in _both(change, Measure))

    def _take_action(self, id: str, before: Action | None) -> None:
        """Takes an action that was `before`: its column, and its tasks where they say something of it."""
        self._columns.add(id)
        now = self._snapshot.actions[id]
        if before is None or any(getattr(before, name) != getattr(now, name) for name in _ON_TASKS):
            self._reworded.update(self._tasks_of(id))

    # -- what follows -------------------------------------------------------------------------------------------

    def _candidates(self) -> set[str]:
        """Returns the tasks that may have come, gone or moved."""
        tasks = set(self._tasks_before)
        for id, before in self._actions_before.items():
            if (before is not None and before.is_shown) != self._snapshot.actions[id].is_shown:
                tasks.update(self._tasks_of(id))
        return tasks

    def _place_before(self, id: str) -> _Place | None:
        """Returns where a task stood before the step, None where it was not on the board."""
        row = self._tasks_before[id] if id in self._tasks_before else self._snapshot.tasks[id]
        if row is None:
            return None
        action = self._actions_before.get(row.action, self._snapshot.actions[row.action])
        return _place(row, action)

    def _place_now(self, id: str) -> _Place | None:
        task = self._snapshot.tasks[id]
        return _place(task, self._snapshot.actions[task.action])

    def _cells_and_groups(self) -> tuple[set[tuple[str, Lane]], set[str]]:
        """Returns the cells that hold other cards or another order, and the tasks under another heading."""
        cells: set[tuple[str, Lane]] = set()
        regrouped: set[str] = set()
        for id, before in self._tasks_before.items():
            was = None if before is None or before.deleted else before
            after = self._snapshot.tasks[id]
            now = None if after.deleted else after
            if was is None or now is None or _spot(was) != _spot(now):
                cells |= {(task.action, task.lane) for task in (was, now) if task is not None}
            if was is not None and now is not None and (was.action, was.measure) != (now.action, now.measure):
                regrouped.add(id)
        return cells, regrouped

    def _is_made(self, id: str, before: Task | None) -> bool:
        return (before is None or before.deleted) and not self._snapshot.tasks[id].deleted

    def _tasks_of(self, action: str) -> Iterator[str]:
        """Yields the tasks of an action that are not deleted."""
        tasks = self._snapshot.tasks
        return (id for id in self._snapshot.by("task", "action").get(action, ()) if not tasks[id].deleted)

    def _stuck_by(self, problem: str) -> Iterator[str]:
        """Yields the tasks in whose way a problem stands or stood."""
        links = self._snapshot.rows["problem_task"]
        for id in self._snapshot.by("problem_task", "problem").get(problem, ()):
            link = links[id]
            if isinstance(link, ProblemTask):
                yield link.task

    def _waiting_for(self, tasks: AbstractSet[str]) -> set[str]:
        """Returns the tasks that wait for one of these."""
        following, links = self._snapshot.by("dependency", "predecessor"), self._snapshot.dependencies
        return {links[link].successor for id in tasks for link in following.get(id, ())}


def _spot(task: Task) -> _Place:
    return task.action, task.lane, task.rank


def _place(task: Task, action: Action | None) -> _Place | None:
    """Returns where a task stands on the board, None where it does not."""
    is_live = not task.deleted and action is not None and action.is_shown
    return _spot(task) if is_live else None


def _both(change: Change, kind: type[_R]) -> Iterator[_R]:
    """Yields the row before and after, as far as there is one."""
    return (row for row in (change.before, change.after) if isinstance(row, kind))
