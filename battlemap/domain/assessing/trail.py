"""The trail of a change: what a step did to KPIs, from the task up to the top (「ECON-07 40→60：经发局 +1.2，区级 +0.3」)."""

from __future__ import annotations

from decimal import Decimal

import attrs

from battlemap.domain.assessing.rollup import Evaluation
from battlemap.domain.decimal_figures import EXACT, plain, rounded, signed
from battlemap.domain.kinds.scheme import SchemeNode
from battlemap.domain.kinds.task import Task
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import Step


@attrs.frozen
class Move:
    """How far a node has moved, in points."""

    node: str
    name: str
    by: Decimal


@attrs.frozen
class Trail:
    """What changed below, and every node above that moved by it, the lowest first; `total` is the whole scheme's."""

    cause: str
    moves: tuple[Move, ...]
    total: Decimal

    @property
    def words(self) -> str:
        """「ECON-07 40→60：经发局 +1.20，区级 +0.30」."""
        moved = [f"{move.name} {signed(move.by, 2)}" for move in self.moves]
        return f"{self.cause}：{'，'.join([*moved, f'全区 {signed(self.total, 2)}'])}"


def trail(step: Step, before: Evaluation, after: Evaluation, snapshot: Snapshot) -> Trail | None:
    """Returns what a step did to a scheme, None where no node moved as far as two decimals tell."""
    moves = []
    for id in after.reached:
        gauge, was = after.gauges[id], before.gauges.get(id)
        if was is None or was.points is None or gauge.points is None or id not in after.tree.nodes:
            continue
        by = EXACT.subtract(gauge.points, was.points)
        if rounded(by, 2) != 0:
            moves.append((after.tree.level(id), Move(id, _name(after.tree.nodes[id], snapshot), by)))
    if not moves:
        return None
    moves.sort(key=lambda pair: (-pair[0], after.tree.nodes[pair[1].node].rank))
    now, then = before.total.points, after.total.points
    total = EXACT.subtract(then, now) if now is not None and then is not None else Decimal(0)
    return Trail(_cause(step, before), tuple(move for _, move in moves), total)


def _name(node: SchemeNode, snapshot: Snapshot) -> str:
    unit = snapshot.unit_label(node.lead_unit)
    return f"{unit}“{node.title}”" if unit else f"“{node.title}”"


def _cause(step: Step, before: Evaluation) -> str:
    """Returns what was changed, with its values where it is one figure."""
    for change in step.changes:
        was, now = change.before, change.after
        if isinstance(was, Task) and isinstance(now, Task) and was.progress != now.progress:
            return f"{now.code} {was.progress}→{now.progress}"
        if isinstance(was, SchemeNode) and isinstance(now, SchemeNode):
            for key, name in (("value", ""), ("target", "目标 "), ("weight", "权重 ")):
                old, new = getattr(was, key), getattr(now, key)
                if old != new:
                    shown = [plain(Decimal(text)) if text else "--" for text in (old, new)]
                    return f"“{now.title}”{name}{shown[0]}→{shown[1]}"
    return step.label
