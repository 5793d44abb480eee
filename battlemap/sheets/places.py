"""位次表: every assessment with its place on a strip from first to last, the bottom third shaded, change and forecast."""

from __future__ import annotations

from collections.abc import Iterator

from battlemap import wording
from battlemap.domain.assessing.evaluating import live_schemes
from battlemap.domain.assessing.places import (
    PlaceLine,
    ahead_words,
    border,
    border_ties_words,
    place_lines,
    proposals,
)
from battlemap.domain.days.statistical_period import period_of
from battlemap.domain.kinds.scheme import Scheme
from battlemap.domain.snapshot import Snapshot
from battlemap.layout.flow import Block
from battlemap.layout.framed import framed_pages
from battlemap.layout.listing import Cell, Column, Row, heading, listing, nothing
from battlemap.layout.scene import Box, Item, Line, Rect, Scene, Shape
from battlemap.layout.words import fitted
from battlemap.sheets.catalogue import heading_of
from battlemap.sheets.framing import frame, unit_words
from battlemap.sheets.options import SheetOptions

TITLE, NUMBER = heading_of("places")


def places(snapshot: Snapshot, options: SheetOptions) -> tuple[Scene, ...]:
    """Returns the pages: scheme by scheme, then vetoes that are proposed or decided."""
    schemes = [
        (scheme, lines)
        for scheme in live_schemes(snapshot)
        if (lines := place_lines(snapshot, scheme.id, options.as_of))
    ]

    def blocks(width: float, em: float) -> list[Block]:
        if not schemes:
            return [nothing("还没有登记考核位次", em * 1.5)]
        made: list[Block] = []
        for scheme, lines in schemes:
            rounding, ties = wording.ROUNDINGS[scheme.bottom_rounding], border_ties_words(scheme.border_ties)
            rule = f"{border(lines[-1].newest, scheme).size}，{rounding}，{ties}"
            head = heading(snapshot.called("scheme", scheme.id), em, rule)
            again = (heading(f"{scheme.title}（续）", em),)
            made.append(head)
            made += [_block(line, scheme, snapshot, em, again) for line in lines]
        return [*made, *_vetoes(snapshot, options, width, em)]

    return framed_pages(frame(snapshot, options, TITLE, NUMBER), blocks, options.paper)


def _block(line: PlaceLine, scheme: Scheme, snapshot: Snapshot, em: float, heads: tuple[Block, ...]) -> Block:
    newest = line.newest
    lies = border(newest, scheme)
    node = snapshot.scheme_nodes.get(line.node) if line.node else None
    colour = "red" if lies.is_inside else "text"
    about = line.node or scheme.id

    def draw(place: Rect) -> Iterator[Item]:
        row = Rect(place.x, place.y, place.w, place.h)
        yield Line(row.x, row.bottom, row.right, row.bottom, "border", em * 0.05, about=about)
        name = Rect(row.x + em * 0.4, row.y, row.w * 0.2, row.h)
        yield from fitted(
            name, node.title if node else "总位次", em * 1.1, colour, True, least=em * 0.7, about=about
        )
        unit = Rect(name.right, row.y, row.w * 0.1, row.h)
        yield from fitted(
            unit, unit_words(snapshot, node.lead_unit) if node else "", em, least=em * 0.7, about=about
        )
        when = Rect(unit.right, row.y, row.w * 0.08, row.h)
        words = period_of(newest.period).words
        yield from fitted(when, words, em * 0.9, "muted", least=em * 0.7, about=about)
        number = Rect(when.right, row.y, em * 6.4, row.h)
        words = f"{newest.place}/{newest.peers} {line.change_words}"
        yield from fitted(number, words, em * 1.25, colour, True, "center", em * 0.8, about)
        strip = Rect(number.right + em * 0.4, row.y + em * 0.35, row.w * 0.28, row.h - em * 0.7)
        yield from _strip(line, lies.bottom, strip, em, about)
        said = Rect(strip.right + em * 0.6, row.y, row.right - strip.right - em * 0.8, row.h)
        tail = f"；预测第 {line.expected.place} 名" if line.expected else ""
        short = lies.words.partition("，")[2] or lies.words
        better = ahead_words(newest)
        tail += f"；{better}" if better else ""
        yield from fitted(said, short + tail, em, colour, least=em * 0.65, about=about)

    return Block(em * 2.3, draw, heads=heads)


def _strip(line: PlaceLine, bottom: int, strip: Rect, em: float, about: str) -> Iterator[Item]:
    """A cell per peer: the bottom third shaded with its line, the place filled, the expected one framed."""
    newest = line.newest
    peers = max(newest.peers, newest.place)
    step = strip.w / peers
    border_x = strip.x + (peers - bottom) * step
    yield Box(strip, "ground", "border", em * 0.04, about=about)
    if bottom:
        yield Box(
            Rect(border_x, strip.y, strip.right - border_x, strip.h), "grid", hatch="diagonal", about=about
        )
        yield Line(
            border_x, strip.y - em * 0.2, border_x, strip.bottom + em * 0.2, "red", em * 0.14, about=about
        )
    if line.expected is not None and line.expected.place <= peers:
        x = strip.x + (line.expected.place - 0.5) * step
        side = min(strip.h * 0.8, max(step, em * 0.6))
        yield Shape(
            Rect(x - side / 2, strip.y + (strip.h - side) / 2, side, side), "ring", None, "text", about=about
        )
    x = strip.x + (newest.place - 0.5) * step
    side = min(strip.h * 0.8, max(step, em * 0.6))
    colour = "red" if newest.place > peers - bottom else "progress"
    spot = Rect(x - side / 2, strip.y + (strip.h - side) / 2, side, side)
    # solid in grey print as well, where what is expected is a ring
    yield Shape(spot, "circle", colour, hatch="dense", about=about)


def _vetoes(snapshot: Snapshot, options: SheetOptions, width: float, em: float) -> list[Block]:
    rows = [
        Row(
            (
                Cell("建议", "red", True), Cell(snapshot.unit_label(one.unit), is_bold=True), Cell(one.computation),
                Cell("待有权的人依据文件条款决定"),
            )
        )
        for one in proposals(snapshot, options.as_of)
    ]  # fmt: skip
    rows += [
        Row(
            (
                Cell("已决定", is_bold=True), Cell(snapshot.unit_label(veto.unit), is_bold=True), Cell(veto.computation),
                Cell(f"{wording.VETO_EFFECTS[veto.effect]}；《{veto.document}》{veto.clause}；{veto.decided_by}"),
            )
        )
        for veto in snapshot.vetoes.values()
        if not veto.deleted and (veto.decided_on is None or veto.decided_on <= options.as_of)
    ]  # fmt: skip
    if not rows:
        return []
    columns = (
        Column("状态", 4),
        Column("单位（主管部门负全责）", share=1),
        Column("测算", share=3, most=3),
        Column("依据与决定", share=2, most=3),
    )
    return [heading("一票否决", em), *listing(columns, rows, width, em, (heading("一票否决（续）", em),))]
