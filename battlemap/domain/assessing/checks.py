"""What is wrong with a scheme: weights that do not add up, KPIs without person or source, tasks that feed nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

import attrs

from battlemap.domain.assessing.scoring import ON_TOP
from battlemap.domain.assessing.sources import tasks_of
from battlemap.domain.assessing.tree import Tree, tree_of
from battlemap.domain.decimal_figures import EXACT, HUNDRED, decimal_of, plain
from battlemap.domain.kinds.scheme import SchemeNode
from battlemap.domain.snapshot import Snapshot

#: A post with more KPIs than this serves none of them (mechanisms of three-level KPI).
MOST_PER_POST: Final = 8
#: So much may the parts be above the whole, in percent: 超额分解 is normal practice.
_OVER: Final = Decimal(110)


@attrs.frozen
class Fault:
    """One thing to put right; a `note` is normal practice that should be known."""

    node: str | None
    words: str
    is_note: bool = False


def faults(snapshot: Snapshot, scheme: str) -> list[Fault]:
    """Returns all that is wrong with a scheme; the decomposition of a three-level KPI is looked at more closely."""
    tree, row = tree_of(snapshot, scheme), snapshot.schemes[scheme]
    all_faults = [*_weights(tree, row.kind == "kpi"), *_unweighed(tree)]
    if row.kind == "kpi":
        all_faults += _decomposition(snapshot, tree)
    return all_faults


def _weights(tree: Tree, is_kpi: bool) -> Iterator[Fault]:
    """Weights of the first level make 100; those below a node make its own (of a KPI: or 100); none is invented."""
    for above, ids in tree.below.items():
        nodes = [tree.nodes[id] for id in ids if tree.nodes[id].rule not in ON_TOP]
        weights = [decimal_of(node.weight) for node in nodes]
        given_weights = [weight for weight in weights if weight is not None]
        name = f"“{tree.nodes[above].title}”的下级" if above else "一级指标"
        if above and tree.nodes[above].rollup not in ("weighted", "min", "all"):
            continue
        if given_weights and len(given_weights) < len(weights):
            for node, weight in zip(nodes, weights, strict=True):
                if weight is None and tree.is_leaf(node.id):
                    yield Fault(node.id, f"“{node.title}”没有权重，不计入得分")
        if not given_weights:
            continue
        whole = decimal_of(tree.nodes[above].weight) if above else HUNDRED
        total = sum(given_weights, Decimal(0))
        is_right = total == whole or (is_kpi and total == HUNDRED)
        if whole is not None and len(given_weights) == len(weights) and not is_right:
            gap = EXACT.subtract(total, whole)
            words = f"多 {plain(gap)}" if gap > 0 else f"少 {plain(-gap)}"
            yield Fault(above, f"{name}权重合计 {plain(total)}，应为 {plain(whole)}，{words}")


def _unweighed(tree: Tree) -> Iterator[Fault]:
    """Groups in which nobody has written a weight: their nodes count alike, which is told once."""
    groups = [
        tree.nodes[above]
        for above, ids in tree.below.items()
        if above and len(ids) > 1 and not any(tree.nodes[id].weight for id in ids)
        if tree.nodes[above].rollup == "weighted"
    ]
    if groups:
        more = f"等 {len(groups)} 组" if len(groups) > 3 else ""
        names = "、".join(f"“{node.title}”" for node in groups[:3])
        yield Fault(groups[0].id, f"{names}{more}的下级都没有权重，暂按同等计", is_note=True)


def _decomposition(snapshot: Snapshot, tree: Tree) -> Iterator[Fault]:
    posts: Counter[str] = Counter()
    titles: dict[tuple[str, str | None, str | None], list[SchemeNode]] = {}
    for id in tree.walk():
        node, level, is_leaf = tree.nodes[id], tree.level(id), tree.is_leaf(id)
        titles.setdefault((node.title, node.lead_unit, node.owner), []).append(node)
        if not is_leaf:
            yield from _parts(tree, node)
            continue
        if node.owner is None:
            yield Fault(id, f"“{node.title}”没有责任人")
        else:
            posts[node.owner] += 1
        if node.lead_unit is None:
            yield Fault(id, f"“{node.title}”没有责任部门")
        if not node.period:
            yield Fault(id, f"“{node.title}”没有考核周期")
        if node.source == "entered" and not node.data_source.strip():
            yield Fault(id, f"“{node.title}”没有数据来源")
        if node.source == "tasks" and not tasks_of(snapshot, id):
            yield Fault(id, f"“{node.title}”没有任务支撑")
        if node.source != "tasks" and not tasks_of(snapshot, id):
            yield Fault(id, f"“{node.title}”没有任务支撑", is_note=True)
        if level == 1 and not node.is_own:
            words = (
                "没有从区级指标分解而来，自设的请标明“自设”" if node.owner else "是区级指标，没有分解到部门"
            )
            yield Fault(id, f"“{node.title}”{words}")
        if (
            node.source not in ("tasks", "children")
            and decimal_of(node.target) is None
            and node.rule not in ("expert", "bonus", "deduct")
        ):
            yield Fault(id, f"“{node.title}”没有目标值")
    yield from _owned_twice(snapshot, tree)
    for (title, _, _), alike in titles.items():
        if len(alike) > 1:
            yield Fault(alike[1].id, f"“{title}”重复设立 {len(alike)} 次，同一单位、同一责任人")
    for owner, count in posts.items():
        if count > MOST_PER_POST:
            yield Fault(
                None, f"{snapshot.person_name(owner)}一个岗位有 {count} 项 KPI，超过 {MOST_PER_POST} 项"
            )
    fed = {row.task for row in snapshot.node_tasks.values() if not row.deleted and row.node in tree.nodes}
    idle = [task.code for task in snapshot.live_tasks if task.id not in fed]
    if idle:
        more = f"等 {len(idle)} 项任务" if len(idle) > 6 else ""
        yield Fault(None, f"{'、'.join(idle[:6])}{more}没有支撑任何 KPI")


def _owned_twice(snapshot: Snapshot, tree: Tree) -> Iterator[Fault]:
    """Leaves that take the same figure: one KPI in two hands."""
    nodes_by_source: dict[tuple[str, str], list[SchemeNode]] = {}
    for id in tree.leaves():
        node = tree.nodes[id]
        if node.source == "observation" and node.indicator:
            nodes_by_source.setdefault(("indicator", node.indicator), []).append(node)
        elif node.source == "tally" and node.tally:
            nodes_by_source.setdefault(("tally", f"{node.tally}÷{node.tally_below or ''}"), []).append(node)
    for (table, id), alike in nodes_by_source.items():
        if len(alike) > 1:
            name = snapshot.called(table, id.partition("÷")[0])
            titles = "、".join(f"“{node.title}”" for node in alike[:4])
            yield Fault(alike[1].id, f"{titles}都取自“{name}”，同一项 KPI 设了 {len(alike)} 次")


def _parts(tree: Tree, node: SchemeNode) -> Iterator[Fault]:
    """The parts of an added-up target against the whole, and their units."""
    if node.rollup != "sum":
        return
    below = [tree.nodes[id] for id in tree.below[node.id]]
    if "%" in node.measure_unit:
        yield Fault(node.id, f"“{node.title}”是比率，不能把下级相加，请改用“比率”汇总")
    for child in below:
        if child.measure_unit != node.measure_unit:
            yield Fault(
                child.id,
                f"“{child.title}”的单位“{child.measure_unit or '无'}”与上级“{node.measure_unit or '无'}”不同，不能合计",
            )
    target, parts = decimal_of(node.target), [decimal_of(child.target) for child in below]
    given_parts = [part for part in parts if part is not None]
    if target is None or len(given_parts) < len(parts) or not given_parts:
        return
    gap = EXACT.subtract(sum(given_parts, Decimal(0)), target)
    if gap < 0:
        yield Fault(node.id, f"“{node.title}”分解不足 {plain(-gap)} {node.measure_unit}")
    elif gap > 0:
        is_much = target > 0 and sum(given_parts, Decimal(0)) * HUNDRED / target > _OVER
        yield Fault(node.id, f"“{node.title}”超额分解 {plain(gap)} {node.measure_unit}", is_note=not is_much)
