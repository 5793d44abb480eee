"""Roll-up: like quantities are added, unlike ones weighed, empty branches left out and told; a change goes up one way.

Source of the rules: users of such tools complain of averages of percentages and of missing values that count as 0.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, localcontext
from typing import Final

import attrs

from battlemap.domain.assessing.scoring import ON_TOP, Measured, completion, earned
from battlemap.domain.assessing.sources import Given, entered, quotient
from battlemap.domain.assessing.tree import Tree
from battlemap.domain.decimal_figures import EXACT, HUNDRED, decimal_of, divided, plain
from battlemap.domain.kinds.scheme import SchemeNode
from battlemap.domain.kinds.scoring_rule import parameters

_ZERO: Final = Decimal(0)


@attrs.frozen
class Gauge:
    """How a node stands: value, target, 完成率 (percent), points of `full`, and how many of its leaves have data."""

    value: Decimal | None
    target: Decimal | None
    done: Decimal | None
    points: Decimal | None
    full: Decimal
    filled: int
    leaves: int
    words: str = ""
    numerator: Decimal | None = None
    denominator: Decimal | None = None

    @property
    def has_data(self) -> bool:
        """Whether anything below it is known."""
        return self.points is not None or self.value is not None

    @property
    def share(self) -> Decimal | None:
        """The points as a share of all it could have, 0 … 1 and more."""
        return divided(self.points, self.full)

    @property
    def coverage(self) -> str:
        """「3/5 项有数据」, "" where all leaves have."""
        return "" if self.filled == self.leaves else f"{self.filled}/{self.leaves} 项有数据"


@attrs.frozen(eq=False)
class Evaluation:
    """A tree with what its leaves are given and how each node stands; `total` is that of the whole scheme."""

    tree: Tree
    given: Mapping[str, Given]
    gauges: Mapping[str, Gauge]
    total: Gauge
    #: The nodes that the last change reached; all of them in the beginning.
    reached: frozenset[str] = frozenset()

    @classmethod
    def of(cls, tree: Tree, given: Mapping[str, Given]) -> Evaluation:
        """Returns the evaluation of the whole tree; what is given for no leaf is taken from the leaf itself."""
        gauges: dict[str, Gauge] = {}
        for id in reversed(list(tree.walk())):
            gauges[id] = _gauge(tree, id, given, gauges)
        return cls(tree, given, gauges, _total(tree, gauges), frozenset(gauges))

    def changed(
        self, nodes: Iterable[SchemeNode] = (), given: Mapping[str, Given] | None = None
    ) -> Evaluation:
        """Returns the evaluation with other versions of nodes that stay where they are, or other given values.

        Costs the ways up from what changed; the rest is shared.
        """
        tree, nodes, all_given = self.tree, tuple(nodes), {**self.given, **(given or {})}
        touched = set(given or ())
        for node in nodes:
            tree = tree.changed(node)
            touched.add(node.id)
            if (given is None or node.id not in given) and node.source in ("entered", "children"):
                all_given.pop(node.id, None)
        gauges = dict(self.gauges)
        ways = {id for start in touched for id in (start, *tree.above(start))}
        # where weights are shared out, another weight above reaches down
        ways |= {id for node in nodes for id in tree.walk(node.id)}
        ways |= {
            id for node in nodes for id in tree.below[_above(tree, node.id)] if not tree.nodes[id].weight
        }
        for id in sorted(ways, key=tree.level, reverse=True):
            gauges[id] = _gauge(tree, id, all_given, gauges)
        return Evaluation(tree, all_given, gauges, _total(tree, gauges), frozenset(ways))

    def with_value(self, leaf: str, value: Decimal | None) -> Evaluation:
        """Returns the evaluation as it would be with another value of a leaf."""
        before = self.given.get(leaf) or entered(self.tree.nodes[leaf])
        return self.changed(given={leaf: attrs.evolve(before, value=value, numerator=None, denominator=None)})

    def total_with(self, leaf: str, value: Decimal | None) -> Gauge:
        """Returns how the whole would stand with another value of a leaf; only the way up is worked out."""
        before = self.given.get(leaf) or entered(self.tree.nodes[leaf])
        trial = {leaf: attrs.evolve(before, value=value, numerator=None, denominator=None)}
        gauges: dict[str, Gauge] = {}
        all_gauges = ChainMap(gauges, self.gauges)  # type: ignore[arg-type]
        for id in (leaf, *self.tree.above(leaf)):
            gauges[id] = _gauge(self.tree, id, trial, all_gauges)
        return _total(self.tree, all_gauges)


def _gauge(tree: Tree, id: str, given: Mapping[str, Given], gauges: Mapping[str, Gauge]) -> Gauge:
    node = tree.nodes[id]
    with localcontext(EXACT):
        full = full_of(tree, id)
        if tree.is_leaf(id):
            return _leaf(node, full, given.get(id) or entered(node))
        return _group(node, full, [(tree.nodes[below], gauges[below]) for below in tree.below[id]])


def full_of(tree: Tree, id: str) -> Decimal:
    """Returns the points that a node can have: its weight, else an equal part where none of its like has one.

    A node without a weight among others that have one counts nothing: it is told as a fault, no weight is invented.
    """
    node = tree.nodes[id]
    own = decimal_of(node.weight)
    if own is not None:
        return own
    above = _above(tree, id)
    alike = [tree.nodes[one] for one in tree.below[above] if tree.nodes[one].rule not in ON_TOP]
    if node.rule in ON_TOP or any(one.weight for one in alike):
        return _ZERO
    return (full_of(tree, above) if above is not None else HUNDRED) / len(alike)


def _above(tree: Tree, id: str) -> str | None:
    above = tree.nodes[id].above
    return above if above in tree.nodes else None


def measured_of(node: SchemeNode, given: Given) -> Measured:
    """Returns what the rule of a leaf looks at."""
    return Measured(
        given.value, decimal_of(node.target), decimal_of(node.least), decimal_of(node.best), node.direction,
        given.yellow, given.red, bool(node.data_source.strip()),
    )  # fmt: skip


def _leaf(node: SchemeNode, full: Decimal, given: Given) -> Gauge:
    measured = measured_of(node, given)
    # progress of tasks is a percentage that has nothing but 100 to reach
    if node.source == "tasks" and measured.target is None:
        measured = attrs.evolve(measured, target=HUNDRED)
    points = (
        earned(node.rule, node.parameters, full, measured)
        if given.value is not None or node.rule == "lamp"
        else None
    )
    if node.rule == "lamp" and given.value is None:
        points = None
    missing = _missing(node, measured, points)
    return Gauge(
        given.value, measured.target, completion(measured), points, full, int(given.value is not None), 1,
        "；".join(filter(None, (given.words, missing))), given.numerator, given.denominator,
    )  # fmt: skip


def _missing(node: SchemeNode, measured: Measured, points: Decimal | None) -> str:
    """Returns why a leaf with a value has no points."""
    if measured.value is None:
        return "没有数据"
    if points is not None:
        return ""
    return "缺最低值或标杆值" if node.rule in ("minmax", "efficacy") else "缺目标值"


def _group(node: SchemeNode, full: Decimal, below: Sequence[tuple[SchemeNode, Gauge]]) -> Gauge:
    gauges = [gauge for _, gauge in below]
    filled, leaves = sum(gauge.filled for gauge in gauges), sum(gauge.leaves for gauge in gauges)
    value, above, under = _rolled(node, gauges)
    target = decimal_of(node.target)
    if target is None and node.rollup == "sum":
        targets = [gauge.target for gauge in gauges]
        target = None if None in targets else sum((one for one in targets if one is not None), _ZERO)
    if node.rollup == "count":
        target = Decimal(len(gauges)) if target is None else target
    if node.rollup in ("sum", "ratio", "count"):
        measured = Measured(value, target, decimal_of(node.least), decimal_of(node.best), node.direction)
        points = None if value is None else earned(node.rule, node.parameters, full, measured)
        return Gauge(value, target, completion(measured), points, full, filled, leaves, "", above, under)
    share, on_top = _shares(node, below)
    points = None if share is None else full * share + on_top
    cap = parameters(node.parameters).get("上限")
    if points is not None and cap is not None:
        # points that come on top have no full score: there the limit is one of points
        points = min(points, full * cap / HUNDRED if full else cap)
    done = None if share is None else share * HUNDRED
    return Gauge(None, target, done, points, full, filled, leaves)


def _rolled(
    node: SchemeNode, gauges: Sequence[Gauge]
) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    """Returns value, numerator and denominator of a group whose children are like quantities; None without any data."""
    if node.rollup == "sum" and "%" in node.measure_unit:
        # ratios are never added
        return None, None, None
    if node.rollup == "sum":
        values = [gauge.value for gauge in gauges if gauge.value is not None]
        return (sum(values, _ZERO) if values else None), None, None
    if node.rollup == "ratio":
        pairs = [
            (gauge.numerator, gauge.denominator)
            for gauge in gauges
            if gauge.numerator is not None and gauge.denominator is not None
        ]
        if not pairs:
            return None, None, None
        above, under = sum((a for a, _ in pairs), _ZERO), sum((b for _, b in pairs), _ZERO)
        return quotient(above, under, node.measure_unit), above, under
    if node.rollup == "count":
        judged = [gauge for gauge in gauges if gauge.done is not None]
        return (Decimal(sum(_is_done(gauge) for gauge in judged)) if judged else None), None, None
    return None, None, None


def _shares(
    node: SchemeNode | None, below: Sequence[tuple[SchemeNode, Gauge]]
) -> tuple[Decimal | None, Decimal]:
    """Returns the share of the points (0 … 1) of a weighed group, and the points that come on top of them.

    Branches without data are left out and the weights of the others stand for all.
    """
    on_top = sum((g.points for child, g in below if child.rule in ON_TOP and not g.full and g.points), _ZERO)
    weighed = [(g.full, s) for child, g in below if g.full and (s := g.share) is not None]
    if not weighed:
        return (_ZERO, on_top) if on_top else (None, _ZERO)
    rollup = node.rollup if node is not None else "weighted"
    if rollup == "min":
        return min(share for _, share in weighed), on_top
    if rollup == "all":
        return Decimal(int(all(_is_done(gauge) for _, gauge in below))), on_top
    parts = sum((full * share for full, share in weighed), _ZERO)
    return parts / sum((full for full, _ in weighed), _ZERO), on_top


def _is_done(gauge: Gauge) -> bool:
    return gauge.done is not None and gauge.done >= HUNDRED


def _total(tree: Tree, gauges: Mapping[str, Gauge]) -> Gauge:
    """Returns how the scheme stands as a whole: the sum of its first level, empty branches left out."""
    below = [(tree.nodes[id], gauges[id]) for id in tree.tops]
    with localcontext(EXACT):
        full = sum((gauge.full for child, gauge in below), _ZERO)
        share, on_top = _shares(None, below)
        points = None if share is None else full * share + on_top
        done = None if share is None else share * HUNDRED
    filled, leaves = sum(gauge.filled for _, gauge in below), sum(gauge.leaves for _, gauge in below)
    return Gauge(None, None, done, points, full, filled, leaves)


def points_words(points: Decimal | None, places: int) -> str:
    """Returns points as they are shown, rounded half up; 「--」 for none."""
    return plain(points, places)
