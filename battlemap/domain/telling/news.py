"""News of tasks: for how long nothing was heard, what has changed since when, and since when a card stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

import attrs

from battlemap.domain.kinds.campaign import Campaign
from battlemap.domain.kinds.task import Task
from battlemap.domain.reach import told_of
from battlemap.domain.step import Change, Step


def days_without_news(task: Task, campaign: Campaign, as_of: date) -> int | None:
    """Returns the calendar days since a task was last heard of, None where no news is expected of it.

    News is 反馈, 签收, 交办 and 办结; before the first one the days count from its start. Nothing is expected of what is
    struck off, nor of what waits and has been given to nobody and has no start that has come.
    """
    if task.deleted or task.lane == "struck_off":
        return None
    told = (task.reported_on, task.accepted_on, task.assigned_on, task.finished_on)
    news = [day for day in told if day is not None and day <= as_of]
    if task.lane == "waiting" and not news and task.start_on is None:
        return None
    first = max(task.start_on or campaign.starts_on, campaign.starts_on)
    if task.lane == "waiting" and first > as_of:
        return None
    return max(0, (as_of - max([first, *news])).days)


def days_standing(steps: Iterable[Step], task: str, as_of: date) -> int | None:
    """Returns the calendar days that a task has stood in its lane as its `steps` tell, None where they do not."""
    book = Chronicle({})
    for step in steps:
        if step.at.date() <= as_of:
            book.follow(step)
    return book.days_in_lane(task, as_of)


@attrs.frozen
class Trace:
    """What the journal knows of one task: when it came into its lane, when anything of it changed last."""

    entered: datetime
    changed: datetime


class Chronicle:
    """The traces of all tasks up to a moment, following every step."""

    def __init__(self, traces: Mapping[str, Trace]) -> None:
        self._traces = dict(traces)

    def trace(self, task: str) -> Trace | None:
        """Returns the trace of a task, None for one that the journal did not know then."""
        return self._traces.get(task)

    def changed_since(self, task: str, moment: datetime) -> bool:
        """Whether anything of a task has changed at that moment or later."""
        known = self._traces.get(task)
        return known is not None and known.changed >= moment

    def days_in_lane(self, task: str, as_of: date) -> int | None:
        """Returns the calendar days that a task has stood in its lane, None for one that came later."""
        known = self._traces.get(task)
        return None if known is None or known.entered.date() > as_of else (as_of - known.entered.date()).days

    def take(self, at: datetime, changes: Iterable[Change]) -> None:
        """Takes what changed at a moment; a card that only made room for another has not changed."""
        for change in changes:
            task = told_of(change)
            if task is None:
                continue
            known = self._traces.get(task)
            entered = at if known is None or _moved(change) else known.entered
            self._traces[task] = Trace(entered, at)

    def follow(self, step: Step) -> None:
        """Takes a committed step."""
        self.take(step.at, step.changes)


def _moved(change: Change) -> bool:
    before, after = change.before, change.after
    return isinstance(after, Task) and (not isinstance(before, Task) or before.lane != after.lane)
