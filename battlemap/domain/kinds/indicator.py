"""Indicators (指标) and what is told of them: observations, targets, forecasts by hand, and judgements (研判意见)."""

from __future__ import annotations

from datetime import date
from typing import Final, Literal, get_args

import attrs

from battlemap import wording
from battlemap.domain.days.statistical_period import Span, period_of
from battlemap.domain.decimal_figures import decimal_of
from battlemap.domain.fields.choice import Choice, YesNo
from battlemap.domain.fields.day import Day
from battlemap.domain.fields.names import Names
from battlemap.domain.fields.number import Quantity, WholeNumber
from battlemap.domain.fields.pointing import OfPerson, OfUnit, Pointing
from battlemap.domain.fields.statistical_period import StatPeriod
from battlemap.domain.fields.text import LongText, Text
from battlemap.domain.kinds.field import Field
from battlemap.domain.kinds.kind import Kind, Neighbours, Words
from battlemap.domain.words import brief
from battlemap.errors import Refused

IndicatorKind = Literal["amount", "ratio", "count", "index", "rank"]
Direction = Literal["up", "down", "band"]
Status = Literal["estimate", "flash", "final", "revised"]
Measured = Literal["value", "growth"]
Aim = Literal["assessed", "striven", "floor"]

#: The later ones stand for the earlier ones where both are known.
STATUSES: Final[tuple[Status, ...]] = get_args(Status)
#: Kinds of which months and units may be added up.
ADDITIVE: Final[frozenset[IndicatorKind]] = frozenset(("amount", "count"))


@attrs.frozen
class Indicator:
    """One indicator. `members` are titles of series that are added up above `denominator`, `basis` is its 口径.

    An indicator without January has none of its own: its year begins with 1-2月. `yellow_below` and `red_below` are
    percentage points against 序时 (or against the target, of a ratio or a growth). `report_day` is the day of the next
    month by which its figure is due, 0 for none.
    """

    id: str
    title: str
    rank: str
    code: str = ""
    measure_unit: str = ""
    kind: IndicatorKind = "amount"
    direction: Direction = "up"
    has_january: bool = True
    numerator: str | None = None
    denominator: str | None = None
    members: str = ""
    basis: str = ""
    lead_unit: str | None = None
    owner: str | None = None
    action: str | None = None
    report_day: int = 0
    yellow_below: str | None = "0"
    red_below: str | None = "-5"
    deleted: bool = False

    @property
    def is_additive(self) -> bool:
        """Whether its months, and the values of several units, may be added up."""
        return self.kind in ADDITIVE

    @property
    def member_titles(self) -> tuple[str, ...]:
        """The titles of the series that are added up above the denominator."""
        return tuple(filter(None, (word.strip() for word in self.members.replace("，", "、").split("、"))))


@attrs.frozen
class Observation:
    """A figure as it was given: value, same-scope base of last year, growth and place, each as published."""

    id: str
    indicator: str
    period: str
    span: Span = "ytd"
    unit: str | None = None
    value: str | None = None
    base: str | None = None
    growth: str | None = None
    place: int | None = None
    peers: int | None = None
    status: Status = "final"
    source: str = ""
    published_on: date | None = None
    note: str = ""
    deleted: bool = False


@attrs.frozen
class Target:
    """What is aimed at in a period; `high` is the upper end of a band."""

    id: str
    indicator: str
    period: str
    span: Span = "year"
    unit: str | None = None
    measured: Measured = "value"
    value: str | None = None
    high: str | None = None
    aim: Aim = "assessed"
    basis: str = ""
    deleted: bool = False


@attrs.frozen
class IndicatorForecast:
    """A forecast that somebody makes by hand, with reason and name."""

    id: str
    indicator: str
    period: str
    value: str | None = None
    basis: str = ""
    made_on: date | None = None
    made_by: str = ""
    deleted: bool = False


@attrs.frozen
class Judgement:
    """研判意见 on an indicator, or on the whole economy, in a period."""

    id: str
    period: str
    words: str
    indicator: str | None = None
    made_on: date | None = None
    made_by: str = ""
    deleted: bool = False


def _check_indicator(indicator: Indicator) -> None:
    yellow, red = decimal_of(indicator.yellow_below), decimal_of(indicator.red_below)
    if yellow is not None and red is not None and red > yellow:
        raise Refused(f"{brief(indicator.title)}的红灯线 {red} 应不高于黄灯线 {yellow}，请改正。")
    is_quotient = indicator.numerator is not None or bool(indicator.member_titles)
    if is_quotient and indicator.kind != "ratio":
        raise Refused(f"{brief(indicator.title)}由分子、分母计算，类型应为“比率”。")
    if is_quotient and indicator.denominator is None:
        raise Refused(f"{brief(indicator.title)}有分子而没有分母，请补上分母。")


def _check_title(indicator: Indicator, before: Indicator | None, rows: Neighbours) -> None:
    if before is not None and not before.deleted and before.title == indicator.title:
        return
    if any(other.id != indicator.id for other in rows.live(Indicator, title=indicator.title)):
        raise Refused(f"已有名为“{brief(indicator.title)}”的指标，请直接使用，或换一个名称。")


def _check_observation(observation: Observation) -> None:
    given = (observation.value, observation.growth, observation.place)
    if all(figure is None or figure == "" for figure in given):
        raise Refused("数据一格都没有填：数值、同比、位次至少要有一项；没有数据就不要登记，空缺不是 0。")
    period = period_of(observation.period)
    fits = {"month": 1, "ytd": 1, "quarter": 3, "year": 12}.get(observation.span, period.months)
    if period.months != fits:
        raise Refused(f"{period.words}的数据不能是“{wording.SPANS[observation.span]}”，请改期别或口径。")
    if (
        observation.place is not None
        and observation.peers is not None
        and observation.place > observation.peers
    ):
        raise Refused(f"位次 {observation.place} 大于参评数 {observation.peers}，请核对。")


def _check_observation_among(observation: Observation, before: Observation | None, rows: Neighbours) -> None:
    """One figure of one status for a period; of revisions there may be several. No January where there is none."""
    indicator = rows.get(Indicator, observation.indicator)
    period = period_of(observation.period)
    if not indicator.has_january and observation.span in ("month", "ytd") and period.months == 1:
        alone = period.month <= (2 if observation.span == "month" else 1)
        if alone:
            raise Refused(f"“{brief(indicator.title)}”1 月、2 月不单独统计，请按“累计”报 2 月（即 1-2 月）。")
    if observation.status == "revised":
        return
    alike = rows.live(
        Observation, indicator=observation.indicator, period=observation.period, span=observation.span,
        unit=observation.unit, status=observation.status,
    )  # fmt: skip
    if any(other.id != observation.id for other in alike):
        raise Refused(
            f"“{brief(indicator.title)}”{period.words_of(observation.span)}已有{wording.STATUSES[observation.status]}数，"
            "请修改那一条，或以“修订”另登一条，原值仍可查。"
        )


def _check_target(target: Target) -> None:
    if target.value is None or target.value == "":
        raise Refused("目标值不能为空。")
    low, high = decimal_of(target.value), decimal_of(target.high)
    if low is not None and high is not None and high < low:
        raise Refused(f"目标上限 {high} 低于下限 {low}，请改正。")


def _check_target_among(target: Target, before: Target | None, rows: Neighbours) -> None:
    alike = rows.live(
        Target, indicator=target.indicator, period=target.period, span=target.span, unit=target.unit,
        measured=target.measured, aim=target.aim,
    )  # fmt: skip
    if any(other.id != target.id for other in alike):
        words = period_of(target.period).words_of(target.span)
        raise Refused(f"{words}已有同类目标，请修改那一条。")


def _of_period(row: Observation | Target | IndicatorForecast, names: Names) -> str:
    period = period_of(row.period)
    span: Span = "year" if isinstance(row, IndicatorForecast) else row.span
    return f"{names.called('indicator', row.indicator)}{period.words_of(span)}"


def _observation_words(row: Observation, names: Names) -> str:
    of = names.called("unit", row.unit) if row.unit else ""
    return f"{of}{_of_period(row, names)}{wording.STATUSES.get(row.status, '')}数"


INDICATOR: Kind = Kind(
    "indicator", Indicator, "指标", "项指标",
    (
        Field("code", "代码", Text(16), width=80),
        Field("title", "指标名称", Text(60), is_required=True, width=200),
        Field("measure_unit", "计量单位", Text(16), width=80),
        Field("kind", "类型", Choice(wording.INDICATOR_KINDS), width=80),
        Field("direction", "方向", Choice(wording.DIRECTIONS), width=96),
        Field("has_january", "有 1 月数", YesNo(), width=80, hint="工业、投资等从 1-2 月起统计的填“否”"),
        Field("numerator", "分子", Pointing("indicator", is_optional=True), width=140, in_list=False),
        Field("denominator", "分母", Pointing("indicator", is_optional=True), width=140, in_list=False),
        Field("members", "分子各项", Text(), width=160, in_list=False, hint="几项之和作分子时，写各项名称，用顿号分开"),
        Field("basis", "口径", LongText(), width=240),
        Field("lead_unit", "主管部门", OfUnit(), width=120),
        Field("owner", "责任人", OfPerson(), width=96, is_masked=True),
        Field("action", "所属专项", Pointing("action", is_optional=True), width=120, in_list=False),
        Field("report_day", "次月几日前报", WholeNumber(0, 31, hides_zero=True), width=96),
        Field("yellow_below", "黄灯线", Quantity(), unit="百分点", width=96, in_list=False),
        Field("red_below", "红灯线", Quantity(), unit="百分点", width=96, in_list=False),
    ),
    order=("rank",), verb="设立", check=_check_indicator, check_among=_check_title,
)  # fmt: skip

OBSERVATION: Kind = Kind(
    "observation", Observation, "指标数据", "条指标数据",
    (
        Field("indicator", "指标", Pointing("indicator"), is_required=True, width=180),
        Field("period", "期别", StatPeriod(), is_required=True, width=100),
        Field("span", "口径期", Choice(wording.SPANS, spellings={"1-本月": "ytd"}), width=80),
        Field("unit", "所属单位", OfUnit(), width=120, hint="全区数留空"),
        Field("value", "数值", Quantity(), width=96),
        Field("base", "上年同期（同口径）", Quantity(), width=120),
        Field("growth", "同比", Quantity(), unit="%", width=80, hint="按公布的填；比率指标填百分点"),
        Field("place", "位次", WholeNumber(1, 10_000, is_optional=True), width=64),
        Field("peers", "参评数", WholeNumber(1, 10_000, is_optional=True), width=64),
        Field("status", "数据状态", Choice(wording.STATUSES), width=80),
        Field("source", "来源", Text(), width=140),
        Field("published_on", "发布日期", Day(), begins="today", width=96),
        Field("note", "说明", LongText(), width=160),
    ),
    name_keys=(), parent="indicator", order=("indicator", "period"), verb="登记",
    words=Words(subject=_observation_words, full=_observation_words, created=lambda row, names: f"登记{_observation_words(row, names)}"),
    check=_check_observation, check_among=_check_observation_among, is_printed=False,
)  # fmt: skip

TARGET: Kind = Kind(
    "target", Target, "指标目标", "条指标目标",
    (
        Field("indicator", "指标", Pointing("indicator"), is_required=True, width=180),
        Field("period", "期别", StatPeriod(), is_required=True, width=100),
        Field("span", "口径期", Choice(wording.SPANS), width=80),
        Field("unit", "所属单位", OfUnit(), width=120),
        Field("measured", "衡量", Choice(wording.MEASURED), width=80),
        Field("value", "目标值", Quantity(), is_required=True, width=96),
        Field("high", "上限", Quantity(), width=80, hint="区间指标才填"),
        Field("aim", "目标类别", Choice(wording.AIMS), width=80),
        Field("basis", "依据", Text(), width=180),
    ),
    name_keys=(), parent="indicator", order=("indicator", "period"), verb="下达",
    words=Words(
        subject=lambda row, names: f"{_of_period(row, names)}目标",
        full=lambda row, names: f"{_of_period(row, names)}目标",
        created=lambda row, names: f"下达{_of_period(row, names)}目标",
    ),
    check=_check_target, check_among=_check_target_among, is_printed=False,
)  # fmt: skip

INDICATOR_FORECAST: Kind = Kind(
    "indicator_forecast", IndicatorForecast, "指标预测", "条指标预测",
    (
        Field("indicator", "指标", Pointing("indicator"), is_required=True, width=180),
        Field("period", "期别", StatPeriod(), is_required=True, width=100),
        Field("value", "预计值", Quantity(), is_required=True, width=96),
        Field("basis", "理由", LongText(), is_required=True, width=280),
        Field("made_on", "预测日期", Day(), begins="today", width=96),
        Field("made_by", "预测人", Text(), begins="actor", width=96, is_masked=True),
    ),
    name_keys=(), parent="indicator", order=("indicator", "period"), verb="作出",
    words=Words(
        subject=lambda row, names: f"{_of_period(row, names)}预测",
        full=lambda row, names: f"{_of_period(row, names)}预测",
        created=lambda row, names: f"作出{_of_period(row, names)}预测",
    ),
    is_printed=False,
)  # fmt: skip

JUDGEMENT: Kind = Kind(
    "judgement", Judgement, "研判意见", "条研判意见",
    (
        Field("period", "期别", StatPeriod(), is_required=True, width=100),
        Field("indicator", "指标", Pointing("indicator", is_optional=True), width=180, hint="全局意见留空"),
        Field("words", "研判意见", LongText(), is_required=True, width=420),
        Field("made_on", "日期", Day(), begins="today", width=96),
        Field("made_by", "研判人", Text(), begins="actor", width=96, is_masked=True),
    ),
    name_keys=("words",), order=("-period",), verb="填写",
)  # fmt: skip
