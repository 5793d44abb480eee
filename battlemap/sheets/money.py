"""财政收支图: income and spending by month, tax shares as gauges, budget lines with payment against physical progress."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

import attrs

from battlemap.domain.assessing.money import (
    LineStanding,
    MonthSum,
    TaxGauge,
    gauge_words,
    line_cells,
    line_standing,
    live_lines,
    month_sums,
    month_words,
    pay_rule,
    tax_gauges,
)
from battlemap.domain.decimal_figures import plain, signed
from battlemap.domain.snapshot import Snapshot
from battlemap.layout.flow import Block
from battlemap.layout.framed import framed_pages
from battlemap.layout.listing import Cell, Column, Row, heading, listing, nothing
from battlemap.layout.overview_legend import swatch
from battlemap.layout.scene import Box, Hatch, Item, Line, Rect, Scene
from battlemap.layout.words import fitted
from battlemap.sheets.catalogue import heading_of
from battlemap.sheets.framing import frame, unit_words
from battlemap.sheets.options import SheetOptions

TITLE, NUMBER = heading_of("money")

_COLUMNS = (
    Column("灯", 3.2), Column("预算项目", share=2, most=2), Column("单位", share=1, most=2), Column("预算", 6, align="right"),
    Column("累计", 6, align="right"), Column("进度", 4.6, align="right"), Column("超欠序时", 5, align="right"),
    Column("已付", 4.6, align="right"), Column("形象", 4.2, align="right"),
    Column("付款−形象", 5.4, align="right"), Column("说明", share=2.2, most=2),
)  # fmt: skip


def money(snapshot: Snapshot, options: SheetOptions) -> tuple[Scene, ...]:
    """Returns the pages; amounts in 万元."""
    year = options.as_of.year
    lines = [line_standing(snapshot, line, options.as_of) for line in live_lines(snapshot, year)]
    sums = month_sums(snapshot, year, options.as_of)
    gauges = tax_gauges(snapshot, options.as_of)

    def blocks(width: float, em: float) -> list[Block]:
        if not lines and not gauges:
            return [nothing("还没有登记预算和收支", em * 1.5)]
        made: list[Block] = []
        if lines:
            made += [
                heading("按月累计收支", em, "单位：万元；缺数据的月份不画，不按 0 计"),
                _months(sums, em),
            ]
        if gauges:
            made += [heading("税收结构", em), _gauges(gauges, em)]
        if lines:
            rule = pay_rule(options.as_of)
            limits = [plain(limit) for limit in (rule.ahead_yellow, rule.ahead_red, rule.arrears)]
            note = f"付款超形象 {limits[0]} 点黄、{limits[1]} 点红，欠 {limits[2]} 点为欠付；{rule.basis}"
            rows = [_row(one, snapshot) for one in lines]
            made += [
                heading("预算执行", em, note),
                *listing(_COLUMNS, rows, width, em, (heading("预算执行（续）", em),)),
            ]
        return made

    facts = frame(snapshot, options, TITLE, NUMBER)
    owed = swatch("blue", "欠付")
    return framed_pages(attrs.evolve(facts, marks=(*facts.marks, owed)), blocks, options.paper)


def _row(one: LineStanding, snapshot: Snapshot) -> Row:
    is_red = one.lamp == "red"
    *figures, gap, words = line_cells(one)
    return Row(
        (
            Cell(lamp=one.lamp), Cell(one.line.title, is_bold=True), Cell(unit_words(snapshot, one.line.unit)), *map(Cell, figures),
            Cell(gap, "red" if is_red and one.gap is not None else "text", is_red), Cell(words),
        ),
        one.line.id,
        is_red,
    )  # fmt: skip


def months_picture(sums: Sequence[MonthSum], gauges: Sequence[TaxGauge], width: float, em: float) -> Scene:
    """Returns the months and, below them, the tax shares alone, `width` wide; sizes in the unit of `em`."""
    place, items = 0.0, list[Item]()
    for block in [_months(sums, em), *([_gauges(gauges, em)] if gauges else [])]:
        items += block.draw(Rect(0.0, place, width, block.h))
        place += block.h
    return Scene(width, place, tuple(items), TITLE)


def _months(sums: Sequence[MonthSum], em: float) -> Block:
    """Two bars per month and the balance in words above them; a missing month stays empty."""
    amounts = [value for one in sums for value in (one.income, one.spending) if value is not None]
    most = max(amounts, default=Decimal(1)) or Decimal(1)

    def draw(place: Rect) -> Iterator[Item]:
        legend = Rect(place.x, place.y, place.w, em * 1.4)
        x = legend.x + em * 0.4
        swatches: tuple[tuple[str, str, Hatch], ...] = (
            ("收入", "progress", "none"),
            ("支出", "accent", "diagonal"),
        )
        for words, colour, hatch in swatches:
            yield Box(Rect(x, legend.y + em * 0.25, em, em * 0.9), colour, hatch=hatch)
            yield from fitted(Rect(x + em * 1.3, legend.y, em * 3, legend.h), words, em)
            x += em * 5
        yield from fitted(
            Rect(x, legend.y, em * 14, legend.h), "数字为结余（收入−支出）", em, "muted", least=em * 0.7
        )
        floor = place.bottom - em * 1.8
        top = legend.bottom + em * 1.6
        yield Line(place.x, floor, place.right, floor, "muted", em * 0.08)
        step = place.w / 12
        for n, one in enumerate(sums):
            left = place.x + n * step
            name = Rect(left, floor + em * 0.2, step, em * 1.4)
            yield from fitted(
                name,
                month_words(one),
                em * 0.95,
                "muted",
                False,
                "center",
                em * 0.6,
            )
            heights = []
            for k, (value, colour) in enumerate(((one.income, "progress"), (one.spending, "accent"))):
                if value is None or value <= 0:
                    continue
                h = (floor - top) * float(value / most)
                heights.append(h)
                hatch = "diagonal" if k else "none"
                yield Box(
                    Rect(left + step * (0.16 + 0.36 * k), floor - h, step * 0.32, h), colour, hatch=hatch
                )
            if one.balance is not None:
                y = floor - max(heights, default=0.0) - em * 1.5
                colour = "red" if one.balance < 0 else "text"
                spot = Rect(left + step * 0.04, y, step * 0.92, em * 1.3)
                yield from fitted(spot, signed(one.balance, 0), em * 0.9, colour, True, "center", em * 0.55)

    return Block(em * 15, draw)


def _gauges(gauges: Sequence[TaxGauge], em: float) -> Block:
    """Each share as a scale from 0 to 100 with the target as a tick, its definition and what a tenth more needs."""

    def draw(place: Rect) -> Iterator[Item]:
        gap = em * 1.5
        width = (place.w - gap * (len(gauges) - 1)) / len(gauges)
        for n, one in enumerate(gauges):
            cell = Rect(place.x + n * (width + gap), place.y, width, place.h - em * 0.5)
            yield Box(cell, "card", "border", em * 0.06)
            inner = cell.inset(em * 0.6, em * 0.4)
            head = Rect(inner.x, inner.y, inner.w * 0.55, em * 1.9)
            yield from fitted(head, one.title, em * 1.2, "accent", True, least=em * 0.8)
            figure = Rect(head.right, inner.y, inner.w - head.w, em * 1.9)
            share, change = gauge_words(one)
            yield from fitted(figure, share, em * 1.6, "text", True, "right", em)
            rail = Rect(inner.x, head.bottom + em * 0.3, inner.w, em * 0.8)
            yield Box(rail, "grid")
            if one.share is not None and one.share > 0:
                yield Box(Rect(rail.x, rail.y, rail.w * min(1.0, float(one.share) / 100), rail.h), "progress")
            if one.target is not None and 0 <= one.target <= 100:
                x = rail.x + rail.w * float(one.target) / 100
                yield Line(x, rail.y - em * 0.3, x, rail.bottom + em * 0.3, "text", em * 0.14)
            rows = (change, one.words, one.basis)
            for k, row in enumerate(rows):
                spot = Rect(inner.x, rail.bottom + em * (0.35 + 1.3 * k), inner.w, em * 1.3)
                yield from fitted(
                    spot,
                    row,
                    em * (1.0 if k < 2 else 0.8),
                    "muted" if k == 2 else "text",
                    k == 1,
                    least=em * 0.6,
                )

    return Block(em * 8.6, draw)
