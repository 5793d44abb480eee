"""Writes a project plan as MS Project saves it (MSPDI ``.xml``)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Final

from battlemap.domain.days.calendar import Period, WorkCalendar
from battlemap.domain.planning.project import ProjectDraft, ProjectLink, ProjectMilestone, ProjectTask
from battlemap.exchange.project_fields import (
    CUSTOM,
    ELAPSED_DAYS,
    LINK_TYPES,
    MINUTES_PER_DAY,
    NAMESPACE,
    NATURAL_DAYS,
)

if TYPE_CHECKING:
    from lxml import etree

_MORNING, _EVENING = "T08:00:00", "T17:00:00"
#: From morning to evening, the noon included.
_DAY_HOURS: Final = 9
_HOURS: Final = (("08:00:00", "12:00:00"), ("13:00:00", "17:00:00"))
#: What XML 1.0 cannot hold.
_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_project(draft: ProjectDraft, calendar: WorkCalendar) -> bytes:
    """Returns the file's content; durations are working days of `calendar`, those in natural days are elapsed time.

    Tasks are scheduled by hand, so that the program that opens it leaves their days alone. Actions and measures are
    the outline's headings, a task with milestones is one too.
    """
    from lxml import etree

    root = etree.Element(f"{{{NAMESPACE}}}Project", nsmap={None: NAMESPACE})
    _put(root, SaveVersion=14, Name="plan.xml", Title=draft.title, ScheduleFromStart=1)
    dated = [
        day
        for action in draft.actions
        for task in action.tasks
        for day in (task.start_on, task.due_on)
        if day
    ]
    if dated:
        _put(root, StartDate=f"{min(dated)}{_MORNING}", FinishDate=f"{max(dated)}{_EVENING}")
    _put(root, CalendarUID=1, DefaultStartTime="08:00:00", DefaultFinishTime="17:00:00")
    _put(root, MinutesPerDay=MINUTES_PER_DAY, MinutesPerWeek=MINUTES_PER_DAY * 5, DaysPerMonth=20)
    _put(root, DurationFormat=7, HonorConstraints=0, WeekStartDay=1, NewTasksAreManual=1)
    definitions = _below(root, "ExtendedAttributes")
    for number, name, alias in CUSTOM.values():
        _put(_below(definitions, "ExtendedAttribute"), FieldID=number, FieldName=name, Alias=alias)
    _calendar(_below(_below(root, "Calendars"), "Calendar"), draft.periods)
    _Outline(_below(root, "Tasks"), draft, calendar).write()
    content: bytes = etree.tostring(
        root, xml_declaration=True, encoding="UTF-8", standalone=True, pretty_print=True
    )
    return content


class _Outline:
    """Writes tasks line by line, keeping count of numbers and levels."""

    def __init__(self, tasks: etree._Element, draft: ProjectDraft, calendar: WorkCalendar) -> None:
        self._tasks = tasks
        self._draft = draft
        self._calendar = calendar
        self._next_uid = 1 + max((task.uid for action in draft.actions for task in action.tasks), default=0)
        self._counts: list[int] = []
        self._line = 0
        self._waiting: dict[int, list[ProjectLink]] = {}
        for link in draft.links:
            self._waiting.setdefault(link.successor, []).append(link)

    def write(self) -> None:
        """Writes every line of the outline."""
        self._heading(self._draft.title, 0)
        for action in self._draft.actions:
            self._heading(action.title, 1, action.code)
            for measure in action.measures:
                if measure.title:
                    self._heading(measure.title, 2)
                for task in measure.tasks:
                    self._task(task, 3 if measure.title else 2)

    def _task(self, task: ProjectTask, level: int) -> None:
        hours, is_elapsed = self._hours(task)
        row = self._row(
            task.uid, task.title, level, (task.start_on, task.due_on), hours, is_elapsed=is_elapsed
        )
        _put(row, Milestone=0, Summary=int(bool(task.milestones)), PercentComplete=task.progress)
        if task.finished_on:
            _put(row, ActualFinish=f"{task.finished_on}{_EVENING}")
        if task.due_words:
            _put(row, FinishText=task.due_words)
        _put(row, ConstraintType=0, CalendarUID=-1)
        if task.detail:
            _put(row, Notes=task.detail)
        for link in self._waiting.get(task.uid, ()):
            _put(
                _below(row, "PredecessorLink"),
                PredecessorUID=link.predecessor,
                Type=LINK_TYPES[link.kind],
                CrossProject=0,
                LinkLag=link.lag * MINUTES_PER_DAY * 10,
                LagFormat=7,
            )
        counted_words = NATURAL_DAYS if task.counts_natural_days else ""
        _fields(row, {"code": task.code, "unit": task.unit, "owner": task.owner, "counted": counted_words})
        for stone in task.milestones:
            self._milestone(stone, level + 1)

    def _hours(self, task: ProjectTask) -> tuple[int | None, bool]:
        """Returns the duration in hours, and whether nights and days off count: it always fits start and finish."""
        if not task.start_on or not task.due_on:
            return None, False
        working = self._calendar.working_days(task.start_on, task.due_on)
        if task.counts_natural_days or not working:
            return 24 * (task.due_on - task.start_on).days + _DAY_HOURS, True
        return 8 * working, False

    def _milestone(self, stone: ProjectMilestone, level: int) -> None:
        row = self._row(self._uid(), stone.title, level, (stone.due_on, stone.due_on), 0)
        _put(row, Milestone=1, Summary=0, PercentComplete=100 if stone.done_on else 0)
        if stone.done_on:
            _put(row, ActualFinish=f"{stone.done_on}{_EVENING}")
        _put(row, ConstraintType=0, CalendarUID=-1)
        _fields(row, {"weight": str(stone.weight)})

    def _heading(self, title: str, level: int, code: str = "") -> None:
        row = self._row(self._uid() if level else 0, title, level)
        _put(row, Milestone=0, Summary=1, ConstraintType=0, CalendarUID=-1)
        _fields(row, {"code": code})

    def _row(
        self,
        uid: int,
        title: str,
        level: int,
        days: tuple[date | None, date | None] = (None, None),
        hours: int | None = None,
        *,
        is_elapsed: bool = False,
    ) -> etree._Element:
        """Writes the head of a line, in the order that MS Project's schema asks for."""
        self._counts = [*self._counts, *[0] * level][:level]
        if level:
            self._counts[-1] += 1
        number = ".".join(map(str, self._counts)) or "0"
        row = _below(self._tasks, "Task")
        _put(row, UID=uid, ID=self._line, Name=title, Active=1, Manual=int(level > 0), Type=0, IsNull=0)
        _put(row, WBS=number, OutlineNumber=number, OutlineLevel=level, Priority=500)
        self._line += 1
        schedule = {
            "Start": days[0] and f"{days[0]}{_MORNING if hours != 0 else _EVENING}",
            "Finish": days[1] and f"{days[1]}{_EVENING}",
            "Duration": None if hours is None else f"PT{hours}H0M0S",
        }
        _put(row, **{name: value for name, value in schedule.items() if value})
        _put(row, **{f"Manual{name}": value for name, value in schedule.items() if value})
        if hours is not None:
            _put(row, DurationFormat=ELAPSED_DAYS if is_elapsed else 7)
        return row

    def _uid(self) -> int:
        self._next_uid += 1
        return self._next_uid - 1


def _calendar(calendar: etree._Element, periods: Iterable[Period]) -> None:
    _put(calendar, UID=1, Name="标准", IsBaseCalendar=1, BaseCalendarUID=-1)
    week = _below(calendar, "WeekDays")
    for day in range(1, 8):
        _working(_put(_below(week, "WeekDay"), DayType=day), 2 <= day <= 6)
    exception_periods = [
        period for period in periods if not period.deleted and period.kind in ("off", "work")
    ]
    if not exception_periods:
        return
    exceptions = _below(calendar, "Exceptions")
    for period in exception_periods:
        row = _put(_below(exceptions, "Exception"), EnteredByOccurrences=0)
        _put(
            _below(row, "TimePeriod"),
            FromDate=f"{period.starts_on}T00:00:00",
            ToDate=f"{period.ends_on}T23:59:00",
        )
        length = (period.ends_on - period.starts_on).days + 1
        _put(
            row,
            Occurrences=length,
            Name=period.title or ("上班日" if period.kind == "work" else "休息日"),
            Type=1,
        )
        _working(row, period.kind == "work")


def _working(row: etree._Element, is_working: bool) -> None:
    _put(row, DayWorking=int(is_working))
    if is_working:
        times = _below(row, "WorkingTimes")
        for begin, end in _HOURS:
            _put(_below(times, "WorkingTime"), FromTime=begin, ToTime=end)


def _fields(row: etree._Element, fields: dict[str, str]) -> None:
    for field, value in fields.items():
        if value:
            _put(_below(row, "ExtendedAttribute"), FieldID=CUSTOM[field][0], Value=value)


def _below(parent: etree._Element, name: str) -> etree._Element:
    element: etree._Element = parent.makeelement(f"{{{NAMESPACE}}}{name}")
    parent.append(element)
    return element


def _put(parent: etree._Element, **values: object) -> etree._Element:
    """Appends an element with text for each value, in order; returns the parent."""
    for name, value in values.items():
        _below(parent, name).text = _NOT_XML.sub("", str(value))
    return parent
