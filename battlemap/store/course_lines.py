"""The journal's lines from which the course of a campaign is counted, read raw, evening by evening, so that reading is quick."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import attrs

from battlemap.domain.kinds.problem import Problem, ProblemTask
from battlemap.domain.kinds.task import Milestone, Task
from battlemap.domain.telling.course import CourseLine
from battlemap.store.fit import row_from_image
from battlemap.store.images import Image, image_at
from battlemap.store.journal import last_line, moment_in, not_understood
from battlemap.store.records import NOT_UNDERSTOOD

TABLES: Final = ("task", "milestone", "problem", "problem_task")
#: The steps by their days: text of the day, newest number.
_DAYS: Final = (
    "SELECT substr(at, 1, 10) AS day, MAX(number) FROM step WHERE number > ? GROUP BY day ORDER BY day"
)

Key = tuple[str, str]
#: What a line tells: table, row and what changed.
RawLine = tuple[str, str, str]


@attrs.frozen
class CourseLines:
    """The lines of some steps by the days on which they were done, oldest first, as they stand in the journal.

    A step had been done for certain on the earliest day that the clock has told since. `bases` are the images of the rows
    that were there before, `newest` is the number of the last of these steps, `earliest` the least moment of all of them, ""
    where there is none: what came before had been done by then.
    """

    evenings: tuple[tuple[str, Sequence[RawLine]], ...]
    bases: Mapping[Key, Image]
    newest: int
    earliest: str

    def understood(self) -> Iterator[CourseLine]:
        """Yields the day and the row as it was by its evening, each row once a day; may be asked in any thread.

        A card that left its lane on a day and came back, or was away and is there again, is yielded twice, so that its days
        begin anew.
        """
        images = {key: dict(image) for key, image in self.bases.items()}
        for text, lines in self.evenings:
            day = moment_in(text)
            for table, image in _of_a_day(images, lines):
                row = row_from_image(table, image)
                if isinstance(row, Task | Milestone | Problem | ProblemTask):
                    yield day, row


def _of_a_day(images: dict[Key, Image], lines: Sequence[RawLine]) -> Iterator[tuple[str, Image]]:
    """Takes the lines of a day into the images and yields those that count, by the rows' first lines of that day."""
    told: dict[Key, list[str]] = {}
    for table, id, new in lines:
        told.setdefault((table, id), []).append(new)
    for key, news in told.items():
        image, strayed = images.get(key), None
        first = image.copy() if image is not None else None
        image = images.setdefault(key, {})
        for fields in _fields(key, news):
            image.update(fields)
            if first is not None and strayed is None and _has_strayed(first, image):
                strayed = image.copy()
        if strayed is not None and first is not None and not _has_strayed(first, image):
            yield key[0], strayed
        yield key[0], image


def _fields(key: Key, news: Sequence[str]) -> list[Image]:
    """Returns what the lines of a row tell, understood at one go; raises FileDamaged where one means nothing."""
    try:
        fields: list[Image] = json.loads(f"[{','.join(news)}]")
    except NOT_UNDERSTOOD as error:
        raise not_understood(*key) from error
    if len(fields) != len(news) or not all(isinstance(one, dict) for one in fields):
        raise not_understood(*key)
    return fields


def _has_strayed(first: Image, image: Image) -> bool:
    return first.get("lane") != image.get("lane") or (not first.get("deleted") and bool(image.get("deleted")))


def course_lines(
    connection: sqlite3.Connection, after: int = 0, tables: Sequence[str] = TABLES
) -> CourseLines:
    """Returns the lines of these tables in all steps with a number above `after`."""
    newest, earliest = connection.execute(
        "SELECT COALESCE(MAX(number), ?), COALESCE(MIN(at), '') FROM step WHERE number > ?", [after, after]
    ).fetchone()
    bases: dict[Key, Image] = {}
    evenings: list[tuple[str, Sequence[RawLine]]] = []
    first = last_line(connection, after) if after else 0
    for day, last in _days(connection, after):
        # the index of rows would bring them in another order, one page read for each
        lines = connection.execute(
            "SELECT table_name, row_id, new, old IS NULL, rowid FROM journal NOT INDEXED "
            f"WHERE rowid > ? AND rowid <= ? AND table_name IN ({', '.join('?' * len(tables))}) ORDER BY rowid",
            [first, last, *tables],
        )
        evenings.append((day, _raw(connection, lines, bases if after else None)))
        first = last
    return CourseLines(tuple(evenings), bases, int(newest), earliest)


def _raw(
    connection: sqlite3.Connection, lines: Iterator[tuple[Any, ...]], bases: dict[Key, Image] | None
) -> list[RawLine]:
    """Returns the lines; `bases` takes the images before them of rows that were there."""
    raw: list[RawLine] = []
    names: dict[str, str] = {}
    for table, row, new, is_made, rowid in lines:
        raw.append((names.setdefault(table, table), names.setdefault(row, row), new))
        if bases is not None and not is_made and (table, row) not in bases:
            bases[table, row] = image_at(connection, table, row, rowid - 1) or {}
    return raw


def _days(connection: sqlite3.Connection, after: int) -> Iterator[tuple[str, int]]:
    """Yields the days of steps, oldest first, with the newest line that had been done on each or before.

    Where the clock was set back later, what came before had been done by what it said then.
    """
    newest = after
    for day, number in connection.execute(_DAYS, [after]).fetchall():
        if number > newest:
            newest = number
            yield f"{day}T00:00:00", last_line(connection, newest)
