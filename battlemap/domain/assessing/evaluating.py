"""A scheme evaluated as of a day, from all that the file knows; and what each leaf does to the top."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final

import attrs

from battlemap.domain.assessing.rollup import Evaluation
from battlemap.domain.assessing.sources import given
from battlemap.domain.assessing.tree import tree_of
from battlemap.domain.decimal_figures import EXACT, HUNDRED, decimal_of
from battlemap.domain.kinds.indicator import Observation
from battlemap.domain.kinds.scheme import NodeTask, Scheme, SchemeNode
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import Step

NO_TALLIES: Final[Mapping[str, Decimal | None]] = {}
#: Tables whose rows can change how a scheme stands.
TABLES: Final = frozenset(
    ("scheme", "scheme_node", "node_task", "task", "milestone", "report", "problem", "problem_task", "observation", "indicator",
     "tally", "entry", "period", "campaign")
)  # fmt: skip
#: Those of them that belong to a task.
_OF_TASKS: Final = ("task", "milestone", "report", "problem_task")


def evaluation(
    snapshot: Snapshot, scheme: str, as_of: date, tallies: Mapping[str, Decimal | None] = NO_TALLIES
) -> Evaluation:
    """Returns how a scheme stood by the evening of a day."""
    tree = tree_of(snapshot, scheme)
    given_by_leaf = {leaf: given(snapshot, tree.nodes[leaf], as_of, tallies) for leaf in tree.leaves()}
    return Evaluation.of(tree, given_by_leaf)


def evaluation_after(
    before: Evaluation,
    step: Step,
    snapshot: Snapshot,
    as_of: date,
    tallies: Mapping[str, Decimal | None] = NO_TALLIES,
) -> Evaluation | None:
    """Returns the evaluation after a step, worked out along the ways up that it touches.

    None where more than that has changed: the shape of the tree, days and rules, or ledgers.
    """
    tree, nodes = before.tree, []
    leaves: set[str] = set()
    for change in step.changes:
        table, row = change.table, change.after
        if isinstance(row, SchemeNode):
            old = tree.nodes.get(row.id)
            if old is None:
                if tree.nodes and row.scheme != next(iter(tree.nodes.values())).scheme:
                    continue
                return None
            if row.deleted or (row.above, row.rank) != (old.above, old.rank):
                return None
            nodes.append(row)
            leaves.add(row.id)
        elif isinstance(row, NodeTask):
            leaves.add(row.node)
        elif isinstance(row, Observation):
            leaves |= {id for id in tree.leaves() if tree.nodes[id].source == "observation"}
        elif table in ("entry", "tally"):
            leaves |= {id for id in tree.leaves() if tree.nodes[id].source == "tally"}
        elif table in _OF_TASKS:
            task = row.id if table == "task" else getattr(row, "task", "")
            leaves |= {snapshot.node_tasks[id].node for id in snapshot.by("node_task", "task").get(task, ())}
        elif table in TABLES:
            return None
    given_by_leaf = {
        id: given(snapshot, snapshot.scheme_nodes[id], as_of, tallies)
        for id in leaves
        if id in tree.nodes and tree.is_leaf(id)
    }
    return before.changed(nodes, given_by_leaf) if nodes or given_by_leaf else before


@attrs.frozen
class Leverage:
    """What a leaf does to the top: `per_point` points there for one point here, `gain` for reaching its target."""

    node: str
    per_point: Decimal
    gain: Decimal | None
    wanted: Decimal | None


def per_point(standing: Evaluation, leaf: str) -> Decimal:
    """Returns by how many points the whole changes for one point of a leaf: the product of its shares on the way up.

    It is what a finite difference gives as long as the groups above are weighed; 0 where another roll-up lies between.
    """
    tree, factor = standing.tree, Decimal(1)
    id = leaf
    for up in (*tree.above(leaf), None):
        group = tree.nodes[up] if up is not None else None
        if group is not None and group.rollup != "weighted":
            return Decimal(0)
        below = [standing.gauges[one] for one in tree.below[up]]
        full_below = sum(
            (gauge.full for gauge in below if gauge.full and gauge.points is not None), Decimal(0)
        )
        full = standing.gauges[up].full if up is not None else standing.total.full
        if not full_below or standing.gauges[id].points is None:
            return Decimal(0)
        factor = EXACT.multiply(factor, EXACT.divide(full, full_below))
        id = up or id
    return factor


def leverage(standing: Evaluation, leaf: str) -> Leverage:
    """Returns what a leaf does to the top; the gain is found by trying, whatever lies between."""
    wanted = wanted_of(standing, leaf)
    gain = None
    if wanted is not None:
        then = standing.total_with(leaf, wanted).points
        now = standing.total.points
        gain = None if then is None or now is None else EXACT.subtract(then, now)
    return Leverage(leaf, per_point(standing, leaf), gain, wanted)


def wanted_of(standing: Evaluation, leaf: str) -> Decimal | None:
    """Returns the value that a leaf should reach: its target, else the best of all; 100 for progress of tasks."""
    node = standing.tree.nodes[leaf]
    for text in (node.target, node.best):
        value = decimal_of(text)
        if value is not None:
            return value
    return HUNDRED if node.source == "tasks" else None


def live_schemes(snapshot: Snapshot, kind: str = "") -> list[Scheme]:
    """Returns the schemes in the order of the office, of one kind if asked."""
    live = [row for row in snapshot.schemes.values() if not row.deleted and kind in ("", row.kind)]
    return sorted(live, key=lambda row: (row.rank, row.id))
