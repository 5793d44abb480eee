"""A problem (卡点): what stands in the way of one or several tasks, and who must clear it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final, Literal, get_args

import attrs

ProblemKind = Literal[
    "land", "planning", "eia", "money", "demolition", "utilities", "approval", "inputs", "other"
]
Level = Literal["department", "command_post", "commander"]

KINDS: Final[tuple[ProblemKind, ...]] = get_args(ProblemKind)
LEVELS: Final[tuple[Level, ...]] = get_args(Level)


@attrs.frozen
class Problem:
    """One reported problem; open until `solved_on`.

    `needs` is what is asked for of `solving_unit`; one that is answered waits for who raised it to confirm or send it
    back. `is_red` went to the top in a red envelope (红信封); `batch` is the last one in which it came before a meeting.
    """

    id: str
    number: int
    title: str
    kind: ProblemKind = "other"
    level: Level = "department"
    solving_unit: str | None = None
    raised_on: date | None = None
    promised_on: date | None = None
    solved_on: date | None = None
    outcome: str = ""
    raised_by: str = ""
    raising_unit: str | None = None
    needs: str = ""
    is_red: bool = False
    answer: str = ""
    answered_on: date | None = None
    answered_by: str = ""
    sent_back: int = 0
    batch: str | None = None
    deleted: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it still stands in the way."""
        return self.solved_on is None and not self.deleted

    @property
    def awaits_confirmation(self) -> bool:
        """Whether it is answered and who raised it has not said yet whether that will do."""
        return self.is_open and self.answered_on is not None

    def days_open(self, as_of: date) -> int:
        """Returns for how many days it has stood in the way, or did until it was solved."""
        until = min(self.solved_on, as_of) if self.solved_on else as_of
        return max(0, (until - self.raised_on).days) if self.raised_on else 0


def written_on_card(task: str, words: str) -> Problem:
    """Returns the 卡点 that files of the first programs hold as words on a card; it has no row of its own."""
    return Problem(f"card-{task}", 0, words)


def one_line(problems: Iterable[Problem]) -> str:
    """Returns what some 卡点 are, in one line; "" for none."""
    return "；".join(problem.title for problem in problems)


@attrs.frozen
class ProblemTask:
    """That a problem stands in the way of a task."""

    id: str
    problem: str
    task: str
    deleted: bool = False


@attrs.frozen
class ProblemEntry:
    """That a problem stands in the way of an entry of a ledger; `title` is what may be shown of it, hidden names masked."""

    id: str
    problem: str
    entry: str
    ledger: str
    title: str
    deleted: bool = False
