"""六个百分百: the daily self-check of a site, and checks by the authority; a violation stops the site's pass."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

import attrs

from battlemap import wording
from battlemap.domain.fields.choice import Choice, YesNo
from battlemap.domain.fields.day import Day
from battlemap.domain.fields.names import Names
from battlemap.domain.fields.pointing import Pointing
from battlemap.domain.fields.text import LongText, Text
from battlemap.domain.kinds.ban_exemption import BanExemption
from battlemap.domain.kinds.field import Field
from battlemap.domain.kinds.kind import Kind, Row, Words, Writing
from battlemap.errors import Refused

#: The six: 工地周边围挡 · 物料堆放覆盖 · 土方开挖湿法作业 · 路面硬化 · 出入车辆清洗 · 渣土车辆密闭运输.
SIX: Final = (
    ("fence", "工地周边围挡"), ("cover", "物料堆放覆盖"), ("wet", "土方开挖湿法作业"), ("paved", "路面硬化"),
    ("washed", "出入车辆清洗"), ("closed", "渣土车辆密闭运输"),
)  # fmt: skip


@attrs.frozen
class SiteCheck:
    """One check of the site of a task on a day; what is not said to be so is not so."""

    id: str
    task: str
    checked_on: date
    sort: str = "self"
    fence: bool = False
    cover: bool = False
    wet: bool = False
    paved: bool = False
    washed: bool = False
    closed: bool = False
    result: str = "met"
    words: str = ""
    checker: str = ""
    deleted: bool = False

    @property
    def failing(self) -> tuple[str, ...]:
        """The names of those of the six that are not met."""
        return tuple(name for key, name in SIX if not getattr(self, key))


def _check(check: SiteCheck) -> None:
    failing = check.failing
    if not failing and check.result != "met":
        raise Refused("六项都达标，结论应为“达标”。")
    if failing and check.result == "met":
        raise Refused(f"{'、'.join(failing)}没有达标，结论应为“当日整改”或“违规停工”。")
    if failing and not check.words.strip():
        raise Refused(f"{'、'.join(failing)}没有达标，请写明问题和整改情况。")


def _leaves(before: SiteCheck | None, check: SiteCheck, writing: Writing) -> Iterator[Row]:
    """A violation stops every pass of the task that holds on that day, from that day on."""
    if check.deleted or check.result != "violation":
        return
    if before is not None and before.result == "violation" and not before.deleted:
        return
    for exemption in writing.live(BanExemption, task=check.task):
        if exemption.stopped_on is None and exemption.valid_from <= check.checked_on <= exemption.valid_to:
            words = f"六个百分百检查违规：{'、'.join(check.failing)}。{check.words.strip()}"
            yield attrs.evolve(exemption, stopped_on=check.checked_on, violation=words)


def _subject(check: SiteCheck, names: Names) -> str:
    return f"{names.called('task', check.task)} {Day().words(check.checked_on, names)}的六个百分百检查"


SITE_CHECK: Final = Kind(
    "site_check", SiteCheck, "六个百分百检查", "次六个百分百检查",
    (
        Field("task", "任务", Pointing("task"), is_required=True, width=96),
        Field("checked_on", "检查日期", Day(), is_required=True, begins="today", width=96),
        Field("sort", "检查方式", Choice(wording.SITE_CHECK_SORTS), width=88),
        *(Field(key, name, YesNo(), width=104) for key, name in SIX),
        Field("result", "结论", Choice(wording.SITE_CHECK_RESULTS), width=88, hint="违规停工即停用通行证"),
        Field("words", "问题和整改", LongText(), width=200),
        Field("checker", "检查人", Text(), begins="actor", width=96),
    ),
    name_keys=(), parent="task", order=("-checked_on",), verb="登记",
    words=Words(subject=_subject, full=_subject, created=lambda row, names: f"登记 {_subject(row, names)}"),
    check=_check, leaves=_leaves, bound=((*(key for key, _ in SIX), "result", "words"),),
)  # fmt: skip
