"""What the timeline shows: its rows, kept up step by step so that only what was touched is judged anew."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from functools import cached_property

import attrs

from battlemap.domain.judging.lamp import LAMPS
from battlemap.domain.kinds.dependency import Dependency
from battlemap.domain.kinds.task import Task
from battlemap.domain.planning.ban import effective_bans
from battlemap.domain.planning.critical_path import CriticalPath, critical_path
from battlemap.domain.reach import Reach
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import Refused
from battlemap.layout.timeline_face import TimelineFacts
from battlemap.layout.timeline_rows import Summary, TimelineRow, bar_of, time_range, timeline_rows


@attrs.frozen
class Shown:
    """Which marks are shown beside the bars; `baseline` is the board of an earlier moment."""

    has_links: bool = True
    has_critical: bool = False
    has_front: bool = False
    baseline: Snapshot | None = None


@attrs.frozen(slots=False)
class TimelineContents:
    """An immutable view of a snapshot as of a day; `only` are the tasks that a filter lets through."""

    snapshot: Snapshot
    as_of: date
    only: frozenset[str] | None = None
    folded: frozenset[str] = frozenset()
    shown: Shown = Shown()
    rows: tuple[TimelineRow, ...] = ()

    @classmethod
    def of(
        cls,
        snapshot: Snapshot,
        as_of: date,
        only: frozenset[str] | None = None,
        folded: Collection[str] = (),
        shown: Shown | None = None,
    ) -> TimelineContents:
        """Returns the contents with all rows built."""
        shown = shown or Shown()
        rows = timeline_rows(
            snapshot,
            as_of,
            folded=folded,
            holds=lambda task: only is None or task.id in only,
            baseline=shown.baseline,
            has_front=shown.has_front,
        )
        return cls(snapshot, as_of, only, frozenset(folded), shown, rows)

    def evolved(
        self, *, only: frozenset[str] | None, folded: Collection[str], shown: Shown
    ) -> TimelineContents:
        """Returns the same board shown otherwise."""
        return TimelineContents.of(self.snapshot, self.as_of, only, folded, shown)

    def followed(self, reach: Reach, snapshot: Snapshot) -> TimelineContents:
        """Returns the contents after a step: rows keep their places unless one came, went or changed its heading."""
        touched = reach.reworded
        hides = any(row.is_folded and row.kind == "measure" for row in self.rows)
        if _rearranges(reach) or hides or (self.folded and not touched <= self.row_of.keys()):
            return TimelineContents.of(snapshot, self.as_of, self.only, self.folded, self.shown)
        then = self.shown.baseline
        rows = list(self.rows)
        changed = [self.row_of[id] for id in touched if id in self.row_of]
        for number in changed:
            task = snapshot.tasks[rows[number].id]
            was = then.tasks.get(task.id) if then else None
            was = was if was is not None and not was.deleted else None
            bar = bar_of(snapshot, task, self.as_of, was, has_front=self.shown.has_front)
            owner = snapshot.person_name(task.owner) or snapshot.unit_label(task.responsible_unit)
            rows[number] = attrs.evolve(
                rows[number], code=task.code, title=task.title, owner=owner, bar=bar, lamp=bar.lamp
            )
        _judge_headings(rows, changed)
        following = TimelineContents(snapshot, self.as_of, self.only, self.folded, self.shown, tuple(rows))
        for name in ("row_of", "task_count"):
            # no row has come, gone or moved
            if name in self.__dict__:
                following.__dict__[name] = self.__dict__[name]
        return following

    @cached_property
    def row_of(self) -> dict[str, int]:
        """Row key (see `key_of`) or task id → number of the row."""
        return {key_of(row): number for number, row in enumerate(self.rows)}

    @cached_property
    def task_count(self) -> int:
        """The number of tasks, also of those under folded headings."""
        return sum(row.count for row in self.rows if row.kind == "action")

    @cached_property
    def path(self) -> CriticalPath | None:
        """The critical path; None where links run in a circle."""
        try:
            return critical_path(self.snapshot)
        except Refused:
            return None

    @cached_property
    def links(self) -> tuple[Dependency, ...]:
        """The dependencies to be drawn: both ends are shown."""
        if not self.shown.has_links:
            return ()
        return tuple(
            link
            for link in self.snapshot.live_dependencies
            if link.predecessor in self.row_of and link.successor in self.row_of
        )

    @cached_property
    def facts(self) -> TimelineFacts:
        """What the ground is painted from."""
        critical = self.path.critical if self.shown.has_critical and self.path else ()
        return TimelineFacts(
            self.as_of,
            self.snapshot.calendar,
            tuple(period for period in self.snapshot.periods.values() if not period.deleted),
            self.links,
            frozenset(critical),
            self.shown.has_front,
            bans=tuple(period for period in effective_bans(self.snapshot) if period.kind == "ban"),
        )

    @cached_property
    def range(self) -> tuple[date, date]:
        """The first and last day of the axis: the campaign's, and whole months around all that stands outside."""
        campaign = self.snapshot.campaign
        first, last = time_range(self.rows, campaign.starts_on, campaign.ends_on)
        return min(campaign.starts_on, first), max(campaign.ends_on, last)

    @property
    def tasks(self) -> tuple[str, ...]:
        """The ids of all tasks in sight of the fold, from top to bottom."""
        return tuple(row.id for row in self.rows if row.kind == "task")

    @property
    def headings(self) -> frozenset[str]:
        """The ids of all actions and measures that have rows, folded or not."""
        every = timeline_rows(
            self.snapshot, self.as_of, holds=lambda task: self.only is None or task.id in self.only
        )
        return frozenset(row.id for row in every if row.kind != "task")

    def task(self, id: str) -> Task:
        """Returns a task of the snapshot."""
        return self.snapshot.tasks[id]


def key_of(row: TimelineRow) -> str:
    """Returns what a row is known by: no id stands for two things."""
    return row.id


def _rearranges(reach: Reach) -> bool:
    """Whether rows come, go or stand under another heading, or all must be judged or named anew."""
    return bool(
        reach.is_everything
        or reach.came
        or reach.went
        or reach.regrouped
        or reach.touches("action", "measure", "unit", "person")
    )


def _judge_headings(rows: list[TimelineRow], changed: Iterable[int]) -> None:
    """Gives the headings of rows that changed what their rows come to; one with a fold among them keeps what it has."""
    headings: set[int] = set()
    for number in changed:
        level = rows[number].level
        while number and level:
            number -= 1
            if rows[number].kind != "task" and rows[number].level < level:
                headings.add(number)
                level = rows[number].level
    for heading in headings:
        bars = []
        for number in range(heading + 1, len(rows)):
            row = rows[number]
            if row.kind != "task" and row.level <= rows[heading].level:
                break
            if row.kind == "task" and row.bar is not None:
                bars.append(row.bar)
        if len(bars) == rows[heading].count:
            worst = min((bar.lamp for bar in bars), key=LAMPS.index)
            rows[heading] = attrs.evolve(rows[heading], lamp=worst, summary=Summary.of(bars))
