"""Meetings of the command post (调度会): series, meetings, and what was decided, carried over until it is closed."""

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
from battlemap.domain.fields.text import LongText, Text
from battlemap.domain.kinds.field import Field
from battlemap.domain.kinds.kind import Changed, Kind, Neighbours, Words
from battlemap.domain.words import brief
from battlemap.errors import Refused

Grouping = Literal["leader", "action"]
DecisionKind = Literal["task", "instruction", "problem", "deadline", "plain"]
DECISION_KINDS: Final[tuple[DecisionKind, ...]] = get_args(DecisionKind)


@attrs.frozen
class MeetingSeries:
    """A meeting that comes again: in which order it goes, and how many minutes each leader or action has."""

    id: str
    title: str
    rank: str
    grouping: Grouping = "leader"
    minutes: int = 5
    chair: str = ""
    place: str = ""
    deleted: bool = False


@attrs.frozen
class Meeting:
    """One meeting of a series, the `number`th; `closed_on` once its minutes are drawn up."""

    id: str
    series: str
    number: int
    held_on: date
    time: str = ""
    place: str = ""
    chair: str = ""
    keeper: str = ""
    present: str = ""
    absent: str = ""
    observers: str = ""
    closed_on: date | None = None
    letter: str | None = None
    deleted: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it goes on."""
        return self.closed_on is None


@attrs.frozen
class Decision:
    """What was decided (议定事项), in the very words; open until `closed_on`, or until what it became is done."""

    id: str
    meeting: str
    number: int
    words: str
    decided_on: date
    kind: DecisionKind = "plain"
    unit: str | None = None
    due_on: date | None = None
    task: str | None = None
    instruction: str | None = None
    problem: str | None = None
    closed_on: date | None = None
    outcome: str = ""
    deleted: bool = False


def _series_check(series: MeetingSeries) -> None:
    if not 1 <= series.minutes <= 120:
        raise Refused(f"会议“{brief(series.title)}”每人汇报时间应在 1 到 120 分钟之间。")


def meeting_name(meeting: Meeting, names: Names) -> str:
    """Returns 「第 3 次调度会」."""
    return f"第 {meeting.number} 次{names.called('meeting_series', meeting.series)}"


def _check_meeting(meeting: Meeting, before: Meeting | None, rows: Neighbours) -> None:
    same = rows.live(Meeting, series=meeting.series, number=meeting.number)
    if any(other.id != meeting.id for other in same):
        raise Refused(f"已有第 {meeting.number} 次会议，请核对。")


def _decision_deeds(before: Decision, after: Decision, fields: Changed, names: Names) -> list[str]:
    if fields.pop("closed_on", None) is None:
        return []
    fields.pop("outcome", None)
    return [f"{'销结' if after.closed_on else '重开'} {DECISION.subject(after, names)}"]


MEETING_SERIES = Kind(
    "meeting_series", MeetingSeries, "会议", "种会议",
    (
        Field("title", "会议名称", Text(), is_required=True, width=200),
        Field("grouping", "汇报次序", Choice(wording.MEETING_GROUPINGS), width=104),
        Field("minutes", "每人分钟", WholeNumber(1, 120), width=80),
        Field("chair", "主持人", Text(), width=96),
        Field("place", "地点", Text(), width=140),
    ),
    order=("rank",), verb="设立", check=_series_check, is_background=True,
)  # fmt: skip

MEETING = Kind(
    "meeting", Meeting, "会议场次", "场会议",
    (
        Field("series", "会议", Pointing("meeting_series"), is_required=True, is_set_by_program=True, width=160),
        Field("number", "次数", WholeNumber(1), is_set_by_program=True, width=60),
        Field("held_on", "日期", Day(), is_required=True, is_set_by_program=True, begins="today", width=96),
        Field("time", "时间", Text(), width=72),
        Field("place", "地点", Text(), width=140),
        Field("chair", "主持人", Text(), width=88),
        Field("keeper", "记录人", Text(), width=88),
        Field("present", "出席", LongText(), width=200),
        Field("absent", "请假", LongText(), width=120),
        Field("observers", "列席", LongText(), width=140),
        Field("closed_on", "结束日期", Day(), is_set_by_program=True, width=96),
        Field("letter", "纪要", Pointing("letter", True), is_set_by_program=True, in_list=False),
    ),
    name_keys=("number",), order=("-held_on", "-number"), verb="召开", check_among=_check_meeting, is_kept_by_hand=False,
    is_printed=False, words=Words(name=meeting_name, subject=meeting_name, full=meeting_name),
)  # fmt: skip

DECISION: Kind = Kind(
    "decision", Decision, "议定事项", "项议定事项",
    (
        Field("meeting", "会议", Pointing("meeting"), is_required=True, is_set_by_program=True, width=160),
        Field("number", "序号", WholeNumber(1), is_set_by_program=True, width=60),
        Field("words", "议定内容", LongText(), is_required=True, is_set_by_program=True, width=320),
        Field("decided_on", "议定日期", Day(), is_required=True, is_set_by_program=True, width=96),
        Field("kind", "落实为", Choice(wording.DECISION_KINDS), is_set_by_program=True, width=80),
        Field("unit", "责任单位", OfUnit(), is_set_by_program=True, width=120),
        Field("due_on", "时限", Day(), is_set_by_program=True, width=96),
        Field("task", "任务", Pointing("task", True), is_set_by_program=True, width=88),
        Field("instruction", "批示", Pointing("instruction", True), is_set_by_program=True, in_list=False),
        Field("problem", "卡点", Pointing("problem", True), is_set_by_program=True, in_list=False),
        Field("closed_on", "销结日期", Day(), is_set_by_program=True, width=96),
        Field("outcome", "落实情况", LongText(), is_set_by_program=True, width=200),
    ),
    name_keys=("words",), parent="meeting", order=("-decided_on", "number"), verb="议定", is_kept_by_hand=False,
    words=Words(deeds=_decision_deeds), is_printed=True,
)  # fmt: skip
