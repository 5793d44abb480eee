"""The course of progress, evening by evening: what its curve (完成 against 序时) is drawn from."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable
from datetime import date, datetime, timedelta

import attrs

from battlemap.domain.days.calendar import WorkCalendar, days
from battlemap.domain.judging.progress import JudgedSpan, judged_span, time_progress_of_all
from battlemap.domain.kinds.campaign import Campaign
from battlemap.domain.kinds.task import Milestone, Task


@attrs.frozen
class ProgressEvening:
    """One evening: mean progress and mean 序时进度 of all live tasks in percent, and how many are done."""

    day: date
    progress: float
    time_progress: float
    finished: int
    struck_off: int
    tasks: int


def _is_judged_alike(one: Task, other: Task) -> bool:
    """Whether a task is judged over the same days as before, its milestones being the same."""
    return (
        one.start_on == other.start_on
        and one.due_on == other.due_on
        and one.original_due_on == other.original_due_on
        and one.counts_natural_days == other.counts_natural_days
        and one.follows_milestones == other.follows_milestones
    )


def progress_course(
    lines: Iterable[tuple[datetime, Task | Milestone]], campaign: Campaign, calendar: WorkCalendar, last: date
) -> tuple[ProgressEvening, ...]:
    """Returns an evening for every day from the campaign's first to `last`, days without any task left out.

    `lines` are the tasks and milestones as they became, oldest first; lines after `last` do not count.
    """
    fold = ProgressFold(campaign, calendar)
    fold.take(lines)
    return fold.course(last)


class ProgressFold:
    """Folds tasks and milestones as they became into evenings; days gone by are counted once.

    `only` are the tasks that count, all for None.
    """

    def __init__(
        self, campaign: Campaign, calendar: WorkCalendar, only: frozenset[str] | None = None
    ) -> None:
        self._campaign, self._calendar, self._only = campaign, calendar, only
        self._pending: deque[tuple[datetime, Task | Milestone]] = deque()
        self._next = campaign.starts_on
        self._gone: list[ProgressEvening] = []
        self._tasks: dict[str, Task] = {}
        self._stones: dict[str, dict[str, Milestone]] = {}
        #: Task id → what of it is in the sums.
        self._counted: dict[str, tuple[Task, JudgedSpan]] = {}
        self._spans: Counter[JudgedSpan | None] = Counter()
        self._number = self._progress = self._finished = self._struck_off = 0

    def resume(self, kept: Iterable[ProgressEvening], day: date, rows: Iterable[object]) -> None:
        """Goes on after the evening of `day`, up to which all is counted, instead of from the beginning.

        By that evening rows stood as they are given; what is no task and no milestone does not count.
        """
        self._gone, self._next = list(kept), max(day + timedelta(1), self._next)
        for row in rows:
            if isinstance(row, Task | Milestone):
                self._take(row)

    def take(self, lines: Iterable[tuple[datetime, object]]) -> None:
        """Takes further lines, oldest first; what is no task and no milestone does not count."""
        self._pending.extend((moment, row) for moment, row in lines if isinstance(row, Task | Milestone))

    def close(self, last: date) -> None:
        """Counts the evenings up to `last` for good: no line of these days is to come."""
        for day in days(self._next, min(last, self._campaign.ends_on)):
            evening = self._counted_on(day)
            self._gone += [evening] if evening is not None else []
            self._next = day + timedelta(1)

    @property
    def gone(self) -> tuple[ProgressEvening, ...]:
        """The evenings that are counted for good."""
        return tuple(self._gone)

    def course(self, last: date) -> tuple[ProgressEvening, ...]:
        """Returns the evenings up to `last` or the campaign's end; `last` must not lie before one asked for earlier."""
        self.close(last - timedelta(1))
        evening = self._counted_on(last) if self._next <= last <= self._campaign.ends_on else None
        return self.gone if evening is None else (*self._gone, evening)

    def _counted_on(self, day: date) -> ProgressEvening | None:
        while self._pending and self._pending[0][0].date() <= day:
            self._take(self._pending.popleft()[1])
        return self._evening(day)

    def _take(self, row: Task | Milestone) -> None:
        task = row.id if isinstance(row, Task) else row.task
        if self._only is not None and task not in self._only:
            return
        if isinstance(row, Task):
            self._tasks[task] = row
        else:
            self._stones.setdefault(task, {})[row.id] = row
        before, now = self._counted.pop(task, None), self._tasks.get(task)
        span: JudgedSpan | None = None
        if now is not None and not now.deleted:
            if before is not None and before[0] is not now and _is_judged_alike(before[0], now):
                span = before[1]
            else:
                stones = self._stones.get(task)
                live = [stone for stone in stones.values() if not stone.deleted] if stones else []
                span = judged_span(now, self._campaign, live)
            self._counted[task] = now, span
            self._count(now, 1)
        was = None
        if before is not None:
            was = before[1]
            self._count(before[0], -1)
        if span is was:
            return
        if span != was:
            self._spans[span] += 1
            self._spans[was] -= 1

    def _count(self, task: Task, sign: int) -> None:
        self._number += sign
        self._progress += sign * task.progress
        self._finished += sign * task.is_finished
        self._struck_off += sign * (task.lane == "struck_off")

    def _evening(self, day: date) -> ProgressEvening | None:
        total = self._number
        if not total:
            return None
        spans = ((span, number) for span, number in self._spans.items() if number and span is not None)
        expected = time_progress_of_all(spans, self._calendar, day)
        return ProgressEvening(
            day,
            self._progress / total,
            float(expected / total),
            self._finished,
            self._struck_off,
            total,
        )
