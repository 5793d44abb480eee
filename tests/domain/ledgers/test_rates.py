"""A rate counts what its data say and tells its definition; the figures are those of a published report."""

from __future__ import annotations

import attrs

from battlemap.domain.ledgers.definition import Definition
from battlemap.domain.ledgers.entry_filter import EntryFilter
from battlemap.domain.ledgers.rates import RateValue, rate_value, rate_words, rates_of
from battlemap.domain.ledgers.template import delivered_template
from battlemap.domain.row_names import RowNames
from tests.domain.ledgers.test_template import defined

PROJECTS = defined(delivered_template("签约项目"))
ROAD = PROJECTS.road
#: 292 contracts: 18 produce, 180 are built, 93 wait for permits, 1 has ended.
NOW = ["producing"] * 18 + ["started"] * 180 + ["registered"] * 93 + ["ended"]


class Nobody(RowNames):
    """Knows no names."""


def measured(wanted: EntryFilter, amount: str) -> int:
    """Counts by the present stage; all have been signed, and who has ended got no further."""
    return sum((3 if amount else 1) for code in NOW if all(_passes(code, each) for each in wanted.conditions))


def _passes(code: str, condition: object) -> bool:
    relation, values = condition.relation, condition.values  # type: ignore[attr-defined]
    if relation == "reached":
        place = ROAD.place(code)
        return (place if place is not None else ROAD.place("signed") or 0) >= min(
            ROAD.place(value) or 0 for value in values
        )
    return (code in values) == (relation == "in")


def _values() -> dict[str, RateValue]:
    return {rate.title: rate_value(rate, measured) for rate in rates_of(PROJECTS)}


def test_rates_of_292_contracts() -> None:
    values = _values()
    begun, kept = values["开工率"], values["履约率"]
    assert (begun.numerator, begun.denominator, begun.words) == (198, 292, "67.8%")
    assert (kept.numerator, kept.denominator, kept.words) == (291, 292, "99.7%")


def test_a_rate_by_amount_adds_amounts_and_nothing_over_nothing_is_no_rate() -> None:
    rate = attrs.evolve(rates_of(PROJECTS)[0], amount="investment")
    assert rate_value(rate, measured).denominator == 3 * 292
    assert rate_value(rate, lambda wanted, amount: 0).words == "—"


def test_definition_is_told_in_words() -> None:
    words = {rate.title: rate_words(rate, PROJECTS, Nobody()) for rate in rates_of(PROJECTS)}
    assert words["开工率"].startswith("开工率＝阶段曾到开工的项目数 ÷ 阶段曾到签约的项目数")
    assert "阶段曾到签约、阶段不为终止的项目数" in words["履约率"]


def test_a_garbled_rate_leaves_the_others_readable() -> None:
    garbled = '[{"title": "坏"}, {"title": "好", "numerator": [], "denominator": []}, 3]'
    ledger = attrs.evolve(PROJECTS.ledger, rates=garbled)
    rates = rates_of(Definition(ledger, PROJECTS.fields))
    assert [rate.title for rate in rates] == ["好"]
    assert rate_words(rates[0], PROJECTS, Nobody()) == "好＝全部项目数 ÷ 全部项目数"
    assert rates_of(Definition(attrs.evolve(ledger, rates="[["), PROJECTS.fields)) == ()
