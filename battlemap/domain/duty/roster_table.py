"""The roster as everybody knows it: a line per day, a column per post and shift; what screen, paper and Excel show alike."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from typing import Final

import attrs

from battlemap.domain.days.calendar import days
from battlemap.domain.duty.book import DutyBook
from battlemap.domain.duty.day_class import DayClass
from battlemap.domain.duty.faults import day_words
from battlemap.domain.kinds.alert import Alert
from battlemap.domain.kinds.duty import Duty

WEEKDAYS: Final = "一二三四五六日"


@attrs.frozen
class RosterColumn:
    """One shift of a post."""

    post: str
    shift: str
    title: str
    hours: str


@attrs.frozen
class RosterLine:
    """A day: the duties of each column in order of their places, None where a place is needed and nobody was ever put."""

    day: date
    kind: DayClass
    cells: tuple[tuple[Duty | None, ...], ...]
    note: str = ""
    is_off: bool = False

    @property
    def weekday(self) -> str:
        """「六」."""
        return WEEKDAYS[self.day.weekday()]

    @property
    def is_red(self) -> bool:
        """Whether the day is printed in red: nobody works, or it is a feast."""
        return self.is_off or self.kind in ("weekend", "statutory")


@attrs.frozen
class RosterTable:
    """The roster of some days."""

    columns: tuple[RosterColumn, ...]
    lines: tuple[RosterLine, ...]

    @property
    def is_empty(self) -> bool:
        """Whether no duty stands in it."""
        return not any(duty for line in self.lines for cell in line.cells for duty in cell)


def roster_table(book: DutyBook, first: date, last: date) -> RosterTable:
    """Returns the roster from `first` to `last`."""
    columns: list[RosterColumn] = []
    for post in book.posts:
        shifts = book.shifts(post)
        for shift in shifts:
            title = post.title if len(shifts) == 1 else f"{post.title}·{shift.name}"
            columns.append(RosterColumn(post.id, shift.name, title, shift.hours))
    posts = {post.id: post for post in book.posts}
    lines = []
    for day in days(first, last):
        duties = book.on(day)
        cells = tuple(_cell(duties, column, book.needs(posts[column.post], day)) for column in columns)
        lines.append(
            RosterLine(
                day,
                book.day_class(day),
                cells,
                _note(book, day),
                not book.snapshot.calendar.is_working_day(day),
            )
        )
    return RosterTable(tuple(columns), tuple(lines))


def _cell(duties: Sequence[Duty], column: RosterColumn, needed: int) -> tuple[Duty | None, ...]:
    """Returns the places of a cell up to the last that is needed or taken."""
    own = {duty.place: duty for duty in duties if (duty.post, duty.shift) == (column.post, column.shift)}
    return tuple(own.get(place) for place in range(1, max([needed, *own]) + 1))


def _note(book: DutyBook, day: date) -> str:
    """Returns what a day is known for: 临战, then key periods."""
    alert: Alert | None = book.alert(day)
    names = [alert.words] if alert else []
    names += [
        period.title
        for period in book.snapshot.periods.values()
        if not period.deleted
        and period.kind == "key"
        and period.holds(day)
        and period.title
        and not (alert and period.title == alert.title)
    ]
    return "；".join(dict.fromkeys(names))


def month_of(day: date) -> tuple[date, date]:
    """Returns the first and the last day of a day's month."""
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])


def next_month(day: date, by: int = 1) -> date:
    """Returns the first day of the month so many months later."""
    number = day.year * 12 + day.month - 1 + by
    return date(number // 12, number % 12 + 1, 1)


def months_in(first: date, last: date) -> list[date]:
    """Returns the first day of each month from `first` to `last`."""
    months, month = [], first.replace(day=1)
    while month <= last:
        months.append(month)
        month = next_month(month)
    return months


def places_words(line: RosterLine, column: int) -> list[str]:
    """Returns who stands in a cell, a word each; 缺岗 for a place without anybody."""
    return [duty.name_then if duty and duty.person else "缺岗" for duty in line.cells[column]]


def line_words(line: RosterLine, table: RosterTable) -> str:
    """Returns a day's line for the command line."""
    parts = [
        f"{column.title} {'、'.join(places_words(line, number))}"
        for number, column in enumerate(table.columns)
    ]
    mark = "（休）" if line.is_red else ""
    return (
        f"{day_words(line.day)} 周{line.weekday}{mark}　"
        + "　".join(parts)
        + (f"　{line.note}" if line.note else "")
    )
