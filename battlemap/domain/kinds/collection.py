"""Collecting (填报): what the units are asked to report by a day, and what each of them has sent back."""

from __future__ import annotations

from datetime import date
from typing import Final, Literal

import attrs

from battlemap.domain.fields.choice import YesNo
from battlemap.domain.fields.day import Day
from battlemap.domain.fields.names import Names
from battlemap.domain.fields.number import WholeNumber
from battlemap.domain.fields.pointing import Pointing
from battlemap.domain.fields.text import Code, Hidden, LongText, Text
from battlemap.domain.kinds.field import Field
from battlemap.domain.kinds.kind import Changed, Kind, Words
from battlemap.domain.words import brief
from battlemap.errors import Refused

#: Where a request stands: out, not back in time, back with questions or sent back, taken.
RequestState = Literal["sent", "overdue", "questioned", "taken"]


@attrs.frozen
class Collection:
    """One round of reporting: every unit is sent a package with its rows; `fields` are keys with spaces between."""

    id: str
    title: str
    about: str
    fields: str
    sent_on: date
    due_on: date
    note: str = ""
    takes_new: bool = False
    deleted: bool = False

    @property
    def keys(self) -> tuple[str, ...]:
        """The fields that are asked for, in order."""
        return tuple(self.fields.split())


@attrs.frozen
class CollectionRequest:
    """What one unit was sent and has answered; its id is the number on the package. `sent_with` is read by `collecting.form`."""

    id: str
    collection: str
    unit: str
    asked: int
    sent_with: str
    returned_on: date | None = None
    answered: int = 0
    is_nil: bool = False
    questions: int = 0
    filled_by: str = ""
    remarks: str = ""
    added: str = ""
    sent_back: int = 0
    sent_back_on: date | None = None
    sent_back_reason: str = ""
    reminders: int = 0
    reminded_on: date | None = None
    deleted: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether it came back with nothing in it, nor the declaration that there is nothing (空报)."""
        is_something = self.answered or self.is_nil or self.remarks or self.added
        return self.returned_on is not None and not is_something

    def is_late(self, collection: Collection) -> bool:
        """Whether it came back behind its day (迟报)."""
        return self.returned_on is not None and self.returned_on > collection.due_on

    def state(self, collection: Collection, as_of: date) -> RequestState:
        """Returns where it stands as of a day; what was sent back is out again until it returns."""
        if self.sent_back_on is not None or (self.returned_on is not None and self.questions):
            return "questioned"
        if self.returned_on is None:
            return "overdue" if as_of > collection.due_on else "sent"
        return "taken"


#: Fields that go with a deed and are not told by themselves.
_TOLD: Final = (
    "answered", "is_nil", "questions", "filled_by", "remarks", "added", "sent_back_reason", "sent_back_on",
)  # fmt: skip


def _check(collection: Collection) -> None:
    if not collection.fields.strip():
        raise Refused("请至少选一个要填报的字段。")
    if collection.due_on < collection.sent_on:
        raise Refused(f"报送截止 {collection.due_on} 早于发出日期 {collection.sent_on}，请改截止日期。")


def _request_name(request: CollectionRequest, names: Names) -> str:
    collection = names.called("collection", request.collection)
    return f"{names.called('unit', request.unit)}“{brief(collection)}”"


def _request_subject(request: CollectionRequest, names: Names) -> str:
    return f"{_request_name(request, names)}填报包"


def _deeds(before: CollectionRequest, after: CollectionRequest, fields: Changed, names: Names) -> list[str]:
    subject = _request_subject(after, names)
    phrases = []
    if fields.pop("sent_back", None):
        phrases.append(f"退回 {subject}：{brief(after.sent_back_reason)}")
    elif fields.pop("reminders", None):
        phrases.append(f"催报 {subject}（第 {after.reminders} 次）")
    elif any(key in fields for key in ("returned_on", "answered", "added", "questions")):
        words = "零报告" if after.is_nil and not after.answered else f"{after.answered}/{after.asked} 行"
        phrases.append(f"接收 {subject}：{words}")
        fields.pop("returned_on", None)
    fields.pop("reminded_on", None)
    if phrases:
        for key in _TOLD:
            fields.pop(key, None)
    return phrases


COLLECTION = Kind(
    "collection", Collection, "填报", "次填报",
    (
        Field("title", "填报名称", Text(40), is_required=True, width=200),
        Field("about", "填报内容", Code(), is_required=True, is_set_by_program=True, in_list=False),
        Field("fields", "填报字段", Hidden(told_as="（所选字段）"), is_set_by_program=True, in_list=False),
        Field("sent_on", "发出日期", Day(), is_required=True, is_set_by_program=True, begins="today", width=96),
        Field("due_on", "报送截止", Day(), is_required=True, width=96),
        Field("note", "填报要求", LongText(), width=240),
        Field("takes_new", "可报新增", YesNo(), is_set_by_program=True, in_list=False),
    ),
    name_keys=("title",), order=("-sent_on",), verb="发出", check=_check,
    bound=(("sent_on", "due_on"),), is_kept_by_hand=False, is_printed=False,
)  # fmt: skip

COLLECTION_REQUEST = Kind(
    "collection_request", CollectionRequest, "填报包", "个填报包",
    (
        Field("collection", "填报", Pointing("collection"), is_required=True, is_set_by_program=True, width=200),
        Field("unit", "单位", Pointing("unit"), is_required=True, is_set_by_program=True, width=140),
        Field("asked", "应填行数", WholeNumber(), is_set_by_program=True, width=80),
        Field("sent_with", "发出内容", Hidden(told_as="（发出时的数值）"), is_set_by_program=True, in_list=False),
        Field("returned_on", "收到日期", Day(), is_set_by_program=True, width=96),
        Field("answered", "已填行数", WholeNumber(), is_set_by_program=True, width=80),
        Field("is_nil", "零报告", YesNo(), is_set_by_program=True, width=72),
        Field("questions", "待核格数", WholeNumber(hides_zero=True), is_set_by_program=True, width=80),
        Field("filled_by", "填报人", Text(), is_set_by_program=True, width=96),
        Field("remarks", "备注/困难", LongText(), is_set_by_program=True, width=240),
        Field("added", "已收新增", Hidden(told_as="（已收的新增行）"), is_set_by_program=True, in_list=False),
        Field("sent_back", "退回次数", WholeNumber(hides_zero=True), is_set_by_program=True, width=80),
        Field("sent_back_on", "退回日期", Day(), is_set_by_program=True, in_list=False),
        Field("sent_back_reason", "退回原因", LongText(), is_set_by_program=True, in_list=False),
        Field("reminders", "催报次数", WholeNumber(hides_zero=True), is_set_by_program=True, width=80),
        Field("reminded_on", "催报日期", Day(), is_set_by_program=True, in_list=False),
    ),
    name_keys=(), parent="collection", order=("unit",), verb="发出", is_kept_by_hand=False, is_printed=False,
    is_binned=False, is_background=True,
    words=Words(name=_request_name, subject=_request_subject, deeds=_deeds, is_told_by_parent=True),
)  # fmt: skip
