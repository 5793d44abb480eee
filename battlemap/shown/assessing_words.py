"""Lines that the command line and the page say of a scheme: a node, a place, a total."""

from __future__ import annotations

from battlemap import wording
from battlemap.domain.assessing.rollup import Evaluation, Gauge
from battlemap.domain.assessing.sources import Given
from battlemap.domain.decimal_figures import plain, rounded
from battlemap.domain.judging.lamp import Lamp
from battlemap.domain.kinds.scheme import Scheme, SchemeNode
from battlemap.domain.snapshot import Snapshot


def node_lamp(gauge: Gauge, good: Lamp) -> Lamp:
    """Returns the lamp of a node: from 90 % of its points good, from 60 % yellow, below red; grey without data."""
    share = gauge.share
    if share is None:
        return "grey"
    return good if share * 100 >= 90 else "yellow" if share * 100 >= 60 else "red"


def node_line(node: SchemeNode, gauge: Gauge, snapshot: Snapshot, places: int = 2) -> str:
    """Returns one line: number, title, unit, value against target, points."""
    parts = [
        f"{node.number} {node.title}".strip(),
        snapshot.unit_label(node.lead_unit),
        snapshot.person_name(node.owner),
        value_words(node, gauge),
        f"得分 {points_words(gauge, places)}",
        gauge.coverage or (gauge.words if gauge.points is None else ""),
    ]
    return "　".join(filter(None, parts))


def points_words(gauge: Gauge, places: int = 2) -> str:
    """Returns 「12.50/15」; what comes on top of all has no limit: 「2.00」."""
    points = plain(gauge.points, places)
    return f"{points}/{plain(gauge.full, 2 if gauge.full % 1 else 0)}" if gauge.full else points


def value_words(node: SchemeNode, gauge: Gauge) -> str:
    """Returns 「完成 80/100 亿元」, "" for a group that is only weighed."""
    if gauge.value is None:
        return ""
    target = f"/{plain(gauge.target)}" if gauge.target is not None else ""
    return f"完成 {plain(gauge.value, 2 if _is_long(gauge) else None)}{target}{node.measure_unit}"


def total_words(scheme: Scheme, standing: Evaluation) -> str:
    """Returns 「总分 82.35/100，3/5 项有数据」."""
    total = standing.total
    words = f"总分 {plain(total.points, scheme.places)}/{plain(rounded(total.full, 2))}"
    return f"{words}，{total.coverage}" if total.coverage else words


def source_words(node: SchemeNode, given: Given | None) -> str:
    """Returns where a value comes from."""
    return given.words if given and given.words else wording.SOURCES[node.source]


def _is_long(gauge: Gauge) -> bool:
    exponent = gauge.value.as_tuple().exponent if gauge.value is not None else 0
    return isinstance(exponent, int) and exponent < -2
