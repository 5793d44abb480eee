"""The journal's lines from which the course of a campaign is counted, read raw, evening by evening, so that reading is quick."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

import attrs

from battlemap.domain.kinds.problem import Problem, ProblemTask
from battlemap.domain.kinds.task import Milestone, Task
from battlemap.domain.step import Row
from battlemap.domain.telling.course import CourseLine, Strayed
from battlemap.store.fit import row_from_image
from battlemap.store.images import Image, image_at
from battlemap.store.journal import last_line, moment_in, not_understood
from battlemap.store.records import NOT_UNDERSTOOD, record

TABLES: Final = ("task", "milestone", "problem", "problem_task")
#: A lane that a line tells of; in a text within a line the quotes are escaped.
_LANE: Final = re.compile(r'"lane":"([^"]*)"')
_GONE: Final = '"deleted":1'
#: The steps by their days: text of the day, newest number.
_DAYS: Final = (
    "SELECT substr(at, 1, 10) AS day, MAX(number) FROM step WHERE number > ? GROUP BY day ORDER BY day"
)

Key = tuple[str, str]
#: (table, row) → what the lines of one day tell of it, in their order.
DayLines = Mapping[Key, Sequence[str]]


@attrs.frozen
class CourseLines:
    """The lines of some steps by the days on which they were done, oldest first, as they stand in the journal.

    A step had been done for certain on the earliest day that the clock has told since. `bases` are the images of the rows
    that were there before, `newest` is the number of the last of these steps, `earliest` the least moment of all of them, ""
    where there is none: what came before had been done by then.
    """

    evenings: tuple[tuple[str, DayLines], ...]
    bases: Mapping[Key, Image]
    newest: int
    earliest: str

    def understood(self) -> Iterator[CourseLine]:
        """Yields the day and the row as it was by its evening, each row once a day; may be asked in any thread.

        Of a card that left its lane on a day and came back, or was away and is there again, that is told before.
        """
        running = RunningRows(self.bases)
        for text, lines in self.evenings:
            yield from running.evening(moment_in(text), lines)


class RunningRows:
    """Rows as the lines of one day after the other leave them."""

    def __init__(self, bases: Mapping[Key, Image]) -> None:
        self._rows = {key: _Running(key, image) for key, image in bases.items()}

    def evening(self, day: datetime, lines: DayLines) -> Iterator[CourseLine]:
        """Takes the lines of a day and yields what is to be told of it, by the rows' first lines."""
        for (key, news), fields in zip(lines.items(), _merged(lines), strict=True):
            there = self._rows.get(key)
            is_new = there is None
            if there is None:
                there = self._rows[key] = _Running(key, {})
            image = there.image
            lane, was_gone = image.get("lane"), bool(image.get("deleted"))
            row = there.take(fields)
            if isinstance(row, Task | Milestone | Problem | ProblemTask):
                is_back = not is_new and image.get("lane") == lane and bool(image.get("deleted")) <= was_gone
                if is_back and _has_strayed("".join(news), lane, was_gone):
                    yield day, Strayed(key[1])
                yield day, row


class _Running:
    """One row: its newest image, and the values of its fields as they are meant, where all of them can be used."""

    __slots__ = ("_key", "_values", "image")

    def __init__(self, key: Key, image: Image) -> None:
        self._key = key
        self.image = dict(image)
        self._values: list[Any] | None = None

    def take(self, fields: Image) -> Row:
        """Takes what lines tell and returns the row; raises FileDamaged where it cannot be one."""
        table, mapping = self._key[0], record(self._key[0])
        image, values = self.image, self._values
        if values is not None:
            try:
                readers = mapping.readers
                for column, value in fields.items():
                    # a whole line mostly says again what stands already: of that nothing is kept twice
                    if column in image and image[column] == value:
                        continue
                    image[column] = value
                    if column in readers:
                        place, reader = readers[column]
                        values[place] = value if reader is None else reader(value)
                return mapping.kind(*values)
            except NOT_UNDERSTOOD:
                self._values = None
        image.update(fields)
        row = row_from_image(table, image)
        if all(column in image for column in mapping.columns):
            self._values = [getattr(row, column) for column in mapping.columns]
        return row


def _merged(lines: DayLines) -> list[Image]:
    """Returns of each row the fields that its lines tell, the newest of each; raises FileDamaged where a line means nothing.

    One text is understood sooner than many: in an object the last of equal names counts.
    """
    try:
        images: list[Image] = json.loads(f"[{','.join(map(_one_object, lines.values()))}]")
    except NOT_UNDERSTOOD:
        images = []
    if len(images) == len(lines) and all(type(image) is dict for image in images):
        return images
    return [
        {name: value for fields in _fields(key, news) for name, value in fields.items()}
        for key, news in lines.items()
    ]


def _one_object(news: Sequence[str]) -> str:
    """Returns the lines of a row as one object; raises ValueError where one of them is none or empty."""
    if len(news) == 1:
        return news[0]
    for new in news:
        if new[:2] != '{"' or new[-1] != "}":
            raise ValueError(new[:80])
    return "{" + ",".join([new[1:-1] for new in news]) + "}"


def _fields(key: Key, news: Sequence[str]) -> list[Image]:
    """Returns what the lines of a row tell, understood at one go; raises FileDamaged where one means nothing."""
    try:
        fields: list[Image] = json.loads(f"[{','.join(news)}]")
    except NOT_UNDERSTOOD as error:
        raise not_understood(*key) from error
    if len(fields) != len(news) or not all(isinstance(one, dict) for one in fields):
        raise not_understood(*key)
    return fields


def _has_strayed(lines: str, lane: object, was_gone: bool) -> bool:
    """Whether the lines of a day, one behind the other, tell of another lane than that before, or of having gone."""
    return (not was_gone and _GONE in lines) or any(other != lane for other in _LANE.findall(lines))


def course_lines(
    connection: sqlite3.Connection, after: int = 0, tables: Sequence[str] = TABLES
) -> CourseLines:
    """Returns the lines of these tables in all steps with a number above `after`."""
    newest, earliest = connection.execute(
        "SELECT COALESCE(MAX(number), ?), COALESCE(MIN(at), '') FROM step WHERE number > ?", [after, after]
    ).fetchone()
    bases: dict[Key, Image] = {}
    evenings = tuple(_evenings(connection, after, tables, bases if after else None))
    return CourseLines(evenings, bases, int(newest), earliest)


def course_rows(connection: sqlite3.Connection, tables: Sequence[str] = TABLES) -> Iterator[CourseLine]:
    """Yields what `CourseLines.understood` does of the whole journal, evening by evening, so that little of it is held."""
    running = RunningRows({})
    for day, lines in _evenings(connection, 0, tables, None):
        yield from running.evening(moment_in(day), lines)


def _evenings(
    connection: sqlite3.Connection, after: int, tables: Sequence[str], bases: dict[Key, Image] | None
) -> Iterator[tuple[str, DayLines]]:
    """Yields the days and their lines; `bases` takes the images before them of rows that were there."""
    first = last_line(connection, after) if after else 0
    for day, last in _days(connection, after):
        news_of: dict[Key, list[str]] = {}
        # the index of rows would bring them in another order, one page read for each
        lines = connection.execute(
            "SELECT table_name, row_id, new FROM journal NOT INDEXED "
            f"WHERE rowid > ? AND rowid <= ? AND table_name IN ({', '.join('?' * len(tables))}) ORDER BY rowid",
            [first, last, *tables],
        )
        for table, row, new in lines:
            key = table, row
            if key in news_of:
                news_of[key].append(new)
            else:
                news_of[key] = [new]
        if bases is not None:
            for key in news_of.keys() - bases.keys():
                image = image_at(connection, *key, first)
                if image is not None:
                    bases[key] = image
        yield day, news_of
        first = last


def _days(connection: sqlite3.Connection, after: int) -> Iterator[tuple[str, int]]:
    """Yields the days of steps, oldest first, with the newest line that had been done on each or before.

    Where the clock was set back later, what came before had been done by what it said then.
    """
    newest = after
    for day, number in connection.execute(_DAYS, [after]).fetchall():
        if number > newest:
            newest = number
            yield f"{day}T00:00:00", last_line(connection, newest)
