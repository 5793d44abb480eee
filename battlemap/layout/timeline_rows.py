"""The rows of the timeline: actions, their measures and tasks, each task with its bar; no place is told yet."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Final, Literal

import attrs

from battlemap.domain.judging.lamp import LAMPS, Lamp
from battlemap.domain.judging.progress import judged_span
from battlemap.domain.kinds.task import Lane, Task
from battlemap.domain.planning.front_line import front_point, reached
from battlemap.domain.snapshot import Snapshot

RowKind = Literal["action", "measure", "task"]
#: Tasks of an action that belong to no measure stand under this heading where there are measures too.
_UNFILED: Final = "其他任务"


@attrs.frozen
class Stone:
    """A milestone that has a day."""

    id: str
    title: str
    day: date
    is_done: bool


@attrs.frozen
class Bar:
    """A task on the axis: its days, how far it has come and should have come, as moments in days from year 1.

    `is_open_start` and `is_open_end` say that the campaign's first or last day stands in for a missing one.
    """

    first: date
    last: date
    progress: int
    reached: float
    expected: float
    lamp: Lamp
    lane: Lane
    is_blocked: bool = False
    is_open_start: bool = False
    is_open_end: bool = False
    extended_to: date | None = None
    baseline: tuple[date, date] | None = None
    front: float | None = None
    stones: tuple[Stone, ...] = ()


@attrs.frozen
class Summary:
    """What the tasks below a heading come to: first and last day, and the mean of their progress in percent."""

    first: date
    last: date
    progress: int

    @classmethod
    def of(cls, bars: Sequence[Bar]) -> Summary | None:
        """Returns the summary of bars; tasks that were struck off count as done. None where there are no bars."""
        if not bars:
            return None
        progress = sum(bar.progress for bar in bars) // len(bars)
        return cls(min(bar.first for bar in bars), max(bar.last for bar in bars), progress)


@attrs.frozen
class TimelineRow:
    """One row; `level` is its indent, `lamp` of a heading the worst of its tasks, `count` how many they are.

    `action` is the code of the action that it belongs to.
    """

    kind: RowKind
    id: str
    code: str
    title: str
    level: int
    owner: str = ""
    bar: Bar | None = None
    lamp: Lamp | None = None
    count: int = 0
    is_folded: bool = False
    about: str = ""
    action: str = ""
    summary: Summary | None = None


def timeline_rows(
    snapshot: Snapshot,
    as_of: date,
    *,
    folded: Collection[str] = (),
    holds: Callable[[Task], bool] = lambda task: True,
    baseline: Snapshot | None = None,
    has_front: bool = False,
) -> tuple[TimelineRow, ...]:
    """Returns the rows from top to bottom: below each action its measures, below each measure its tasks by time.

    `folded` are ids of headings whose rows are left out. Headings without any task are left out. `baseline` is the
    board of an earlier moment.
    """
    return tuple(
        _rows(snapshot, as_of, frozenset(folded), holds, baseline.tasks if baseline else {}, has_front)
    )


def paged(rows: Sequence[TimelineRow], most: int) -> tuple[tuple[TimelineRow, ...], ...]:
    """Returns the rows page by page, at most `most` (≥ 4) on each: no heading stands last on a page.

    A page that begins inside an action or a measure repeats its headings, marked 「（续）」.
    """
    most = max(4, most)
    pages: list[tuple[TimelineRow, ...]] = []
    start = 0
    open_headings: list[TimelineRow] = []
    while start < len(rows):
        page = [
            attrs.evolve(row, title=f"{row.title}（续）")
            for row in open_headings
            if row.level < rows[start].level
        ]
        end = min(len(rows), start + most - len(page))
        while end < len(rows) and rows[end - 1].kind != "task":
            end -= 1
        for row in rows[start:end]:
            if row.kind != "task":
                open_headings = [*(heading for heading in open_headings if heading.level < row.level), row]
        pages.append((*page, *rows[start:end]))
        start = end
    return tuple(pages)


def time_range(rows: Collection[TimelineRow], starts_on: date, ends_on: date) -> tuple[date, date]:
    """Returns the first and last day of the months in which something stands; the given days where nothing does."""
    firsts, lasts = [], []
    for row in rows:
        if row.bar is None:
            continue
        days = [row.bar.first, row.bar.last, *(stone.day for stone in row.bar.stones)]
        days += row.bar.baseline or ()
        firsts.append(min(days))
        lasts.append(max(days))
    if not firsts:
        return starts_on, ends_on
    last = max(lasts)
    following = (last.replace(day=1) + timedelta(32)).replace(day=1)
    return min(firsts).replace(day=1), following - timedelta(1)


def bar_of(
    snapshot: Snapshot, task: Task, as_of: date, was: Task | None = None, *, has_front: bool = False
) -> Bar:
    """Returns the bar of a task; `was` is the task in the baseline."""
    stones = snapshot.milestones_of(task.id)
    verdict = snapshot.judge(task, as_of)
    span = judged_span(task, snapshot.campaign, stones if task.follows_milestones else ())
    evening = float(as_of.toordinal() + 1)
    first, last = float(span.starts_on.toordinal()), float(span.due_on.toordinal() + 1)
    progress = 100 if task.is_finished else task.progress
    before = judged_span(was, snapshot.campaign) if was is not None else None
    return Bar(
        span.starts_on,
        span.due_on,
        progress,
        reached(span, snapshot.calendar_of(task), progress),
        min(max(first, evening), last),
        verdict.lamp,
        task.lane,
        bool(snapshot.problems_of(task.id)),
        task.start_on is None,
        task.judged_due_on is None,
        task.due_on if task.due_on and task.due_on > span.due_on else None,
        (before.starts_on, before.due_on) if before else None,
        front_point(snapshot, task, as_of).place if has_front else None,
        tuple(Stone(s.id, s.title, s.due_on, s.done_on is not None) for s in stones if s.due_on),
    )


def _rows(
    snapshot: Snapshot,
    as_of: date,
    folded: frozenset[str],
    holds: Callable[[Task], bool],
    then: Mapping[str, Task],
    has_front: bool,
) -> Iterator[TimelineRow]:
    for action in snapshot.columns:
        tasks = [
            _task_row(snapshot, task, as_of, then.get(task.id), has_front)
            for task in snapshot.tasks_of(action.id)
            if holds(task)
        ]
        if not tasks:
            continue
        tasks.sort(
            key=lambda row: (row.bar.first, row.bar.last, row.code) if row.bar else (as_of, as_of, row.code)
        )
        rows = [
            _heading("action", action.id, action.ordinal, action.title, 0, tasks, folded, action.lead_leader)
        ]
        if action.id not in folded:
            rows += _below(snapshot, action.id, tasks, folded)
        yield from (attrs.evolve(row, action=action.code) for row in rows)


def _below(
    snapshot: Snapshot, action: str, tasks: list[TimelineRow], folded: frozenset[str]
) -> Iterator[TimelineRow]:
    measures = snapshot.measures_of(action)
    ids = {measure.id for measure in measures}
    by_measure: dict[str, list[TimelineRow]] = {}
    for row in tasks:
        named = snapshot.tasks[row.id].measure or ""
        by_measure.setdefault(named if named in ids else "", []).append(row)
    for measure in measures:
        own = by_measure.get(measure.id)
        if own:
            yield _heading("measure", measure.id, f"{measure.number}.", measure.title, 1, own, folded)
            if measure.id not in folded:
                yield from (attrs.evolve(row, level=2) for row in own)
    rest = by_measure.get("", [])
    if rest and len(by_measure) > 1:
        id = f"{action}/"
        yield _heading("measure", id, "", _UNFILED, 1, rest, folded)
        if id not in folded:
            yield from (attrs.evolve(row, level=2) for row in rest)
    else:
        yield from rest


def _heading(
    kind: RowKind,
    id: str,
    code: str,
    title: str,
    level: int,
    tasks: list[TimelineRow],
    folded: frozenset[str],
    owner: str = "",
) -> TimelineRow:
    worst = min((row.bar.lamp for row in tasks if row.bar), key=LAMPS.index)
    return TimelineRow(
        kind,
        id,
        code,
        title,
        level,
        owner,
        lamp=worst,
        count=len(tasks),
        is_folded=id in folded,
        about=id,
        summary=Summary.of([row.bar for row in tasks if row.bar]),
    )


def _task_row(snapshot: Snapshot, task: Task, as_of: date, was: Task | None, has_front: bool) -> TimelineRow:
    was = was if was is not None and not was.deleted else None
    bar = bar_of(snapshot, task, as_of, was, has_front=has_front)
    owner = snapshot.person_name(task.owner) or snapshot.unit_label(task.responsible_unit)
    return TimelineRow("task", task.id, task.code, task.title, 1, owner, bar, bar.lamp, 1, about=task.id)
