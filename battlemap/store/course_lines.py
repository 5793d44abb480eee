"""The journal's lines from which the course of a campaign is counted, read raw so that reading is quick."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import attrs

from battlemap.domain.kinds.problem import Problem, ProblemTask
from battlemap.domain.kinds.task import Milestone, Task
from battlemap.domain.telling.course import CourseLine
from battlemap.store.fit import row_from_image
from battlemap.store.images import Image, Images, image_at
from battlemap.store.journal import moment_in

TABLES: Final = ("task", "milestone", "problem", "problem_task")

#: When a step had been done for certain: where the clock was set back later, by the time it said then.
_DATED: Final = """
WITH dated AS (SELECT id, number, MIN(at) OVER (ORDER BY number DESC) AS at FROM step WHERE number > ?)
"""


@attrs.frozen
class CourseLines:
    """The lines of some steps, oldest first: moment, table, row and what changed, as they stand in the journal.

    `bases` are the images of those rows that were there before, `newest` is the number of the last of these steps, `earliest`
    the least moment of all of them, "" where there is none: what came before had been done by then.
    """

    lines: tuple[tuple[str, str, str, str], ...]
    bases: Mapping[tuple[str, str], Image]
    newest: int
    earliest: str

    def understood(self) -> Iterator[CourseLine]:
        """Yields each line's moment and row; may be asked in any thread."""
        images = Images(self.bases)
        for at, table, id, new in self.lines:
            _, image = images.take(table, id, new)
            row = row_from_image(table, image or {})
            if isinstance(row, Task | Milestone | Problem | ProblemTask):
                yield moment_in(at), row


def course_lines(
    connection: sqlite3.Connection, after: int = 0, tables: Sequence[str] = TABLES
) -> CourseLines:
    """Returns the lines of these tables in all steps with a number above `after`."""
    marks = ", ".join("?" * len(tables))
    lines = connection.execute(
        f"{_DATED} SELECT d.at, j.table_name, j.row_id, j.new, j.old IS NULL, j.rowid FROM dated d "
        f"JOIN journal j ON j.step = d.id WHERE j.table_name IN ({marks}) ORDER BY d.number, j.seq",
        [after, *tables],
    ).fetchall()
    newest, earliest = connection.execute(
        "SELECT COALESCE(MAX(number), ?), COALESCE(MIN(at), '') FROM step WHERE number > ?", [after, after]
    ).fetchone()
    bases: dict[tuple[str, str], Image] = {}
    if after:
        met: set[tuple[str, str]] = set()
        for _, table, row, _, is_made, rowid in lines:
            if (table, row) not in met and not is_made:
                bases[table, row] = image_at(connection, table, row, rowid - 1) or {}
            met.add((table, row))
    return CourseLines(tuple(line[:4] for line in lines), bases, int(newest), earliest)
