"""The trace of a 卡点: raised, risen, answered, confirmed, sent back, taken into a batch; when, by whom; written by rule."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Final, Literal, get_args

import attrs

from battlemap import wording
from battlemap.domain.fields.choice import Choice
from battlemap.domain.fields.day import Day, Moment
from battlemap.domain.fields.names import Names
from battlemap.domain.fields.pointing import Pointing
from battlemap.domain.fields.text import LongText, Text
from battlemap.domain.kinds.field import Field
from battlemap.domain.kinds.kind import Kind, Words
from battlemap.domain.kinds.problem import LEVELS, Level, Problem
from battlemap.domain.words import brief

StepDeed = Literal[
    "raise", "escalate", "auto", "red", "lower", "answer", "send_back", "solve", "reopen", "batch"
]
STEP_DEEDS: Final[tuple[StepDeed, ...]] = get_args(StepDeed)


@attrs.frozen
class ProblemStep:
    """One deed; `happened_on` is the day from which it counts: a rise by rule counts from its day, whenever it is noticed."""

    id: str
    problem: str
    deed: StepDeed
    happened_on: date
    at: datetime
    actor: str = ""
    level: Level = "department"
    words: str = ""
    deleted: bool = False


def steps_between(before: Problem | None, after: Problem) -> Iterator[tuple[StepDeed, str]]:
    """Yields (deed, words) of what a change of a 卡点 means for its way, whoever makes it."""
    if before is None:
        yield ("red" if after.is_red else "raise"), ""
        return
    if after.level != before.level:
        is_up = LEVELS.index(after.level) > LEVELS.index(before.level)
        yield ("red" if after.is_red and not before.is_red else "escalate" if is_up else "lower"), ""
    if after.sent_back > before.sent_back:
        yield "send_back", ""
    elif after.answered_on and (after.answered_on, after.answer) != (before.answered_on, before.answer):
        yield "answer", after.answer
    if after.batch and after.batch != before.batch:
        yield "batch", ""
    if (after.solved_on is None) != (before.solved_on is None):
        yield ("solve", after.outcome) if after.solved_on else ("reopen", "")


def _created(step: ProblemStep, names: Names) -> str:
    if step.deed != "auto" and step.deed != "batch":
        return ""  # the 卡点's own change tells it
    words = f"：{brief(step.words)}" if step.words else ""
    return f"{PROBLEM_STEP.owner(step, names)} {wording.PROBLEM_DEEDS[step.deed]}{words}"


PROBLEM_STEP: Kind = Kind(
    "problem_step", ProblemStep, "卡点流转", "条卡点流转",
    (
        Field("problem", "卡点", Pointing("problem"), is_required=True, is_set_by_program=True, width=96),
        Field("deed", "环节", Choice(wording.PROBLEM_DEEDS), is_set_by_program=True, width=96),
        Field("happened_on", "日期", Day(), is_required=True, is_set_by_program=True, width=96),
        Field("at", "登记时间", Moment(), is_required=True, is_set_by_program=True, width=140),
        Field("actor", "经办人", Text(), is_set_by_program=True, width=96),
        Field("level", "层级", Choice(wording.PROBLEM_LEVELS), is_set_by_program=True, width=80),
        Field("words", "说明", LongText(), is_set_by_program=True, width=280),
    ),
    name_keys=(), parent="problem", is_kept_by_hand=False, is_background=True, is_binned=False, is_printed=False,
    words=Words(created=_created, is_told_by_parent=True),
)  # fmt: skip
