"""Lines that the command line and the page say of a scheme: a node, a place, a total."""

from __future__ import annotations

from datetime import date

from battlemap import wording
from battlemap.domain.assessing.node_words import points_words, total_note
from battlemap.domain.assessing.places import others_of, place_lines
from battlemap.domain.assessing.rollup import Evaluation, Gauge
from battlemap.domain.assessing.sources import Given
from battlemap.domain.assessing.what_if import WhatIf
from battlemap.domain.decimal_figures import plain, signed
from battlemap.domain.kinds.scheme import Scheme, SchemeNode
from battlemap.domain.snapshot import Snapshot


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


def value_words(node: SchemeNode, gauge: Gauge) -> str:
    """Returns 「完成 80/100 亿元」, "" for a group that is only weighed."""
    if gauge.value is None:
        return ""
    target = f"/{plain(gauge.target)}" if gauge.target is not None else ""
    return f"完成 {plain(gauge.value, 2 if _is_long(gauge) else None)}{target}{node.measure_unit}"


def source_words(node: SchemeNode, given: Given | None) -> str:
    """Returns where a value comes from."""
    return given.words if given and given.words else wording.SOURCES[node.source]


def total_words(
    snapshot: Snapshot, scheme: Scheme, standing: Evaluation, what_if: WhatIf | None, as_of: date
) -> str:
    """Returns how the whole stands; where something is tried also how it would, by how much, and the place."""
    words = total_note(scheme, standing)
    if what_if is None or what_if.is_empty:
        return words
    gain = what_if.gain
    words += f"　推演 {plain(what_if.evaluation().total.points, scheme.places)}"
    words += f"（{signed(gain, scheme.places)}）" if gain is not None else ""
    return words + rank_words(snapshot, scheme, what_if, as_of)


def rank_words(snapshot: Snapshot, scheme: Scheme, what_if: WhatIf, as_of: date) -> str:
    """Returns 「　位次 2 → 1」 among the scores of the others as they were published, "" where none are known."""
    line = next((one for one in place_lines(snapshot, scheme.id, as_of) if one.node is None), None)
    others = others_of(line.newest) if line is not None else {}
    if not others:
        return ""
    now, then = what_if.place(others, scheme.ties)
    return f"　位次 {now} → {then}"


def _is_long(gauge: Gauge) -> bool:
    exponent = gauge.value.as_tuple().exponent if gauge.value is not None else 0
    return isinstance(exponent, int) and exponent < -2
