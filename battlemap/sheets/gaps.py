"""考核差距图 and 短板清单: each indicator's value between worst and best with target and average; what is lost, what it is worth."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from battlemap.domain.assessing.evaluating import evaluation, live_schemes
from battlemap.domain.assessing.gaps import Gap, gaps
from battlemap.domain.assessing.node_words import node_lamp, points_words, total_note
from battlemap.domain.assessing.rollup import Evaluation, Gauge
from battlemap.domain.assessing.tree import tree_of
from battlemap.domain.decimal_figures import decimal_of, plain, signed
from battlemap.domain.kinds.scheme import Scheme, SchemeNode
from battlemap.domain.snapshot import Snapshot
from battlemap.layout.card_face import lamp_shape
from battlemap.layout.flow import Block
from battlemap.layout.framed import framed_pages
from battlemap.layout.listing import Cell, Column, Row, heading, listing, nothing
from battlemap.layout.scene import Box, Item, Line, Rect, Scene
from battlemap.layout.words import fitted
from battlemap.sheets.catalogue import heading_of
from battlemap.sheets.framing import frame, unit_words
from battlemap.sheets.options import SheetOptions

TITLE, NUMBER = heading_of("gaps")
LIST_TITLE, LIST_NUMBER = heading_of("shortfalls")


def gaps_chart(snapshot: Snapshot, options: SheetOptions) -> tuple[Scene, ...]:
    """Returns the pages: scheme by scheme, a bar per leaf with data; those without are named."""
    evaluated = _evaluated(snapshot, options)

    def blocks(width: float, em: float) -> list[Block]:
        if not evaluated:
            return [nothing("还没有可比的考核方案", em * 1.5)]
        made: list[Block] = []
        for scheme, standing in evaluated:
            title = snapshot.called("scheme", scheme.id)
            again = (heading(f"{title}（续）", em),)
            made.append(heading(title, em, total_note(scheme, standing)))
            silent = []
            for leaf in standing.tree.leaves():
                node, gauge = standing.tree.nodes[leaf], standing.gauges[leaf]
                if gauge.value is None:
                    silent.append(node.title)
                else:
                    made.append(_bar(node, gauge, snapshot, em, again))
            if silent:
                more = f"等 {len(silent)} 项" if len(silent) > 8 else ""
                made.append(nothing(f"没有数据：{'、'.join(silent[:8])}{more}", em))
        return made

    return framed_pages(frame(snapshot, options, TITLE, NUMBER), blocks, options.paper)


def shortfalls(snapshot: Snapshot, options: SheetOptions) -> tuple[Scene, ...]:
    """Returns the pages of the list, the most worth first."""
    evaluated = [(scheme, standing, gaps(standing)) for scheme, standing in _evaluated(snapshot, options)]
    columns = (
        Column("序", 2.6, align="right"), Column("编号", 5), Column("指标", share=2.2, most=2), Column("责任部门", share=1, most=2),
        Column("完成值", 5.4, align="right"), Column("目标", 5.4, align="right"), Column("失分", 4.4, align="right"),
        Column("达标总分", 5, align="right"), Column("每 1% 带来", 5.4, align="right"), Column("说明", share=2, most=2),
    )  # fmt: skip

    def blocks(width: float, em: float) -> list[Block]:
        shown = [
            (scheme, standing, scheme_gaps) for scheme, standing, scheme_gaps in evaluated if scheme_gaps
        ]
        if not shown:
            return [nothing("没有失分的指标", em * 1.5)]
        made: list[Block] = []
        for scheme, standing, scheme_gaps in shown:
            title = snapshot.called("scheme", scheme.id)
            rows = [_gap_row(n, gap, snapshot) for n, gap in enumerate(scheme_gaps, 1)]
            made.append(heading(title, em, total_note(scheme, standing)))
            made += listing(columns, rows, width, em, (heading(f"{title}（续）", em),))
        return made

    return framed_pages(frame(snapshot, options, LIST_TITLE, LIST_NUMBER), blocks, options.paper)


def _evaluated(snapshot: Snapshot, options: SheetOptions) -> list[tuple[Scheme, Evaluation]]:
    """Returns the schemes that judge the zone and have any data."""
    made = []
    for scheme in live_schemes(snapshot):
        if scheme.kind != "kpi" and not _is_of_places(snapshot, scheme.id):
            standing = evaluation(snapshot, scheme.id, options.as_of, options.tallies)
            if standing.total.filled:
                made.append((scheme, standing))
    return made


def _is_of_places(snapshot: Snapshot, scheme: str) -> bool:
    """Whether all leaves are scored by place: these stand on the sheet of places."""
    tree = tree_of(snapshot, scheme)
    leaves = tree.leaves()
    return bool(leaves) and all(tree.nodes[leaf].rule == "rank_score" for leaf in leaves)


def _gap_row(number: int, gap: Gap, snapshot: Snapshot) -> Row:
    is_bad = gap.gauge.share is not None and gap.gauge.share < Decimal("0.6")
    lost = plain(gap.lost, 2) if gap.gauge.points is not None else "--"
    return Row(
        (
            Cell(str(number)), Cell(gap.node.number), Cell(gap.node.title, is_bold=True),
            Cell(unit_words(snapshot, gap.node.lead_unit)), Cell(plain(gap.gauge.value, None)),
            Cell(plain(gap.gauge.target)), Cell(lost, "red" if is_bad else "text", is_bad),
            Cell(signed(gap.leverage.gain, 2)), Cell(plain(gap.worth, 3)), Cell(gap.words),
        ),
        gap.node.id,
        is_bad,
    )  # fmt: skip


def _bar(node: SchemeNode, gauge: Gauge, snapshot: Snapshot, em: float, heads: tuple[Block, ...]) -> Block:
    marks = {key: decimal_of(getattr(node, key)) for key in ("least", "best", "average")}
    marks["target"] = gauge.target
    about = node.id

    def draw(place: Rect) -> Iterator[Item]:
        yield Line(place.x, place.bottom, place.right, place.bottom, "border", em * 0.05, about=about)
        side = em * 1.1
        lamp = node_lamp(gauge, snapshot.scheme.good)
        yield lamp_shape(lamp, Rect(place.x + em * 0.3, place.y + (place.h - side) / 2, side, side), about)
        name = Rect(place.x + em * 1.9, place.y, place.w * 0.24, place.h)
        yield from fitted(
            name, f"{node.number} {node.title}".strip(), em, "text", True, least=em * 0.65, about=about
        )
        unit = Rect(name.right, place.y, place.w * 0.1, place.h)
        yield from fitted(
            unit, unit_words(snapshot, node.lead_unit), em, "muted", least=em * 0.65, about=about
        )
        points = Rect(place.right - em * 7.5, place.y, em * 7.2, place.h)
        yield from fitted(
            points, f"{points_words(gauge)} 分", em * 1.1, "text", True, "right", em * 0.7, about
        )
        rail = Rect(unit.right + em * 0.5, place.y + em * 0.75, points.x - unit.right - em * 1.5, em * 0.75)
        yield from _rail(node, gauge, marks, rail, em)

    return Block(em * 3.2, draw, heads=heads)


def _rail(
    node: SchemeNode, gauge: Gauge, marks: dict[str, Decimal | None], rail: Rect, em: float
) -> Iterator[Item]:
    """The bar from the least to the best, with ticks and their words, each in a third of its own below."""
    assert gauge.value is not None
    about = node.id
    values = [value for value in (*marks.values(), gauge.value) if value is not None]
    low = marks["least"] if marks["least"] is not None else min(Decimal(0), *values)
    high = max([*values, low + 1]) if marks["best"] is None else max(values)
    low = min(low, *values)
    room = high - low or Decimal(1)

    def at(value: Decimal) -> float:
        return rail.x + rail.w * min(1.0, max(0.0, float((value - low) / room)))

    yield Box(rail, "grid", about=about)
    start, end = sorted((rail.x, at(gauge.value)))
    if end > start:
        yield Box(Rect(start, rail.y, end - start, rail.h), "progress", about=about)
    third = rail.w / 3
    words = [
        f"完成 {plain(gauge.value, 2 if gauge.value % 1 else None)}{node.measure_unit}",
        f"目标 {plain(gauge.target)}" if gauge.target is not None else "",
        "　".join(
            f"{name} {plain(marks[key])}"
            for key, name in (("average", "平均"), ("best", "标杆"))
            if marks[key] is not None
        ),
    ]
    for key, colour in (("target", "text"), ("average", "muted"), ("best", "green")):
        value = marks[key]
        if value is not None:
            x = at(value)
            yield Line(x, rail.y - em * 0.3, x, rail.bottom + em * 0.3, colour, em * 0.14, about=about)
    for n, text in enumerate(words):
        spot = Rect(rail.x + n * third, rail.bottom + em * 0.3, third, em * 1.15)
        yield from fitted(spot, text, em * 0.95, "muted" if n else "text", least=em * 0.7, about=about)
