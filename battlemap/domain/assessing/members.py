"""What each enterprise does to a zone's figures: the figures with and without it (贡献值), where it lies behind, who is kept.

A zone's figure is worked out of sums over its enterprises, never as the mean of their own quotients; so what one of them
brings is told only by leaving it out. Source: how software of evaluated zones reckons it (贡献值 = 有它的区值 − 没有它的区值).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal

import attrs

from battlemap.domain.assessing.rollup import Evaluation
from battlemap.domain.assessing.sources import of_tallies
from battlemap.domain.decimal_figures import EXACT, HUNDRED, divided, plain
from battlemap.domain.kinds.scheme import SchemeNode
from battlemap.domain.kinds.tally import Tally
from battlemap.domain.snapshot import Snapshot

_ZERO = Decimal(0)


@attrs.frozen
class Member:
    """An enterprise and what it adds to the tallies that take it in: tally → figure, None where its cell is empty.

    `is_new` is one that is only tried.
    """

    id: str
    name: str
    adds: Mapping[str, Decimal | None]
    is_new: bool = False


@attrs.frozen
class Contribution:
    """One enterprise and one indicator: the zone's value with and without it, `by` the difference, `rate` that in percent.

    `own` is the enterprise's own value; `is_short` says that it lies below the zone's, `words` by how much.
    """

    member: Member
    with_it: Decimal | None
    without: Decimal | None
    by: Decimal | None
    rate: Decimal | None
    own: Decimal | None
    is_short: bool
    words: str


@attrs.frozen
class Weakness:
    """An enterprise with the indicators in which it lies behind the zone (短板)."""

    member: Member
    words: tuple[str, ...]


def tallies_with(members: Iterable[Member], tallies: Iterable[Tally]) -> dict[str, Decimal | None]:
    """Returns what tallies come to over these enterprises.

    An empty cell is left out; a sum of which nothing is told is missing, a count of nobody is 0.
    """
    sums: dict[str, Decimal | None] = {
        tally.id: _ZERO if tally.figure == "count" else None for tally in tallies
    }
    for member in members:
        for id, figure in member.adds.items():
            if id in sums and figure is not None:
                sums[id] = EXACT.add(sums[id] or _ZERO, figure)
    return sums


def tallied_leaves(standing: Evaluation) -> list[SchemeNode]:
    """Returns the leaves whose values are tallies of ledgers, in the order of ranks."""
    tree = standing.tree
    return [
        node
        for node in tree.nodes.values()
        if node.source == "tally" and node.tally and tree.is_leaf(node.id)
    ]


def tallies_of(nodes: Iterable[SchemeNode]) -> list[str]:
    """Returns the tallies that nodes name, each once."""
    return list(dict.fromkeys(tally for node in nodes for tally in (node.tally, node.tally_below) if tally))


def contributions(snapshot: Snapshot, node: SchemeNode, members: Sequence[Member]) -> list[Contribution]:
    """Returns what every enterprise does to an indicator, who helps most first; who is in none of its tallies is left out.

    Helping is raising what should go up and lowering what should go down.
    """
    tallies = tallies_of([node])
    rows = [snapshot.tallies[id] for id in tallies if id in snapshot.tallies]
    whole = tallies_with(members, rows)
    givers = Counter(id for member in members for id, figure in member.adds.items() if figure is not None)
    with_it = of_tallies(snapshot, node, whole).value
    parts = []
    for member in members:
        if not any(tally in member.adds for tally in tallies):
            continue
        rest = {row.id: _less(row, whole[row.id], member.adds.get(row.id), givers[row.id]) for row in rows}
        without = of_tallies(snapshot, node, rest).value
        by = None if with_it is None or without is None else EXACT.subtract(with_it, without)
        share = divided(by, with_it)
        own = of_tallies(snapshot, node, {tally: member.adds.get(tally) for tally in tallies}).value
        words = _behind(node, own, with_it)
        rate = None if share is None else EXACT.multiply(share, HUNDRED)
        parts.append(Contribution(member, with_it, without, by, rate, own, bool(words), words))
    sign = -1 if node.direction == "down" else 1
    return sorted(parts, key=lambda one: (one.by is None, -sign * (one.by or _ZERO), one.member.name))


def weaknesses(snapshot: Snapshot, standing: Evaluation, members: Sequence[Member]) -> list[Weakness]:
    """Returns the enterprises that lie behind the zone in any indicator, those with the most first."""
    words_by_member: dict[str, list[str]] = {}
    for node in tallied_leaves(standing):
        for one in contributions(snapshot, node, members):
            if one.is_short:
                words_by_member.setdefault(one.member.id, []).append(one.words)
    by_id = {member.id: member for member in members}
    weak_members = [Weakness(by_id[id], tuple(words)) for id, words in words_by_member.items()]
    return sorted(weak_members, key=lambda one: (-len(one.words), one.member.name))


def kept_only(
    snapshot: Snapshot, standing: Evaluation, members: Sequence[Member], kept: Collection[str]
) -> Evaluation:
    """Returns the evaluation as it would be with only these enterprises, tried ones among them; nothing is written."""
    nodes = tallied_leaves(standing)
    rows = [snapshot.tallies[id] for id in tallies_of(nodes) if id in snapshot.tallies]
    sums = tallies_with((member for member in members if member.id in kept), rows)
    added_tallies = {tally for member in members for tally in member.adds}
    given = {
        node.id: of_tallies(snapshot, node, sums)
        for node in nodes
        if added_tallies.intersection(tallies_of([node]))
    }
    return standing.changed(given=given) if given else standing


def _less(tally: Tally, whole: Decimal | None, own: Decimal | None, givers: int) -> Decimal | None:
    """Returns a tally without one enterprise; a sum of which it alone has told anything is missing then."""
    if own is None or whole is None:
        return whole
    return None if tally.figure == "sum" and givers == 1 else EXACT.subtract(whole, own)


@attrs.frozen
class Moved:
    """A node that stands otherwise than before, in words: its value ("" where it has none) and its points."""

    title: str
    value: str
    points: str


def moved(before: Evaluation, after: Evaluation, places: int) -> list[Moved]:
    """Returns the nodes whose value or points are others afterwards, in the order of the tree; points with so many decimals."""
    rows = []
    for id in before.tree.walk():
        was, now = before.gauges[id], after.gauges[id]
        if was == now:
            continue
        node = before.tree.nodes[id]
        has_value = was.value is not None or now.value is not None
        value = (
            f"{figure_words(was.value)} → {figure_words(now.value)}{node.measure_unit}" if has_value else ""
        )
        rows.append(
            Moved(node.title, value, f"得分 {plain(was.points, places)} → {plain(now.points, places)}")
        )
    return rows


def figure_words(value: Decimal | None) -> str:
    """Returns a figure with two decimals at most."""
    exponent = value.as_tuple().exponent if value is not None else 0
    return plain(value, 2 if isinstance(exponent, int) and exponent < -2 else None)


def _behind(node: SchemeNode, own: Decimal | None, zone: Decimal | None) -> str:
    """Returns 「研发占比 2.10%，低于总体水平 0.90 个百分点」, 「专利 0 件」; "" where it is not behind or cannot be told."""
    unit = node.measure_unit
    if node.tally_below is None:
        return f"{node.title} 0 {unit}".strip() if own == 0 else ""
    if own is None or zone is None:
        return ""
    off = EXACT.subtract(own, zone)
    if (off >= 0) if node.direction != "down" else (off <= 0):
        return ""
    is_percent = not unit or "%" in unit
    shown, gap = ("%", " 个百分点") if is_percent else (unit, f" {unit}")
    side = "低于" if off < 0 else "高于"
    return f"{node.title} {plain(own, 2)}{shown}，{side}总体水平 {plain(abs(off), 2)}{gap}"
