"""Figures of the 卡点 over a time: new, solved, late, and how long they took, by unit, kind and level."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from fractions import Fraction

import attrs

from battlemap import wording
from battlemap.domain.kinds.problem import KINDS, LEVELS, Problem
from battlemap.domain.snapshot import Snapshot


@attrs.frozen
class ProblemFigures:
    """One line: of its group those raised and solved in the time, open by its end, late by its end, mean days to solve."""

    name: str
    raised: int
    solved: int
    open: int
    late: int
    mean_days: Fraction | None

    @property
    def mean_words(self) -> str:
        """The mean days with one decimal, 「—」 where nothing was solved."""
        return "—" if self.mean_days is None else f"{float(self.mean_days):.1f}"


def is_late(problem: Problem, as_of: date) -> bool:
    """Whether it is open behind its promised day."""
    return is_open_on(problem, as_of) and problem.promised_on is not None and problem.promised_on < as_of


def is_open_on(problem: Problem, as_of: date) -> bool:
    """Whether it stood in the way by the evening of a day."""
    is_there = problem.raised_on is None or problem.raised_on <= as_of
    return is_there and (problem.solved_on is None or problem.solved_on > as_of)


def figures_of(name: str, problems: Iterable[Problem], since: date, as_of: date) -> ProblemFigures:
    """Returns the figures of some 卡点 from the day `since` to the evening of `as_of`; days are calendar days."""
    held = list(problems)
    solved = [problem for problem in held if problem.solved_on and since <= problem.solved_on <= as_of]
    took = [
        (problem.solved_on - problem.raised_on).days
        for problem in solved
        if problem.solved_on and problem.raised_on
    ]
    return ProblemFigures(
        name,
        sum(problem.raised_on is not None and since <= problem.raised_on <= as_of for problem in held),
        len(solved),
        sum(is_open_on(problem, as_of) for problem in held),
        sum(is_late(problem, as_of) for problem in held),
        Fraction(sum(took), len(took)) if took else None,
    )


def by_unit(snapshot: Snapshot, since: date, as_of: date) -> tuple[ProblemFigures, ...]:
    """Returns a line per unit that has any to solve, the most open first; those of nobody under 待定."""
    groups = _grouped(
        snapshot, lambda problem: snapshot.unit_label(problem.solving_unit) or wording.UNASSIGNED
    )
    lines = [figures_of(name, held, since, as_of) for name, held in groups.items()]
    return tuple(sorted(lines, key=lambda line: (-line.open, -line.late, -line.raised, line.name)))


def by_kind(snapshot: Snapshot, since: date, as_of: date) -> tuple[ProblemFigures, ...]:
    """Returns a line per kind that occurs, in their order."""
    groups = _grouped(snapshot, lambda problem: problem.kind)
    return tuple(
        figures_of(wording.PROBLEM_KINDS[kind], groups[kind], since, as_of)
        for kind in KINDS
        if kind in groups
    )


def by_level(snapshot: Snapshot, since: date, as_of: date) -> tuple[ProblemFigures, ...]:
    """Returns a line per level, the highest first."""
    groups = _grouped(snapshot, lambda problem: problem.level)
    return tuple(
        figures_of(wording.PROBLEM_LEVELS[level], groups.get(level, ()), since, as_of)
        for level in reversed(LEVELS)
    )


def by_ledger(snapshot: Snapshot, since: date, as_of: date) -> tuple[ProblemFigures, ...]:
    """Returns a line per ledger on whose entries any stand, the most open first; one on several counts in each."""
    groups: dict[str, dict[str, Problem]] = {}
    for tie in snapshot.problem_entries.values():
        problem = snapshot.problems[tie.problem]
        if not tie.deleted and not problem.deleted:
            groups.setdefault(snapshot.called("ledger", tie.ledger), {})[problem.id] = problem
    lines = [figures_of(name, held.values(), since, as_of) for name, held in groups.items()]
    return tuple(sorted(lines, key=lambda line: (-line.open, -line.late, line.name)))


def all_problems(snapshot: Snapshot, since: date, as_of: date) -> ProblemFigures:
    """Returns the line of them all."""
    return figures_of("合计", _live(snapshot), since, as_of)


def _live(snapshot: Snapshot) -> list[Problem]:
    return [problem for problem in snapshot.problems.values() if not problem.deleted]


def _grouped(snapshot: Snapshot, of: Callable[[Problem], str]) -> dict[str, list[Problem]]:
    groups: dict[str, list[Problem]] = {}
    for problem in _live(snapshot):
        groups.setdefault(of(problem), []).append(problem)
    return groups
