"""A definition puts its fields together; a calculated one is shown as what it is made of."""

from __future__ import annotations

import attrs

from battlemap.domain.fields.amount import Amount
from battlemap.domain.fields.calculation import Calculated
from battlemap.domain.ledgers.template import Template, delivered_template
from tests.domain.ledgers.examples import defined
from tests.domain.ledgers.test_rates import Nobody


def income() -> Template:
    household = delivered_template("贫困户")
    return next(child for child in household.children if child.ledger.title == "季度收入")


def test_a_sum_of_sums_is_shown_with_the_separators_of_its_root() -> None:
    net = defined(income()).by_key["net"].type
    assert isinstance(net, Calculated) and isinstance(net.shown_as, Amount)
    assert net.show(1234567, Nobody()) == "1,234,567"


def test_sums_that_are_made_of_each_other_are_still_defined() -> None:
    made = income()
    fields = tuple(
        attrs.evolve(field, options=field.options.replace("wage", "net")) if field.key == "total" else field
        for field in made.fields
    )
    assert defined(attrs.evolve(made, fields=fields)).by_key["total"].type.show(None, Nobody()) == ""
