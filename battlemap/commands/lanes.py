"""What stands in a card's way (卡点), and how it comes to another lane in spite of it or not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import attrs

from battlemap.domain.kinds.problem import Problem, ProblemEntry, ProblemTask, written_on_card
from battlemap.domain.kinds.task import Lane, Task, to_lane
from battlemap.store.repository import Repository

_FINISHED: tuple[Lane, ...] = ("checking", "struck_off")


def brought_to(repository: Repository, task: Task, lane: Lane, today: date | None = None) -> Task:
    """Returns the card in a lane, by the day of the transaction; raises Refused as `to_lane`.

    A card that is sent back (退回) has the progress that it had before it was claimed done.
    """
    unclaimed = None
    if task.is_finished and lane not in _FINISHED:
        was = repository.before(task, "lane", _FINISHED)
        unclaimed = was.progress if was is not None else None
    return to_lane(task, lane, today or repository.today, problems_on(repository, task), unclaimed)


def problems_on(repository: Repository, task: Task) -> list[Problem]:
    """Returns the 卡点 that stand in the way of a card, by number."""
    links = repository.live(ProblemTask, task=task.id)
    problems = [repository.get(Problem, id) for id in dict.fromkeys(link.problem for link in links)]
    standing = [problem for problem in problems if problem.is_open]
    if task.blocked:
        standing.append(written_on_card(task.id, task.blocked))
    return sorted(standing, key=lambda problem: problem.number)


def raise_on(repository: Repository, task: Task, title: str) -> Problem:
    """Writes a new 卡点 that stands in the way of one card, and the card; returns the 卡点."""
    number = repository.highest(Problem, "number") + 1
    problem = Problem(
        repository.new_id(), number, title, raised_on=repository.today, raised_by=repository.actor
    )
    repository.put(task)
    repository.put(problem)
    repository.put(ProblemTask(repository.new_id(), problem.id, task.id))
    return problem


def lift(repository: Repository, task: Task, problem: Problem) -> None:
    """Writes that a 卡点 is out of a card's way: solved today, or no longer this card's where it stands in others' too."""
    if not problem.number:
        repository.put(attrs.evolve(task, blocked=None))
        return
    own = repository.live(ProblemTask, problem=problem.id, task=task.id)
    if is_in_other_ways(repository, problem, own):
        for link in own:
            repository.put(attrs.evolve(link, deleted=True))
    else:
        repository.put(attrs.evolve(problem, solved_on=repository.today))


def is_in_other_ways(
    repository: Repository, problem: Problem, own: Sequence[ProblemTask | ProblemEntry]
) -> bool:
    """Whether a 卡点 stands in the way of anything, task or entry of a ledger, beside what these ties lead to."""
    ties = [
        *repository.live(ProblemTask, problem=problem.id),
        *repository.live(ProblemEntry, problem=problem.id),
    ]
    return any(tie not in own for tie in ties)
