"""The chronicle: what the journal knows of every task, when it came into its lane and when it changed last."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time

import attrs

from battlemap.domain.kinds.task import Task
from battlemap.domain.reach import changed_task
from battlemap.domain.step import Change, Step


def days_standing(steps: Iterable[Step], task: str, as_of: date) -> int | None:
    """Returns the calendar days that a task has stood in its lane as its `steps` tell, None where they do not."""
    book = Chronicle({}, datetime.combine(as_of, time.max))
    for step in steps:
        book.follow(step)
    return book.days_in_lane(task, as_of)


@attrs.frozen
class CardTimes:
    """Of one task: when it came into its lane, when anything of it changed last."""

    entered: datetime
    changed: datetime


class Chronicle:
    """The times of all tasks up to the moment `until`, following every step; without one up to now."""

    def __init__(self, times: Mapping[str, CardTimes], until: datetime | None = None) -> None:
        self._times, self._until = dict(times), until
        #: Steps after `until`; they count as soon as the clock is set back before it.
        self._later: list[Step] = []

    def times(self, task: str) -> CardTimes | None:
        """Returns the times of a task, None for one that the journal did not know then."""
        return self._times.get(task)

    def changed_since(self, task: str, moment: datetime) -> bool:
        """Whether anything of a task has changed at that moment or later."""
        times = self._times.get(task)
        return times is not None and times.changed >= moment

    def days_in_lane(self, task: str, as_of: date) -> int | None:
        """Returns the calendar days that a task has stood in its lane, None for one that came later."""
        times = self._times.get(task)
        return None if times is None or times.entered.date() > as_of else (as_of - times.entered.date()).days

    def take(self, at: datetime, changes: Iterable[Change]) -> None:
        """Takes what changed at a moment; a card that only made room for another has not changed."""
        for change in changes:
            task = changed_task(change)
            if task is None:
                continue
            times = self._times.get(task)
            entered = at if times is None or _moved(change) else times.entered
            self._times[task] = CardTimes(entered, at)

    def follow(self, step: Step) -> None:
        """Takes a committed step, also one that was done after `until`: it does not count."""
        self._later.append(step)
        if self._until is None or step.at <= self._until:
            for done in self._later:
                self.take(done.at, done.changes)
            self._later.clear()


def _moved(change: Change) -> bool:
    before, after = change.before, change.after
    return isinstance(after, Task) and (not isinstance(before, Task) or before.lane != after.lane)
