"""零报告: which units report at which hours, and what they have reported; what is missing is no zero."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Final

import attrs

from battlemap.domain.days.shifts import clock_words, read_clock
from battlemap.domain.fields.choice import YesNo
from battlemap.domain.fields.day import Day, Moment
from battlemap.domain.fields.names import Names
from battlemap.domain.fields.pointing import OfUnit
from battlemap.domain.fields.text import LongText, Text
from battlemap.domain.kinds.field import Field
from battlemap.domain.kinds.kind import Kind, Neighbours, Words
from battlemap.errors import Refused


@attrs.frozen
class NilRule:
    """That a unit reports at these hours of every day, whether anything has happened or not."""

    id: str
    unit: str
    starts_on: date
    hours: str = "17:00"
    ends_on: date | None = None
    contact: str = ""
    deleted: bool = False

    @property
    def all_hours(self) -> tuple[str, ...]:
        """The hours in order: ("08:00", "17:00"); raises Refused for words that are none."""
        parts = [part for part in re.split(r"[\s,，、;；]+", self.hours) if part]
        if not parts:
            raise Refused("请写明零报告的时间，如 17:00。")
        return tuple(clock_words(minutes) for minutes in sorted({read_clock(part) for part in parts}))

    def holds(self, day: date) -> bool:
        """Whether the unit owes a report on a day."""
        return not self.deleted and self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


@attrs.frozen
class NilReport:
    """What a unit has reported for an hour of a day; `has_news` is 有情况, told in the summary."""

    id: str
    unit: str
    day: date
    hour: str
    at: datetime
    reporter: str = ""
    has_news: bool = False
    summary: str = ""
    taken_by: str = ""
    deleted: bool = False


def _check_rule(rule: NilRule) -> None:
    _ = rule.all_hours
    if rule.ends_on is not None and rule.ends_on < rule.starts_on:
        raise Refused(f"零报告的结束日期 {rule.ends_on} 早于开始日期 {rule.starts_on}，请改正。")


def _check_report(report: NilReport) -> None:
    if clock_words(read_clock(report.hour)) != report.hour:
        raise Refused(f"应报时间“{report.hour[:8]}”请写成 {clock_words(read_clock(report.hour))}。")
    if report.has_news and not report.summary.strip():
        raise Refused("有情况的报告要写明情况摘要。")


def _check_once(report: NilReport, before: NilReport | None, rows: Neighbours) -> None:
    """One report of a unit for an hour."""
    others = rows.live(NilReport, unit=report.unit, day=report.day.isoformat(), hour=report.hour)
    if any(other.id != report.id for other in others):
        raise Refused(f"这个单位 {report.day} {report.hour} 的零报告已经收到，请直接修改原来的一条。")


def _rule_subject(rule: NilRule, names: Names) -> str:
    return f"{names.called('unit', rule.unit)}的零报告要求"


def _subject(report: NilReport, names: Names) -> str:
    return (
        f"{names.called('unit', report.unit)} {report.day.month}月{report.day.day}日 {report.hour} 的零报告"
    )


NIL_RULE: Final = Kind(
    "nil_rule", NilRule, "零报告要求", "条零报告要求",
    (
        Field("unit", "单位", OfUnit(is_optional=False), is_required=True, width=140),
        Field("hours", "应报时间", Text(60), is_required=True, width=120, hint="如 08:00 17:00"),
        Field("starts_on", "开始日期", Day(), is_required=True, begins="today", width=96),
        Field("ends_on", "结束日期", Day(), width=96),
        Field("contact", "联系人及电话", Text(), width=140, is_masked=True),
    ),
    name_keys=("unit",), order=("unit",), verb="设定", is_background=True, is_printed=False,
    words=Words(subject=_rule_subject, full=_rule_subject), check=_check_rule,
)  # fmt: skip

NIL_REPORT: Final = Kind(
    "nil_report", NilReport, "零报告", "份零报告",
    (
        Field("unit", "单位", OfUnit(is_optional=False), is_required=True, width=140),
        Field("day", "日期", Day(), is_required=True, begins="today", width=96),
        Field("hour", "应报时间", Text(5), is_required=True, width=80),
        Field("at", "报送时间", Moment(), is_required=True, begins="now", width=132),
        Field("reporter", "报送人", Text(), width=96),
        Field("has_news", "有情况", YesNo(), width=80),
        Field("summary", "情况摘要", LongText(), width=240),
        Field("taken_by", "接收人", Text(), begins="actor", width=96),
    ),
    name_keys=("unit",), order=("-day", "hour", "unit"), verb="登记", words=Words(subject=_subject, full=_subject),
    check=_check_report, check_among=_check_once, is_printed=False,
)  # fmt: skip
