"""MSPDI files in the shape that MS Project and its kin write, built in a line or two."""

from __future__ import annotations

from collections.abc import Iterator

from battlemap.domain.planning.project import ProjectDraft, ProjectTask
from battlemap.exchange.project_xml import parse_project

_HEAD = "<Title>计划</Title><CalendarUID>1</CalendarUID><MinutesPerDay>480</MinutesPerDay>"


def task(
    uid: int, name: str = "基础", start: str = "", finish: str = "", more: str = "", level: int = 1
) -> str:
    """A row of the outline; days without a time are given those of the office."""
    days = ""
    for tag, day, time in (("Start", start, "T08:00:00"), ("Finish", finish, "T17:00:00")):
        if day:
            days += f"<{tag}>{day if 'T' in day or len(day) > 10 else day + time}</{tag}>"
    return f"<Task><UID>{uid}</UID><Name>{name}</Name><OutlineLevel>{level}</OutlineLevel>{days}{more}</Task>"


def heading(uid: int, name: str = "专项一", more: str = "", level: int = 1) -> str:
    """A summary row."""
    return task(uid, name, more=f"<Summary>1</Summary>{more}", level=level)


def link(predecessor: int, kind: str = "1", lag: str = "0", form: str = "7") -> str:
    """That the row waits for another."""
    return (
        f"<PredecessorLink><PredecessorUID>{predecessor}</PredecessorUID><Type>{kind}</Type>"
        f"<LinkLag>{lag}</LinkLag><LagFormat>{form}</LagFormat></PredecessorLink>"
    )


def span(first: str, last: str) -> str:
    """The days of an exception."""
    first = first if "T" in first else f"{first}T00:00:00"
    last = last if "T" in last else f"{last}T23:59:00"
    return f"<TimePeriod><FromDate>{first}</FromDate><ToDate>{last}</ToDate></TimePeriod>"


def exception(first: str, last: str, more: str = "<Type>1</Type>", working: int = 0, name: str = "停") -> str:
    """An exception of a calendar."""
    inside = f"{span(first, last)}<Name>{name}</Name>{more}<DayWorking>{working}</DayWorking>"
    return f"<Exception>{inside}</Exception>"


def calendar(exceptions: str = "", weeks: str = "", days: str = "", uid: int = 1, base: int = -1) -> str:
    """A calendar."""
    return (
        f"<Calendar><UID>{uid}</UID><BaseCalendarUID>{base}</BaseCalendarUID><WeekDays>{days}</WeekDays>"
        f"<Exceptions>{exceptions}</Exceptions><WorkWeeks>{weeks}</WorkWeeks></Calendar>"
    )


def week_day(number: int, working: int, more: str = "") -> str:
    """A day of a week, Sunday is 1; number 0 is a day by itself."""
    return f"<WeekDay><DayType>{number}</DayType><DayWorking>{working}</DayWorking>{more}</WeekDay>"


def work_week(first: str, last: str, days: str, name: str = "大干") -> str:
    """A span with a week of its own."""
    return f"<WorkWeek>{span(first, last)}<Name>{name}</Name><WeekDays>{days}</WeekDays></WorkWeek>"


def plan(*tasks: str, calendars: str = "", head: str = _HEAD, more: str = "") -> str:
    """A whole file, without a declaration."""
    return (
        f'<Project xmlns="http://schemas.microsoft.com/project">{head}<Calendars>{calendars}</Calendars>'
        f"<Tasks>{''.join(tasks)}</Tasks>{more}</Project>"
    )


def draft(*tasks: str, calendars: str = "", head: str = _HEAD, more: str = "") -> ProjectDraft:
    """What the program reads in such a file."""
    return parse_project(plan(*tasks, calendars=calendars, head=head, more=more).encode(), "计划.xml")


def tasks_of(read: ProjectDraft) -> Iterator[ProjectTask]:
    """All tasks of a draft."""
    return (row for action in read.actions for row in action.tasks)


def only(*tasks: str, calendars: str = "", head: str = _HEAD) -> ProjectTask:
    """The one task that is read in such a file."""
    (row,) = tasks_of(draft(*tasks, calendars=calendars, head=head))
    return row
