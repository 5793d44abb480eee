"""The journal's lines from which the course of a campaign is counted, read raw so that reading is quick."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final

from battlemap.domain.kinds.problem import Problem, ProblemTask
from battlemap.domain.kinds.task import Milestone, Task
from battlemap.domain.telling.course import CourseLine
from battlemap.store.records import row_from_image

#: Moment, table and image of a row as they stand in the journal.
RawLine = tuple[str, str, str]
TABLES: Final = ("task", "milestone", "problem", "problem_task")


def raw_lines(connection: sqlite3.Connection, after: int) -> tuple[list[RawLine], int]:
    """Returns the lines of all steps with a number above `after`, oldest first, and the number of the newest step."""
    marks = ", ".join("?" * len(TABLES))
    lines = connection.execute(
        "SELECT s.at, j.table_name, j.new FROM step s JOIN journal j ON j.step = s.id "
        f"WHERE s.number > ? AND j.table_name IN ({marks}) ORDER BY s.number, j.seq",
        [after, *TABLES],
    ).fetchall()
    newest = connection.execute("SELECT COALESCE(MAX(number), 0) FROM step").fetchone()[0]
    return lines, max(after, int(newest))


def understood(lines: Iterable[RawLine]) -> Iterator[CourseLine]:
    """Yields each line's moment and row; may be asked in any thread."""
    for at, table, image in lines:
        row = row_from_image(table, image)
        if isinstance(row, Task | Milestone | Problem | ProblemTask):
            yield datetime.fromisoformat(at), row
