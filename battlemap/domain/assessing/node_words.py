"""Words and lamps of assessed nodes: the same on screen, sheet and command line."""

from __future__ import annotations

from battlemap.domain.assessing.rollup import Evaluation, Gauge
from battlemap.domain.assessing.scoring import grade
from battlemap.domain.decimal_figures import plain, rounded
from battlemap.domain.judging.lamp import Lamp
from battlemap.domain.kinds.scheme import Scheme


def node_lamp(gauge: Gauge, good: Lamp) -> Lamp:
    """Returns the lamp of a node: from 90 % of its points good, from 60 % yellow, below red; grey without data."""
    share = gauge.share
    if share is None:
        return "grey"
    return good if share * 100 >= 90 else "yellow" if share * 100 >= 60 else "red"


def points_words(gauge: Gauge, places: int = 2) -> str:
    """Returns 「12.50/15」; what comes on top of all has no limit: 「2.00」."""
    points = plain(gauge.points, places)
    return f"{points}/{plain(rounded(gauge.full, 2))}" if gauge.full else points


def total_note(scheme: Scheme, standing: Evaluation) -> str:
    """Returns 「总分 82.35/100，3/5 项有数据」; of a complete KPI with its grade."""
    total = standing.total
    words = f"总分 {plain(total.points, scheme.places)}/{plain(rounded(total.full, 2))}"
    if total.coverage:
        return f"{words}，{total.coverage}"
    is_graded = scheme.kind == "kpi" and total.points is not None and rounded(total.full, 2) == 100
    return f"{words}（{grade(total.points)}）" if is_graded and total.points is not None else words
