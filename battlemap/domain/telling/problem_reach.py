"""In whose way a 卡点 stands: codes of tasks, entries of ledgers by name; the one answer for faces, sheets and lists."""

from __future__ import annotations

from collections.abc import Collection

from battlemap.domain.kinds.problem import Problem, ProblemEntry
from battlemap.domain.snapshot import Snapshot


def stuck_names(snapshot: Snapshot, problem: str) -> list[str]:
    """Returns the codes of the tasks, then 「企业台账“海达公司”」 of the entries."""
    codes = [snapshot.tasks[id].code for id in snapshot.tasks_stuck_by(problem)]
    return [*codes, *(entry_name(snapshot, tie) for tie in snapshot.entries_stuck_by(problem))]


def entry_name(snapshot: Snapshot, tie: ProblemEntry) -> str:
    """Returns 「企业台账“海达公司”」."""
    return f"{snapshot.called('ledger', tie.ledger)}“{tie.title}”"


def stuck_words(snapshot: Snapshot, problem: str, most: int) -> str:
    """Returns the first so many of them, the rest counted, "" where it stands in nobody's way."""
    names = stuck_names(snapshot, problem)
    return "、".join(names[:most]) + (f" 等 {len(names)} 项" if len(names) > most else "")


def problems_of_ledgers(snapshot: Snapshot, actions: Collection[str]) -> set[str]:
    """Returns the open 卡点 on entries of the ledgers that belong to actions."""
    ledgers = snapshot.rows["ledger"]
    return {
        tie.problem
        for tie in snapshot.problem_entries.values()
        if not tie.deleted
        and snapshot.problems[tie.problem].is_open
        and getattr(ledgers.get(tie.ledger), "action", None) in actions
    }


def is_unplaced(snapshot: Snapshot, problem: Problem) -> bool:
    """Whether an open 卡点 stands in the way of no task on the board and of no ledger of an action."""
    if not problem.is_open or any(
        snapshot.is_live(snapshot.tasks[id]) for id in snapshot.tasks_stuck_by(problem.id)
    ):
        return False
    ledgers, shown = snapshot.rows["ledger"], {action.id for action in snapshot.columns}
    homes = (
        getattr(ledgers.get(tie.ledger), "action", None) for tie in snapshot.entries_stuck_by(problem.id)
    )
    return not any(home in shown for home in homes)
