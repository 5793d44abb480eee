"""The board of the 卡点: a column per level, those that wait to be confirmed, those that were solved."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final, Literal

import attrs

from battlemap import wording
from battlemap.domain.kinds.problem import LEVELS, Problem
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.telling.problem_figures import is_late, is_open_on
from battlemap.domain.telling.problem_reach import stuck_names, stuck_words

Place = Literal["department", "command_post", "commander", "answered", "solved"]
#: Column → its head, rising from left to right.
PLACES: Final[dict[Place, str]] = {
    "department": "部门", "command_post": "指挥部", "commander": "总指挥", "answered": "待提出人确认", "solved": "已解决",
}  # fmt: skip
#: Solved ones are shown for so many days.
_SOLVED_FOR: Final = timedelta(days=30)


@attrs.frozen
class ProblemCard:
    """What the face of a 卡点 says."""

    id: str
    head: str
    days: str
    title: str
    who: str
    state: str
    is_alarming: bool
    is_red: bool


def columns_of(snapshot: Snapshot, as_of: date, words: str = "") -> dict[Place, tuple[ProblemCard, ...]]:
    """Returns the cards of each column as of a day, the longest open first; with `words` those that hold them."""
    held: dict[Place, list[Problem]] = {place: [] for place in PLACES}
    for problem in snapshot.problems.values():
        place = place_of(problem, as_of)
        if place is not None and not problem.deleted and _holds(snapshot, problem, words):
            held[place].append(problem)
    for place, problems in held.items():
        if place == "solved":
            problems.sort(key=lambda one: (one.solved_on or as_of, one.number), reverse=True)
        else:
            problems.sort(key=lambda one: (not one.is_red, one.raised_on or as_of, one.number))
    return {place: tuple(card(snapshot, one, as_of) for one in problems) for place, problems in held.items()}


def place_of(problem: Problem, as_of: date) -> Place | None:
    """Returns the column in which a 卡点 stands on a day, None where it is not shown."""
    if not is_open_on(problem, as_of):
        is_recent = problem.solved_on is not None and as_of - _SOLVED_FOR <= problem.solved_on <= as_of
        return "solved" if is_recent else None
    return "answered" if problem.awaits_confirmation else problem.level


def card(snapshot: Snapshot, problem: Problem, as_of: date) -> ProblemCard:
    """Returns the face of a 卡点 as of a day."""
    marks = [f"{problem.number} 号", wording.PROBLEM_KINDS[problem.kind]]
    if problem.sent_back:
        marks.append(f"退回 {problem.sent_back} 次")
    shown = stuck_words(snapshot, problem.id, 3)
    late = is_late(problem, as_of)
    return ProblemCard(
        problem.id, " · ".join(marks), f"第 {problem.days_open(as_of) + 1} 天", problem.title,
        " · ".join(filter(None, (snapshot.unit_label(problem.solving_unit) or wording.UNASSIGNED, shown))),
        _state(snapshot, problem, as_of, late), late and problem.is_open, problem.is_red,
    )  # fmt: skip


def next_up(problem: Problem) -> Place | None:
    """Returns the level above, None at the top."""
    place = LEVELS.index(problem.level) + 1
    return LEVELS[place] if place < len(LEVELS) else None


def _state(snapshot: Snapshot, problem: Problem, as_of: date, late: bool) -> str:
    if problem.solved_on is not None and problem.solved_on <= as_of:
        return f"{_day(problem.solved_on)}解决"
    if problem.awaits_confirmation and problem.answered_on:
        return f"{_day(problem.answered_on)}答复，待确认"
    parts = []
    if problem.promised_on:
        over = f" 超 {(as_of - problem.promised_on).days} 天" if late else ""
        parts.append(f"承诺 {problem.promised_on.month}.{problem.promised_on.day}{over}")
    rises = snapshot.rises_on(problem)
    if rises is not None:
        parts.append(f"{rises.month}.{rises.day} 提级")
    return " · ".join(parts) or "没有承诺日期"


def _holds(snapshot: Snapshot, problem: Problem, words: str) -> bool:
    facts = (str(problem.number), problem.title, problem.needs, snapshot.unit_label(problem.solving_unit))
    hay = " ".join([*facts, *stuck_names(snapshot, problem.id)]).casefold()
    return all(word in hay for word in words.casefold().split())


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日"
