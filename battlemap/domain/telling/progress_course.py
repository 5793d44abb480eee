"""The course of progress, evening by evening: what its curve (完成 against 序时) is drawn from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from fractions import Fraction

import attrs

from battlemap.domain.days.calendar import WorkCalendar, days
from battlemap.domain.judging.progress import JudgedSpan, judged_span, time_progress
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


def progress_course(
    lines: Iterable[tuple[datetime, Task | Milestone]], campaign: Campaign, calendar: WorkCalendar, last: date
) -> tuple[ProgressEvening, ...]:
    """Returns an evening for every day from the campaign's first to `last`, days without any task left out.

    `lines` are the tasks and milestones as they became, oldest first; lines after `last` do not count.
    """
    pending = iter(lines)
    following = next(pending, None)
    tasks: dict[str, Task] = {}
    stones: dict[str, dict[str, Milestone]] = {}
    spans: Counter[JudgedSpan] = Counter()
    sums: Counter[str] = Counter()

    def count(task: Task, sign: int) -> None:
        if task.deleted:
            return
        live = [stone for stone in stones.get(task.id, {}).values() if not stone.deleted]
        spans[judged_span(task, campaign, live)] += sign
        sums["tasks"] += sign
        sums["progress"] += sign * task.progress
        sums["finished"] += sign * task.is_finished
        sums["struck_off"] += sign * (task.lane == "struck_off")

    def take(row: Task | Milestone) -> None:
        task = row.id if isinstance(row, Task) else row.task
        if task in tasks:
            count(tasks[task], -1)
        if isinstance(row, Task):
            tasks[task] = row
        else:
            stones.setdefault(task, {})[row.id] = row
        if task in tasks:
            count(tasks[task], 1)

    evenings: list[ProgressEvening] = []
    for day in days(campaign.starts_on, min(last, campaign.ends_on)):
        while following is not None and following[0].date() <= day:
            take(following[1])
            following = next(pending, None)
        total = sums["tasks"]
        if total:
            expected = sum(
                (time_progress(span, calendar, day) * number for span, number in spans.items() if number),
                Fraction(0),
            )
            evenings.append(
                ProgressEvening(
                    day,
                    sums["progress"] / total,
                    float(expected / total),
                    sums["finished"],
                    sums["struck_off"],
                    total,
                )
            )
    return tuple(evenings)
