"""Trees for tests: written as nested tuples, drawn at random, evaluated anew by plain fractions."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from battlemap.domain.assessing.rollup import Evaluation
from battlemap.domain.assessing.tree import Tree
from battlemap.domain.kinds.scheme import SchemeNode


def node(id: str, above: str | None = None, **fields: Any) -> SchemeNode:
    return SchemeNode(**{"id": id, "scheme": "s", "title": f"指标{id}", "rank": id, "above": above} | fields)


def evaluated(*nodes: SchemeNode) -> Evaluation:
    return Evaluation.of(Tree.of(nodes), {})


def small(text: int) -> str:
    return str(text)


@st.composite
def trees(draw: st.DrawFn) -> list[SchemeNode]:
    """Three levels of weighed nodes; some leaves have no value yet."""
    nodes = []
    for top in range(draw(st.integers(1, 4))):
        nodes.append(node(f"{top}", weight=str(draw(st.integers(1, 60)))))
        for middle in range(draw(st.integers(0, 3))):
            name = f"{top}-{middle}"
            nodes.append(node(name, f"{top}", weight=str(draw(st.integers(1, 30)))))
            for leaf in range(draw(st.integers(0, 3))):
                nodes.append(node(f"{name}-{leaf}", name, weight=str(draw(st.integers(1, 9)))))
    above = {one.above for one in nodes}
    filled = []
    for one in nodes:
        if one.id in above:
            filled.append(one)
            continue
        value = draw(st.one_of(st.none(), st.integers(0, 150)))
        fields = {"value": None if value is None else str(value), "target": str(draw(st.integers(1, 120)))}
        filled.append(
            SchemeNode(
                **{name: getattr(one, name) for name in one.__slots__ if name != "__weakref__"} | fields
            )
        )
    return filled


def points_by_hand(nodes: list[SchemeNode]) -> Fraction | None:
    """The whole as somebody would reckon it on paper: ratio up to 100 %, empty branches left out, others share alike."""
    below: dict[str | None, list[SchemeNode]] = {}
    for one in nodes:
        below.setdefault(one.above, []).append(one)

    def share(one: SchemeNode) -> Fraction | None:
        if one.id in below:
            return of(below[one.id])
        if one.value is None:
            return None
        return min(Fraction(one.value) / Fraction(one.target or "1"), Fraction(1))

    def of(group: list[SchemeNode]) -> Fraction | None:
        shares = [(Fraction(one.weight or "0"), got) for one in group if (got := share(one)) is not None]
        if not shares:
            return None
        return sum((w * s for w, s in shares), Fraction(0)) / sum((w for w, _ in shares), Fraction(0))

    whole = of(below[None])
    return (
        None
        if whole is None
        else whole * sum((Fraction(one.weight or "0") for one in below[None]), Fraction(0))
    )


def leaves(nodes: list[SchemeNode]) -> Iterator[SchemeNode]:
    above = {one.above for one in nodes}
    return (one for one in nodes if one.id not in above)
