"""Instructions (批示): what a leader has written on a task, by when it is to be answered, and the answer."""

from __future__ import annotations

from datetime import date

import attrs

from battlemap.domain.fields.day import Day
from battlemap.domain.fields.names import Names
from battlemap.domain.fields.pointing import Pointing
from battlemap.domain.fields.text import LongText, Text
from battlemap.domain.kinds.field import Field
from battlemap.domain.kinds.kind import Changed, Kind, Words
from battlemap.domain.words import brief
from battlemap.errors import Refused


@attrs.frozen
class Instruction:
    """One instruction; it is open until it is answered."""

    id: str
    task: str
    leader: str
    given_on: date
    words: str
    due_on: date | None = None
    answer: str = ""
    answered_on: date | None = None
    deleted: bool = False

    @property
    def is_open(self) -> bool:
        """Whether an answer is still owed."""
        return self.answered_on is None

    def is_late(self, as_of: date) -> bool:
        """Whether it is still open behind its day."""
        return self.is_open and self.due_on is not None and self.due_on < as_of


def _check(instruction: Instruction) -> None:
    if instruction.due_on and instruction.due_on < instruction.given_on:
        raise Refused(f"办理时限 {instruction.due_on} 早于批示日期 {instruction.given_on}。")


def _subject(instruction: Instruction, names: Names) -> str:
    return f"{INSTRUCTION.owner(instruction, names)} 的{brief(instruction.leader)}批示"


def _created(instruction: Instruction, names: Names) -> str:
    return f"登记 {_subject(instruction, names)}：{brief(instruction.words)}"


def _deeds(before: Instruction, after: Instruction, fields: Changed, names: Names) -> list[str]:
    if fields.pop("answered_on", None) is None:
        return []
    return [f"{'重开' if after.is_open else '办理'} {_subject(after, names)}"]


def _follow(before: Instruction, after: Instruction, today: date) -> Instruction:
    """The day of the first answer stands; an empty answer opens the instruction again."""
    if after.answer == before.answer:
        return after
    return attrs.evolve(after, answered_on=(before.answered_on or today) if after.answer else None)


INSTRUCTION = Kind(
    "instruction", Instruction, "批示", "条批示",
    (
        Field("task", "任务", Pointing("task"), is_required=True, width=96),
        Field("leader", "批示领导", Text(), is_required=True, width=96),
        Field("given_on", "批示日期", Day(), is_required=True, begins="today", width=96),
        Field("words", "批示内容", LongText(), is_required=True, width=320),
        Field("due_on", "办理时限", Day(), width=96),
        Field("answer", "办理情况", LongText(), width=240),
        Field("answered_on", "办理日期", Day(), is_set_by_program=True, width=96),
    ),
    name_keys=("leader",), parent="task", order=("-given_on",), verb="登记",
    words=Words(subject=_subject, created=_created, deeds=_deeds), check=_check,
    bound=(("given_on", "due_on"), ("answer", "answered_on")), follow=_follow,
)  # fmt: skip
