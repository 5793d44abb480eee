"""Supervised enterprises (监管企业), how often they are inspected by grade (检查频次), and every inspection (监督检查)."""

from __future__ import annotations

from datetime import date
from typing import Final

import attrs

from battlemap import wording
from battlemap.domain.fields.choice import Choice
from battlemap.domain.fields.day import Day
from battlemap.domain.fields.names import Names
from battlemap.domain.fields.number import WholeNumber
from battlemap.domain.fields.pointing import OfUnit, Pointing
from battlemap.domain.fields.text import LongText, Text
from battlemap.domain.kinds.field import Field
from battlemap.domain.kinds.kind import Kind, Neighbours, Words
from battlemap.domain.words import brief
from battlemap.errors import Refused

#: 安全生产法（2021）第六十二条: 分类分级监督管理的要求，年度监督检查计划.
_BASIS: Final = "安全生产法第六十二条"


@attrs.frozen
class Enterprise:
    """An enterprise under supervision; its grade is that of `wording.SUPERVISION_GRADES`, `begins_on` when supervision begins."""

    id: str
    title: str
    rank: str
    industry: str = "other"
    grade: str = "C"
    unit: str | None = None
    inspector: str = ""
    address: str = ""
    head: str = ""
    phone: str = ""
    begins_on: date | None = None
    ends_on: date | None = None
    note: str = ""
    deleted: bool = False

    def is_supervised(self, day: date) -> bool:
        """Whether it is under supervision on a day."""
        return (self.begins_on is None or self.begins_on <= day) and (
            self.ends_on is None or day <= self.ends_on
        )


@attrs.frozen
class InspectionRule:
    """How often a grade of an industry is inspected in a year, at least and at most (0: no limit), from a day on."""

    id: str
    industry: str
    grade: str
    valid_from: date
    least: int = 1
    most: int = 0
    basis: str = ""
    deleted: bool = False


@attrs.frozen
class Inspection:
    """One visit; those that are not `counted`, such as 回头看 of a hazard, do not count against the yearly maximum."""

    id: str
    enterprise: str
    inspected_on: date
    sort: str = "planned"
    unit: str | None = None
    inspector: str = ""
    finding: str = ""
    deleted: bool = False

    @property
    def is_counted(self) -> bool:
        """Whether it is one of the year's inspections: a look at whether hazards are cured is none."""
        return self.sort != "recheck"


def _check_enterprise(enterprise: Enterprise) -> None:
    if enterprise.begins_on and enterprise.ends_on and enterprise.ends_on < enterprise.begins_on:
        raise Refused(
            f"“{brief(enterprise.title)}”的监管截止 {enterprise.ends_on} 早于开始 {enterprise.begins_on}，请改正。"
        )


def _check_alone(enterprise: Enterprise, before: Enterprise | None, rows: Neighbours) -> None:
    if any(other.id != enterprise.id for other in rows.live(Enterprise, title=enterprise.title)):
        raise Refused(f"监管企业“{brief(enterprise.title)}”已登记，请修改那一家。")


def _check_rule(rule: InspectionRule) -> None:
    if rule.most and rule.least > rule.most:
        raise Refused(f"每年最少检查 {rule.least} 次多于最多 {rule.most} 次，请改正；不设上限请填 0。")
    if not rule.least and not rule.most:
        raise Refused("每年最少和最多次数至少要填一项。")
    if not rule.basis.strip():
        raise Refused("请写明检查频次的依据，如文号和条款。")


def _check_rule_alone(rule: InspectionRule, before: InspectionRule | None, rows: Neighbours) -> None:
    same = rows.live(InspectionRule, industry=rule.industry, grade=rule.grade, valid_from=rule.valid_from)
    if any(other.id != rule.id for other in same):
        raise Refused(f"{_rule_words(rule)}自 {rule.valid_from} 起已有检查频次，请修改那一条。")


def _rule_words(rule: InspectionRule) -> str:
    industry = wording.RULE_INDUSTRIES.get(rule.industry, rule.industry)
    return f"{industry}{wording.SUPERVISION_GRADES.get(rule.grade, rule.grade)}"


def _rule_subject(rule: InspectionRule, names: Names) -> str:
    return f"{_rule_words(rule)}检查频次"


def _check_inspection(inspection: Inspection, before: Inspection | None, rows: Neighbours) -> None:
    enterprise = rows.get(Enterprise, inspection.enterprise)
    if enterprise.begins_on is not None and inspection.inspected_on < enterprise.begins_on:
        raise Refused(
            f"检查日期 {inspection.inspected_on} 早于“{brief(enterprise.title)}”纳入监管的 {enterprise.begins_on}，请改正。"
        )


def _visit(inspection: Inspection, names: Names) -> str:
    day = Day().words(inspection.inspected_on, names)
    return f"{brief(names.called('enterprise', inspection.enterprise))} {day}的监督检查"


ENTERPRISE: Final = Kind(
    "enterprise", Enterprise, "监管企业", "家监管企业",
    (
        Field("title", "企业名称", Text(80), is_required=True, width=220),
        Field("industry", "行业分类", Choice(wording.INDUSTRIES), width=96),
        Field("grade", "监管等级", Choice(wording.SUPERVISION_GRADES), width=80, basis=_BASIS),
        Field("unit", "检查单位", OfUnit(), width=120),
        Field("inspector", "检查人", Text(), width=96),
        Field("address", "地址", Text(), width=160),
        Field("head", "主要负责人", Text(), width=96, is_masked=True),
        Field("phone", "联系电话", Text(), width=120, is_masked=True, in_list=False),
        Field("begins_on", "纳入监管", Day(), width=96),
        Field("ends_on", "退出监管", Day(), width=96, in_list=False),
        Field("note", "说明", LongText(), width=160, in_list=False),
    ),
    order=("rank",), verb="登记", check=_check_enterprise, check_among=_check_alone, bound=(("begins_on", "ends_on"),),
)  # fmt: skip

INSPECTION_RULE: Final = Kind(
    "inspection_rule", InspectionRule, "检查频次", "条检查频次",
    (
        Field("industry", "行业分类", Choice(wording.RULE_INDUSTRIES, spellings={"": ""}), width=96),
        Field("grade", "监管等级", Choice(wording.SUPERVISION_GRADES), width=80),
        Field("valid_from", "施行日期", Day(), is_required=True, width=96),
        Field("least", "每年最少", WholeNumber(0, 365), unit="次", width=96),
        Field("most", "每年最多", WholeNumber(0, 365, hides_zero=True), unit="次", width=96, hint="0 为不设上限"),
        Field("basis", "依据", Text(), is_required=True, width=280, basis=_BASIS),
    ),
    name_keys=("basis",), order=("industry", "grade", "valid_from"), verb="设定", check=_check_rule,
    words=Words(subject=_rule_subject, full=_rule_subject), check_among=_check_rule_alone, bound=(("least", "most"),),
    is_background=True,
)  # fmt: skip

INSPECTION: Final = Kind(
    "inspection", Inspection, "监督检查", "次监督检查",
    (
        Field("enterprise", "企业", Pointing("enterprise"), is_required=True, width=220),
        Field("inspected_on", "检查日期", Day(), is_required=True, begins="today", width=96),
        Field("sort", "检查类型", Choice(wording.INSPECTION_SORTS), width=88),
        Field("unit", "检查单位", OfUnit(), width=120),
        Field("inspector", "检查人", Text(), begins="actor", width=96),
        Field("finding", "检查情况", LongText(), width=280),
    ),
    name_keys=(), parent="enterprise", order=("-inspected_on",), verb="登记",
    words=Words(subject=_visit, full=_visit, created=lambda row, names: f"登记 {_visit(row, names)}"),
    check_among=_check_inspection,
)  # fmt: skip
