"""Which rows tell of one task: its own, those of its lists, and the problems that stood in its way."""

from __future__ import annotations

from typing import cast, get_args

from battlemap.domain.kinds.problem import ProblemTask
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import TABLE_OF, TaskPart


def rows_of_task(snapshot: Snapshot, task: str) -> tuple[tuple[str, str], ...]:
    """Returns (table, row id) of every row that tells of a task, deleted ones included."""
    found = [("task", task)]
    for kind in get_args(TaskPart):
        table = TABLE_OF[kind]
        for row in snapshot.rows[table].values():
            if cast(TaskPart, row).task == task:
                found.append((table, row.id))
                if isinstance(row, ProblemTask):
                    found.append(("problem", row.problem))
    return tuple(dict.fromkeys(found))
