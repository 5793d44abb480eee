"""The course of an open campaign, read from its journal: at once for a sheet, bit by bit for a page that lives on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time

from battlemap.commands.session import Session
from battlemap.domain.kinds.task import Milestone, Task
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.telling.course import CourseFold, CourseLine
from battlemap.domain.telling.progress_course import progress_course
from battlemap.domain.telling.trends import Trends
from battlemap.store.course_lines import CourseLines, course_lines
from battlemap.store.journal import moment_in


class CourseReader:
    """Reads what is new of the journal (`fetch`, in the thread of the file) and folds it (`tell`, in any one thread)."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._number = 0
        self._lines: list[CourseLine] = []
        self._fold: CourseFold | None = None
        self._told = 0
        self._by: tuple[object, ...] = ()

    def fetch(self) -> CourseLines:
        """Returns the journal's lines since the last time; `tell` wants every one of them, in order."""
        with self._session.file.reading() as connection:
            lines = course_lines(connection, self._number)
        self._number = lines.newest
        return lines

    def tell(
        self, fresh: CourseLines, snapshot: Snapshot, as_of: date, only: frozenset[str] | None
    ) -> Trends:
        """Takes the lines of `fetch` and returns the course up to a day; a change of today judges no day anew but today."""
        if fresh.earliest:
            self._set_back(moment_in(fresh.earliest))
        self._lines += fresh.understood()
        campaign, disciplines = snapshot.campaign, tuple(snapshot.report_rules.values())
        by = (
            campaign.starts_on,
            campaign.ends_on,
            campaign.lamp_scheme,
            tuple(snapshot.periods.values()),
            disciplines,
            only,
        )
        if self._fold is None or by != self._by or as_of < self._fold.next_day:
            self._fold = CourseFold(campaign, snapshot.calendar, snapshot.scheme, only, disciplines)
            self._by, self._told = by, 0
        self._fold.take(self._lines[self._told :])
        self._told = len(self._lines)
        evening = datetime.combine(as_of, time.max)
        counted = [
            (moment, row)
            for moment, row in self._lines
            if moment <= evening
            and (
                (isinstance(row, Task) and (only is None or row.id in only))
                or (isinstance(row, Milestone) and (only is None or row.task in only))
            )
        ]
        points = progress_course(
            ((moment, row) for moment, row in counted if isinstance(row, Task | Milestone)),
            campaign, snapshot.calendar, as_of,
        )  # fmt: skip
        return Trends(snapshot, as_of, only, self._fold.course(as_of), points)

    def _set_back(self, moment: datetime) -> None:
        """Takes note that the clock says `moment` again: what is known had been done by then."""
        place = len(self._lines)
        while place and self._lines[place - 1][0] > moment:
            place -= 1
            self._lines[place] = (moment, self._lines[place][1])
            self._fold = None


def trends(session: Session, snapshot: Snapshot, as_of: date, only: frozenset[str] | None = None) -> Trends:
    """Returns the course of a campaign up to a day, read at once."""
    return situate(session, snapshot, as_of)(only)


def situate(session: Session, snapshot: Snapshot, as_of: date) -> Callable[[frozenset[str] | None], Trends]:
    """Returns who tells the course of some tasks (of all for None); the file is read now, the telling needs no file."""
    lines = CourseReader(session).fetch()
    return lambda only: CourseReader(session).tell(lines, snapshot, as_of, only)
