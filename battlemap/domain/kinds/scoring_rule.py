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
    "deduct", "lamp", "bonus", "two_parts", "five_parts", "expert",
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
    "bonus": ("每项", "单项上限", "上限"),
    "two_parts": ("上限",),
    "five_parts": (),
    "expert": (),
}
#: Rules whose parameters may name kinds of their own, each with its price: 「超时限未开工=0.1，弄虚作假=0.2」.
OF_KINDS: Final[frozenset[str]] = frozenset(("per_event", "deduct", "bonus"))
#: Rules that weigh parts → the usual parts with their shares in percent; an office may name others.
SHARES: Final[Mapping[str, Mapping[str, Decimal]]] = {
    "two_parts": {"个数": Decimal(50), "金额": Decimal(50)},
    "five_parts": {name: Decimal(share) for name, share in (("按时", 30), ("质量", 30), ("反馈", 20), ("协同", 10), ("材料", 10))},
}  # fmt: skip
#: A completion in percent from which on a share of the points, in percent, is given.
Steps = tuple[tuple[Decimal, Decimal], ...]


def parameters(words: str) -> dict[str, Decimal]:
    """Returns the numbers of 「上限=120，每点=0.5」; 分段 is read by `steps`. Raises ValueError for what is none."""
    by_name: dict[str, Decimal] = {}
    for name, value in _pairs(words):
        if name != "分段":
            by_name[name] = _number(value)
    return by_name


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
    allowed = PARAMETERS.get(rule, ())
    name = wording.SCORING_RULES.get(rule, rule)
    is_open = rule in OF_KINDS or rule in SHARES
    try:
        strange = [key for key, _ in _pairs(words) if key not in allowed and not (is_open and key)]
        params = parameters(words)
        segments = steps(words)
    except ValueError as error:
        raise Refused(
            f"“{brief(title)}”的计分参数“{brief(words)}”看不懂，请写成 上限=120，每点=0.5。"
        ) from error
    if strange:
        offered = f"可用：{'、'.join(allowed)}" if allowed else "不用参数"
        raise Refused(f"“{brief(title)}”的计分参数“{'、'.join(strange)}”不属于“{name}”，{offered}。")
    if rule in SHARES and sum(shares_of(rule, params).values()) != 100:
        raise Refused(f"“{brief(title)}”各项所占比重合计应为 100，请核对“{brief(words)}”。")
    if rule in OF_KINDS and {"每次", "每项"} & params.keys() and kinds_of(rule, params):
        raise Refused(f"“{brief(title)}”按情形分别计分，就不再写“每次”“每项”，请改正计分参数。")
    if rule == "steps" and not segments:
        raise Refused(f"“{brief(title)}”按分段计分，请写出 分段=100:100、75:75、50:50。")


def kinds_of(rule: str, params: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """Returns the kinds that an office has named with their prices; empty where all count alike."""
    return {
        name: price for name, price in params.items() if rule in OF_KINDS and name not in PARAMETERS[rule]
    }


def shares_of(rule: str, params: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """Returns the parts that a rule weighs with their shares in percent: those of the office, else the usual ones."""
    if rule not in SHARES:
        return {}
    own = {name: share for name, share in params.items() if name not in PARAMETERS[rule]}
    return own or dict(SHARES[rule])


def parts_of(words: str) -> dict[str, tuple[Decimal, Decimal | None]]:
    """Returns the figures of 「个数=8/10，金额=3.2/5」: name → (done, of how much or None). Raises ValueError for what is none."""
    made: dict[str, tuple[Decimal, Decimal | None]] = {}
    for name, value in _pairs(words):
        done, sign, of = value.partition("/")
        made[name] = (_number(done), _number(of) if sign else None)
    return made


def check_parts(rule: str, words: str, parts: str, title: str) -> None:
    """Raises Refused for parts that the rule does not know, that cannot be read, or that are no figures of it."""
    if not parts.strip():
        return
    try:
        figures = parts_of(parts)
    except ValueError as error:
        raise Refused(
            f"“{brief(title)}”的分项数值“{brief(parts)}”看不懂，请写成 个数=8/10，金额=3.2/5。"
        ) from error
    params = parameters(words)
    part_names = [*kinds_of(rule, params), *shares_of(rule, params)]
    if not part_names:
        name = wording.SCORING_RULES.get(rule, rule)
        raise Refused(
            f"“{brief(title)}”按“{name}”计分，没有分项，请把分项数值清空，或先在计分参数里写明各种情形。"
        )
    strange = [name for name in figures if name not in part_names]
    if strange:
        raise Refused(f"“{brief(title)}”没有“{'、'.join(strange)}”这一分项，可用：{'、'.join(part_names)}。")
    for name, (done, of) in figures.items():
        if done < 0 or (of is not None and of <= 0):
            raise Refused(f"“{brief(title)}”的分项“{name}”不能小于 0，目标须大于 0，请核对。")
        if rule == "two_parts" and of is None:
            raise Refused(f"“{brief(title)}”的分项“{name}”要写完成数和目标数，如 {name}=8/10。")
        if rule != "two_parts" and of is not None:
            raise Refused(f"“{brief(title)}”的分项“{name}”只写一个数，不写“/”。")


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
