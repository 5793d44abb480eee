"""Scoring rules (计分办法): a small fixed set with parameters that offices write in words; no user code is ever run."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Final, Literal, get_args

from battlemap import wording
from battlemap.domain.words import brief
from battlemap.errors import Refused

Rule = Literal[
    "ratio_cap", "base_80", "over_bonus", "steps", "minmax", "efficacy", "rank_score", "each_missing", "per_event",
    "deduct", "lamp", "bonus", "expert",
]  # fmt: skip
RULES: Final[tuple[Rule, ...]] = get_args(Rule)
#: Rule → the names of its parameters.
PARAMETERS: Final[Mapping[str, tuple[str, ...]]] = {
    "ratio_cap": ("上限", "系数"),
    "base_80": ("基准", "每点", "上限"),
    "over_bonus": ("每点", "上限"),
    "steps": ("分段",),
    "minmax": (),
    "efficacy": ("基准",),
    "rank_score": ("每位", "首位"),
    "each_missing": ("每项",),
    "per_event": ("每次",),
    "deduct": ("每项",),
    "lamp": ("黄灯", "红灯"),
    "bonus": ("每项", "上限"),
    "expert": (),
}
#: A completion in percent from which on a share of the points, in percent, is given.
Steps = tuple[tuple[Decimal, Decimal], ...]


def parameters(words: str) -> dict[str, Decimal]:
    """Returns the numbers of 「上限=120，每点=0.5」; 分段 is read by `steps`. Raises ValueError for what is none."""
    told: dict[str, Decimal] = {}
    for name, value in _pairs(words):
        if name != "分段":
            told[name] = _number(value)
    return told


def steps(words: str) -> Steps:
    """Returns the steps of 「分段=100:100、75:75、50:50」, the highest first; raises ValueError for what is none."""
    text = next((value for name, value in _pairs(words) if name == "分段"), "")
    made = []
    for part in filter(None, text.split("、")):
        reached, sign, share = part.partition(":")
        if not sign:
            raise ValueError(part)
        made.append((_number(reached), _number(share)))
    return tuple(sorted(made, reverse=True))


def check_parameters(rule: str, words: str, title: str) -> None:
    """Raises Refused for parameters that the rule does not know or that cannot be read."""
    known = PARAMETERS.get(rule, ())
    name = wording.SCORING_RULES.get(rule, rule)
    try:
        strange = [key for key, _ in _pairs(words) if key not in known]
        parameters(words)
        told = steps(words)
    except ValueError as error:
        raise Refused(
            f"“{brief(title)}”的计分参数“{brief(words)}”看不懂，请写成 上限=120，每点=0.5。"
        ) from error
    if strange:
        offered = f"可用：{'、'.join(known)}" if known else "不用参数"
        raise Refused(f"“{brief(title)}”的计分参数“{'、'.join(strange)}”不属于“{name}”，{offered}。")
    if rule == "steps" and not told:
        raise Refused(f"“{brief(title)}”按分段计分，请写出 分段=100:100、75:75、50:50。")


def _pairs(words: str) -> list[tuple[str, str]]:
    made = []
    for part in (
        words.replace("；", "，").replace(";", "，").replace(",", "，").replace("：", ":").split("，")
    ):
        if not part.strip():
            continue
        name, sign, value = part.partition("=")
        if not sign:
            raise ValueError(part)
        made.append((name.strip(), value.strip()))
    return made


def _number(text: str) -> Decimal:
    try:
        number = Decimal(text.strip().removesuffix("%"))
    except InvalidOperation as error:
        raise ValueError(text) from error
    if not number.is_finite() or abs(number) > 10**6:
        raise ValueError(text)
    return number
