"""Where points are lost (短板清单), and which node is worth most (哪一项最值得攻)."""

from __future__ import annotations

from decimal import Decimal

import attrs

from battlemap.domain.assessing.evaluating import Leverage, leverage
from battlemap.domain.assessing.rollup import Evaluation, Gauge
from battlemap.domain.decimal_figures import EXACT, HUNDRED, decimal_of, divided, plain
from battlemap.domain.kinds.scheme import SchemeNode


@attrs.frozen
class Gap:
    """A leaf that is short of its mark: points lost, why, and what reaching its target would bring at the top.

    `effort` is how far it is, in percent of the target; `worth` the gain per percent of effort.
    """

    node: SchemeNode
    gauge: Gauge
    lost: Decimal
    leverage: Leverage
    effort: Decimal | None
    worth: Decimal | None
    words: str


def gaps(standing: Evaluation) -> list[Gap]:
    """Returns the leaves that lose points or lie behind the nation's average, the most worth first.

    What has no data is a gap of its own kind and stands last: it is missing, not 0.
    """
    all_gaps = []
    for leaf in standing.tree.leaves():
        node, gauge = standing.tree.nodes[leaf], standing.gauges[leaf]
        behind = _behind(node, gauge)
        if gauge.points is None:
            all_gaps.append(
                Gap(node, gauge, Decimal(0), Leverage(leaf, Decimal(0), None, None), None, None, gauge.words)
            )
            continue
        lost = gauge.full - gauge.points
        if lost <= 0 and not behind:
            continue
        lever = leverage(standing, leaf)
        effort = _effort(gauge, lever)
        worth = divided(lever.gain, effort) if effort and lever.gain is not None else None
        words = f"得 {plain(gauge.points, 2)} 分，差 {plain(lost, 2)} 分"
        all_gaps.append(
            Gap(node, gauge, lost, lever, effort, worth, "；".join(filter(None, (words, behind))))
        )
    return sorted(all_gaps, key=_order)


def most_worth(standing: Evaluation, most: int = 5) -> list[Gap]:
    """Returns the leaves where a percent of effort brings the most at the top."""
    return [gap for gap in gaps(standing) if gap.worth is not None and gap.worth > 0][:most]


def _order(gap: Gap) -> tuple[int, Decimal, Decimal]:
    kind = 0 if gap.worth is not None else 1 if gap.gauge.points is not None else 2
    return (kind, -(gap.worth or Decimal(0)), -gap.lost)


def _effort(gauge: Gauge, lever: Leverage) -> Decimal | None:
    """Returns the way to the target in percent of it, None where it is reached or cannot be told."""
    if gauge.value is None or lever.wanted is None or lever.wanted == 0:
        return None
    way = abs(EXACT.divide(EXACT.subtract(lever.wanted, gauge.value), lever.wanted)) * HUNDRED
    return way or None


def _behind(node: SchemeNode, gauge: Gauge) -> str:
    """Returns by how much a value is behind the nation's average, "" where it is not."""
    average = decimal_of(node.average)
    if average is None or gauge.value is None:
        return ""
    off = EXACT.subtract(gauge.value, average)
    if node.direction == "down":
        off = -off
    unit = "个百分点" if node.measure_unit == "%" else node.measure_unit
    return f"落后全国平均 {plain(abs(off), 2)}{unit}" if off < 0 else ""
