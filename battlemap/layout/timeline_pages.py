"""The timeline on paper: pages with the axis's head and the names repeated, rows never cut."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

import attrs

from battlemap import wording
from battlemap.domain.judging.lamp import Lamp
from battlemap.domain.kinds.campaign import Campaign
from battlemap.layout.overview_frame import BandFacts, Sizes, band, band_h, footer, footer_h, low_band
from battlemap.layout.paper import Paper
from battlemap.layout.scene import Box, Item, Line, Rect, Scene, Shape, Text
from battlemap.layout.shift import moved
from battlemap.layout.text import em_width
from battlemap.layout.time_axis import TimeAxis
from battlemap.layout.timeline import TimelineLayout, TimelineMetrics
from battlemap.layout.timeline_face import (
    TimelineFacts,
    bar_face,
    bar_words,
    ground_face,
    head_face,
    lamp_shape,
    link_face,
    name_face,
    period_names,
    today_face,
)
from battlemap.layout.timeline_rows import TimelineRow, paged, time_range

#: Draws a mark of the legend at this em height.
Mark = Callable[[float], Iterator[Item]]
#: Rows grow with an empty paper, yet not beyond so many times the smallest legible size.
_MOST_GROWTH: Final = 2.2
_NAMES_SHARE: Final = 0.3


@attrs.frozen(eq=False)
class TimelineSheet:
    """What a printed timeline tells, without any place."""

    campaign: Campaign
    band: BandFacts
    rows: tuple[TimelineRow, ...]
    facts: TimelineFacts
    footer: tuple[str, ...]
    lamps: tuple[Lamp, ...]
    security: str = ""
    has_baseline: bool = False
    trims_months: bool = True


def timeline_pages(sheet: TimelineSheet, paper: Paper) -> tuple[Scene, ...]:
    """Returns the pages; every row stands on exactly one of them, headings are repeated where a page begins below."""
    sizes = Sizes.of(paper)
    inner = sizes.inner
    metrics = _metrics(sizes, len(sheet.rows), inner)
    starts_on, ends_on = sheet.campaign.starts_on, sheet.campaign.ends_on
    first, last = time_range(sheet.rows, starts_on, ends_on)
    if not sheet.trims_months:
        first, last = min(first, starts_on), max(last, ends_on)
    axis = TimeAxis.fitting(sheet.campaign, first, last, inner.w - metrics.names_w)
    empty = TimelineLayout((), axis, metrics)
    room = _room(sizes, inner, empty.head_h + metrics.head_h)
    pages = paged(sheet.rows, int((room + 1e-6) / metrics.row_h)) or ((),)
    return tuple(
        Scene(
            paper.width,
            paper.height,
            tuple(_page(sheet, TimelineLayout(rows, axis, metrics), sizes, number, len(pages))),
            f"{sheet.band.title} {number + 1}/{len(pages)}",
        )
        for number, rows in enumerate(pages)
    )


def _metrics(sizes: Sizes, rows: int, inner: Rect) -> TimelineMetrics:
    """Returns metrics whose smallest text is legible; larger where the rows leave a single page half empty."""
    plain = TimelineMetrics()
    least = plain.scaled(sizes.paper.least_text / plain.small)
    room = _room(sizes, inner, 4 * least.head_h)
    growth = min(_MOST_GROWTH, max(1.0, room / max(1.0, (rows + 2) * least.row_h)))
    scaled = least.scaled(growth)
    names_w = min(scaled.names_w, inner.w * _NAMES_SHARE)
    return attrs.evolve(scaled, names_w=names_w, border=max(0.12, scaled.border / 2))


def _room(sizes: Sizes, inner: Rect, head_h: float) -> float:
    """Returns the height that a page has for rows below a head; the first page's band sets it for all."""
    return inner.h - band_h(sizes, True) - head_h - 2 * sizes.gap - 3 * sizes.small * 2.2


def _page(
    sheet: TimelineSheet, layout: TimelineLayout, sizes: Sizes, number: int, count: int
) -> Iterator[Item]:
    m, inner = layout.metrics, sizes.inner
    yield Box(Rect(0, 0, sizes.paper.width, sizes.paper.height), "ground")
    head = Rect(inner.x, inner.y, inner.w, band_h(sizes, number == 0))
    if number == 0:
        yield from band(sheet.band, head, sizes)
    else:
        yield from low_band(sheet.band.title, f"第 {number + 1}/{count} 页", head, sizes)
    x, y = inner.x + m.names_w, head.bottom + sizes.gap + m.head_h + layout.head_h
    rows = range(len(layout.rows))
    yield Box(Rect(inner.x, y, inner.w, layout.height), "card")
    for item in _chart(sheet, layout, rows):
        yield moved(item, x, y)
    if not rows:
        place = Rect(inner.x, y, inner.w, m.row_h * 2)
        yield Text(place, ("没有符合条件的任务",), m.text, "muted", align="center")
    frame = Rect(inner.x, y - layout.head_h, inner.w, layout.height + layout.head_h)
    yield Box(frame, stroke="border", stroke_width=m.border)
    yield Line(x, frame.y, x, frame.bottom, "border", m.border)
    words = (*sheet.footer, f"第 {number + 1}/{count} 页")
    foot_h = footer_h(words, sizes)
    foot = Rect(inner.x, inner.bottom - foot_h, inner.w, foot_h)
    yield from _legend(Rect(inner.x, foot.y - sizes.small * 2.1, inner.w, sizes.small * 2.1), sheet, sizes)
    yield from footer(words, foot, sizes)


def _chart(sheet: TimelineSheet, layout: TimelineLayout, rows: range) -> Iterator[Item]:
    m, facts = layout.metrics, sheet.facts
    yield from ground_face(layout, facts, rows)
    yield from period_names(layout, facts, -layout.head_h - m.head_h)
    yield from head_face(layout, facts)
    place = Rect(-m.names_w + m.gap, -m.head_h, m.names_w, m.head_h)
    yield Text(place, ("专项 · 要点 · 任务",), m.small, "muted")
    yield from link_face(layout, facts.links)
    for row in rows:
        yield from name_face(layout, row, can_fold=False)
        yield from bar_face(layout, row, facts)
    yield from today_face(layout, facts, rows)
    for row in rows:
        yield from bar_words(layout, row, layout.axis.width)


def _legend(place: Rect, sheet: TimelineSheet, sizes: Sizes) -> Iterator[Item]:
    """Yields the marks with their words, as many as the width holds; how to keep the sheet stands at the right."""
    small = sizes.small
    right = place.right
    if sheet.security:
        width = em_width(sheet.security) * small
        yield Text(
            Rect(right - width, place.y, width, place.h), (sheet.security,), small, "text", True, "right"
        )
        right -= width + small
    x = place.x
    middle = place.y + place.h / 2

    def words(told: str, at: float) -> Iterator[Item]:
        yield Text(Rect(at, place.y, em_width(told) * small, place.h), (told,), small, "muted")

    for lamp in sheet.lamps:
        told = wording.LAMPS[lamp]
        if x + small * 1.4 + em_width(told) * small > right:
            return
        yield lamp_shape(lamp, Rect(x, middle - small / 2, small, small))
        yield from words(told, x + small * 1.4)
        x += small * 1.4 + em_width(told) * small + small
    for mark, told in _marks(sheet):
        width = small * 3.4 + em_width(told) * small
        if x + width > right:
            return
        yield from (moved(item, x, middle) for item in mark(small))
        yield from words(told, x + small * 3.4)
        x += width + small


def _marks(sheet: TimelineSheet) -> Iterator[tuple[Mark, str]]:
    """Yields the marks that occur on the sheet: drawn from x = 0, three ems wide, around y = 0."""
    yield _bar_mark, "进度，竖线为序时"
    yield _stone_mark, "节点（实心为已完成）"
    if sheet.has_baseline:
        yield (lambda em: iter([Box(Rect(0, -em * 0.15, em * 3, em * 0.3), "grey")])), "军令状原计划"
    if sheet.facts.has_front:
        yield (lambda em: iter([Line(0, em * 0.3, em * 3, -em * 0.3, "today", em * 0.2)])), "前锋线"
    else:
        yield (lambda em: iter([Line(em * 1.5, -em * 0.6, em * 1.5, em * 0.6, "today", em * 0.12)])), "研判日"
    if any(period.kind == "ban" and not period.deleted for period in sheet.facts.periods):
        yield (lambda em: iter([Box(Rect(0, -em * 0.5, em * 3, em), "ban")])), "封土期"


def _bar_mark(em: float) -> Iterator[Item]:
    yield Box(Rect(0, -em * 0.4, em * 3, em * 0.8), "card")
    yield Box(Rect(0, -em * 0.4, em * 1.6, em * 0.8), "progress")
    yield Box(Rect(0, -em * 0.4, em * 3, em * 0.8), stroke="progress", stroke_width=em * 0.08)
    yield Line(em * 2.1, -em * 0.6, em * 2.1, em * 0.6, "text", em * 0.12)


def _stone_mark(em: float) -> Iterator[Item]:
    yield Shape(Rect(em * 0.4, -em * 0.5, em, em), "diamond", "card", "text")
    yield Shape(Rect(em * 1.7, -em * 0.5, em, em), "diamond", "text", "text", "dense")
