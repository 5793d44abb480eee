"""Where the value of a leaf comes from: entered, progress of tasks, a tally of a ledger, a published figure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import attrs

from battlemap import wording
from battlemap.domain.assessing.scoring import whole_of
from battlemap.domain.decimal_figures import EXACT, HUNDRED, decimal_of, divided, summed
from battlemap.domain.kinds.scheme import SchemeNode
from battlemap.domain.kinds.task import Task
from battlemap.domain.series.reading import series_of
from battlemap.domain.snapshot import Snapshot


@attrs.frozen
class Given:
    """The value of a leaf and where it comes from in words; of a ratio its two parts; lamps of its tasks."""

    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    yellow: int = 0
    red: int = 0
    words: str = ""


def entered(node: SchemeNode) -> Given:
    """Returns what stands in the node itself; of a ratio, and of what is told in parts, the value follows from them."""
    source = wording.SOURCES["entered"]
    if node.parts.strip():
        value, missing = whole_of(node.rule, node.parameters, node.parts)
        return Given(value, words="，".join(filter(None, (f"{source}：{node.parts}", missing))))
    above, below = decimal_of(node.numerator), decimal_of(node.denominator)
    share = quotient(above, below, node.measure_unit)
    return Given(decimal_of(node.value) if share is None else share, above, below, words=source)


def quotient(above: Decimal | None, below: Decimal | None, measure_unit: str) -> Decimal | None:
    """Returns one figure ÷ another: in percent, but for units of their own such as 万元/人; None where a part is missing."""
    share = divided(above, below)
    is_percent = not measure_unit or "%" in measure_unit
    return EXACT.multiply(share, HUNDRED) if share is not None and is_percent else share


def given(snapshot: Snapshot, node: SchemeNode, as_of: date, tallies: Mapping[str, Decimal | None]) -> Given:
    """Returns the value of a leaf by the evening of a day; `tallies` are the figures of ledgers by the ids of tallies."""
    if node.source == "tasks":
        return of_tasks(snapshot, node.id, as_of)
    if node.source == "tally":
        return of_tallies(snapshot, node, tallies)
    if node.source == "observation" and node.indicator is not None and node.indicator in snapshot.indicators:
        series = series_of(snapshot, node.indicator, None, as_of)
        newest = series.newest
        figure = series.figure(*newest) if newest else None
        period = newest[0].words_of(newest[1]) if newest else "还没有数据"
        words = f"{wording.SOURCES['observation']}：{series.indicator.title}（{period}）"
        if figure is None:
            return Given(words=words)
        is_place = figure.value is None and figure.place is not None
        return Given(Decimal(figure.place or 0) if is_place else figure.value, words=words)
    return entered(node)


def of_tallies(snapshot: Snapshot, node: SchemeNode, tallies: Mapping[str, Decimal | None]) -> Given:
    """Returns the figure of a ledger, or of two figures their quotient: never the mean of the entries' quotients."""
    words = f"{wording.SOURCES['tally']}：{snapshot.called('tally', node.tally or '')}"
    above = tallies.get(node.tally or "")
    if node.tally_below is None:
        return Given(above, words=words)
    below = tallies.get(node.tally_below)
    value = quotient(above, below, node.measure_unit)
    return Given(value, above, below, words=f"{words}÷{snapshot.called('tally', node.tally_below)}")


def of_tasks(snapshot: Snapshot, node: str, as_of: date) -> Given:
    """Returns the weighted progress of the tasks that feed a node, in percent, and how many of them are yellow and red."""
    fed = tasks_of(snapshot, node)
    if not fed:
        return Given(words="没有任务支撑")
    weights = [weight for _, weight in fed]
    parts = summed(EXACT.multiply(Decimal(task.progress), weight) for task, weight in fed)
    lamps = [snapshot.judge(task, as_of).lamp for task, _ in fed]
    red = sum(lamp in ("red", "black") for lamp in lamps)
    codes = "、".join(task.code for task, _ in fed[:6])
    words = f"{wording.SOURCES['tasks']}：{codes}{f'等 {len(fed)} 项' if len(fed) > 6 else ''}"
    return Given(divided(parts, summed(weights)), yellow=lamps.count("yellow"), red=red, words=words)


def tasks_of(snapshot: Snapshot, node: str) -> list[tuple[Task, Decimal]]:
    """Returns the live tasks that feed a node with their weights, by code."""
    rows = (snapshot.node_tasks[id] for id in snapshot.by("node_task", "node").get(node, ()))
    fed = [
        (snapshot.tasks[row.task], decimal_of(row.weight) or Decimal(1))
        for row in rows
        if not row.deleted and snapshot.is_live(snapshot.tasks[row.task])
    ]
    return sorted(fed, key=lambda pair: pair[0].code)


def nodes_fed_by(snapshot: Snapshot, task: str) -> list[str]:
    """Returns the live nodes that a task feeds."""
    rows = (snapshot.node_tasks[id] for id in snapshot.by("node_task", "task").get(task, ()))
    return [row.node for row in rows if not row.deleted and not snapshot.scheme_nodes[row.node].deleted]
