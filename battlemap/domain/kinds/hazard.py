"""Hidden dangers (隐患): found, graded, ordered to be cured with 五落实, cured, accepted, struck off, looked at again."""

from __future__ import annotations

import itertools
from datetime import date
from typing import Final

import attrs

from battlemap import wording
from battlemap.domain.fields.amount import Amount
from battlemap.domain.fields.choice import Choice, YesNo
from battlemap.domain.fields.day import Day
from battlemap.domain.fields.names import Names
from battlemap.domain.fields.number import WholeNumber
from battlemap.domain.fields.pointing import OfUnit, Pointing
from battlemap.domain.fields.text import LongText, Text
from battlemap.domain.kinds.field import Field
from battlemap.domain.kinds.kind import Kind, Neighbours, Words, evolved
from battlemap.domain.words import brief
from battlemap.errors import Refused

#: 安全生产事故隐患排查治理暂行规定 (2007), 第十五条: 重大事故隐患治理方案; 五落实 as the double prevention system asks.
_BASIS: Final = "安全生产事故隐患排查治理暂行规定"
STEPS: Final = tuple(wording.HAZARD_STEPS)
_PLACE: Final = {step: place for place, step in enumerate(STEPS)}
#: Step → where a hazard may go from there: one step on, or back where acceptance has failed or it has come back.
NEXT: Final[dict[str, tuple[str, ...]]] = {
    "found": ("graded",), "graded": ("ordered",), "ordered": ("curing",), "curing": ("claimed",),
    "claimed": ("accepted", "curing"), "accepted": ("struck", "curing"), "struck": ("rechecked",),
    "rechecked": ("ordered",),
}  # fmt: skip
#: 五落实: 措施 责任 资金 时限 预案, demanded before a hazard is ordered to be cured.
FIVE: Final = (
    ("measure", "整改措施"), ("liable", "整改责任人"), ("money", "整改资金"), ("due_on", "整改时限"), ("emergency", "应急预案"),
)  # fmt: skip
#: What 重大隐患 are ordered with beside that.
MAJOR: Final = (("overseer", "挂牌督办单位"), ("order_number", "督办文号"), ("cure_plan", "治理方案"))
#: Step → the fields that must be filled there and later.
_DEMANDS: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "ordered": (("ordered_on", "下达日期"), *FIVE),
    "claimed": (("done_on", "完成日期"), ("done_words", "完成情况")),
    "accepted": (("accepted_on", "验收日期"), ("accepted_by", "验收人"), ("verdict", "验收结论")),
    "struck": (("struck_on", "销号日期"),),
    "rechecked": (("rechecked_on", "回头看日期"), ("recheck_words", "回头看情况")),
}
#: The day on which a step is reached.
_DAY_OF: Final = {
    "ordered": "ordered_on", "claimed": "done_on", "accepted": "accepted_on", "struck": "struck_on",
    "rechecked": "rechecked_on",
}  # fmt: skip


@attrs.frozen
class Hazard:
    """One hidden danger. `level` "" is not graded yet, `verdict` that of the acceptance; money in yuan."""

    id: str
    number: int
    title: str
    found_on: date
    place: str = ""
    enterprise: str | None = None
    industry: str = "other"
    sort: str = ""
    found_by: str = ""
    step: str = "found"
    level: str = ""
    grade_basis: str = ""
    unit: str | None = None
    liable: str = ""
    measure: str = ""
    money: int | None = None
    due_on: date | None = None
    emergency: str = ""
    overseer: str = ""
    order_number: str = ""
    cure_plan: str = ""
    ordered_on: date | None = None
    done_on: date | None = None
    done_words: str = ""
    accepted_on: date | None = None
    accepted_by: str = ""
    verdict: str = ""
    struck_on: date | None = None
    rechecked_on: date | None = None
    recheck_words: str = ""
    is_back: bool = False
    rebounds: int = 0
    deleted: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it is not struck off yet."""
        return _PLACE[self.step] < _PLACE["struck"]

    @property
    def is_cured(self) -> bool:
        """Whether the one who cures it has said that he has; acceptance may still fail."""
        return _PLACE[self.step] >= _PLACE["claimed"]

    def is_late(self, as_of: date) -> bool:
        """Whether its time to be cured is over."""
        return not self.is_cured and self.due_on is not None and self.due_on < as_of


def asked_at(hazard: Hazard, step: str) -> tuple[str, ...]:
    """Returns the fields that who takes a hazard to a step is asked for."""
    keys = [key for key, _ in _DEMANDS.get(step, ())]
    if step == "graded":
        keys = ["level", "grade_basis"]
    if step == "ordered" and hazard.level == "major":
        keys += [key for key, _ in MAJOR]
    return (*keys, "is_back") if step == "rechecked" else tuple(keys)


def missing(hazard: Hazard) -> tuple[str, ...]:
    """Returns the names of the fields that a hazard must have filled where it stands."""
    asked: list[tuple[str, str]] = [("level", "隐患等级")] if hazard.step != "found" else []
    for step, demands in _DEMANDS.items():
        if _PLACE[hazard.step] >= _PLACE[step]:
            asked += demands
            asked += MAJOR if step == "ordered" and hazard.level == "major" else ()
    empty = [name for key, name in asked if getattr(hazard, key) in (None, "")]
    return tuple(empty)


def _check(hazard: Hazard) -> None:
    lacking = missing(hazard)
    if lacking:
        what = "重大隐患" if hazard.level == "major" else "隐患"
        five = "（五落实：措施、责任、资金、时限、预案）" if {name for _, name in FIVE} & set(lacking) else ""
        raise Refused(
            f"{what}“{brief(hazard.title)}”到“{wording.HAZARD_STEPS[hazard.step]}”须先填写{'、'.join(lacking)}{five}。"
        )
    if _PLACE[hazard.step] >= _PLACE["struck"] and hazard.verdict != "pass":
        raise Refused(f"隐患“{brief(hazard.title)}”验收不合格，不能销号；请退回整改。")
    days = [(name, getattr(hazard, key)) for key, name in _IN_ORDER if getattr(hazard, key) is not None]
    for (earlier, first), (later, second) in itertools.pairwise(days):
        if second < first:
            raise Refused(f"隐患“{brief(hazard.title)}”的{later} {second} 早于{earlier} {first}，请改正。")


_IN_ORDER: Final = (
    ("found_on", "排查日期"), ("ordered_on", "下达日期"), ("done_on", "完成日期"), ("accepted_on", "验收日期"),
    ("struck_on", "销号日期"), ("rechecked_on", "回头看日期"),
)  # fmt: skip


def _check_way(hazard: Hazard, before: Hazard | None, rows: Neighbours) -> None:
    """One step after the other; a new row may come in where the office's own register has it."""
    if before is None or before.step == hazard.step:
        return
    allowed = NEXT[before.step]
    if hazard.step not in allowed:
        words = "或".join(f"“{wording.HAZARD_STEPS[step]}”" for step in allowed)
        raise Refused(
            f"隐患“{brief(hazard.title)}”现在是“{wording.HAZARD_STEPS[before.step]}”，下一步是{words}，不能跳到“{wording.HAZARD_STEPS[hazard.step]}”。"
        )
    if before.step == "accepted" and hazard.step == "curing" and before.verdict == "pass":
        raise Refused(f"隐患“{brief(hazard.title)}”验收合格，不必退回整改；验收有误请先撤销。")
    if before.step == "rechecked" and not before.is_back:
        raise Refused(f"隐患“{brief(hazard.title)}”回头看没有反弹，不必重新下达整改。")


def _follow(before: Hazard, after: Hazard, today: date) -> Hazard:
    """The day of a step is today where nobody has typed another; who goes back has all that follows before him again."""
    if after.step == before.step:
        return after
    if after.step == "curing" and _PLACE[before.step] > _PLACE["curing"]:
        return attrs.evolve(after, done_on=None, done_words="", accepted_on=None, accepted_by="", verdict="")
    if before.step == "rechecked" and after.step == "ordered":
        return attrs.evolve(
            after, ordered_on=today, due_on=after.due_on if after.due_on != before.due_on else None, done_on=None,
            done_words="", accepted_on=None, accepted_by="", verdict="", struck_on=None, rechecked_on=None,
            recheck_words="", is_back=False, rebounds=before.rebounds + 1,
        )  # fmt: skip
    key = _DAY_OF.get(after.step, "")
    return evolved(after, **{key: today}) if key and getattr(after, key) is None else after


#: What a step demands is true only together with it.
_BOUND: Final = (
    "found_on", "step", "level", "liable", "measure", "money", "due_on", "emergency", "overseer", "order_number", "cure_plan",
    "ordered_on", "done_on", "done_words", "accepted_on", "accepted_by", "verdict", "struck_on", "rechecked_on",
    "recheck_words", "is_back", "rebounds",
)  # fmt: skip


def _subject(hazard: Hazard, names: Names) -> str:
    return f"隐患 {hazard.number}“{brief(hazard.title)}”"


HAZARD: Final = Kind(
    "hazard", Hazard, "隐患", "处隐患",
    (
        Field("number", "编号", WholeNumber(1), is_set_by_program=True, begins="number", width=64),
        Field("title", "问题及隐患", Text(), is_required=True, width=240),
        Field("found_on", "排查日期", Day(), is_required=True, begins="today", width=96),
        Field("place", "检查地点", Text(), width=120),
        Field("enterprise", "企业", Pointing("enterprise", is_optional=True), width=180),
        Field("industry", "行业分类", Choice(wording.INDUSTRIES), width=96),
        Field("sort", "隐患类型", Text(), width=96, in_list=False),
        Field("found_by", "排查人员", Text(), begins="actor", width=96),
        Field("step", "办理步骤", Choice(wording.HAZARD_STEPS), width=88),
        Field("level", "隐患等级", Choice(wording.HAZARD_LEVELS, spellings={"": ""}), width=80),
        Field("grade_basis", "定级依据", Text(), in_list=False),
        Field("unit", "整改单位", OfUnit(), width=120),
        Field("liable", "整改责任人", Text(), width=96, is_masked=True),
        Field("measure", "整改措施", LongText(), width=200),
        Field("money", "整改资金", Amount(least=0, unit="万元"), unit="万元", width=100, hint="不需要资金填 0"),
        Field("due_on", "整改时限", Day(), width=96),
        Field("emergency", "应急预案", LongText(), width=160, in_list=False, hint="整改期间的应急措施和预案"),
        Field("overseer", "挂牌督办单位", Text(), width=120, basis=_BASIS, hint="重大隐患必填"),
        Field("order_number", "督办文号", Text(), width=120, in_list=False, hint="重大隐患必填"),
        Field("cure_plan", "治理方案", LongText(), width=160, in_list=False, basis=_BASIS, hint="重大隐患必填"),
        Field("ordered_on", "下达日期", Day(), width=96, in_list=False),
        Field("done_on", "完成日期", Day(), width=96),
        Field("done_words", "完成情况", LongText(), width=160, in_list=False),
        Field("accepted_on", "验收日期", Day(), width=96, in_list=False),
        Field("accepted_by", "验收人", Text(), width=96),
        Field("verdict", "验收结论", Choice(wording.HAZARD_VERDICTS, spellings={"": ""}), width=80),
        Field("struck_on", "销号日期", Day(), width=96),
        Field("rechecked_on", "回头看日期", Day(), width=96, in_list=False),
        Field("recheck_words", "回头看情况", LongText(), width=160, in_list=False),
        Field("is_back", "已反弹", YesNo(), width=72, in_list=False),
        Field("rebounds", "反弹次数", WholeNumber(hides_zero=True), is_set_by_program=True, width=80, in_list=False),
    ),
    name_keys=("title",), order=("number",), verb="登记", words=Words(subject=_subject, full=_subject), check=_check,
    check_among=_check_way, follow=_follow, bound=(_BOUND,), is_printed=False,
)  # fmt: skip
