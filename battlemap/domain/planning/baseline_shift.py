"""A baseline against now: by how many days each task has shifted, what came and what went."""

from __future__ import annotations

from datetime import date

import attrs

from battlemap.domain.kinds.task import Task
from battlemap.domain.snapshot import Snapshot


@attrs.frozen
class Shift:
    """A task then and now; shifts are days of its own calendar, later is positive, None where a day is missing."""

    task: str
    code: str
    was_start_on: date | None
    was_due_on: date | None
    start_on: date | None
    due_on: date | None
    start_shift: int | None
    due_shift: int | None
    unit: str = "个工作日"

    @property
    def words(self) -> str:
        """What became of it: 「时限推迟 5 个工作日」; "" where both days stand."""
        shifts = [
            f"{what}{'推迟' if shift > 0 else '提前'} {abs(shift)} {self.unit}"
            for what, shift in (("启动", self.start_shift), ("时限", self.due_shift))
            if shift
        ]
        if self.was_due_on is not None and self.due_on is None:
            shifts.append("时限已取消")
        if self.was_due_on is None and self.due_on is not None:
            shifts.append("新定时限")
        return "，".join(shifts)


@attrs.frozen
class BaselineShift:
    """Every task that is in both, in the board's order, and the ids of those that are in one only."""

    shifts: tuple[Shift, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]

    @property
    def moved(self) -> tuple[Shift, ...]:
        """Those whose days do not stand."""
        return tuple(shift for shift in self.shifts if shift.words)


def baseline_shift(then: Snapshot, now: Snapshot) -> BaselineShift:
    """Returns how the plan of `then`, a fold of the journal, differs from that of `now`; finished tasks count too."""
    before = {task.id: task for task in then.live_tasks}
    after = {task.id: task for task in now.live_tasks}
    return BaselineShift(
        tuple(_shift(before[id], task, now) for id, task in after.items() if id in before),
        tuple(id for id in after if id not in before),
        tuple(id for id in before if id not in after),
    )


def _shift(before: Task, after: Task, now: Snapshot) -> Shift:
    return Shift(
        after.id,
        after.code,
        before.start_on,
        before.due_on,
        after.start_on,
        after.due_on,
        _days(before.start_on, after.start_on, after, now),
        _days(before.due_on, after.due_on, after, now),
        "天" if after.counts_natural_days else "个工作日",
    )


def _days(before: date | None, after: date | None, task: Task, now: Snapshot) -> int | None:
    """Returns the days of the task's calendar between; at least one where the days differ, over days off too."""
    if before is None or after is None:
        return None
    counted = now.calendar_of(task).between(before, after)
    return counted or (after > before) - (after < before)
