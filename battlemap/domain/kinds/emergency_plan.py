"""Emergency plans (应急预案) with version, revision and contacts, and the tasks that starting a level by one brings."""

from __future__ import annotations

from datetime import date
from typing import Final

import attrs

from battlemap import wording
from battlemap.domain.fields.choice import Choice, YesNo
from battlemap.domain.fields.day import Day
from battlemap.domain.fields.names import Names
from battlemap.domain.fields.number import WholeNumber
from battlemap.domain.fields.pointing import OfUnit, Pointing
from battlemap.domain.fields.text import LongText, Text
from battlemap.domain.kinds.field import Field
from battlemap.domain.kinds.kind import Kind, Neighbours, Words
from battlemap.domain.words import brief
from battlemap.errors import Refused

#: Years after which a plan is revised unless something else is said: 突发事件应急预案管理办法 (2013), 第二十三条 asks for a cycle.
_CYCLE: Final = 3
_HOUR: Final = 60
_DAY: Final = 24 * _HOUR


@attrs.frozen
class EmergencyPlan:
    """One plan; a new version is filed (备案) anew."""

    id: str
    title: str
    rank: str
    code: str = ""
    sort: str = "special"
    level: str = "district"
    unit: str | None = None
    version: int = 1
    issued_on: date | None = None
    document: str = ""
    filed_on: date | None = None
    filed_with: str = ""
    revise_on: date | None = None
    note: str = ""
    deleted: bool = False

    def is_to_be_revised(self, as_of: date) -> bool:
        """Whether the day of its revision is over."""
        return self.revise_on is not None and self.revise_on < as_of


@attrs.frozen
class PlanContact:
    """Who does what when a plan is started."""

    id: str
    plan: str
    role: str
    name: str
    rank: str
    phone: str = ""
    deleted: bool = False


@attrs.frozen
class PlanResponse:
    """A task that starting a level brings: those of it and of all lower levels, due so many minutes after the start."""

    id: str
    plan: str
    title: str
    rank: str
    level: int = 3
    team: str = ""
    due_minutes: int = 30
    clause: str = ""
    is_continuous: bool = False
    deleted: bool = False

    @property
    def phase(self) -> str:
        """「启动后 30 分钟内」, 「启动后 2 小时内」, 「启动后 1 日内」; 「持续」 for what goes on."""
        if self.is_continuous:
            return "持续至解除"
        if self.due_minutes < _HOUR or self.due_minutes % _HOUR:
            return f"启动后 {self.due_minutes} 分钟内"
        if self.due_minutes < _DAY or self.due_minutes % _DAY:
            return f"启动后 {self.due_minutes // _HOUR} 小时内"
        return f"启动后 {self.due_minutes // _DAY} 日内"


def _three_years_on(day: date) -> date:
    try:
        return day.replace(year=day.year + _CYCLE)
    except ValueError:
        return date(day.year + _CYCLE, 2, 28)


def _check(plan: EmergencyPlan) -> None:
    for name, day in (("备案日期", plan.filed_on), ("下次修订期限", plan.revise_on)):
        if plan.issued_on is not None and day is not None and day < plan.issued_on:
            raise Refused(f"预案“{brief(plan.title)}”的{name} {day} 早于发布日期 {plan.issued_on}，请改正。")


def _check_version(plan: EmergencyPlan, before: EmergencyPlan | None, rows: Neighbours) -> None:
    if before is not None and plan.version < before.version:
        raise Refused(
            f"预案“{brief(plan.title)}”现在是第 {before.version} 版，不能改回第 {plan.version} 版；改错了请撤销。"
        )


def _follow(before: EmergencyPlan, after: EmergencyPlan, today: date) -> EmergencyPlan:
    """A new version is issued today and filed anew, and is revised three years later, where nobody says otherwise."""
    if after.version > before.version:
        issued = after.issued_on if after.issued_on != before.issued_on else today
        filed = after.filed_on if after.filed_on != before.filed_on else None
        revise = after.revise_on if after.revise_on != before.revise_on else _three_years_on(issued or today)
        return attrs.evolve(after, issued_on=issued, filed_on=filed, revise_on=revise)
    if after.issued_on is not None and after.issued_on != before.issued_on and after.revise_on is None:
        return attrs.evolve(after, revise_on=_three_years_on(after.issued_on))
    return after


def _subject(plan: EmergencyPlan, names: Names) -> str:
    return f"预案“{brief(plan.title)}”"


EMERGENCY_PLAN: Final = Kind(
    "emergency_plan", EmergencyPlan, "应急预案", "份应急预案",
    (
        Field("title", "预案名称", Text(), is_required=True, width=240),
        Field("code", "编号", Text(), width=96),
        Field("sort", "类别", Choice(wording.PLAN_SORTS), width=96),
        Field("level", "级别", Choice(wording.PLAN_LEVELS), width=80),
        Field("unit", "编制单位", OfUnit(), width=120),
        Field("version", "版本", WholeNumber(1, 999), width=64, hint="修订后加一，备案日期随之清空"),
        Field("issued_on", "发布日期", Day(), width=96),
        Field("document", "文号", Text(), width=140),
        Field("filed_on", "备案日期", Day(), width=96),
        Field("filed_with", "备案机关", Text(), width=120),
        Field("revise_on", "下次修订期限", Day(), width=108),
        Field("note", "说明", LongText(), width=200, in_list=False),
    ),
    order=("rank",), verb="登记", words=Words(subject=_subject, full=_subject), check=_check, check_among=_check_version,
    follow=_follow, bound=(("version", "issued_on", "filed_on", "revise_on"),),
)  # fmt: skip

PLAN_CONTACT: Final = Kind(
    "plan_contact", PlanContact, "预案联系人", "名预案联系人",
    (
        Field("plan", "预案", Pointing("emergency_plan"), is_required=True, width=220),
        Field("role", "职责", Text(), is_required=True, width=140),
        Field("name", "姓名", Text(), is_required=True, width=96, is_masked=True),
        Field("phone", "电话", Text(), width=120, is_masked=True),
    ),
    name_keys=("role",), parent="plan", order=("rank",), verb="增加", is_printed=False,
)  # fmt: skip

PLAN_RESPONSE: Final = Kind(
    "plan_response", PlanResponse, "响应任务模板", "条响应任务模板",
    (
        Field("plan", "预案", Pointing("emergency_plan"), is_required=True, width=220),
        Field("title", "任务", Text(), is_required=True, width=280),
        Field("level", "响应级别", Choice(wording.ALERT_LEVELS), width=80, hint="启动这一级及更高级别时下达"),
        Field("team", "工作组", Text(), width=108),
        Field("due_minutes", "时限", WholeNumber(1, 60 * 24 * 60), unit="分钟", width=96, hint="启动后多少分钟内完成"),
        Field("clause", "预案条款", Text(), is_required=True, width=160),
        Field("is_continuous", "持续到解除", YesNo(), width=96),
    ),
    parent="plan", order=("plan", "rank"), verb="增加", is_background=True,
)  # fmt: skip
