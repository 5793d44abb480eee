"""Roll-up: the oracle is arithmetic on fractions, written apart from the program."""

from __future__ import annotations

from decimal import Decimal
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from battlemap.domain.assessing.evaluating import leverage, per_point
from battlemap.domain.assessing.rollup import Evaluation
from battlemap.domain.assessing.tree import Tree
from battlemap.domain.assessing.what_if import WhatIf
from battlemap.domain.kinds.kind import evolved
from battlemap.domain.kinds.scheme import SchemeNode
from tests.domain.assessing.trees import evaluated, leaves, node, points_by_hand, trees

CLOSE = Decimal("1e-20")


def test_like_quantities_are_added_and_not_averaged() -> None:
    """Viva's three products: 100k, 20k and 1k; 50k, 20k and 1k sold is 58.7 %, not 83 %."""
    standing = evaluated(
        node("s", rollup="sum", weight="100", target="121"),
        *(
            node(f"s{n}", "s", value=v, target=t)
            for n, (v, t) in enumerate((("50", "100"), ("20", "20"), ("1", "1")))
        ),
    )
    gauge = standing.gauges["s"]
    assert gauge.value == 71 and gauge.points is not None and round(gauge.points, 1) == Decimal("58.7")


def test_ratios_are_rolled_up_by_their_parts() -> None:
    """18 of 292 and 90 of 100 are 27.6 %, not 48.1 %."""
    standing = evaluated(
        node("r", rollup="ratio", target="50"),
        node("r1", "r", numerator="18", denominator="292"),
        node("r2", "r", numerator="90", denominator="100"),
        node("r3", "r"),
    )
    gauge = standing.gauges["r"]
    assert gauge.value is not None and round(gauge.value, 4) == Decimal("27.5510")
    assert gauge.coverage == "2/3 项有数据"


def test_an_empty_branch_is_left_out_and_told() -> None:
    standing = evaluated(
        node("a", weight="50", value="8", target="10"), node("b", weight="30"), node("b1", "b", weight="30"),
        node("c", weight="20", value="10", target="10"),
    )  # fmt: skip
    # (50 × 0.8 + 20 × 1) ÷ 70 of a hundred points
    assert standing.total.points is not None and round(standing.total.points, 4) == Decimal("85.7143")
    assert standing.total.coverage == "2/3 项有数据"


def test_worst_all_and_count_have_their_own_ways() -> None:
    def of(rollup: str) -> Decimal | None:
        group = node("g", weight="10", rollup=rollup)
        parts = [
            node(f"g{n}", "g", weight="5", value=value, target="10") for n, value in enumerate(("10", "5"))
        ]
        return evaluated(group, *parts).gauges["g"].points

    assert (of("min"), of("all"), of("count")) == (5, 0, 5)


def test_nodes_without_weights_share_alike_and_one_among_weighed_ones_counts_nothing() -> None:
    alike = evaluated(
        node("g", weight="20"), node("g1", "g", value="1", target="1"), node("g2", "g", value="0", target="1")
    )
    assert alike.gauges["g"].points == 10
    one = evaluated(
        node("g", weight="20"),
        node("g1", "g", weight="20", value="1", target="1"),
        node("g2", "g", value="0", target="1"),
    )
    assert one.gauges["g"].points == 20


def test_what_comes_on_top_is_not_weighed() -> None:
    base = (node("a", weight="100", value="9", target="10"),)
    more = evaluated(*base, node("b", rule="bonus", parameters="每项=2", value="1", data_source="表彰"))
    less = evaluated(*base, node("b", rule="deduct", parameters="每项=2", value="1"))
    assert (more.total.points, less.total.points) == (92, 88)


def test_what_is_told_in_parts_counts_and_a_group_on_top_has_a_limit_of_the_year() -> None:
    standing = evaluated(
        node("a", weight="10", rule="per_event", parameters="迟报=1，漏报=2", parts="迟报=2，漏报=1"),
        node("b", weight="90", rule="two_parts", parts="个数=1/2"),
        node("c", rule="bonus", parameters="上限=5"),
        *(
            node(f"c{n}", "c", rule="bonus", parameters="每项=2", value="2", data_source="表彰")
            for n in (1, 2)
        ),
    )
    assert (standing.gauges["a"].points, standing.gauges["b"].points) == (6, None)
    assert "缺“金额”" in standing.gauges["b"].words
    assert standing.gauges["c"].points == 5 and standing.total.points == 65


def test_a_quotient_in_units_of_its_own_is_no_percentage() -> None:
    standing = evaluated(node("r", measure_unit="万元/人", numerator="500", denominator="20", target="50"))
    assert standing.gauges["r"].value == 25 and standing.gauges["r"].done == 50


@settings(max_examples=60, deadline=None)
@given(trees(), st.integers(0, 10**6))
def test_the_whole_is_what_paper_and_pencil_give_in_any_order(nodes: list[SchemeNode], seed: int) -> None:
    shuffled = nodes[:]
    Random(seed).shuffle(shuffled)
    by_hand = points_by_hand(nodes)
    for order in (nodes, shuffled):
        total = evaluated(*order).total.points
        assert (total is None) == (by_hand is None)
        if total is not None and by_hand is not None:
            assert abs(total - Decimal(by_hand.numerator) / Decimal(by_hand.denominator)) < CLOSE


@settings(max_examples=60, deadline=None)
@given(trees(), st.data())
def test_a_change_goes_up_as_if_all_were_worked_out_anew(
    nodes: list[SchemeNode], data: st.DataObject
) -> None:
    standing = evaluated(*nodes)
    for _ in range(3):
        place = data.draw(st.integers(0, len(nodes) - 1))
        key = data.draw(st.sampled_from(("value", "target", "weight")))
        text = data.draw(st.one_of(st.none(), st.integers(1, 99).map(str)))
        nodes = [evolved(one, **{key: text}) if n == place else one for n, one in enumerate(nodes)]
        standing = standing.changed((nodes[place],))
        anew = evaluated(*nodes)
        assert standing.gauges == anew.gauges and standing.total == anew.total


@settings(max_examples=60, deadline=None)
@given(trees())
def test_the_effect_of_a_leaf_is_the_finite_difference(nodes: list[SchemeNode]) -> None:
    standing = evaluated(*nodes)
    for leaf in leaves(nodes):
        gauge = standing.gauges[leaf.id]
        if (
            gauge.points is None
            or gauge.value is None
            or gauge.target is None
            or not 0 < gauge.value < gauge.target
        ):
            continue
        step = (gauge.target - gauge.value) / 7
        there = standing.with_value(leaf.id, gauge.value + step)
        moved = there.total.points - standing.total.points  # type: ignore[operator]
        own = there.gauges[leaf.id].points - gauge.points  # type: ignore[operator]
        assert abs(moved - own * per_point(standing, leaf.id)) < CLOSE
        assert leverage(standing, leaf.id).gain is not None


@settings(max_examples=40, deadline=None)
@given(trees(), st.data())
def test_a_what_if_leaves_the_real_tree_as_it_is(nodes: list[SchemeNode], data: st.DataObject) -> None:
    real = evaluated(*nodes)
    gauges, total, rows = dict(real.gauges), real.total, dict(real.tree.nodes)
    trial = WhatIf(real)
    tried = data.draw(st.sampled_from(nodes))
    key = data.draw(st.sampled_from(("value", "target", "weight")))
    trial = trial.tried(tried.id, key, "37")
    there = trial.evaluation()
    anew = Evaluation.of(
        Tree.of(evolved(one, **{key: "37"}) if one.id == tried.id else one for one in nodes), {}
    )
    assert there.total == anew.total
    assert (real.gauges, real.total, real.tree.nodes) == (gauges, total, rows)
    assert trial.tried(tried.id, key, getattr(tried, key)).is_empty
