"""A duty (值班): who stands on a post in a shift of a day; name and phone are copied, so that old rosters never change."""

from __future__ import annotations

from datetime import date
from typing import Final, Literal

import attrs

from battlemap import wording
from battlemap.domain.fields.choice import Choice
from battlemap.domain.fields.day import Day
from battlemap.domain.fields.names import Names
from battlemap.domain.fields.number import WholeNumber
from battlemap.domain.fields.pointing import OfPerson, Pointing
from battlemap.domain.fields.text import LongText, Text
from battlemap.domain.kinds.field import Field
from battlemap.domain.kinds.kind import Changed, Kind, Neighbours, Words
from battlemap.domain.words import brief
from battlemap.errors import Refused

DutyState = Literal["planned", "exchanged", "stand_in", "absent"]
SwapState = Literal["asked", "agreed", "approved", "refused"]


@attrs.frozen
class Duty:
    """One place of one shift; without a person it is a gap. `replaces` names who stood there before."""

    id: str
    post: str
    day: date
    shift: str
    place: int = 1
    person: str | None = None
    name_then: str = ""
    phone_then: str = ""
    hours: str = ""
    state: DutyState = "planned"
    replaces: str = ""
    deleted: bool = False


@attrs.frozen
class LeaveOfAbsence:
    """Days on which a person stands on no post."""

    id: str
    person: str
    starts_on: date
    ends_on: date
    reason: str = ""
    approved_by: str = ""
    deleted: bool = False

    def holds(self, day: date) -> bool:
        """Whether it covers a day."""
        return not self.deleted and self.starts_on <= day <= self.ends_on


@attrs.frozen
class DutySwap:
    """What was asked of a duty: that it is exchanged with the `other` one, or that `stand_in` takes it.

    It changes the roster only once the other side has agreed and somebody has approved it.
    """

    id: str
    duty: str
    asked_on: date
    asked_by: str
    other: str | None = None
    stand_in: str | None = None
    reason: str = ""
    agreed_by: str = ""
    approved_by: str = ""
    state: SwapState = "asked"
    deleted: bool = False

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to say something to it."""
        return self.state in ("asked", "agreed") and not self.deleted


def _duty_name(duty: Duty, names: Names) -> str:
    post = names.called("duty_post", duty.post)
    shift = "" if duty.shift == "全天" else duty.shift
    return f"{duty.day.month}月{duty.day.day}日{post}{shift}"


def _duty_subject(duty: Duty, names: Names) -> str:
    who = f"（{brief(duty.name_then)}）" if duty.name_then else "（缺岗）"
    return f"{_duty_name(duty, names)}{who}"


def _duty_deeds(before: Duty, after: Duty, fields: Changed, names: Names) -> list[str]:
    if fields.pop("person", None) is None:
        return []
    for key in ("name_then", "phone_then", "state", "replaces"):
        fields.pop(key, None)
    return [f"{_duty_name(after, names)}由 {before.name_then or '缺岗'} 改为 {after.name_then or '缺岗'}"]


def _check_duty(duty: Duty) -> None:
    if (duty.person is None) != (duty.state == "absent"):
        raise Refused("没有人的班次应为缺岗，有人的班次不能是缺岗。")


def _check_seat(duty: Duty, before: Duty | None, rows: Neighbours) -> None:
    """One place, one duty."""
    others = rows.live(Duty, post=duty.post, day=duty.day.isoformat(), shift=duty.shift, place=duty.place)
    if any(other.id != duty.id for other in others):
        raise Refused(f"{duty.day} 这个岗位的{duty.shift}第 {duty.place} 个位置已经排了班，请直接调整。")


def _check_leave(leave: LeaveOfAbsence) -> None:
    if leave.ends_on < leave.starts_on:
        raise Refused(f"请假结束日期 {leave.ends_on} 早于开始日期 {leave.starts_on}，请改正。")
    if (leave.ends_on - leave.starts_on).days > 400:
        raise Refused(f"请假从 {leave.starts_on} 到 {leave.ends_on} 超过 400 天，请核对起止日期。")


def _leave_subject(leave: LeaveOfAbsence, names: Names) -> str:
    return f"{brief(names.called('person', leave.person))}的请假"


def _swap_subject(swap: DutySwap, names: Names) -> str:
    return f"{brief(swap.asked_by)}的换班申请"


DUTY: Final = Kind(
    "duty", Duty, "值班安排", "个班次",
    (
        Field("day", "日期", Day(), is_required=True, width=96),
        Field("post", "岗位", Pointing("duty_post", is_sorted_by_place=True), is_required=True, width=120),
        Field("shift", "班次", Text(12), is_required=True, width=80),
        Field("place", "位置", WholeNumber(1, 99), width=64, in_list=False),
        Field("person", "人员", OfPerson(), width=96, in_list=False, is_masked=True),
        Field("name_then", "姓名", Text(), is_set_by_program=True, width=96, is_masked=True),
        Field("phone_then", "电话", Text(), is_set_by_program=True, width=120, is_masked=True),
        Field("hours", "时间", Text(), is_set_by_program=True, width=140),
        Field("state", "状态", Choice(wording.DUTY_STATES), width=80),
        Field("replaces", "原值班人", Text(), is_set_by_program=True, width=96, is_masked=True),
    ),
    name_keys=("name_then",), order=("day", "post", "place"), verb="排定", is_kept_by_hand=False, is_background=True,
    words=Words(name=_duty_subject, subject=_duty_subject, full=_duty_subject, deeds=_duty_deeds),
    check=_check_duty, check_among=_check_seat, is_binned=False, is_printed=False,
)  # fmt: skip

LEAVE: Final = Kind(
    "leave_of_absence", LeaveOfAbsence, "请假", "条请假",
    (
        Field("person", "姓名", OfPerson(is_optional=False), is_required=True, width=96, is_masked=True),
        Field("starts_on", "开始日期", Day(), is_required=True, width=96),
        Field("ends_on", "结束日期", Day(), is_required=True, width=96),
        Field("reason", "事由", Text(), width=200),
        Field("approved_by", "批准人", Text(), width=96),
    ),
    name_keys=("person",), order=("starts_on",), verb="登记", words=Words(subject=_leave_subject, full=_leave_subject),
    check=_check_leave, is_printed=False,
)  # fmt: skip

DUTY_SWAP: Final = Kind(
    "duty_swap", DutySwap, "换班申请", "条换班申请",
    (
        Field("duty", "班次", Pointing("duty"), is_required=True, width=200),
        Field("other", "与哪一班对换", Pointing("duty", is_optional=True), width=200),
        Field("stand_in", "替班人", OfPerson(), width=96, is_masked=True),
        Field("asked_on", "申请日期", Day(), is_required=True, width=96),
        Field("asked_by", "申请人", Text(), is_required=True, width=96),
        Field("reason", "事由", LongText(), width=200),
        Field("agreed_by", "同意人", Text(), width=96),
        Field("approved_by", "批准人", Text(), width=96),
        Field("state", "状态", Choice(wording.SWAP_STATES), width=80),
    ),
    name_keys=("asked_by",), order=("-asked_on",), verb="提出", is_kept_by_hand=False, is_background=True,
    words=Words(subject=_swap_subject, full=_swap_subject), is_binned=False, is_printed=False,
)  # fmt: skip
