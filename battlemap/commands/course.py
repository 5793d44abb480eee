"""The course of an open campaign, read from its journal: at once for a sheet, bit by bit for a page that lives on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime

from battlemap.commands.session import Session
from battlemap.commands.uncollected import uncollected
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.telling.course import CourseFold, CourseLine
from battlemap.domain.telling.progress_course import ProgressFold
from battlemap.domain.telling.trends import Trends
from battlemap.store.course_lines import CourseLines, course_lines, course_rows
from battlemap.store.journal import moment_in


class CourseReader:
    """Reads what is new of the journal (`fetch`, in the thread of the file) and folds it (`tell`, in any one thread)."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._number = 0
        self._lines: list[CourseLine] = []
        self._fold: CourseFold | None = None
        self._progress: ProgressFold
        self._told = 0
        self._by: tuple[object, ...] = ()

    def fetch(self) -> CourseLines:
        """Returns the journal's lines since the last time; `tell` wants every one of them, in order."""
        with self._session.file.reading() as connection:
            lines = course_lines(connection, self._number)
        self._number = lines.newest
        return lines

    def read(self) -> None:
        """Takes what is new of the journal at once: what `fetch` and `tell` do, in the thread of the file, with little held."""
        if self._number:
            fresh = self.fetch()
            self._take(fresh.earliest, fresh.understood())
            return
        with self._session.file.reading() as connection:
            self._take("", course_rows(connection))
            self._number = self._session.file.newest_number()

    def tell(
        self, fresh: CourseLines, snapshot: Snapshot, as_of: date, only: frozenset[str] | None
    ) -> Trends:
        """Takes the lines of `fetch` and returns the course up to a day; a change of today judges no day anew but today."""
        self._take(fresh.earliest, fresh.understood())
        return self.told(snapshot, as_of, only)

    def told(self, snapshot: Snapshot, as_of: date, only: frozenset[str] | None) -> Trends:
        """Returns the course up to a day by what has been taken so far."""
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
            self._progress = ProgressFold(campaign, snapshot.calendar, only)
            self._by, self._told = by, 0
        fresh_lines = self._lines[self._told :]
        with uncollected():
            self._fold.take(fresh_lines)
            self._progress.take(fresh_lines)
            self._told = len(self._lines)
            return Trends(snapshot, as_of, only, self._fold.course(as_of), self._progress.course(as_of))

    def _take(self, earliest: str, fresh: Iterable[CourseLine]) -> None:
        if earliest:
            self._set_back(moment_in(earliest))
        with uncollected():
            self._lines += fresh

    def _set_back(self, moment: datetime) -> None:
        """Takes note that the clock says `moment` again: what is known had been done by then."""
        place = len(self._lines)
        while place and self._lines[place - 1][0] > moment:
            place -= 1
            self._lines[place] = (moment, self._lines[place][1])
            self._fold = None


def trends(session: Session, snapshot: Snapshot, as_of: date, only: frozenset[str] | None = None) -> Trends:
    """Returns the course of a campaign up to a day, read at once."""
    return situate(session, snapshot, as_of, of_some=only is not None)(only)


def situate(
    session: Session, snapshot: Snapshot, as_of: date, *, of_some: bool
) -> Callable[[frozenset[str] | None], Trends]:
    """Returns who tells the course of some tasks (of all for None); the file is read now, the telling needs no file.

    Who does not ask `of_some` has evenings told that the file keeps; else lines are understood once, however often it is
    asked.
    """
    if not of_some:
        course, progress = session.kept_course(snapshot).trends(as_of)
        return lambda only: Trends(snapshot, as_of, None, course, progress)
    reader = CourseReader(session)
    reader.read()
    return lambda only: reader.told(snapshot, as_of, only)
