"""A problem (卡点): what stands in the way of one or several tasks, and who must clear it."""

from __future__ import annotations

from datetime import date
from typing import Final, Literal, get_args

import attrs

from battlemap import wording
from battlemap.domain.fields.choice import Choice
from battlemap.domain.fields.day import Day
from battlemap.domain.fields.names import Names
from battlemap.domain.fields.number import WholeNumber
from battlemap.domain.fields.pointing import OfUnit, Pointing
from battlemap.domain.fields.text import LongText
from battlemap.domain.kinds.field import Field
from battlemap.domain.kinds.kind import Changed, Kind, Words
from battlemap.domain.words import brief

ProblemKind = Literal[
    "land", "planning", "eia", "money", "demolition", "utilities", "approval", "inputs", "other"
]
Level = Literal["department", "command_post", "commander"]

KINDS: Final[tuple[ProblemKind, ...]] = get_args(ProblemKind)
LEVELS: Final[tuple[Level, ...]] = get_args(Level)


@attrs.frozen
class Problem:
    """One reported problem; open until `solved_on`."""

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
    deleted: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it still stands in the way."""
        return self.solved_on is None and not self.deleted


def written_on_card(task: str, words: str) -> Problem:
    """Returns the 卡点 that files of the first programs hold as words on a card; it has no row of its own."""
    return Problem(f"card-{task}", 0, words)


@attrs.frozen
class ProblemTask:
    """That a problem stands in the way of a task."""

    id: str
    problem: str
    task: str
    deleted: bool = False


def _subject(problem: Problem, names: Names) -> str:
    return f"{problem.number} 号卡点"


def _full(problem: Problem, names: Names) -> str:
    return f" {problem.number} 号卡点“{brief(problem.title)}”"


def _deeds(before: Problem, after: Problem, fields: Changed, names: Names) -> list[str]:
    phrases = []
    if "solved_on" in fields and after.solved_on:
        outcome = f"：{brief(after.outcome)}" if after.outcome else ""
        phrases.append(f"解决 {_subject(after, names)}{outcome}")
        fields.pop("solved_on")
        fields.pop("outcome", None)
    if "level" in fields:
        level = fields.pop("level")
        phrases.append(f"把 {_subject(after, names)} 从 {level.before} 提到 {level.after}")
    return phrases


def _follow(before: Problem, after: Problem, today: date) -> Problem:
    """Words about its outcome solve an open problem."""
    is_told = after.outcome and after.outcome != before.outcome
    return attrs.evolve(after, solved_on=today) if is_told and after.solved_on is None else after


PROBLEM = Kind(
    "problem", Problem, "卡点", "个卡点",
    (
        Field("number", "编号", WholeNumber(1), is_set_by_program=True, begins="number", width=64),
        Field("title", "卡点内容", LongText(), is_required=True, width=320),
        Field("kind", "卡点分类", Choice(wording.PROBLEM_KINDS), width=80),
        Field("level", "层级", Choice(wording.PROBLEM_LEVELS), width=80),
        Field("solving_unit", "解决单位", OfUnit(), width=120),
        Field("raised_on", "登记日期", Day(), is_set_by_program=True, begins="today", width=96),
        Field("promised_on", "承诺解决日期", Day(), width=108),
        Field("solved_on", "解决日期", Day(), width=96),
        Field("outcome", "解决情况", LongText(), width=240),
    ),
    name_keys=("number", "title"), order=("number",), verb="登记",
    words=Words(name=_subject, subject=_subject, full=_full, deeds=_deeds), follow=_follow,
    is_printed=False,
)  # fmt: skip


def _link_subject(link: ProblemTask, names: Names) -> str:
    return f"{_problem_of(link, names)}与 {PROBLEM_TASK.owner(link, names)} 的关联"


def _problem_of(link: ProblemTask, names: Names) -> str:
    return PROBLEM_TASK.type_of("problem").words(link.problem, names)


PROBLEM_TASK: Kind = Kind(
    "problem_task", ProblemTask, "卡点关联", "条卡点关联",
    (
        Field("problem", "卡点", Pointing("problem"), is_required=True),
        Field("task", "任务", Pointing("task"), is_required=True, width=96),
    ),
    name_keys=(), parent="task", is_kept_by_hand=False,
    words=Words(
        subject=_link_subject,
        created=lambda link, names: f"把 {_problem_of(link, names)}关联到 {PROBLEM_TASK.owner(link, names)}",
        removed=lambda link, names: f"解除 {_link_subject(link, names)}",
    ),
    is_binned=False, is_printed=False,
)  # fmt: skip
