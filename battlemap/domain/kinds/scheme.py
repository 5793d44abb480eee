"""Assessment schemes (考核方案) as versioned trees: their nodes, the tasks that feed them, and places among peers."""

from __future__ import annotations

from datetime import date
from typing import Any, Final, Literal, get_args

import attrs

from battlemap import wording
from battlemap.domain.days.statistical_period import period_of
from battlemap.domain.decimal_figures import decimal_of
from battlemap.domain.fields.choice import Choice, YesNo
from battlemap.domain.fields.day import Day
from battlemap.domain.fields.names import Names
from battlemap.domain.fields.number import Quantity, WholeNumber
from battlemap.domain.fields.pointing import OfPerson, OfUnit, Pointing
from battlemap.domain.fields.statistical_period import StatPeriod
from battlemap.domain.fields.text import LongText, Text
from battlemap.domain.kinds.field import Field
from battlemap.domain.kinds.indicator import Direction
from battlemap.domain.kinds.kind import Kind, Neighbours, Words
from battlemap.domain.kinds.scoring_rule import check_parameters, check_parts
from battlemap.domain.words import brief
from battlemap.errors import Refused

SchemeKind = Literal["evaluation", "contest", "kpi"]
Ties = Literal["1224", "1334", "1223"]
Rounding = Literal["floor", "round", "ceil"]
BorderTies = Literal["all", "none"]
Rollup = Literal["weighted", "sum", "ratio", "min", "all", "count"]
Source = Literal["entered", "children", "tasks", "tally", "observation"]
Stage = Literal["drafted", "set", "self", "judged", "appealed", "final"]

STAGES: Final[tuple[Stage, ...]] = get_args(Stage)
#: More levels than that no office has; a tree that is deeper is a circle or a slip of the pen.
DEEPEST: Final = 8


@attrs.frozen
class Scheme:
    """One scheme in the version of one year.

    Its rules of places are data with their basis: how ties are numbered, how N/3 is rounded, whether a tie at the border
    is in the bottom third. `places` are the decimals of scores as they are shown.
    """

    id: str
    title: str
    rank: str
    kind: SchemeKind = "evaluation"
    year: int = 0
    document: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    ties: Ties = "1224"
    bottom_rounding: Rounding = "floor"
    border_ties: BorderTies = "all"
    bottom_basis: str = ""
    places: int = 2
    deleted: bool = False


@attrs.frozen
class SchemeNode:
    """One line of a scheme: a group, an indicator, or a KPI of a level; `above` is what it belongs to.

    `value` is what was entered (of a ratio `numerator` and `denominator`), `base` is last year's, `least` and `best` the
    ends of min–max scoring, `average` the nation's. `parameters` belong to the `rule`, `parts` are figures by its kinds or
    shares. A leaf of two tallies is `tally` ÷ `tally_below`. Scores are those of 自评 and 考评.
    """

    id: str
    scheme: str
    title: str
    rank: str
    above: str | None = None
    number: str = ""
    weight: str | None = None
    measure_unit: str = ""
    direction: Direction = "up"
    is_expert: bool = False
    rule: str = "ratio_cap"
    parameters: str = ""
    rollup: Rollup = "weighted"
    source: Source = "entered"
    indicator: str | None = None
    tally: str | None = None
    value: str | None = None
    numerator: str | None = None
    denominator: str | None = None
    base: str | None = None
    target: str | None = None
    least: str | None = None
    best: str | None = None
    average: str | None = None
    lead_unit: str | None = None
    coop_units: str = ""
    owner: str | None = None
    period: str = ""
    formula: str = ""
    data_source: str = ""
    is_own: bool = False
    stage: Stage = "drafted"
    self_score: str | None = None
    given_score: str | None = None
    reason: str = ""
    appeal: str = ""
    answer: str = ""
    deleted: bool = False
    parts: str = ""
    tally_below: str | None = None


@attrs.frozen
class NodeTask:
    """That a task feeds a KPI; `weight` counts among the tasks of the same KPI."""

    id: str
    node: str
    task: str
    weight: str | None = None
    deleted: bool = False


@attrs.frozen
class NodePlace:
    """The place of a node (or of the whole scheme) among its peers in a period, as published or as expected."""

    id: str
    scheme: str
    period: str
    place: int
    peers: int
    node: str | None = None
    score: str | None = None
    line_score: str | None = None
    is_expected: bool = False
    source: str = ""
    published_on: date | None = None
    deleted: bool = False
    others: str = ""


def _check_scheme(scheme: Scheme) -> None:
    if scheme.valid_from and scheme.valid_to and scheme.valid_to < scheme.valid_from:
        raise Refused(f"{brief(scheme.title)}的失效日期早于生效日期，请改正。")


def _check_version(scheme: Scheme, before: Scheme | None, rows: Neighbours) -> None:
    if (
        before is not None
        and not before.deleted
        and (before.title, before.year) == (scheme.title, scheme.year)
    ):
        return
    alike = rows.live(Scheme, title=scheme.title, year=scheme.year)
    if any(other.id != scheme.id for other in alike):
        year = f"{scheme.year} 年" if scheme.year else ""
        raise Refused(f"已有“{brief(scheme.title)}”{year}版本，请换一个年份或名称。")


def _check_node(node: SchemeNode) -> None:
    weight = decimal_of(node.weight)
    if weight is not None and weight < 0:
        raise Refused(f"{brief(node.title)}的权重（分值）不能小于 0。")
    if node.source == "observation" and node.indicator is None:
        raise Refused(f"{brief(node.title)}的数据取自指标，请选定是哪项指标。")
    if node.source == "tally" and node.tally is None:
        raise Refused(f"{brief(node.title)}的数据取自台账计数，请选定是哪项计数。")
    if node.tally_below is not None and (node.source != "tally" or node.tally_below == node.tally):
        raise Refused(f"{brief(node.title)}的“除以”只用于数据取自台账计数的指标，而且要选另一项计数。")
    check_parameters(node.rule, node.parameters, node.title)
    check_parts(node.rule, node.parameters, node.parts, node.title)


def _check_above(node: SchemeNode, before: SchemeNode | None, rows: Neighbours) -> None:
    """What a node belongs to stands in the same scheme, and no way up leads back to it."""
    above, steps = node.above, 1
    while above is not None:
        if above == node.id:
            raise Refused(f"“{brief(node.title)}”不能归到自己的下级，请另选上级。")
        up = rows.get(SchemeNode, above)
        if up.scheme != node.scheme:
            raise Refused(f"上级“{brief(up.title)}”属于另一个考核方案，请在本方案中选择。")
        above, steps = up.above, steps + 1
        if steps > DEEPEST:
            raise Refused(f"考核指标最多 {DEEPEST} 级，“{brief(node.title)}”超过了。")


def _check_place(place: NodePlace) -> None:
    if place.place > place.peers:
        raise Refused(f"位次 {place.place} 大于参评数 {place.peers}，请核对。")


def _check_place_among(place: NodePlace, before: NodePlace | None, rows: Neighbours) -> None:
    if place.node is not None and rows.get(SchemeNode, place.node).scheme != place.scheme:
        raise Refused("位次所属的指标不在这个考核方案中，请重新选择。")
    alike = rows.live(
        NodePlace,
        scheme=place.scheme,
        node=place.node,
        period=place.period,
        is_expected=int(place.is_expected),
    )
    if any(other.id != place.id for other in alike):
        words = "预测" if place.is_expected else "公布"
        raise Refused(f"{period_of(place.period).words}已登记过{words}位次，请修改那一条。")


def _scheme_name(scheme: Scheme, names: Names) -> str:
    return f"{scheme.title}（{scheme.year}）" if scheme.year else scheme.title


def _place_words(place: NodePlace, names: Names) -> str:
    of = names.called("scheme_node", place.node) if place.node else names.called("scheme", place.scheme)
    return f"{of}{period_of(place.period).words}位次"


def _stage_deeds(before: SchemeNode, after: SchemeNode, fields: Any, names: Names) -> list[str]:
    """Tells what a stage means instead of its two names."""
    if "stage" not in fields:
        return []
    fields.pop("stage")
    score = fields.pop("self_score" if after.stage == "self" else "given_score", None)
    words = f"{wording.STAGES[after.stage]}“{brief(after.title)}”"
    return [f"{words} {score.after} 分" if score else words]


SCHEME = Kind(
    "scheme", Scheme, "考核方案", "个考核方案",
    (
        Field("title", "方案名称", Text(60), is_required=True, width=240),
        Field("kind", "类别", Choice(wording.SCHEME_KINDS), width=96),
        Field("year", "年度", WholeNumber(0, 2100, hides_zero=True), width=64),
        Field("document", "依据文件", Text(), width=200),
        Field("valid_from", "生效日期", Day(), width=96),
        Field("valid_to", "失效日期", Day(), width=96),
        Field("ties", "同分排法", Choice(wording.TIES), width=140, in_list=False),
        Field("bottom_rounding", "后三分之一取整", Choice(wording.ROUNDINGS), width=110, in_list=False),
        Field("border_ties", "线上同分", Choice(wording.BORDER_TIES), width=110, in_list=False),
        Field("bottom_basis", "后三分之一依据", Text(), width=160, in_list=False),
        Field("places", "得分小数位", WholeNumber(0, 4), width=80, in_list=False),
    ),
    order=("rank",), verb="设立", words=Words(name=_scheme_name), check=_check_scheme, check_among=_check_version,
)  # fmt: skip

SCHEME_NODE: Kind = Kind(
    "scheme_node", SchemeNode, "考核指标", "项考核指标",
    (
        Field("scheme", "考核方案", Pointing("scheme"), is_required=True, width=140, in_list=False),
        Field("number", "编号", Text(16), width=64),
        Field("title", "指标名称", Text(120), is_required=True, width=220),
        Field("above", "上级指标", Pointing("scheme_node", is_optional=True), width=140),
        Field("weight", "权重（分值）", Quantity(), width=88),
        Field("measure_unit", "计量单位", Text(24), width=80),
        Field("direction", "方向", Choice(wording.DIRECTIONS), width=88, in_list=False),
        Field("is_expert", "定性", YesNo(), width=56, in_list=False),
        Field("rule", "计分办法", Choice(wording.SCORING_RULES), width=110),
        Field("parameters", "计分参数", Text(), width=140, in_list=False, hint="如 上限=120，每点=0.5；分段=100:100、75:75"),
        Field("parts", "分项数值", Text(), width=140, in_list=False, hint="如 迟报=2，漏报=1；个数=8/10，金额=3.2/5"),
        Field("rollup", "汇总方式", Choice(wording.ROLLUPS), width=88, in_list=False),
        Field("source", "数据取自", Choice(wording.SOURCES), width=88),
        Field("indicator", "运行指标", Pointing("indicator", is_optional=True), width=140, in_list=False),
        Field("tally", "台账计数", Pointing("tally", is_optional=True), width=140, in_list=False),
        Field("tally_below", "除以", Pointing("tally", is_optional=True), width=140, in_list=False, hint="两项台账计数相除时选分母"),
        Field("value", "完成值", Quantity(), width=80),
        Field("numerator", "分子", Quantity(), width=80, in_list=False),
        Field("denominator", "分母", Quantity(), width=80, in_list=False),
        Field("base", "上年值", Quantity(), width=80, in_list=False),
        Field("target", "目标值", Quantity(), width=80),
        Field("least", "最低值", Quantity(), width=80, in_list=False),
        Field("best", "标杆值", Quantity(), width=80, in_list=False),
        Field("average", "全国平均", Quantity(), width=80, in_list=False),
        Field("lead_unit", "责任部门", OfUnit(), width=120),
        Field("coop_units", "配合单位", Text(), width=120, in_list=False),
        Field("owner", "责任人", OfPerson(), width=96, is_masked=True),
        Field("period", "考核周期", Text(16), width=80, in_list=False),
        Field("formula", "评分标准", LongText(), width=200, in_list=False),
        Field("data_source", "数据来源", Text(), width=120, in_list=False),
        Field("is_own", "自设", YesNo(), width=56, in_list=False),
        Field("stage", "环节", Choice(wording.STAGES), width=72, is_set_by_program=True),
        Field("self_score", "自评得分", Quantity(), width=80, is_set_by_program=True),
        Field("given_score", "考评得分", Quantity(), width=80, is_set_by_program=True),
        Field("reason", "扣分原因", LongText(), width=160, is_set_by_program=True, in_list=False),
        Field("appeal", "申诉", LongText(), width=160, is_set_by_program=True, in_list=False),
        Field("answer", "答复", LongText(), width=160, is_set_by_program=True, in_list=False),
    ),
    parent="scheme", order=("scheme", "rank"), verb="设立", words=Words(deeds=_stage_deeds),
    check=_check_node, check_among=_check_above, is_printed=False,
)  # fmt: skip

NODE_TASK: Kind = Kind(
    "node_task", NodeTask, "支撑KPI", "项支撑KPI",
    (
        Field("task", "任务", Pointing("task"), is_required=True, width=96),
        Field("node", "KPI", Pointing("scheme_node"), is_required=True, width=240),
        Field("weight", "权重", Quantity(), width=64, hint="留空为同等"),
    ),
    name_keys=("node",), parent="task", order=("task",), verb="关联", is_printed=False,
)  # fmt: skip

NODE_PLACE: Kind = Kind(
    "node_place", NodePlace, "考核位次", "条考核位次",
    (
        Field("scheme", "考核方案", Pointing("scheme"), is_required=True, width=160),
        Field("node", "指标", Pointing("scheme_node", is_optional=True), width=200, hint="总位次留空"),
        Field("period", "期别", StatPeriod(), is_required=True, width=96),
        Field("place", "位次", WholeNumber(1, 10_000), is_required=True, width=64),
        Field("peers", "参评数", WholeNumber(1, 10_000), is_required=True, width=64),
        Field("score", "得分", Quantity(), width=72),
        Field("line_score", "线上得分", Quantity(), width=80, hint="后三分之一线上一名的得分"),
        Field("others", "其他各家得分", Text(), width=160, in_list=False, hint="顿号分开，推演时据此看位次"),
        Field("is_expected", "预测", YesNo(), width=56),
        Field("source", "来源", Text(), width=140),
        Field("published_on", "发布日期", Day(), begins="today", width=96),
    ),
    name_keys=(), parent="scheme", order=("scheme", "period"), verb="登记",
    words=Words(subject=_place_words, full=_place_words, created=lambda row, names: f"登记{_place_words(row, names)}"),
    check=_check_place, check_among=_check_place_among, is_printed=False,
)  # fmt: skip
