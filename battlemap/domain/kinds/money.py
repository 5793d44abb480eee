"""Budget lines and their months: what was budgeted, what came in or went out, how far the work is."""

from __future__ import annotations

from datetime import date
from typing import Literal

import attrs

from battlemap import wording
from battlemap.domain.days.statistical_period import period_of
from battlemap.domain.decimal_figures import decimal_of
from battlemap.domain.fields.amount import Amount
from battlemap.domain.fields.choice import Choice
from battlemap.domain.fields.day import Day
from battlemap.domain.fields.names import Names
from battlemap.domain.fields.number import Quantity, WholeNumber
from battlemap.domain.fields.pointing import OfUnit, Pointing
from battlemap.domain.fields.statistical_period import StatPeriod
from battlemap.domain.fields.text import LongText, Text
from battlemap.domain.kinds.field import Field
from battlemap.domain.kinds.kind import Kind, Neighbours, Words
from battlemap.domain.words import brief
from battlemap.errors import Refused

Side = Literal["income", "spending"]


@attrs.frozen
class BudgetLine:
    """A line of the budget; amounts in whole yuan. A line of works has a contract and the task whose work it pays."""

    id: str
    title: str
    rank: str
    side: Side = "spending"
    year: int = 0
    code: str = ""
    unit: str | None = None
    budget: int | None = None
    adjusted: int | None = None
    contract: int | None = None
    task: str | None = None
    note: str = ""
    deleted: bool = False


@attrs.frozen
class BudgetMonth:
    """What a line had by the end of a month, cumulative, in whole yuan; `physical` is the work done in percent."""

    id: str
    line: str
    period: str
    amount: int | None = None
    physical: str | None = None
    source: str = ""
    published_on: date | None = None
    deleted: bool = False


def _check_line(line: BudgetLine) -> None:
    if line.year and not 1990 <= line.year <= 2100:
        raise Refused(f"预算年度 {line.year} 不对，请核对。")


def _check_month(month: BudgetMonth) -> None:
    if period_of(month.period).months != 1:
        raise Refused("收支按月登记累计数，期别请写到月。")
    if month.amount is None and month.physical is None:
        raise Refused("累计收支和形象进度至少要填一项；没有数据就不要登记，空缺不是 0。")
    physical = decimal_of(month.physical)
    if physical is not None and not 0 <= physical <= 100:
        raise Refused(f"形象进度应在 0 到 100 之间，不能是 {physical}。")


def _check_month_among(month: BudgetMonth, before: BudgetMonth | None, rows: Neighbours) -> None:
    if any(other.id != month.id for other in rows.live(BudgetMonth, line=month.line, period=month.period)):
        title = rows.get(BudgetLine, month.line).title
        raise Refused(f"“{brief(title)}”{period_of(month.period).words}已经登记过，请修改那一条。")


def _month_words(month: BudgetMonth, names: Names) -> str:
    return f"{names.called('budget_line', month.line)}{period_of(month.period).words}收支"


BUDGET_LINE = Kind(
    "budget_line", BudgetLine, "预算项目", "个预算项目",
    (
        Field("title", "项目名称", Text(80), is_required=True, width=220),
        Field("side", "收支", Choice(wording.MONEY_SIDES), width=64),
        Field("year", "年度", WholeNumber(0, 2100, hides_zero=True), width=64),
        Field("code", "科目", Text(24), width=80),
        Field("unit", "单位", OfUnit(), width=120),
        Field("budget", "年初预算", Amount(least=0, unit="万元"), unit="万元", width=100),
        Field("adjusted", "调整预算", Amount(least=0, unit="万元"), unit="万元", width=100),
        Field("contract", "合同额", Amount(least=0, unit="万元"), unit="万元", width=100),
        Field("task", "对应任务", Pointing("task", is_optional=True), width=96),
        Field("note", "说明", LongText(), width=160, in_list=False),
    ),
    order=("rank",), verb="登记", check=_check_line,
)  # fmt: skip

BUDGET_MONTH: Kind = Kind(
    "budget_month", BudgetMonth, "收支月报", "条收支月报",
    (
        Field("line", "预算项目", Pointing("budget_line"), is_required=True, width=220),
        Field("period", "期别", StatPeriod(), is_required=True, width=100),
        Field("amount", "累计收支", Amount(unit="万元"), unit="万元", width=110),
        Field("physical", "形象进度", Quantity(), unit="%", width=88),
        Field("source", "来源", Text(), width=140),
        Field("published_on", "发布日期", Day(), begins="today", width=96),
    ),
    name_keys=(), parent="line", order=("line", "period"), verb="登记",
    words=Words(subject=_month_words, full=_month_words, created=lambda row, names: f"登记{_month_words(row, names)}"),
    check=_check_month, check_among=_check_month_among, is_printed=False,
)  # fmt: skip
