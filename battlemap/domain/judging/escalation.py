"""Escalation by itself: on which days a 卡点 that nobody solves rises, by working days at each level."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from battlemap.domain.days.calendar import WorkCalendar
from battlemap.domain.kinds.escalation_rule import EscalationRule
from battlemap.domain.kinds.problem import LEVELS, Level, Problem
from battlemap.domain.kinds.problem_step import ProblemStep


def at_level_since(problem: Problem, steps: Iterable[ProblemStep]) -> date | None:
    """Returns the day on which a 卡点 came to the level at which it stands; `steps` are its own, in order of making.

    One that nobody has moved stands there since it was raised, one that was opened again
    or sent back since that day.
    """
    since = problem.raised_on
    for step in steps:
        is_move = step.deed in ("raise", "escalate", "auto", "red", "lower", "reopen", "send_back")
        if is_move and step.level == problem.level:
            since = step.happened_on
    return since


def rises(
    problem: Problem,
    since: date | None,
    rule: EscalationRule | None,
    calendar: WorkCalendar,
    as_of: date,
) -> Iterator[tuple[Level, date]]:
    """Yields (level to which it rises, day) up to a day, in order: no level is passed over and none comes twice.

    It rises on the working day after those that the rule leaves it: raised on Monday with 3 days, on Friday. What is
    solved, answered and waiting to be confirmed, or has no rule stays where it is.
    """
    if rule is None or since is None or not problem.is_open or problem.answered_on is not None:
        return
    level = problem.level
    while level != LEVELS[-1]:
        days = rule.days_at(level)
        if not days:
            return
        day = calendar.add(calendar.previous_working_day(since), days + 1)
        if day > as_of:
            return
        level, since = LEVELS[LEVELS.index(level) + 1], day
        yield level, day


def rises_on(
    problem: Problem, since: date | None, rule: EscalationRule | None, calendar: WorkCalendar
) -> date | None:
    """Returns the day on which a 卡点 rises next if nobody solves it, None where it does not."""
    if rule is None or since is None or not problem.is_open or problem.answered_on is not None:
        return None
    days = rule.days_at(problem.level)
    return calendar.add(calendar.previous_working_day(since), days + 1) if days else None
