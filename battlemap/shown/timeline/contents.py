"""What the timeline shows: its rows, judged when they are seen, and only what a step touches is judged anew."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta
from functools import cached_property
from typing import Final

import attrs

from battlemap.domain.kinds.dependency import Dependency
from battlemap.domain.kinds.task import Task
from battlemap.domain.planning.ban import effective_bans
from battlemap.domain.planning.critical_path import CriticalPath, critical_path
from battlemap.domain.reach import Reach
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import Refused
from battlemap.layout.timeline_face import TimelineFacts
from battlemap.layout.timeline_list import TimelineRows

#: From so many tasks on they are picked out of all rows, not found one by one.
_MANY: Final = 500


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
    rows: TimelineRows = attrs.field(kw_only=True)

    @classmethod
    def of(
        cls,
        snapshot: Snapshot,
        as_of: date,
        only: frozenset[str] | None = None,
        folded: Collection[str] = (),
        shown: Shown | None = None,
    ) -> TimelineContents:
        """Returns the contents; a row is judged when it is asked for."""
        shown = shown or Shown()
        rows = TimelineRows(
            snapshot,
            as_of,
            folded=folded,
            holds=None if only is None else lambda task: task.id in only,
            baseline=shown.baseline,
            has_front=shown.has_front,
        )
        return cls(snapshot, as_of, only, frozenset(folded), shown, rows=rows)

    def evolved(
        self, *, only: frozenset[str] | None, folded: Collection[str], shown: Shown
    ) -> TimelineContents:
        """Returns the same board shown otherwise."""
        return TimelineContents.of(self.snapshot, self.as_of, only, folded, shown)

    def followed(self, reach: Reach, snapshot: Snapshot) -> TimelineContents:
        """Returns the contents after a step: rows keep their places unless one came, went or changed its heading."""
        if _rearranges(reach):
            return TimelineContents.of(snapshot, self.as_of, self.only, self.folded, self.shown)
        rows = self.rows.followed(snapshot, reach.reworded)
        return TimelineContents(snapshot, self.as_of, self.only, self.folded, self.shown, rows=rows)

    @cached_property
    def row_of(self) -> Mapping[str, int]:
        """Id of a heading or task → number of its row: no id stands for two things."""
        return _Numbers(self.rows)

    @property
    def task_count(self) -> int:
        """The number of tasks, also of those under folded headings."""
        return self.rows.task_count

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
            if self.rows.shows(link.predecessor) and self.rows.shows(link.successor)
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
        campaign, extent = self.snapshot.campaign, self.rows.extent()
        if extent is None:
            return campaign.starts_on, campaign.ends_on
        following = (extent[1].replace(day=1) + timedelta(32)).replace(day=1)
        return min(campaign.starts_on, extent[0].replace(day=1)), max(
            campaign.ends_on, following - timedelta(1)
        )

    @property
    def tasks(self) -> tuple[str, ...]:
        """The ids of all tasks in sight of the fold, from top to bottom."""
        return self.rows.tasks_in_order

    def sorted(self, tasks: frozenset[str]) -> tuple[str, ...]:
        """Returns some tasks in the order of their rows."""
        if len(tasks) > _MANY:
            # looking through all rows costs less than finding so many places
            return tuple([id for id in self.tasks if id in tasks])
        return tuple(sorted(tasks, key=lambda id: self.row_of.get(id, 0)))

    @property
    def headings(self) -> frozenset[str]:
        """The ids of all actions and measures that have rows, folded or not."""
        return frozenset(TimelineContents.of(self.snapshot, self.as_of, self.only).rows.headings)

    def task(self, id: str) -> Task:
        """Returns a task of the snapshot."""
        return self.snapshot.tasks[id]


class _Numbers(Mapping[str, int]):
    """The rows' numbers; rows are put in order only where one of them is asked for."""

    def __init__(self, rows: TimelineRows) -> None:
        self._rows = rows

    def __getitem__(self, key: str) -> int:
        number = self._rows.number(key)
        if number is None:
            raise KeyError(key)
        return number

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and (key in self._rows.headings or self._rows.shows(key))

    def __iter__(self) -> Iterator[str]:
        return self._rows.keys(0, len(self._rows) - 1)

    def __len__(self) -> int:
        return len(self._rows)


def _rearranges(reach: Reach) -> bool:
    """Whether rows come, go or stand under another heading, or all must be judged or named anew."""
    return bool(
        reach.is_everything
        or reach.came
        or reach.went
        or reach.regrouped
        or reach.touches("action", "measure", "unit", "person")
    )
