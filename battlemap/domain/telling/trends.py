"""The trends (态势): all that curves are drawn from, as of one day."""

from __future__ import annotations

from datetime import date

import attrs

from battlemap.domain.kinds.task import Task
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.telling.course import Course
from battlemap.domain.telling.progress_course import ProgressEvening


@attrs.frozen(eq=False)
class Trends:
    """The board, its day, the tasks that count (all for None), the course by evenings and the mean progress."""

    snapshot: Snapshot
    as_of: date
    only: frozenset[str] | None = None
    course: Course = attrs.field(factory=Course)
    progress_course: tuple[ProgressEvening, ...] = ()

    @property
    def tasks(self) -> tuple[Task, ...]:
        """The live tasks that count, as they stand on the board."""
        return tuple(t for t in self.snapshot.live_tasks if self.only is None or t.id in self.only)
