"""A problem (卡点堵点): what stands in the way of one or several tasks, and who must clear it."""

from __future__ import annotations

from datetime import date
from typing import Final, Literal, get_args

import attrs

Kind = Literal["land", "planning", "eia", "money", "demolition", "utilities", "approval", "inputs", "other"]
Level = Literal["department", "command_post", "commander"]

KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
LEVELS: Final[tuple[Level, ...]] = get_args(Level)


@attrs.frozen
class Problem:
    """One reported problem; open until `solved_on`."""

    id: str
    number: int
    title: str
    kind: Kind = "other"
    level: Level = "department"
    solving_unit: str | None = None
    raised_on: date | None = None
    promised_on: date | None = None
    solved_on: date | None = None
    outcome: str = ""
    deleted: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it still stands in the way."""
        return self.solved_on is None and not self.deleted


@attrs.frozen
class ProblemTask:
    """That a problem stands in the way of a task."""

    id: str
    problem: str
    task: str
    deleted: bool = False
