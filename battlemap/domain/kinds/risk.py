"""Risks (风险), the matrix that is pinned to them (风险矩阵), and every assessment (风险评估) that was ever made."""

from __future__ import annotations

import itertools
from datetime import date
from typing import Final, Literal

import attrs

from battlemap import wording
from battlemap.domain.fields.choice import Choice, YesNo
from battlemap.domain.fields.day import Day
from battlemap.domain.fields.names import Names
from battlemap.domain.fields.number import WholeNumber
from battlemap.domain.fields.pointing import OfPerson, OfUnit, Pointing
from battlemap.domain.fields.text import LongText, Text
from battlemap.domain.kinds.field import Field
from battlemap.domain.kinds.kind import Kind, Neighbours, Words
from battlemap.domain.words import brief
from battlemap.errors import Refused

Method = Literal["ls", "lec", "direct", "debt"]
Stage = Literal["inherent", "present", "residual"]
RiskLevel = Literal[1, 2, 3, 4]
#: What an assessment may say, in tenths for LEC (GB/T practice: L 0.1…10, E 0.5…10, C 1…100), whole for LS (1…5).
LEC_LIKELIHOODS: Final = (1, 2, 5, 10, 30, 60, 100)
LEC_EXPOSURES: Final = (5, 10, 20, 30, 60, 100)
LEC_SEVERITIES: Final = (1, 3, 7, 15, 40, 100)


@attrs.frozen
class RiskMatrix:
    """Borders between the four levels: a value from `red_from` on is 重大, from `orange_from` on 较大, from `yellow_from` 一般.

    Values of LS are L × S, of LEC L × E × C, of 债务率 percent. A matrix by which something was judged never changes: a
    new version is a new matrix, and old risks keep theirs.
    """

    id: str
    title: str
    rank: str
    method: Method = "ls"
    version: int = 1
    red_from: int = 20
    orange_from: int = 15
    yellow_from: int = 9
    basis: str = ""
    deleted: bool = False


@attrs.frozen
class Risk:
    """One risk with its five kinds of measures; `is_direct` is judged 重大 by the list whatever the matrix says."""

    id: str
    number: int
    title: str
    rank: str
    matrix: str
    part: str = ""
    activity: str = ""
    hazard: str = ""
    unit: str | None = None
    owner: str | None = None
    engineering: str = ""
    management: str = ""
    training: str = ""
    protection: str = ""
    emergency: str = ""
    cycle: str = "month"
    review_on: date | None = None
    is_direct: bool = False
    direct_basis: str = ""
    control: str = ""
    control_reason: str = ""
    deleted: bool = False


@attrs.frozen
class RiskAssessment:
    """What a risk was judged to be on a day: `likelihood` and `severity` (LS), with `exposure` (LEC), `severity` in percent (债务率)."""

    id: str
    risk: str
    stage: Stage
    assessed_on: date
    likelihood: int = 1
    exposure: int = 0
    severity: int = 1
    reason: str = ""
    assessed_by: str = ""
    deleted: bool = False


def value_of(method: Method, likelihood: int, exposure: int, severity: int) -> int:
    """Returns the value that a matrix judges: L × S, L × E × C rounded down, or the percent of 债务率."""
    if method == "lec":
        return likelihood * exposure * severity // 100
    return severity if method in ("debt", "direct") else likelihood * severity


def level_of(matrix: RiskMatrix, value: int) -> RiskLevel:
    """Returns the level of a value; what lies on a border belongs to the higher level."""
    if value >= matrix.red_from:
        return 1
    if value >= matrix.orange_from:
        return 2
    return 3 if value >= matrix.yellow_from else 4


def why_no_assessment(method: Method, likelihood: int, exposure: int, severity: int) -> str:
    """Returns why these figures are none of the method's, "" where they are."""
    if method == "ls" and not (1 <= likelihood <= 5 and 1 <= severity <= 5):
        return "LS 法的可能性和严重性应为 1 到 5。"
    if method == "lec" and not (
        likelihood in LEC_LIKELIHOODS and exposure in LEC_EXPOSURES and severity in LEC_SEVERITIES
    ):
        return (
            "LEC 法的取值应为：L 0.1、0.2、0.5、1、3、6、10；E 0.5、1、2、3、6、10；C 1、3、7、15、40、100。"
        )
    if method == "direct" and not 1 <= severity <= 4:
        return "直接判定应为 1（重大）到 4（低）。"
    return "债务率应为 0 到 10000 的百分数。" if method == "debt" and not 0 <= severity <= 10_000 else ""


def _check_matrix(matrix: RiskMatrix) -> None:
    if not matrix.red_from > matrix.orange_from > matrix.yellow_from:
        raise Refused(f"“{brief(matrix.title)}”的界限应依次减小：重大 > 较大 > 一般。")


def _check_pinned(matrix: RiskMatrix, before: RiskMatrix | None, rows: Neighbours) -> None:
    """What something was judged by stays what it was."""
    keys = ("method", "version", "red_from", "orange_from", "yellow_from")
    if before is None or all(getattr(matrix, key) == getattr(before, key) for key in keys):
        return
    if rows.find(Risk, matrix=matrix.id):
        raise Refused(
            f"“{brief(matrix.title)}”已用于评估，不能改界限；请新建一个版本，新评估的风险用新版本。"
        )


def _check_risk(risk: Risk) -> None:
    if risk.is_direct and not risk.direct_basis.strip():
        raise Refused("直接判定为重大风险要写明依据。")
    if risk.control and not risk.control_reason.strip():
        raise Refused("管控层级与等级不一致时要写明理由。")


def _check_kept(risk: Risk, before: Risk | None, rows: Neighbours) -> None:
    """A risk keeps the matrix by which it was judged."""
    if before is not None and before.matrix != risk.matrix and rows.find(RiskAssessment, risk=risk.id):
        raise Refused(f"“{brief(risk.title)}”已按原矩阵评估，不能换矩阵；请另登记一条风险，按新矩阵评估。")


def _check_residual(assessment: RiskAssessment, before: RiskAssessment | None, rows: Neighbours) -> None:
    """剩余 is never above 固有, on no day: whoever writes an assessment, by whichever door."""
    if assessment.deleted:
        return
    matrix = rows.get(RiskMatrix, rows.get(Risk, assessment.risk).matrix)
    others = [one for one in rows.live(RiskAssessment, risk=assessment.risk) if one.id != assessment.id]
    made = sorted((*others, assessment), key=lambda one: one.assessed_on)
    # the direct judgement counts downwards: 1 is the highest
    sign = -1 if matrix.method == "direct" else 1
    last: dict[str, int] = {}
    for day, same in itertools.groupby(made, lambda one: one.assessed_on):
        for one in same:
            last[one.stage] = value_of(matrix.method, one.likelihood, one.exposure, one.severity)
        inherent, residual = last.get("inherent"), last.get("residual")
        if inherent is not None and residual is not None and sign * residual > sign * inherent:
            raise Refused(f"{day} 的剩余风险（{residual}）不能高于固有风险（{inherent}），请核对。")


def _subject(risk: Risk, names: Names) -> str:
    return f"风险 {risk.number}“{brief(risk.title)}”"


def _assessed(assessment: RiskAssessment, names: Names) -> str:
    return f"{names.called('risk', assessment.risk)}的{wording.RISK_STAGES[assessment.stage]}风险评估"


RISK_MATRIX: Final = Kind(
    "risk_matrix", RiskMatrix, "风险矩阵", "个风险矩阵",
    (
        Field("title", "名称", Text(40), is_required=True, width=160),
        Field("method", "方法", Choice(wording.RISK_METHODS), width=160),
        Field("version", "版本", WholeNumber(1, 999), width=64),
        Field("red_from", "重大（红）自", WholeNumber(1, 100_000), width=96),
        Field("orange_from", "较大（橙）自", WholeNumber(1, 100_000), width=96),
        Field("yellow_from", "一般（黄）自", WholeNumber(1, 100_000), width=96),
        Field("basis", "依据", Text(), width=240),
    ),
    order=("rank",), verb="新增", is_background=True, is_printed=False, check=_check_matrix, check_among=_check_pinned,
)  # fmt: skip

RISK: Final = Kind(
    "risk", Risk, "风险", "项风险",
    (
        Field("number", "编号", WholeNumber(1), is_set_by_program=True, begins="number", width=64),
        Field("title", "风险点", Text(), is_required=True, width=220),
        Field("matrix", "矩阵", Pointing("risk_matrix"), is_required=True, width=120),
        Field("part", "分区部位", Text(), width=120),
        Field("activity", "作业活动、设备", Text(), width=140),
        Field("hazard", "危险源、事故类型", Text(), width=140),
        Field("unit", "责任单位", OfUnit(), width=120),
        Field("owner", "责任人", OfPerson(), width=96, is_masked=True),
        Field("engineering", "工程技术措施", LongText(), in_list=False),
        Field("management", "管理措施", LongText(), in_list=False),
        Field("training", "培训教育措施", LongText(), in_list=False),
        Field("protection", "个体防护措施", LongText(), in_list=False),
        Field("emergency", "应急处置措施", LongText(), in_list=False),
        Field("cycle", "管控周期", Choice(wording.RISK_CYCLES), width=80),
        Field("review_on", "下次评审", Day(), width=96),
        Field("is_direct", "直接判定重大", YesNo(), width=108, in_list=False),
        Field("direct_basis", "判定依据", Text(), in_list=False),
        Field("control", "管控层级", Choice(wording.RISK_CONTROLS), width=120, in_list=False),
        Field("control_reason", "层级调整理由", Text(), in_list=False),
    ),
    name_keys=("title",), order=("number",), verb="登记", words=Words(subject=_subject, full=_subject), check=_check_risk,
    check_among=_check_kept, is_printed=False,
)  # fmt: skip

RISK_ASSESSMENT: Final = Kind(
    "risk_assessment", RiskAssessment, "风险评估", "次风险评估",
    (
        Field("risk", "风险", Pointing("risk"), is_required=True, width=200),
        Field("stage", "评估对象", Choice(wording.RISK_STAGES), width=80),
        Field("assessed_on", "评估日期", Day(), is_required=True, width=96),
        Field("likelihood", "可能性", WholeNumber(0, 100), width=80),
        Field("exposure", "频次", WholeNumber(0, 100), width=80),
        Field("severity", "严重性", WholeNumber(0, 10_000), width=80),
        Field("reason", "理由", LongText(), width=240),
        Field("assessed_by", "评估人", Text(), width=96),
    ),
    name_keys=(), order=("-assessed_on",), words=Words(subject=_assessed, full=_assessed), is_kept_by_hand=False,
    is_background=True, is_binned=False, is_printed=False, check_among=_check_residual,
)  # fmt: skip
