"""Rechecks (回头看): the days on which a struck-off task is looked at again, and whether it held."""

from __future__ import annotations

from datetime import date

import attrs

from battlemap.domain.fields.choice import YesNo
from battlemap.domain.fields.day import Day
from battlemap.domain.fields.names import Names
from battlemap.domain.fields.number import WholeNumber
from battlemap.domain.fields.pointing import Pointing
from battlemap.domain.fields.text import LongText, Text
from battlemap.domain.kinds.field import Field
from battlemap.domain.kinds.kind import Kind, Words


@attrs.frozen
class Recheck:
    """One look; open until `checked_on`. `is_firm` says that nothing had come back (没有反弹)."""

    id: str
    task: str
    due_on: date
    round: int = 1
    checked_on: date | None = None
    is_firm: bool = False
    words: str = ""
    checker: str = ""
    deleted: bool = False

    @property
    def is_open(self) -> bool:
        """Whether nobody has looked yet."""
        return self.checked_on is None

    def is_late(self, as_of: date) -> bool:
        """Whether its day is over and nobody has looked."""
        return self.is_open and self.due_on < as_of


def _subject(recheck: Recheck, names: Names) -> str:
    day = RECHECK.type_of("due_on").words(recheck.due_on, names)
    return f"{RECHECK.owner(recheck, names)} {day}的回头看"


RECHECK: Kind = Kind(
    "recheck", Recheck, "回头看", "次回头看",
    (
        Field("task", "任务", Pointing("task"), is_required=True, is_set_by_program=True, width=96),
        Field("due_on", "应查日期", Day(), is_required=True, is_set_by_program=True, width=96),
        Field("round", "轮次", WholeNumber(1), is_set_by_program=True, width=60),
        Field("checked_on", "核查日期", Day(), is_set_by_program=True, width=96),
        Field("is_firm", "未反弹", YesNo(), is_set_by_program=True, width=72),
        Field("words", "核查情况", LongText(), is_set_by_program=True, width=280),
        Field("checker", "核查人", Text(), is_set_by_program=True, width=96),
    ),
    name_keys=(), parent="task", order=("due_on",), is_kept_by_hand=False, is_background=True, is_binned=False,
    words=Words(
        subject=_subject, created=lambda recheck, names: f"安排 {_subject(recheck, names)}", is_told_by_parent=True
    ),
)  # fmt: skip
