"""The course of a campaign, counted from the evenings that its file keeps and the lines that came since."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import date, timedelta
from itertools import chain, groupby
from typing import Any, Final, Protocol

import attrs

import battlemap
from battlemap.commands.uncollected import uncollected
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.telling.course import Course, CourseFold, CourseLine, Evening
from battlemap.domain.telling.progress_course import ProgressEvening, ProgressFold
from battlemap.errors import BattlemapError
from battlemap.store.campaign_file import CampaignFile
from battlemap.store.course_lines import TABLES, course_lines, course_rows
from battlemap.store.journal import newest_headers
from battlemap.store.kept_evenings import Kept, keep_evenings, kept_evenings, worth_keeping
from battlemap.store.past import difference_since

_OF_PROGRESS: Final = ("task", "milestone")


class _Fold(Protocol):
    """What both folds can do."""

    @property
    def gone(self) -> Any:
        """The evenings that are counted for good."""
        ...

    def resume(self, kept: Any, day: date, rows: Iterable[Any]) -> None:
        """Goes on after the evening of `day`, by when rows stood as they are given."""
        ...

    def take(self, lines: Iterable[CourseLine]) -> None:
        """Takes further lines."""
        ...

    def close(self, last: date) -> None:
        """Counts the evenings up to `last` for good."""
        ...

    def course(self, last: date) -> Any:
        """Returns what is counted up to the evening of `last`."""
        ...


@attrs.frozen
class _Counting:
    """One way of counting: under which name it is kept, how it is told as JSON and read back."""

    name: str
    fold: _Fold
    told: Callable[[Any], Any]
    read: Callable[[Any], Any]


@attrs.frozen
class KeptCourse:
    """Counts the course of a file up to the evening of a day.

    `now` holds the rows after the step `newest`; campaign, calendar and rules are those of the board `by`. Evenings gone by
    are kept, if it `may_keep` them, where so much was done that counting them again costs time.
    """

    file: CampaignFile
    now: Snapshot
    newest: int
    by: Snapshot
    may_keep: bool

    def progress(self, as_of: date) -> tuple[ProgressEvening, ...]:
        """Returns the course of progress."""
        evenings: tuple[ProgressEvening, ...] = self._counted(as_of, _OF_PROGRESS, [self._progress()])[0]
        return evenings

    def trends(self, as_of: date) -> tuple[Course, tuple[ProgressEvening, ...]]:
        """Returns lanes and lamps by evenings, and the course of progress."""
        course, progress = self._counted(as_of, TABLES, [self._course(), self._progress()])
        return course, progress

    def _counted(self, as_of: date, tables: Sequence[str], countings: Sequence[_Counting]) -> list[Any]:
        told: list[tuple[str, Any]] = []
        with self.file.reading() as connection, uncollected():
            known = [kept_evenings(connection, counting.name) for counting in countings]
            kept = [one for one in known if one is not None and self._holds(one, as_of)]
            newest = newest_headers(connection, 1)
            if len(kept) == len(countings) and len({one.step for one in kept}) == 1:
                then = self.now.turned_back(*difference_since(connection, kept[0].line))
                for counting, one in zip(countings, kept, strict=True):
                    rows = chain.from_iterable(then.rows[table].values() for table in tables)
                    counting.fold.resume(counting.read(one.told), one.day, rows)
                lines = course_lines(connection, kept[0].step, tables).understood()
            else:
                kept = []
                lines = course_rows(connection, tables)
            last = min(as_of, newest[0].moment.date() if newest else as_of) - timedelta(1)
            for day, own in groupby(lines, lambda line: line[0].date()):
                fresh = list(own)
                for counting in countings:
                    # day by day, so that little of it is held
                    counting.fold.close(min(day - timedelta(1), last))
                    counting.fold.take(fresh)
            if self.may_keep and not self.file.doubts and worth_keeping(connection, last, *kept[:1]):
                for counting in countings:
                    counting.fold.close(last)
                    told.append((counting.name, counting.told(counting.fold.gone)))
        if told:
            # evenings that cannot be kept now are counted again
            with suppress(BattlemapError), self.file.transaction() as connection:
                for name, evenings in told:
                    keep_evenings(connection, name, last, evenings)
        return [counting.fold.course(as_of) for counting in countings]

    def _holds(self, kept: Kept, as_of: date) -> bool:
        """Whether one may go on from what is kept: the rows of that evening are known, and it is none after `as_of`."""
        return kept.day <= as_of and kept.step <= self.newest and not self.file.doubts

    def _progress(self) -> _Counting:
        campaign, calendar = self.by.campaign, self.by.calendar
        return _Counting(
            f"progress {self._context()}",
            ProgressFold(campaign, calendar),
            lambda evenings: [(one.day.isoformat(), *attrs.astuple(one)[1:]) for one in evenings],
            lambda told: [ProgressEvening(date.fromisoformat(day), *figures) for day, *figures in told],
        )

    def _course(self) -> _Counting:
        board = self.by
        disciplines = tuple(board.report_rules.values())
        name = f"course {self._context(board.scheme, disciplines)}"
        fold = CourseFold(board.campaign, board.calendar, board.scheme, None, disciplines)
        return _Counting(name, fold, _course_told, _course_read)

    def _context(self, *others: object) -> str:
        """Returns a short name of all, but for the journal, from which evenings are counted."""
        campaign, calendar = self.by.campaign, self.by.calendar
        notice = calendar.notice
        parts = (
            battlemap.__version__, campaign.starts_on, campaign.ends_on, calendar.every_day,
            notice.first_year, notice.last_year,
            *(sorted(days) for days in (notice.days_off, notice.work_days, calendar.own_off, calendar.own_work)),
            *others,
        )  # fmt: skip
        return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


def _course_told(course: Course) -> Any:
    since: dict[str, list[str]] = defaultdict(list)
    for task, day in course.since.items():
        since[day.isoformat()].append(task)
    return [(one.day.isoformat(), one.lanes, one.lamps) for one in course.evenings], since


def _course_read(told: Any) -> Course:
    evenings, since = told
    return Course(
        tuple(Evening(date.fromisoformat(day), tuple(lanes), tuple(lamps)) for day, lanes, lamps in evenings),
        {task: date.fromisoformat(day) for day, tasks in since.items() for task in tasks},
    )
