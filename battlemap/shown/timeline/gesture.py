"""Gestures of the mouse on the timeline: each is a value that tells what it would do if it ended now."""

from __future__ import annotations

from datetime import date
from typing import Final

import attrs

from battlemap.commands.timeline import TaskDays
from battlemap.domain.kinds.dependency import DependencyKind, closed_loop, loop_in_words
from battlemap.domain.planning.bar_drag import Days, Grip, dragged, planned_days, progress_at
from battlemap.domain.snapshot import Snapshot
from battlemap.shown.timeline.stage import Port, Stage

#: Kind of a dependency → its words.
KINDS: Final[dict[DependencyKind, str]] = {"fs": "完成后开始", "ss": "同时开始", "ff": "同时完成"}


@attrs.frozen
class BarDrag:
    """Bars held by their middle or one end; the days of all of them go with the pointer."""

    tasks: tuple[str, ...]
    grip: Grip
    start: float  # the moment under the pointer when it was pressed
    by: int = 0
    snaps: bool = True

    def moved(self, stage: Stage, x: float, y: float) -> BarDrag:
        """Returns the drag with the pointer at another point."""
        return attrs.evolve(self, by=round(stage.place_at(x) - self.start))

    def days(self, snapshot: Snapshot, task: str) -> Days:
        """Returns the days that a task would get."""
        task_row = snapshot.tasks[task]
        planned = planned_days(task_row, snapshot.campaign)
        return dragged(planned, self.grip, self.by, snapshot.calendar_of(task_row), snaps=self.snaps)

    def spans(self, snapshot: Snapshot) -> tuple[TaskDays, ...]:
        """Returns what would be written: a missing day of the other end stays missing."""
        return (
            tuple(span_for(snapshot, task, self.grip, self.days(snapshot, task)) for task in self.tasks)
            if self.by
            else ()
        )

    def words(self, snapshot: Snapshot, task: str) -> str:
        """Returns what the ghost says: the new days and how many working days they are."""
        task_row, days = snapshot.tasks[task], self.days(snapshot, task)
        count = snapshot.calendar_of(task_row).working_days(days.first, days.last)
        unit = "天" if task_row.counts_natural_days else "个工作日"
        more = f" · 共 {len(self.tasks)} 项" if len(self.tasks) > 1 else ""
        return f"{day_words(days.first)}—{day_words(days.last)} · {count} {unit}{more}"


@attrs.frozen
class ProgressDrag:
    """The end of a bar's filled part."""

    task: str
    progress: int

    def moved(self, stage: Stage, x: float, y: float) -> ProgressDrag:
        """Returns the drag with the pointer at another point."""
        snapshot = stage.contents.snapshot
        return attrs.evolve(
            self, progress=progress_at(snapshot, snapshot.tasks[self.task], stage.place_at(x))
        )


@attrs.frozen
class StoneDrag:
    """A milestone on its way to another day."""

    milestone: str
    task: str
    day: date
    snaps: bool = True

    def moved(self, stage: Stage, x: float, y: float) -> StoneDrag:
        """Returns the drag with the pointer at another point."""
        snapshot = stage.contents.snapshot
        day = stage.day_at(x - stage.layout.axis.day_w / 2)
        if self.snaps:
            day = snapshot.calendar_of(snapshot.tasks[self.task]).previous_working_day(day)
        return attrs.evolve(self, day=day)


@attrs.frozen
class LinkDrag:
    """A dependency being drawn from a bar's end or start to another bar; `refusal` says why it cannot be."""

    port: Port
    x: float
    y: float
    target: str | None = None
    kind: DependencyKind = "fs"
    refusal: str = ""

    @property
    def ends(self) -> tuple[str, str] | None:
        """Predecessor and successor; None while there is no second bar."""
        return (self.port.task, self.target) if self.target else None

    def moved(self, stage: Stage, x: float, y: float) -> LinkDrag:
        """Returns the drag with the pointer at another point: which bar lies there, and what it would mean."""
        number = stage.row_at(y)
        row = stage.layout.rows[number] if number is not None else None
        rect = stage.bar_rect(row.id) if row is not None and row.kind == "task" else None
        if row is None or rect is None or row.id == self.port.task:
            return LinkDrag(self.port, x, y)
        is_left_half = x < rect.x + rect.w / 2
        kind: DependencyKind = ("fs" if is_left_half else "ff") if self.port.is_end else "ss"
        refusal = why_not(stage.contents.snapshot, self.port.task, row.id)
        return LinkDrag(self.port, x, y, row.id, kind, refusal)

    def words(self, snapshot: Snapshot) -> str:
        """Returns what the ghost says."""
        if self.target is None:
            return "拖到后续任务的工期条上"
        one, other = snapshot.tasks[self.port.task].code, snapshot.tasks[self.target].code
        return self.refusal or f"{one} → {other} {KINDS[self.kind]}"


Gesture = BarDrag | ProgressDrag | StoneDrag | LinkDrag


def why_not(snapshot: Snapshot, predecessor: str, successor: str) -> str:
    """Returns why one task cannot wait for the other, "" where it can."""
    if any(link.successor == successor for link in snapshot.links_from(predecessor)):
        return "两项任务之间已有先后关系"
    loop = closed_loop(snapshot.links_from, predecessor, successor)
    return f"会形成循环：{loop_in_words(loop, lambda task: snapshot.tasks[task].code)}" if loop else ""


def span_for(snapshot: Snapshot, task: str, grip: Grip, days: Days) -> TaskDays:
    """Returns the days to be written: an end that was not held keeps what it was, also if it was nothing."""
    task_row = snapshot.tasks[task]
    first = (
        task_row.start_on if grip == "end" and days.first >= (task_row.start_on or days.first) else days.first
    )
    last = task_row.due_on if grip == "start" and days.last <= (task_row.due_on or days.last) else days.last
    return TaskDays(task, first, last)


def day_words(day: date) -> str:
    """Returns 「11月2日」."""
    return f"{day.month}月{day.day}日"
