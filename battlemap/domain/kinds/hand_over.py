"""Hand-overs (流转): what was done to a task on its way from 交办 to 销号, when, by whom; written by rule, never by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Final, Literal, get_args

import attrs

from battlemap import wording
from battlemap.domain.fields.choice import Choice
from battlemap.domain.fields.day import Day, Moment
from battlemap.domain.fields.names import Names
from battlemap.domain.fields.number import WholeNumber
from battlemap.domain.fields.pointing import OfUnit, Pointing
from battlemap.domain.fields.text import LongText, Text
from battlemap.domain.kinds.field import Field
from battlemap.domain.kinds.kind import Kind, Words
from battlemap.domain.kinds.task import Task
from battlemap.domain.words import brief

Deed = Literal[
    "assign", "accept", "claim", "pass", "fail", "return", "hand_on", "extend", "pause", "resume", "publish",
    "object", "settle", "approve", "step", "strike_off", "withdraw", "recheck", "rebound", "urge",
]  # fmt: skip
DEEDS: Final[tuple[Deed, ...]] = get_args(Deed)
#: What can be read off the card itself.
_ON_CARD: Final = (
    "assign", "accept", "claim", "return", "hand_on", "extend", "pause", "resume", "strike_off", "withdraw", "rebound",
)  # fmt: skip


@attrs.frozen
class HandOver:
    """One deed of the loop; `round` counts from 1, `until` is the day that it names (new due day, end of publicity)."""

    id: str
    task: str
    deed: Deed
    at: datetime
    actor: str = ""
    round: int = 1
    unit: str | None = None
    words: str = ""
    until: date | None = None
    deleted: bool = False

    @property
    def on(self) -> date:
        """The day."""
        return self.at.date()


def deeds_between(before: Task | None, after: Task) -> Iterator[tuple[Deed, date | None, str]]:
    """Yields (deed, the day that it names, its words) of what a change of a card means for its loop, in order.

    Whoever changes a card, by whatever command: what became of it is read off the card itself.
    """
    was = before or attrs.evolve(
        after, lane="waiting", assigned_on=None, accepted_on=None, responsible_unit=None, paused_on=None,
        extensions=0, rebound=0,
    )  # fmt: skip
    if after.assigned_on and (after.assigned_on, after.responsible_unit) != (
        was.assigned_on,
        was.responsible_unit,
    ):
        yield "hand_on" if was.assigned_on and was.responsible_unit else "assign", None, ""
    if after.accepted_on and (was.accepted_on is None or was.responsible_unit != after.responsible_unit):
        yield "accept", None, ""
    if after.extensions > was.extensions:
        yield "extend", after.due_on, after.extension_reason
    if after.paused_on != was.paused_on:
        is_paused = after.paused_on is not None
        yield "pause" if is_paused else "resume", after.paused_until, after.pause_reason if is_paused else ""
    if after.rebound > was.rebound:
        yield "rebound", None, ""
    elif was.lane != after.lane:
        yield from _of_lanes(was, after)


def _of_lanes(was: Task, after: Task) -> Iterator[tuple[Deed, date | None, str]]:
    if after.lane == "checking":
        yield "withdraw" if was.lane == "struck_off" else "claim", None, ""
    elif after.lane == "struck_off":
        yield "strike_off", None, ""
    elif was.is_finished:
        yield "return", None, ""


def of_this_claim(hand_overs: list[HandOver]) -> list[HandOver]:
    """Returns what was done since the task was last claimed done (申请办结), this included; all of it without a claim."""
    for place in range(len(hand_overs) - 1, -1, -1):
        if hand_overs[place].deed == "claim":
            return hand_overs[place:]
    return hand_overs


def _subject(hand_over: HandOver, names: Names) -> str:
    return f"{HAND_OVER.owner(hand_over, names)} 的{wording.DEEDS[hand_over.deed]}记录"


def _created(hand_over: HandOver, names: Names) -> str:
    if not hand_over.words and hand_over.deed in _ON_CARD:
        return ""  # the card's own change tells it
    words = f"：{brief(hand_over.words)}" if hand_over.words else ""
    return f"{HAND_OVER.owner(hand_over, names)} {wording.DEEDS[hand_over.deed]}{words}"


HAND_OVER: Kind = Kind(
    "hand_over", HandOver, "流转", "条流转记录",
    (
        Field("task", "任务", Pointing("task"), is_required=True, is_set_by_program=True, width=96),
        Field("deed", "环节", Choice(wording.DEEDS), is_set_by_program=True, width=96),
        Field("at", "时间", Moment(), is_required=True, is_set_by_program=True, width=140),
        Field("actor", "经办人", Text(), is_set_by_program=True, width=96),
        Field("round", "轮次", WholeNumber(1), is_set_by_program=True, width=60),
        Field("unit", "单位", OfUnit(), is_set_by_program=True, width=120),
        Field("words", "说明", LongText(), is_set_by_program=True, width=280),
        Field("until", "至", Day(), is_set_by_program=True, width=96),
    ),
    name_keys=(), parent="task", is_kept_by_hand=False, is_background=True, is_binned=False, is_printed=False,
    words=Words(subject=_subject, created=_created, is_told_by_parent=True),
)  # fmt: skip
