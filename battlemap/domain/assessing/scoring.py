"""How many points a value earns, by a fixed rule with parameters; exact decimals, never below 0 but for 扣分项.

The rules are those of published assessment papers (see the table of rules in the manual); none runs code of a user.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, localcontext
from typing import Final

import attrs

from battlemap.domain.decimal_figures import EXACT, HUNDRED, divided
from battlemap.domain.kinds.indicator import Direction
from battlemap.domain.kinds.scoring_rule import Steps, kinds_of, parameters, parts_of, shares_of, steps

_NONE: Final = Decimal(0)
#: Points of these come on top of (or off) the others and have no share in the weights.
ON_TOP: Final = frozenset(("bonus", "deduct"))


@attrs.frozen
class Measured:
    """What a rule looks at: the value, what it is held against, and the ends of min–max scoring.

    `yellow` and `red` are lamps of the tasks behind it, `has_basis` whether a document is named.
    """

    value: Decimal | None
    target: Decimal | None = None
    least: Decimal | None = None
    best: Decimal | None = None
    direction: Direction = "up"
    yellow: int = 0
    red: int = 0
    has_basis: bool = True


def completion(measured: Measured) -> Decimal | None:
    """Returns 完成率 in percent; of what should go down target ÷ value; None where it cannot be told."""
    value, target = measured.value, measured.target
    if value is None or target is None:
        return None
    if measured.direction == "down":
        if value <= 0:
            return HUNDRED if target >= 0 else None
        value, target = target, value
    share = divided(value, target)
    return None if share is None else EXACT.multiply(share, HUNDRED)


def earned(rule: str, words: str, weight: Decimal, measured: Measured) -> Decimal | None:
    """Returns the points that a value earns of `weight`; None where something that the rule needs is missing."""
    with localcontext(EXACT):
        return _earned(rule, parameters(words), steps(words), weight, measured)


def whole_of(rule: str, words: str, parts: str) -> tuple[Decimal | None, str]:
    """Returns the value that figures told in parts come to, and what is missing.

    Of kinds the points that all events together cost or bring: a kind that is not told has not happened. Of shares their
    weighted completion in percent (two parts), or their sum of a hundred (five parts): there a part that is not told is
    missing, and so is the whole.
    """
    by_part, params = parts_of(parts), parameters(words)
    with localcontext(EXACT):
        kinds = kinds_of(rule, params)
        if kinds:
            most = params.get("单项上限")
            each = (price * by_part[name][0] for name, price in kinds.items() if name in by_part)
            return sum((one if most is None else min(one, most) for one in each), _NONE), ""
        shares = shares_of(rule, params)
        missing = [name for name in shares if name not in by_part]
        if missing:
            return None, f"缺“{'、'.join(missing)}”"
        if rule == "two_parts":
            done = (shares[name] * by_part[name][0] / (by_part[name][1] or _NONE) for name in shares)
            return sum(done, _NONE), ""
        return sum((min(by_part[name][0], share) for name, share in shares.items()), _NONE), ""


def _earned(
    rule: str, params: Mapping[str, Decimal], steps_: Steps, weight: Decimal, measured: Measured
) -> Decimal | None:
    value = measured.value
    if rule == "lamp":
        off = (
            params.get("黄灯", Decimal(1)) * (measured.yellow // 2)
            + params.get("红灯", Decimal(2)) * measured.red
        )
        return max(_NONE, weight - off)
    if value is None:
        return None
    if rule == "expert":
        return min(max(value, _NONE), weight)
    if rule in ("two_parts", "five_parts"):
        return weight * min(max(value, _NONE), params.get("上限", HUNDRED)) / HUNDRED
    if rule in ("each_missing", "per_event", "deduct", "bonus"):
        return _by_events(rule, params, weight, value, measured.has_basis)
    if rule == "rank_score":
        first, each = params.get("首位", HUNDRED), params.get("每位", Decimal(5))
        return weight * max(_NONE, first - each * (value - 1)) / HUNDRED
    if rule in ("minmax", "efficacy"):
        share = _between(value, measured)
        floor = params.get("基准", Decimal(60)) / HUNDRED if rule == "efficacy" else _NONE
        return None if share is None else weight * (floor + (1 - floor) * share)
    done = completion(measured)
    return None if done is None else weight * _of_completion(rule, params, steps_, done) / HUNDRED


def _by_events(
    rule: str, params: Mapping[str, Decimal], weight: Decimal, value: Decimal, has_basis: bool
) -> Decimal:
    """Returns the points after so many events; where kinds have their own prices, `value` is what they come to."""
    usual = Decimal("0.1") if rule in ("each_missing", "per_event") else Decimal(1)
    each = (
        Decimal(1) if kinds_of(rule, params) else params.get("每次" if rule == "per_event" else "每项", usual)
    )
    sum_ = each * value
    if rule == "bonus":
        return min(sum_, params.get("上限", sum_)) if has_basis else _NONE
    return -sum_ if rule == "deduct" and not weight else max(_NONE, weight - sum_)


def _of_completion(rule: str, params: Mapping[str, Decimal], steps_: Steps, done: Decimal) -> Decimal:
    """Returns the share of the points, in percent, for a completion in percent."""
    if rule == "base_80":
        share = params.get("基准", Decimal(80)) + params.get("每点", Decimal("0.5")) * (done - HUNDRED)
        return min(max(share, _NONE), params.get("上限", HUNDRED))
    if rule == "over_bonus":
        over = max(_NONE, done - HUNDRED) * params.get("每点", Decimal(1))
        return min(done, HUNDRED) + min(over, params.get("上限", over))
    if rule == "steps":
        return next((share for reached, share in steps_ if done >= reached), _NONE)
    return max(_NONE, min(done * params.get("系数", Decimal(1)), params.get("上限", HUNDRED)))


def _between(value: Decimal, measured: Measured) -> Decimal | None:
    """Returns where a value lies between the worst (0) and the best (1), clipped."""
    least, best = measured.least, measured.best
    if least is None or best is None or least == best:
        return None
    return min(max((value - least) / (best - least), _NONE), Decimal(1))


def grade(score: Decimal) -> str:
    """Returns the grade of a score of a hundred: 优秀 from 90, 良好 from 80, 合格 from 60."""
    return "优秀" if score >= 90 else "良好" if score >= 80 else "合格" if score >= 60 else "不合格"
