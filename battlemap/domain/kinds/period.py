"""Own days of the campaign (停工、上班、封土期、重点时段) as a kind; what they mean is in `planning.calendar`."""

from __future__ import annotations

from battlemap import wording
from battlemap.domain.fields.choice import Choice
from battlemap.domain.fields.day import Day
from battlemap.domain.fields.names import Names
from battlemap.domain.fields.number import WholeNumber
from battlemap.domain.fields.text import LongText, Text
from battlemap.domain.kinds.field import Field
from battlemap.domain.kinds.kind import Kind, Words
from battlemap.domain.planning.calendar import Period
from battlemap.domain.words import brief


def _subject(period: Period, names: Names) -> str:
    kind = wording.DAY_KINDS.get(period.kind, period.kind)
    return f"{kind}「{brief(period.title)}」" if period.title else kind


def _created(period: Period, names: Names) -> str:
    first, last = (Day().words(day, names) for day in (period.starts_on, period.ends_on))
    return f"设定{_subject(period, names)}（{first}{'' if first == last else f'至{last}'}）"


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
        Field("alert_level", "响应级别", WholeNumber(0, 3), width=96),
    ),
    order=("starts_on", "ends_on"), verb="设定", words=Words(subject=_subject, created=_created),
    check=Period.checked, is_background=True,
)  # fmt: skip
