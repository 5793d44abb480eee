"""卡点 on entries of ledgers: tied to them, released from them, and called as the entries are called now."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from battlemap.commands.entry_writing import definition_in
from battlemap.commands.lanes import is_in_other_ways
from battlemap.domain.kinds.entry import Entry
from battlemap.domain.kinds.problem import Problem, ProblemEntry, ProblemTask
from battlemap.domain.kinds.task import Task
from battlemap.domain.ledgers.masking import Masking
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import Refused
from battlemap.store.repository import Repository


def tie_entry(repository: Repository, problem: str, entry: str) -> None:
    """Writes that a 卡点 stands in the way of an entry, under the name that may be shown of it."""
    row = repository.get(Entry, entry)
    if row.deleted:
        raise Refused(f"“{row.title}”已删除，不能登记卡点。")
    title = Masking(definition_in(repository, row.ledger)).title(row.title)
    repository.put(ProblemEntry(repository.new_id(), problem, row.id, row.ledger, title))


def release(
    repository: Repository, problem: Problem, own: Sequence[ProblemTask | ProblemEntry], what: str
) -> None:
    """Writes that a 卡点 does not stand in a way; with its last one it goes. Raises Refused where there is no such tie."""
    if not own:
        raise Refused(f"卡点 {problem.number} 号不涉及{what}。")
    is_last = not is_in_other_ways(repository, problem, own)
    for tie in own:
        repository.put(attrs.evolve(tie, deleted=True))
    if is_last:
        repository.put(attrs.evolve(problem, deleted=True))


@attrs.frozen
class DropEntryProblem:
    """A 卡点 does not stand in the way of an entry after all; one that is in nobody's way is deleted."""

    problem: str
    entry: str

    def label(self, snapshot: Snapshot) -> str:
        return f"台账条目移除卡点 {snapshot.problems[self.problem].number} 号"

    def apply(self, repository: Repository) -> None:
        """Writes it; raises Refused where there is no such tie."""
        own = repository.live(ProblemEntry, problem=self.problem, entry=self.entry)
        release(repository, repository.get(Problem, self.problem), own, "这条台账")


@attrs.frozen
class TieProblem:
    """A 卡点 that was raised before stands in the way of more tasks and entries of ledgers."""

    problem: str
    tasks: tuple[str, ...] = ()
    entries: tuple[str, ...] = ()

    def label(self, snapshot: Snapshot) -> str:
        return f"关联卡点 {snapshot.problems[self.problem].number} 号"

    def apply(self, repository: Repository) -> None:
        """Writes what is not tied yet; raises Refused for a solved one, or where nothing is to be tied."""
        problem = repository.get(Problem, self.problem)
        if not problem.is_open:
            raise Refused(f"卡点 {problem.number} 号已解决或已删除。")
        tasks = {tie.task for tie in repository.live(ProblemTask, problem=problem.id)}
        entries = {tie.entry for tie in repository.live(ProblemEntry, problem=problem.id)}
        fresh_tasks = [id for id in dict.fromkeys(self.tasks) if id not in tasks]
        fresh = [id for id in dict.fromkeys(self.entries) if id not in entries]
        if not fresh_tasks and not fresh:
            raise Refused(f"卡点 {problem.number} 号已涉及这些任务和台账，不必重复。")
        for task in fresh_tasks:
            repository.get(Task, task)
            repository.put(ProblemTask(repository.new_id(), problem.id, task))
        for entry in fresh:
            tie_entry(repository, problem.id, entry)
