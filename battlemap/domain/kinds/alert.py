"""临战状态: from a decision on, with a level, until another decision ends it."""

from __future__ import annotations

from datetime import date
from typing import Final

import attrs

from battlemap import wording
from battlemap.domain.fields.choice import Choice
from battlemap.domain.fields.day import Day
from battlemap.domain.fields.names import Names
from battlemap.domain.fields.pointing import Pointing
from battlemap.domain.fields.text import LongText, Text
from battlemap.domain.kinds.field import Field
from battlemap.domain.kinds.kind import Kind, Neighbours, Words
from battlemap.domain.words import brief
from battlemap.errors import Refused


@attrs.frozen
class Alert:
    """One 临战状态; level 1 is the highest. Without `ends_on` it lasts until it is ended."""

    id: str
    level: int
    starts_on: date
    title: str
    ends_on: date | None = None
    basis: str = ""
    decided_by: str = ""
    period: str | None = None
    ended_by: str = ""
    deleted: bool = False

    def holds(self, day: date) -> bool:
        """Whether it is in force on a day."""
        return not self.deleted and self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)

    @property
    def words(self) -> str:
        """「一级临战：进博会保障」."""
        return f"{wording.ALERT_LEVELS.get(self.level, '')}临战：{self.title}"


@attrs.frozen
class AlertTask:
    """That a 临战状态 has brought a task."""

    id: str
    alert: str
    task: str
    deleted: bool = False


def _check(alert: Alert) -> None:
    if alert.ends_on is not None and alert.ends_on < alert.starts_on:
        raise Refused(f"临战状态的结束日期 {alert.ends_on} 早于开始日期 {alert.starts_on}，请改正。")
    if not alert.basis.strip():
        raise Refused("请写明进入临战状态的依据，如会议决定、文号或批示。")


def _check_alone(alert: Alert, before: Alert | None, rows: Neighbours) -> None:
    """Two never hold on one day."""
    last = alert.ends_on or date.max
    for other in rows.live(Alert):
        if (
            other.id != alert.id
            and other.starts_on <= last
            and alert.starts_on <= (other.ends_on or date.max)
        ):
            raise Refused(f"“{brief(other.title)}”期间已处于临战状态，请先解除，再按新的级别启动。")


def _subject(alert: Alert, names: Names) -> str:
    return f"{wording.ALERT_LEVELS.get(alert.level, '')}临战状态“{brief(alert.title)}”"


ALERT: Final = Kind(
    "alert", Alert, "临战状态", "次临战状态",
    (
        Field("title", "名称", Text(), is_required=True, width=200),
        Field("level", "级别", Choice(wording.ALERT_LEVELS), width=80),
        Field("starts_on", "开始日期", Day(), is_required=True, width=96),
        Field("ends_on", "结束日期", Day(), width=96),
        Field("basis", "启动依据", LongText(), is_required=True, width=240),
        Field("decided_by", "决定人", Text(), width=96),
        Field("period", "重点时段", Pointing("period", is_optional=True), width=140),
        Field("ended_by", "解除依据", Text(), width=160),
    ),
    order=("-starts_on",), verb="启动", words=Words(subject=_subject, full=_subject), check=_check,
    check_among=_check_alone, is_kept_by_hand=False, is_background=True, is_binned=False, is_printed=False,
)  # fmt: skip


def _link_subject(link: AlertTask, names: Names) -> str:
    return f"{names.called('task', link.task)} 与{brief(names.called('alert', link.alert))}的关联"


ALERT_TASK: Final = Kind(
    "alert_task", AlertTask, "响应任务", "条响应任务",
    (
        Field("alert", "临战状态", Pointing("alert"), is_required=True, width=160),
        Field("task", "任务", Pointing("task"), is_required=True, width=96),
    ),
    name_keys=(), words=Words(subject=_link_subject, full=_link_subject), is_kept_by_hand=False, is_background=True,
    is_binned=False, is_printed=False,
)  # fmt: skip
