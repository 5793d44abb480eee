"""The rows of the timeline: actions, their measures and tasks, each task with its bar; no place is told yet."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import Literal

import attrs

from battlemap.domain.judging.lamp import Lamp
from battlemap.domain.judging.progress import judged_span
from battlemap.domain.kinds.task import Lane, Task
from battlemap.domain.planning.front_line import front_point, reached
from battlemap.domain.snapshot import Snapshot

RowKind = Literal["action", "measure", "task"]


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


@attrs.frozen
class TimelineRow:
    """One row; `level` is its indent, `count` of a heading how many tasks it has; the lamp is a task's alone.

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


def task_row(
    snapshot: Snapshot, task: Task, as_of: date, was: Task | None = None, *, has_front: bool = False
) -> TimelineRow:
    """Returns the row of a task; `was` is the task in the baseline."""
    was = was if was is not None and not was.deleted else None
    bar = bar_of(snapshot, task, as_of, was, has_front=has_front)
    owner = snapshot.person_name(task.owner) or snapshot.unit_label(task.responsible_unit)
    return TimelineRow("task", task.id, task.code, task.title, 1, owner, bar, bar.lamp, 1, about=task.id)
