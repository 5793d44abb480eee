"""Which rows tell of one task: its own, those of its lists, and the problems that stood in its way."""

from __future__ import annotations

from battlemap.domain.kinds.catalogue import TASK_PARTS, task_owning
from battlemap.domain.kinds.problem import ProblemTask
from battlemap.domain.snapshot import Snapshot


def rows_of_task(snapshot: Snapshot, task: str) -> tuple[tuple[str, str], ...]:
    """Returns (table, row id) of every row that tells of a task, deleted ones included."""
    found = [("task", task)]
    for table in TASK_PARTS:
        for row in snapshot.rows[table].values():
            if task_owning(table, row) == task:
                found.append((table, row.id))
                if isinstance(row, ProblemTask):
                    found.append(("problem", row.problem))
    return tuple(dict.fromkeys(found))
