"""Own days of the campaign (停工、上班、封土期、重点时段) as a kind; what they mean is in `planning.calendar`."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from battlemap import wording
from battlemap.domain.days.calendar import Period
from battlemap.domain.fields.choice import Choice
from battlemap.domain.fields.day import Day
from battlemap.domain.fields.names import Names
from battlemap.domain.fields.number import WholeNumber
from battlemap.domain.fields.text import LongText, Text
from battlemap.domain.kinds.campaign import MOST_DAYS
from battlemap.domain.kinds.field import Field
from battlemap.domain.kinds.kind import Kind, Neighbours, Words
from battlemap.domain.words import brief
from battlemap.errors import Refused

#: Days off (or at work) in one piece beyond this are a slip of the pen.
MOST_REST: Final = 400
#: Days off that lie no further apart have nothing but a holiday between them.
_BREAK: Final = timedelta(10)


def _subject(period: Period, names: Names) -> str:
    kind = wording.DAY_KINDS.get(period.kind, period.kind)
    return f"{kind}“{brief(period.title)}”" if period.title else kind


def _created(period: Period, names: Names) -> str:
    first, last = (Day().words(day, names) for day in (period.starts_on, period.ends_on))
    return f"设定{_subject(period, names)}（{first}{'' if first == last else f'至{last}'}）"


def _check(period: Period) -> None:
    name = period.title or "时段"
    if period.ends_on < period.starts_on:
        raise Refused(f"{name}的结束日期 {period.ends_on} 早于开始日期 {period.starts_on}，请改正。")
    strange = [word for word in period.works.split() if word not in wording.WORK_SORTS.values()]
    if strange:
        sorts = "、".join(wording.WORK_SORTS.values())
        raise Refused(f"{name}的工程类别“{brief(strange[0])}”不认识，应为{sorts}。")
    days = (period.ends_on - period.starts_on).days + 1
    most = MOST_DAYS if period.kind in ("ban", "key") else MOST_REST
    if days > most:
        raise Refused(f"{name}长达 {days} 天，超过 {most} 天，请核对起止日期。")


def _check_rest(period: Period, before: Period | None, rows: Neighbours) -> None:
    """Days off that touch each other may not add up to what leaves no day to work on."""
    if period.kind != "off":
        return
    others = [other for other in rows.live(Period, kind="off") if other.id != period.id]
    first, last = period.starts_on, period.ends_on
    for other in sorted(others, key=lambda other: other.starts_on, reverse=True):
        if other.starts_on <= first <= other.ends_on + _BREAK:
            first = other.starts_on
    for other in sorted(others, key=lambda other: other.starts_on):
        if other.starts_on - _BREAK <= last <= other.ends_on:
            last = other.ends_on
    if (last - first).days >= MOST_REST:
        raise Refused(f"{first} 到 {last} 几乎天天停工，超过 {MOST_REST} 天，工期无法推算，请核对停工日。")


PERIOD = Kind(
    "period", Period, "日历时段", "个日历时段",
    (
        Field("kind", "类别", Choice(wording.DAY_KINDS), width=80),
        Field("starts_on", "开始日期", Day(), is_required=True, width=96),
        Field("ends_on", "结束日期", Day(), is_required=True, width=96),
        Field("title", "名称", Text(), width=180),
        Field("actions", "适用专项", Text(), hint="专项代码，用空格分开；留空为全部", width=140),
        Field("exempt", "豁免任务", Text(), hint="任务代码，用空格分开", width=140),
        Field("stops", "停止事项", LongText(), width=240),
        Field("alert_level", "响应级别", WholeNumber(0, 3), width=96, hint="封土期填 1，豁免也暂停"),
        Field("areas", "适用区域", Text(), hint="片区或街道，用空格分开；留空为全部", width=140, in_list=False),
        Field("works", "工程类别", Text(), hint="如 土石方 拆除，用空格分开；留空为全部", width=140, in_list=False),
    ),
    order=("starts_on", "ends_on"), verb="设定", words=Words(subject=_subject, created=_created),
    check=_check, check_among=_check_rest, is_background=True,
)  # fmt: skip
