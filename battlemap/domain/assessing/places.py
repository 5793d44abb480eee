"""Places among peers: ties, the bottom third and how far it is, the next place, changes over years."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from decimal import Decimal, InvalidOperation

import attrs

from battlemap.domain.days.statistical_period import period_of
from battlemap.domain.decimal_figures import EXACT, decimal_of, plain
from battlemap.domain.kinds.scheme import BorderTies, NodePlace, Rounding, Scheme, Ties
from battlemap.domain.snapshot import Snapshot


def places_of(scores: Mapping[str, Decimal], ties: Ties = "1224") -> dict[str, int]:
    """Returns who → place from 1, the highest score first; scores are compared as they are, never as they are shown."""
    ordered = sorted(scores, key=lambda who: -scores[who])
    placed: dict[str, int] = {}
    number = dense = start = 0
    while start < len(ordered):
        end = start
        while end < len(ordered) and scores[ordered[end]] == scores[ordered[start]]:
            end += 1
        dense += 1
        number = {"1224": start + 1, "1334": end, "1223": dense}[ties]
        placed |= dict.fromkeys(ordered[start:end], number)
        start = end
    return placed


def bottom_size(peers: int, rounding: Rounding) -> int:
    """Returns how many of N peers are 后三分之一: N/3 cut, rounded half up, or rounded up (14: 4, 5, 5)."""
    if rounding == "floor":
        return peers // 3
    return -(-peers // 3) if rounding == "ceil" else (2 * peers + 3) // 6


def safe_place(peers: int, rounding: Rounding) -> int:
    """Returns the last place above the bottom third."""
    return peers - bottom_size(peers, rounding)


@attrs.frozen
class Border:
    """How a place lies to the bottom third: places left to the line (below 0: inside), points to it where known.

    `size` says how many the bottom third are.
    """

    place: int
    peers: int
    bottom: int
    left: int
    points: Decimal | None
    is_inside: bool
    words: str
    size: str


def border(place: NodePlace, scheme: Scheme) -> Border:
    """Returns how a published place lies to the bottom third, by the scheme's rules."""
    bottom = bottom_size(place.peers, scheme.bottom_rounding)
    left = place.peers - bottom - place.place
    score, line = decimal_of(place.score), decimal_of(place.line_score)
    points = EXACT.subtract(score, line) if score is not None and line is not None else None
    is_tied = points == 0 and left < 0
    is_inside = left < 0 and not (is_tied and scheme.border_ties == "none")
    size = f"后三分之一为后 {bottom} 名（共 {place.peers} 个）"
    gap = f" / {plain(abs(points), 2)} 分" if points else ""
    if is_inside:
        words = f"第 {place.place} 名，已在后三分之一，距线 {-left} 位{gap}"
    elif left == 0:
        words = f"第 {place.place} 名，再掉 1 位即触线{gap}"
    elif is_tied:
        words = f"第 {place.place} 名，与线上同分，不算后三分之一"
    else:
        words = f"第 {place.place} 名，距后三分之一线 {left} 位{gap}"
    return Border(place.place, place.peers, bottom, left, points, is_inside, words, size)


@attrs.frozen
class PlaceLine:
    """The places of one node (the whole scheme for None) over the periods, the newest last."""

    node: str | None
    places: tuple[NodePlace, ...]

    @property
    def newest(self) -> NodePlace:
        """The newest published one, an expected one only where none is published."""
        published = [place for place in self.places if not place.is_expected]
        return (published or list(self.places))[-1]

    @property
    def expected(self) -> NodePlace | None:
        """The newest expected one that is later than what is published."""
        later = [
            place
            for place in self.places
            if place.is_expected and period_of(place.period) > period_of(self.newest.period)
        ]
        return later[-1] if later else None

    @property
    def change(self) -> int | None:
        """By how many places the newest is better than the one before (below 0: worse)."""
        published = [place for place in self.places if not place.is_expected]
        return published[-2].place - published[-1].place if len(published) > 1 else None

    @property
    def history_words(self) -> str:
        """「2016年 61/147 → 2017年 55/157」, "" where there was only one."""
        published = [place for place in self.places if not place.is_expected]
        words = [f"{period_of(place.period).words} {place.place}/{place.peers}" for place in published[-5:]]
        return " → ".join(words) if len(words) > 1 else ""

    @property
    def change_words(self) -> str:
        """「↑2」, 「↓1」, 「→」, 「—」 where there is nothing to compare."""
        change = self.change
        return "—" if change is None else f"↑{change}" if change > 0 else f"↓{-change}" if change < 0 else "→"


def place_lines(snapshot: Snapshot, scheme: str, as_of: date) -> list[PlaceLine]:
    """Returns the places of a scheme that were known on a day: the whole first, then its nodes in order."""
    ids = snapshot.by("node_place", "scheme").get(scheme, ())
    rows = [snapshot.node_places[id] for id in ids]
    rows_by_node: dict[str | None, list[NodePlace]] = {}
    for row in rows:
        if not row.deleted and (row.published_on is None or row.published_on <= as_of):
            rows_by_node.setdefault(row.node, []).append(row)
    nodes = snapshot.scheme_nodes

    def order(node: str | None) -> tuple[bool, str]:
        return (node is not None, nodes[node].rank if node is not None else "")

    return [
        PlaceLine(
            node, tuple(sorted(rows_by_node[node], key=lambda row: (period_of(row.period), row.is_expected)))
        )
        for node in sorted(rows_by_node, key=order)
        if node is None or not nodes[node].deleted
    ]


@attrs.frozen
class Proposal:
    """A veto that the rules suggest, with its computation; a person decides."""

    unit: str
    scheme: Scheme
    node: str | None
    year: int
    computation: str


def proposals(snapshot: Snapshot, as_of: date) -> list[Proposal]:
    """Returns the vetoes that published places suggest and that nobody has decided yet.

    Who answers is the unit of the node (主管部门负全责); a node without a unit proposes nothing, it is listed as a fault.
    """
    decided = {
        (row.unit, row.scheme, row.node, row.year) for row in snapshot.vetoes.values() if not row.deleted
    }
    proposed = []
    for scheme in snapshot.schemes.values():
        if scheme.deleted or scheme.kind == "kpi":
            continue
        for line in place_lines(snapshot, scheme.id, as_of):
            unit = snapshot.scheme_nodes[line.node].lead_unit if line.node else None
            newest = line.newest
            if unit is None or newest.is_expected:
                continue
            lies = border(newest, scheme)
            year = period_of(newest.period).year
            if lies.is_inside and (unit, scheme.id, line.node, year) not in decided:
                basis = f"；依据：{scheme.bottom_basis}" if scheme.bottom_basis else ""
                title = snapshot.scheme_nodes[line.node].title if line.node else scheme.title
                words = f"{title}{period_of(newest.period).words}{lies.words}；{lies.size}{basis}"
                proposed.append(Proposal(unit, scheme, line.node, year, words))
    return proposed


def others_of(place: NodePlace) -> dict[str, Decimal]:
    """Returns the scores of the other peers by a number of their own; unreadable ones are left out."""
    scores = {}
    for number, text in enumerate(place.others.replace("，", "、").replace(",", "、").split("、"), 1):
        with suppress(InvalidOperation):
            score = Decimal(text.strip())
            if score.is_finite():
                scores[str(number)] = score
    return scores


def border_ties_words(ties: BorderTies) -> str:
    """Returns how a tie at the line is counted."""
    return "线上同分的都算" if ties == "all" else "线上同分的不算"


def ahead_words(place: NodePlace) -> str:
    """Returns how far the next better one and the first are, 「距前一位 1.20 分，距冠军 3.40 分」; "" where scores are missing."""
    score = decimal_of(place.score)
    others = list(others_of(place).values())
    if score is None or not others:
        return ""
    gap = next_place(score, others)
    if gap is None:
        second = max(others)
        return f"领先第二位 {plain(EXACT.subtract(score, second), 2)} 分"
    return f"距前一位 {plain(gap, 2)} 分，距冠军 {plain(EXACT.subtract(max(others), score), 2)} 分"


def next_place(score: Decimal, others: Sequence[Decimal]) -> Decimal | None:
    """Returns the points that are missing to the next better score, None for the first."""
    better = [other for other in others if other > score]
    return EXACT.subtract(min(better), score) if better else None
