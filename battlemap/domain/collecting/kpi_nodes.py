"""KPIs whose value is entered, as rows that units report: each unit those of the KPI trees that it answers for."""

from __future__ import annotations

from typing import Final

import attrs

from battlemap.domain.fields.number import Quantity
from battlemap.domain.fields.pointing import OfUnit
from battlemap.domain.fields.text import Text
from battlemap.domain.kinds.field import Field
from battlemap.domain.kinds.kind import Kind, Words
from battlemap.domain.snapshot import Snapshot

#: The table of the nodes themselves: what is taken is an edit of the node, as it is made by hand.
NODES: Final = "scheme_node"
#: How it is called where a round is made.
NOUN: Final = "KPI"


@attrs.frozen
class AskedNode:
    """A KPI as it is asked for: `title` tells its target, period and year, `label` its name alone; its id is the node's."""

    id: str
    label: str
    title: str
    lead_unit: str | None
    value: str | None
    numerator: str | None
    denominator: str | None
    deleted: bool = False


KIND_OF_NODES: Final = Kind(
    NODES, AskedNode, NOUN, f"项 {NOUN}",
    (
        Field("title", "指标", Text(), is_required=True, width=240),
        Field("lead_unit", "责任部门", OfUnit(), width=120),
        Field("value", "完成值", Quantity(), width=100),
        Field("numerator", "分子", Quantity(), width=100),
        Field("denominator", "分母", Quantity(), width=100),
    ),
    name_keys=("title",), order=("title",), verb="登记", words=Words(subject=lambda row, names: row.label), is_printed=False,
)  # fmt: skip


def asked_nodes(snapshot: Snapshot) -> dict[str, AskedNode]:
    """Returns the leaves of KPI trees whose value is entered, by id; those told in parts or settled are not asked for."""
    nodes = [node for node in snapshot.scheme_nodes.values() if not node.deleted]
    above = {node.above for node in nodes}
    asked = {}
    for node in nodes:
        scheme = snapshot.schemes[node.scheme]
        is_asked = node.source == "entered" and node.lead_unit is not None and node.id not in above
        if scheme.deleted or scheme.kind != "kpi" or not is_asked or node.parts or node.stage == "final":
            continue
        told = (
            f"目标 {node.target}{node.measure_unit}" if node.target else node.measure_unit,
            node.period,
            f"{scheme.title}{f' {scheme.year} 年' if scheme.year else ''}",
        )
        name = f"{node.number} {node.title}".strip()
        asked[node.id] = AskedNode(
            node.id, name, f"{name}（{'，'.join(filter(None, told))}）", node.lead_unit,
            node.value, node.numerator, node.denominator,
        )  # fmt: skip
    return asked
