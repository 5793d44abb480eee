"""The campaign's evenings one by one: how many tasks stood in each lane and under each lamp, and since when."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

import attrs

from battlemap.domain.days.calendar import WorkCalendar, days
from battlemap.domain.judging.lamp import LAMPS, Lamp, LampScheme, judge
from battlemap.domain.kinds.campaign import Campaign
from battlemap.domain.kinds.problem import Problem, ProblemTask
from battlemap.domain.kinds.report_rule import ReportRule, discipline_of
from battlemap.domain.kinds.task import LANES, Lane, Milestone, Task


@attrs.frozen
class Strayed:
    """That a task was out of its lane, or away, and has come back: its days there begin anew."""

    task: str


#: What became of a row at a moment.
CourseLine = tuple[datetime, Task | Milestone | Problem | ProblemTask | Strayed]


@attrs.frozen
class Evening:
    """The live tasks by the end of one day: in each lane (as `LANES`), under each lamp (as `LAMPS`)."""

    day: date
    lanes: tuple[int, ...]
    lamps: tuple[int, ...]

    @property
    def tasks(self) -> int:
        """How many there are in all."""
        return sum(self.lanes)

    @property
    def open(self) -> int:
        """How many are not finished (未办结)."""
        return self.lane("waiting") + self.lane("moving")

    def lane(self, lane: Lane) -> int:
        """Returns how many stood in that lane."""
        return self.lanes[LANES.index(lane)]

    def lamp(self, lamp: Lamp) -> int:
        """Returns how many stood under that lamp."""
        return self.lamps[LAMPS.index(lamp)]


@attrs.frozen
class Course:
    """All evenings with tasks, oldest first; `since` is task id → the day on which it came into its lane."""

    evenings: tuple[Evening, ...] = ()
    since: Mapping[str, date] = attrs.field(factory=dict)


class CourseFold:
    """Folds rows as they became into evenings; days gone by are judged once, so that a further line costs one day.

    Lamps are judged by the rows of that evening and by the calendar, scheme and disciplines given. `only` are the tasks that count,
    all for None.
    """

    def __init__(
        self,
        campaign: Campaign,
        calendar: WorkCalendar,
        scheme: LampScheme,
        only: frozenset[str] | None = None,
        disciplines: Sequence[ReportRule] = (),
    ) -> None:
        self._disciplines = tuple(disciplines)
        self._campaign, self._calendar, self._scheme, self._only = campaign, calendar, scheme, only
        self._pending: deque[CourseLine] = deque()
        self._next = campaign.starts_on
        self._gone: list[Evening] = []
        self._tasks: dict[str, Task] = {}
        self._stones: dict[str, dict[str, Milestone]] = {}
        self._stone_of: dict[str, str] = {}
        self._problems: dict[str, Problem] = {}
        self._links: dict[str, dict[str, ProblemTask]] = {}
        self._since: dict[str, date] = {}

    @property
    def next_day(self) -> date:
        """The first day that is not judged for good: a course can end on it or later."""
        return self._next

    def resume(
        self, kept: Course, day: date, rows: Iterable[Task | Milestone | Problem | ProblemTask]
    ) -> None:
        """Goes on after the evening of `day`, up to which all is counted, instead of from the beginning.

        By that evening rows stood as they are given.
        """
        self._gone, self._next = list(kept.evenings), max(day + timedelta(1), self._next)
        for row in rows:
            self._take(day, row)
        self._since = dict(kept.since)

    def take(self, lines: Iterable[CourseLine]) -> None:
        """Takes further lines, oldest first."""
        self._pending.extend(lines)

    def close(self, last: date) -> None:
        """Counts the evenings up to `last` for good: no line of these days is to come."""
        for day in days(self._next, min(last, self._campaign.ends_on)):
            self._take_until(day)
            evening = self._judged(day)
            self._gone += [evening] if evening.tasks else []
            self._next = day + timedelta(1)

    @property
    def gone(self) -> Course:
        """The course up to the last evening that is counted for good."""
        return Course(tuple(self._gone), dict(self._since))

    def course(self, last: date) -> Course:
        """Returns the course up to the evening of `last` or the campaign's end; `last` must not lie before `next_day`.

        Lines after that day wait.
        """
        self.close(last - timedelta(1))
        self._take_until(last)
        shown = list(self._gone)
        if self._next <= last <= self._campaign.ends_on:
            evening = self._judged(last)
            shown += [evening] if evening.tasks else []
        return Course(tuple(shown), dict(self._since))

    def _take_until(self, day: date) -> None:
        while self._pending and self._pending[0][0].date() <= day:
            moment, row = self._pending.popleft()
            self._take(moment.date(), row)

    def _take(self, day: date, row: Task | Milestone | Problem | ProblemTask | Strayed) -> None:
        if isinstance(row, Task):
            if self._only is not None and row.id not in self._only:
                return
            was = self._tasks.get(row.id)
            if was is None or was.lane != row.lane or was.deleted:
                self._since[row.id] = day
            self._tasks[row.id] = row
        elif isinstance(row, Milestone):
            before = self._stone_of.get(row.id)
            if before is not None and before != row.task:
                del self._stones[before][row.id]
            self._stone_of[row.id] = row.task
            self._stones.setdefault(row.task, {})[row.id] = row
        elif isinstance(row, Strayed):
            if row.task in self._tasks:
                self._since[row.task] = day
        elif isinstance(row, Problem):
            self._problems[row.id] = row
        else:
            self._links.setdefault(row.task, {})[row.id] = row

    def _judged(self, day: date) -> Evening:
        lanes: Counter[str] = Counter()
        lamps: Counter[str] = Counter()
        good = self._scheme.good
        for task in self._tasks.values():
            if not task.deleted:
                lanes[task.lane] += 1
                is_good = task.is_finished and not task.lamp_override
                lamps[good if is_good else self._lamp(task, day)] += 1
        return Evening(day, tuple(lanes[lane] for lane in LANES), tuple(lamps[lamp] for lamp in LAMPS))

    def _lamp(self, task: Task, day: date) -> Lamp:
        stones: list[Milestone] = []
        if task.follows_milestones:
            live = [stone for stone in self._stones.get(task.id, {}).values() if not stone.deleted]
            stones = sorted(live, key=lambda stone: (stone.rank, stone.id))
        problems = [
            self._problems[link.problem]
            for link in self._links.get(task.id, {}).values()
            if not link.deleted and link.problem in self._problems
        ]
        return judge(
            task,
            self._campaign,
            self._calendar,
            self._scheme,
            [problem for problem in problems if problem.is_open],
            day,
            stones,
            discipline_of(task, self._disciplines),
        ).lamp
