"""Which cards are forecast to come late: worked out beside the frames, kept until something they stand on changes."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterable
from datetime import date

from battlemap.domain.kinds.report import Report
from battlemap.domain.kinds.task import Task
from battlemap.domain.planning.forecast import forecast_task, late_words
from battlemap.domain.reach import Reach
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import Change, Step


class ForecastMarks:
    """Task → what is said of its forecast, for those that will be late by it.

    A forecast draws a thousand trials: nobody waits for one. What was worked out stays until it is worked out anew,
    so that no mark goes out and on again.
    """

    def __init__(self, snapshot: Snapshot, as_of: date) -> None:
        self._snapshot = snapshot
        self._as_of = as_of
        self._words: dict[str, str] = {}
        #: In the order in which they are worked out; the keys alone count.
        self._waiting: deque[str] = deque()
        self._queued: set[str] = set()
        self._queue(task.id for task in snapshot.live_tasks)

    def words(self, task: str) -> str:
        """Returns 「照近期进度预计晚 5 个工作日」, "" for a card of which nothing late is known."""
        return self._words.get(task, "")

    def work_some(self, seconds: float) -> frozenset[str] | None:
        """Works out waiting forecasts for so long; returns the tasks of which something else is said, None at the end."""
        until = time.perf_counter() + seconds
        changed: set[str] = set()
        while self._waiting:
            id = self._waiting.popleft()
            self._queued.discard(id)
            task = self._snapshot.tasks.get(id)
            words = self._worked_out(task) if task is not None else ""
            if words != self._words.get(id, ""):
                changed.add(id)
                self._words[id] = words
            if time.perf_counter() > until:
                break
        return frozenset(changed) if changed or self._waiting else None

    def follow(self, step: Step, reach: Reach, snapshot: Snapshot) -> None:
        """Takes a step: the tasks that it touches wait anew, and those of their actions where the pace they share changes."""
        self._snapshot = snapshot
        if reach.is_everything or reach.touches("action"):
            self._queue(snapshot.tasks)
            return
        self._queue(reach.changed | reach.places)
        for action in {action for change in step.changes for action in _pace_changed(change, snapshot)}:
            self._queue(snapshot.by("task", "action").get(action, ()))

    def _worked_out(self, task: Task) -> str:
        return (
            late_words(self._snapshot, task, forecast_task(self._snapshot, task, self._as_of))
            if self._snapshot.is_live(task)
            else ""
        )

    def _queue(self, tasks: Iterable[str]) -> None:
        for id in tasks:
            if id not in self._queued:
                self._queued.add(id)
                self._waiting.append(id)


def _pace_changed(change: Change, snapshot: Snapshot) -> set[str]:
    """Returns the actions of which a change touches the pace: by a report, or by a task that comes, goes or counts otherwise."""
    before, after = change.before, change.after
    if isinstance(after, Report):
        of = {row.task for row in (before, after) if isinstance(row, Report)}
        return {snapshot.tasks[task].action for task in of}
    if not isinstance(after, Task):
        return set()
    rows = [row for row in (before, after) if isinstance(row, Task)]
    is_same = len({(row.action, row.deleted, row.counts_natural_days) for row in rows}) == 1 < len(rows)
    return set() if is_same else {row.action for row in rows}
