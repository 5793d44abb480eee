"""Which rows tell of one task: its own, those of its lists, and the problems that stood in its way."""

from __future__ import annotations

from battlemap.domain.kinds.catalogue import KINDS, TASK_PARTS
from battlemap.domain.kinds.problem import ProblemTask
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import TABLE_OF


def rows_of_task(snapshot: Snapshot, task: str) -> tuple[tuple[str, str], ...]:
    """Returns (table, row id) of every row that tells of a task, deleted ones included."""
    rows = [("task", task)]
    for table in TASK_PARTS:
        for id in snapshot.by(table, KINDS[table].parent).get(task, ()):
            rows.append((table, id))
            if table == TABLE_OF[ProblemTask]:
                rows.append(("problem", snapshot.problem_tasks[id].problem))
    return tuple(dict.fromkeys(rows))
