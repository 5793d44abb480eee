"""All rows of a timeline in order: their number and place are known at once, a row is made when it is asked for."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import accumulate
from operator import attrgetter
from typing import Final, overload

import attrs

from battlemap.domain.judging.progress import JudgedSpan, judged_span
from battlemap.domain.kinds.action import Action
from battlemap.domain.kinds.task import Milestone, Task
from battlemap.domain.snapshot import Snapshot
from battlemap.layout.timeline_rows import RowKind, Summary, TimelineRow, task_row

#: Tasks of an action that belong to no measure stand under this heading where there are measures too.
_UNFILED: Final = "其他任务"
#: By what the days over which tasks are judged differ; by what their progress does.
_DAYS: Final = attrgetter("start_on", "original_due_on", "due_on")
_PROGRESS: Final = attrgetter("lane", "progress")
#: So many rows that were asked for are kept.
_MOST_KEPT: Final = 4_000


@attrs.frozen
class Sums:
    """What the tasks of a heading come to: first and last day of all, and their progress added up."""

    first: date
    last: date
    progress: int

    @classmethod
    def of(cls, tasks: Collection[Task], snapshot: Snapshot) -> Sums:
        """Returns the sums of some tasks; equal days and equal progress are looked at once."""
        spans = [_span(task, snapshot) for task in dict(zip(map(_DAYS, tasks), tasks, strict=True)).values()]
        alike = dict(zip(map(_PROGRESS, tasks), tasks, strict=True))
        progress = sum(
            _progress(alike[key]) * number for key, number in Counter(map(_PROGRESS, tasks)).items()
        )
        return cls(min(span.starts_on for span in spans), max(span.due_on for span in spans), progress)

    def changed(self, before: Task, after: Task, was: Snapshot, now: Snapshot) -> Sums | None:
        """Returns the sums after one task has changed; None where it stood at an end, so that all must be looked at."""
        old, new = _span(before, was), _span(after, now)
        if (old != new) and (old.starts_on <= self.first or old.due_on >= self.last):
            return None
        return Sums(
            min(self.first, new.starts_on),
            max(self.last, new.due_on),
            self.progress - _progress(before) + _progress(after),
        )


@attrs.frozen(eq=False)
class _Block:
    """A heading, and the tasks that it counts in no order; where it `shows` them, their rows stand below it."""

    kind: RowKind
    id: str
    code: str
    title: str
    owner: str
    action: str
    tasks: tuple[str, ...] = ()
    is_folded: bool = False
    shows: bool = False

    @property
    def height(self) -> int:
        """The number of its rows."""
        return 1 + len(self.tasks) * self.shows


class TimelineRows(Sequence[TimelineRow]):
    """The rows from top to bottom: below each action its measures, below each measure its tasks by time.

    `folded` are ids of headings whose rows are left out. Headings without any task are left out. `baseline` is the
    board of an earlier moment.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        as_of: date,
        *,
        folded: Collection[str] = (),
        holds: Callable[[Task], bool] | None = None,
        baseline: Snapshot | None = None,
        has_front: bool = False,
    ) -> None:
        self.snapshot = snapshot
        self._as_of = as_of
        self._holds = holds
        self._then: Mapping[str, Task] = baseline.tasks if baseline else {}
        self._has_front = has_front
        self._folded = frozenset(folded)
        self._blocks: list[_Block] = []
        #: Action and measure → number of the block of its tasks; "" for those without a measure of its own.
        self._block_of: dict[tuple[str, str], int] = {}
        #: Block → its tasks in order; task → its row counted from the heading: both once somebody has asked.
        self._orders: dict[int, tuple[str, ...]] = {}
        self._places: dict[int, dict[str, int]] = {}
        self._sums: dict[int, Sums] = {}
        self._made: dict[int, TimelineRow] = {}
        for action in snapshot.columns:
            tasks = [task for task in snapshot.tasks_of(action.id) if holds is None or holds(task)]
            if tasks:
                self._add(action, tasks)
        self._starts = [0, *accumulate(block.height for block in self._blocks)]
        self._headings = {block.id: self._starts[number] for number, block in enumerate(self._blocks)}

    def _add(self, action: Action, tasks: list[Task]) -> None:
        measures = () if action.id in self._folded else self.snapshot.measures_of(action.id)
        below: dict[str, list[Task]] = {measure.id: [] for measure in measures}
        rest: list[Task] = []
        for task in tasks if measures else ():
            below.get(task.measure or "", rest).append(task)
        own = [(measure, below[measure.id]) for measure in measures if below[measure.id]]
        head = _Block("action", action.id, action.ordinal, action.title, action.lead_leader, action.code)
        self._put(head, (action.id, ""), tasks, shows=not own)
        for measure, filed in own:
            head = _Block("measure", measure.id, f"{measure.number}.", measure.title, "", action.code)
            self._put(head, (action.id, measure.id), filed)
        if own and rest:
            self._put(
                _Block("measure", f"{action.id}/", "", _UNFILED, "", action.code), (action.id, ""), rest
            )

    def _put(self, head: _Block, place: tuple[str, str], tasks: list[Task], *, shows: bool = True) -> None:
        number, is_folded = len(self._blocks), head.id in self._folded
        ids = tuple([task.id for task in tasks])
        self._blocks.append(attrs.evolve(head, tasks=ids, is_folded=is_folded, shows=shows and not is_folded))
        self._block_of[place] = number
        self._sums[number] = Sums.of(tasks, self.snapshot)

    # -- rows ---------------------------------------------------------------------------------------------------

    def __len__(self) -> int:
        return self._starts[-1]

    @overload
    def __getitem__(self, at: int) -> TimelineRow: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[TimelineRow, ...]: ...

    def __getitem__(self, at: int | slice) -> TimelineRow | tuple[TimelineRow, ...]:
        if isinstance(at, slice):
            return tuple(self[number] for number in range(*at.indices(len(self))))
        number = range(len(self))[at]
        row = self._made.get(number)
        if row is None:
            if len(self._made) >= _MOST_KEPT:
                self._made.clear()
            row = self._made[number] = self._row(number)
        return row

    def __iter__(self) -> Iterator[TimelineRow]:
        return (self._made.get(number) or self._row(number) for number in range(len(self)))

    def _row(self, number: int) -> TimelineRow:
        at = bisect_right(self._starts, number) - 1
        block, place = self._blocks[at], number - self._starts[at]
        if not place:
            return self._heading(at)
        task = self.snapshot.tasks[self._ordered(at)[place - 1]]
        level = 2 if block.kind == "measure" else 1
        row = task_row(self.snapshot, task, self._as_of, self._then.get(task.id), has_front=self._has_front)
        return attrs.evolve(row, level=level, action=block.action)

    def _heading(self, at: int) -> TimelineRow:
        block, sums, number = self._blocks[at], self._sums_of(at), len(self._blocks[at].tasks)
        return TimelineRow(
            block.kind, block.id, block.code, block.title, 0 if block.kind == "action" else 1, block.owner, count=number,
            is_folded=block.is_folded, about=block.id, action=block.action,
            summary=Summary(sums.first, sums.last, sums.progress // number),
        )  # fmt: skip

    def _sums_of(self, at: int) -> Sums:
        if at not in self._sums:
            tasks = [self.snapshot.tasks[id] for id in self._blocks[at].tasks]
            self._sums[at] = Sums.of(tasks, self.snapshot)
        return self._sums[at]

    def _ordered(self, at: int) -> tuple[str, ...]:
        """Returns the tasks of a block by time, put in order when they are first asked for."""
        if at not in self._orders:
            tasks = [self.snapshot.tasks[id] for id in self._blocks[at].tasks]
            keyed = [(_span(task, self.snapshot), task) for task in tasks]
            keyed.sort(key=lambda pair: (pair[0].starts_on, pair[0].due_on, pair[1].code))
            self._orders[at] = tuple([task.id for _, task in keyed])
        return self._orders[at]

    # -- places -------------------------------------------------------------------------------------------------

    def holds(self, id: str) -> bool:
        """Whether a task is among those that the headings count, folded or not."""
        task = self.snapshot.tasks.get(id)
        return (
            task is not None
            and (task.action, "") in self._block_of
            and self.snapshot.is_live(task)
            and (self._holds is None or self._holds(task))
        )

    def shows(self, id: str) -> bool:
        """Whether a task has a row of its own."""
        return self.holds(id) and self._blocks[self._block_number(self.snapshot.tasks[id])].shows

    def number(self, key: str) -> int | None:
        """Returns the number of the row of a task or heading, None where it has none."""
        if key in self._headings:
            return self._headings[key]
        if not self.shows(key):
            return None
        at = self._block_number(self.snapshot.tasks[key])
        if at not in self._places:
            self._places[at] = {id: place for place, id in enumerate(self._ordered(at), 1)}
        return self._starts[at] + self._places[at][key]

    def among(self, id: str) -> range:
        """Returns the rows among which that of a shown task is: no block is put in order for that."""
        at = self._block_number(self.snapshot.tasks[id])
        return range(self._starts[at], self._starts[at + 1])

    def _block_number(self, task: Task) -> int:
        number = self._block_of.get((task.action, task.measure or ""))
        return self._block_of[task.action, ""] if number is None else number

    @property
    def headings(self) -> Collection[str]:
        """The ids of all headings."""
        return self._headings.keys()

    @property
    def shown_tasks(self) -> frozenset[str]:
        """The ids of all tasks that have a row."""
        return frozenset(id for block in self._blocks if block.shows for id in block.tasks)

    @property
    def tasks_in_order(self) -> tuple[str, ...]:
        """The ids of all tasks that have a row, from top to bottom."""
        return tuple(id for at, block in enumerate(self._blocks) if block.shows for id in self._ordered(at))

    def keys(self, first: int, last: int) -> Iterator[str]:
        """Yields what the rows from `first` to `last` are known by, without making them."""
        for number in range(first, last + 1):
            at = bisect_right(self._starts, number) - 1
            place = number - self._starts[at]
            yield self._ordered(at)[place - 1] if place else self._blocks[at].id

    @property
    def shown_count(self) -> int:
        """The number of tasks that have a row."""
        return len(self) - len(self._blocks)

    @property
    def task_count(self) -> int:
        """The number of tasks, also of those under folded headings."""
        return sum(len(block.tasks) for block in self._blocks if block.kind == "action")

    # -- days ---------------------------------------------------------------------------------------------------

    def extent(self) -> tuple[date, date] | None:
        """Returns the first and last day of all that stands on the axis, folded or not; None where nothing does."""
        sums = [self._sums_of(at) for at, block in enumerate(self._blocks) if block.kind == "action"]
        if not sums:
            return None
        days = [*(one.first for one in sums), *(one.last for one in sums), *self._days_beside]
        return min(days), max(days)

    @cached_property
    def _days_beside(self) -> tuple[date, ...]:
        """The outermost days of milestones and of the baseline."""
        days = {
            stone.due_on
            for stone in self.snapshot.milestones.values()
            if stone.due_on is not None and not stone.deleted and self.holds(stone.task)
        }
        for id, was in self._then.items():
            if not was.deleted and self.holds(id):
                span = _span(was, self.snapshot)
                days |= {span.starts_on, span.due_on}
        return (min(days), max(days)) if days else ()

    # -- changes ------------------------------------------------------------------------------------------------

    def followed(self, snapshot: Snapshot, touched: Iterable[str]) -> TimelineRows:
        """Returns the rows of a later snapshot, in which only these tasks tell something else; every row keeps its place."""
        after = object.__new__(TimelineRows)
        after.__dict__.update(self.__dict__, snapshot=snapshot, _sums={**self._sums}, _made={**self._made})
        for id in touched:
            if not self.holds(id):
                continue
            before, task = self.snapshot.tasks[id], snapshot.tasks[id]
            at = self._block_number(task)
            if at in self._orders and self._blocks[at].shows:
                number = self.number(id)
                after._made.pop(-1 if number is None else number, None)
            for heading in {at, self._headed_by(at)}:
                after._made.pop(self._starts[heading], None)
                sums = after._sums.pop(heading, None)
                if sums is not None and (now := sums.changed(before, task, self.snapshot, snapshot)):
                    after._sums[heading] = now
            if snapshot.parts(Milestone, id) or self.snapshot.parts(Milestone, id):
                after.__dict__.pop("_days_beside", None)
        return after

    def _headed_by(self, at: int) -> int:
        """Returns the number of the action's block above a block."""
        while self._blocks[at].kind != "action":
            at -= 1
        return at


def timeline_rows(
    snapshot: Snapshot,
    as_of: date,
    *,
    folded: Collection[str] = (),
    holds: Callable[[Task], bool] | None = None,
    baseline: Snapshot | None = None,
    has_front: bool = False,
) -> tuple[TimelineRow, ...]:
    """Returns every row, made; see `TimelineRows`."""
    return tuple(
        TimelineRows(snapshot, as_of, folded=folded, holds=holds, baseline=baseline, has_front=has_front)
    )


def _span(task: Task, snapshot: Snapshot) -> JudgedSpan:
    """Returns the days of a task's bar; its milestones do not move them."""
    return judged_span(task, snapshot.campaign)


def _progress(task: Task) -> int:
    """Returns the progress that a heading counts: tasks that were struck off count as done."""
    return 100 if task.is_finished else task.progress
