"""Hand-over of duty (交接班) and the items (值班事项) that are carried from one to the next until they are closed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

import attrs

from battlemap.domain.fields.choice import YesNo
from battlemap.domain.fields.day import Day, Moment
from battlemap.domain.fields.names import Names
from battlemap.domain.fields.text import LongText, Text
from battlemap.domain.kinds.field import Field
from battlemap.domain.kinds.kind import Kind, Words
from battlemap.errors import Refused


@attrs.frozen
class DutyItem:
    """Something that whoever is on duty has to see to; it is handed over until it is closed."""

    id: str
    title: str
    opened_on: date
    opened_by: str = ""
    due_on: date | None = None
    handling: str = ""
    closed_on: date | None = None
    deleted: bool = False

    def is_open(self, as_of: date) -> bool:
        """Whether it is to be handed over on a day."""
        return (
            not self.deleted
            and self.opened_on <= as_of
            and (self.closed_on is None or self.closed_on > as_of)
        )


@attrs.frozen
class ShiftHandover:
    """One hand-over; `items` is what was open at that moment, a line each, as it was read out then."""

    id: str
    at: datetime
    from_name: str
    to_name: str
    weather: str = ""
    log: str = ""
    items: str = ""
    things: str = ""
    notes: str = ""
    signed_from: bool = False
    signed_to: bool = False
    deleted: bool = False


def _check_item(item: DutyItem) -> None:
    for day, what in ((item.due_on, "办理时限"), (item.closed_on, "办结日期")):
        if day is not None and day < item.opened_on:
            raise Refused(f"{what} {day} 早于登记日期 {item.opened_on}，请改正。")


def _check_handover(handover: ShiftHandover) -> None:
    if handover.from_name.strip() == handover.to_name.strip():
        raise Refused(f"交班人和接班人都是“{handover.from_name[:12]}”，请核对。")


def _subject(handover: ShiftHandover, names: Names) -> str:
    return f"{Moment().words(handover.at, names)} {handover.from_name} 交 {handover.to_name} 的交接班"


DUTY_ITEM: Final = Kind(
    "duty_item", DutyItem, "值班事项", "件值班事项",
    (
        Field("title", "事项", LongText(), is_required=True, width=320),
        Field("opened_on", "登记日期", Day(), is_required=True, begins="today", width=96),
        Field("opened_by", "登记人", Text(), begins="actor", width=96),
        Field("due_on", "办理时限", Day(), width=96),
        Field("handling", "办理情况", LongText(), width=280),
        Field("closed_on", "办结日期", Day(), width=96),
    ),
    order=("-opened_on",), verb="登记", check=_check_item,
)  # fmt: skip

SHIFT_HANDOVER: Final = Kind(
    "shift_handover", ShiftHandover, "交接班", "次交接班",
    (
        Field("at", "时间", Moment(), is_required=True, begins="now", width=132),
        Field("from_name", "交班人", Text(), is_required=True, width=96),
        Field("to_name", "接班人", Text(), is_required=True, width=96),
        Field("weather", "天气", Text(), width=80),
        Field("log", "值班情况", LongText(), width=280),
        Field("items", "移交事项", LongText(), is_set_by_program=True, width=280),
        Field("things", "交接物品", LongText(), width=160),
        Field("notes", "备注", LongText(), width=160),
        Field("signed_from", "交班签字", YesNo(), width=80),
        Field("signed_to", "接班签字", YesNo(), width=80),
    ),
    name_keys=("from_name",), order=("-at",), verb="登记", words=Words(subject=_subject, full=_subject),
    is_kept_by_hand=False,
    check=_check_handover, is_printed=False,
)  # fmt: skip
