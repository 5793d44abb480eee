"""Rates of a ledger (落地率、履约率、开工率、成功率): numerator and denominator are data, and what they count is printed."""

from __future__ import annotations

import json
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import attrs

from battlemap.domain.fields.names import Names
from battlemap.domain.judging.progress import percent_words
from battlemap.domain.ledgers.definition import Definition
from battlemap.domain.ledgers.entry_filter import Condition, EntryFilter
from battlemap.errors import BadInput

#: Filter and the key of what is summed ("" to count) → how much the ledger holds of it.
Measure = Callable[[EntryFilter, str], int]


@attrs.frozen
class Rate:
    """A rate as a place defines it; definitions differ from place to place, so nothing of it is fixed here.

    The numerator is counted among the entries of the denominator. `amount` is the key of what is summed instead of
    counting; `basis` says where the definition comes from.
    """

    title: str
    numerator: EntryFilter
    denominator: EntryFilter
    amount: str = ""
    basis: str = ""


@attrs.frozen
class RateValue:
    """A rate that was counted: its two numbers, in yuan where an amount is summed."""

    rate: Rate
    numerator: int
    denominator: int

    @property
    def share(self) -> Fraction | None:
        """The quotient; None where the denominator is 0."""
        return Fraction(self.numerator, self.denominator) if self.denominator else None

    @property
    def words(self) -> str:
        """「67.8%」, 「—」 where there is nothing to divide by."""
        share = self.share
        return "—" if share is None else percent_words(share * 100)


def rates_of(definition: Definition) -> tuple[Rate, ...]:
    """Returns the rates of a ledger; one that cannot be understood is left out, so that the others stay readable."""
    try:
        items: Any = json.loads(definition.ledger.rates) if definition.ledger.rates else []
    except (ValueError, RecursionError):
        return ()
    rates = []
    for item in items if isinstance(items, list) else ():
        try:
            rates.append(
                Rate(
                    str(item["title"]),
                    EntryFilter.of(item["numerator"]),
                    EntryFilter.of(item["denominator"]),
                    str(item.get("amount") or ""),
                    str(item.get("basis") or ""),
                )
            )
        except (BadInput, KeyError, TypeError, AttributeError):
            continue
    return tuple(rates)


def rate_value(rate: Rate, measure: Measure) -> RateValue:
    """Returns the rate; a numerator that is no part of its denominator would be a rate above 100 %."""
    both = rate.denominator.with_conditions(rate.numerator.conditions)
    return RateValue(rate, measure(both, rate.amount), measure(rate.denominator, rate.amount))


def rate_words(rate: Rate, definition: Definition, names: Names) -> str:
    """Returns the definition as it is printed under a table: 「开工率＝阶段曾到开工的项目数 ÷ 阶段曾到签约的项目数」."""
    noun = definition.noun
    field = definition.by_key.get(rate.amount)
    what = f"{noun}{field.title if field else '金额'}" if rate.amount else f"{noun}数"
    above, below = (
        "、".join(condition_words(condition, definition, names) for condition in part.conditions)
        for part in (rate.numerator, rate.denominator)
    )
    basis = f"（{rate.basis}）" if rate.basis else ""
    return f"{rate.title}＝{_counted(above, what)} ÷ {_counted(below, what)}{basis}"


def condition_words(condition: Condition, definition: Definition, names: Names) -> str:
    """Returns a condition as a sentence tells it: 「当前阶段为开工、竣工」, 「签约日期在 2018-10-01 及以后」."""
    field = definition.by_key.get(condition.field)
    title = field.title if field else condition.field
    values = "、".join(
        field.type.words(field.type.loaded(_stored(value, field.row.type)), names) if field else value
        for value in condition.values
    )
    return {
        "in": f"{title}为{values}",
        "not_in": f"{title}不为{values}",
        "reached": f"{title}曾到{values}",
        "least": f"{title}不少于 {values}",
        "most": f"{title}不超过 {values}",
        "holds": f"{title}含“{values}”",
        "empty": f"{title}为空",
        "filled": f"{title}已填",
        "unread": f"{title}读不懂",
    }[condition.relation]


def _counted(words: str, what: str) -> str:
    return f"{words}的{what}" if words else f"全部{what}"


def _stored(value: str, type_: str) -> Any:
    """Returns the spelling in the file's JSON of a value that a condition tells as text."""
    if type_ in ("yesno", "int", "money") and value.lstrip("-").isdigit():
        return int(value)
    return [value] if type_ == "choices" else value
