"""The timeline on paper: columns abreast under their own axis, names repeated, rows and actions never cut."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

import attrs

from battlemap import wording
from battlemap.domain.judging.lamp import Lamp
from battlemap.domain.kinds.campaign import Campaign
from battlemap.layout.overview_frame import BandFacts, Sizes, band, band_h, footer, footer_h, low_band
from battlemap.layout.paper import Paper, all_size_words
from battlemap.layout.scene import Box, Item, Line, Rect, Scene, Shape, Text
from battlemap.layout.shift import moved
from battlemap.layout.text import em_width
from battlemap.layout.time_axis import TimeAxis
from battlemap.layout.timeline import TimelineLayout, TimelineMetrics
from battlemap.layout.timeline_face import (
    TimelineFacts,
    bar_face,
    due_words,
    ground_face,
    head_face,
    lamp_shape,
    link_face,
    period_names,
    today_face,
)
from battlemap.layout.timeline_names import names_ems, printed_name
from battlemap.layout.timeline_rows import TimelineRow, time_range
from battlemap.layout.timeline_spread import TimelinePlan, timeline_plan

#: Draws a mark of the legend at this em height.
Mark = Callable[[float], Iterator[Item]]
#: Names are so many mm high on A0, on other papers in proportion, nowhere below so many times the least text.
_NAME: Final = 5.0
_READABLE: Final = 1.25
#: They grow with an empty paper: the steps that are tried, largest first.
_STEPS: Final = (
    4.0,
    3.6,
    3.3,
    3.0,
    2.7,
    2.45,
    2.2,
    2.0,
    1.85,
    1.7,
    1.6,
    1.5,
    1.4,
    1.32,
    1.24,
    1.16,
    1.08,
    1.0,
)
#: Rows grow to at most so many times the height that they need.
_MOST_ROW: Final = 2.0
_MOST_COLUMNS: Final = 4
#: An axis is at least so many ems of the names wide.
_LEAST_AXIS: Final = 26.0
#: The head of a column is at most so many rows of an axis's head high.
_HEAD_ROWS: Final = 4
_NAMES_SHARE: Final = 0.4


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


def timeline_pages(sheets: Sequence[TimelineSheet], paper: Paper) -> tuple[Scene, ...]:
    """Returns the pages of the sheets, each on one where its names can be read, columns abreast where rows are many.

    Every task stands on exactly one page.
    """
    sizes = Sizes.of(paper)
    drawn = [(sheet, page) for sheet in sheets for page in _sheet_pages(sheet, sizes)]
    texts = [item for _, page in drawn for item in page if isinstance(item, Text)]
    body = min((text.size for text in texts if not text.is_fine), default=sizes.small)
    size = all_size_words(body, min([sizes.small, *(text.size for text in texts)]))
    return tuple(
        Scene(
            paper.width,
            paper.height,
            (*page, *_foot(sheet, sizes, size, n, len(drawn))),
            f"{sheet.band.title} {n}/{len(drawn)}",
        )
        for n, (sheet, page) in enumerate(drawn, 1)
    )


def _sheet_pages(sheet: TimelineSheet, sizes: Sizes) -> Iterator[tuple[Item, ...]]:
    """Yields the pages of one sheet without their feet."""
    inner, paper = sizes.inner, sizes.paper
    foot_h = footer_h(_foot_words(sheet, all_size_words(10.0, 1.0), 10, 10), sizes) + sizes.small * 2.1
    ems_wide = names_ems(sheet.rows)
    least = max(paper.least_text * _READABLE, _NAME * sizes.unit * paper.text_scale)

    def metrics(em: float) -> TimelineMetrics:
        return _metrics(em, ems_wide, paper.least_text, sheet.has_baseline)

    def capacity(em: float) -> int:
        m = metrics(em)
        return int((_room(sizes, foot_h, _HEAD_ROWS * m.head_h) + 1e-6) / m.row_h)

    def abreast(em: float) -> int:
        wide = metrics(em).names_w + _LEAST_AXIS * em + sizes.gap
        return max(1, min(_MOST_COLUMNS, int((inner.w + sizes.gap) / wide)))

    ems = [least * step for step in _STEPS if _fits_names(metrics(least * step), inner.w)]
    plan = timeline_plan(sheet.rows, ems or [least], capacity, abreast)
    m = _within(metrics(plan.em), inner.w)
    starts_on, ends_on = sheet.campaign.starts_on, sheet.campaign.ends_on
    first, last = time_range(sheet.rows, starts_on, ends_on)
    if not sheet.trims_months:
        first, last = min(first, starts_on), max(last, ends_on)
    width = (inner.w - sizes.gap * (plan.columns - 1)) / plan.columns
    axis = TimeAxis.fitting(sheet.campaign, first, last, width - m.names_w)
    m = _filling(m, plan, sizes, foot_h)
    for number, columns in enumerate(plan.pages):
        layouts = [TimelineLayout(rows, axis, m) for rows in columns]
        yield tuple(_body(sheet, layouts, sizes, number, len(plan.pages)))


def _metrics(em: float, ems_wide: float, least: float, has_baseline: bool) -> TimelineMetrics:
    """Returns the metrics of rows whose names have that em; words beside the bars are a little smaller."""
    return TimelineMetrics(
        row_h=em * (1.75 if has_baseline else 1.62), head_h=max(least, em * 0.8) * 1.4, names_w=em * ems_wide,
        bar_h=em * 0.92, base_h=em * (0.3 if has_baseline else 0.16), stone=em * 0.72, indent=em, gap=em * 0.3,
        small=max(least, em * 0.78), text=em, border=max(0.12, em * 0.035), grip=em,
    )  # fmt: skip


def _fits_names(m: TimelineMetrics, width: float) -> bool:
    return m.names_w + _LEAST_AXIS * m.text <= width


def _within(m: TimelineMetrics, width: float) -> TimelineMetrics:
    """Returns the metrics with the names narrowed where even one column is too narrow for them."""
    return attrs.evolve(m, names_w=min(m.names_w, width * _NAMES_SHARE)) if not _fits_names(m, width) else m


def _filling(m: TimelineMetrics, plan: TimelinePlan, sizes: Sizes, foot_h: float) -> TimelineMetrics:
    """Returns the metrics with rows a little higher, all columns alike, where they would leave the page half empty."""
    longest = max((len(part) for page in plan.pages for part in page), default=1)
    room = _room(sizes, foot_h, _HEAD_ROWS * m.head_h)
    high = min(m.row_h * _MOST_ROW, max(m.row_h, room / max(1, longest)))
    return attrs.evolve(m, row_h=high, bar_h=m.bar_h * min(1.6, high / m.row_h))


def _room(sizes: Sizes, foot_h: float, head_h: float) -> float:
    """Returns the height that a page has for rows below a head; the first page's band sets it for all."""
    return sizes.inner.h - band_h(sizes, True) - head_h - 2 * sizes.gap - foot_h


def _foot_words(sheet: TimelineSheet, size: tuple[str, ...], number: int, count: int) -> tuple[str, ...]:
    return (*sheet.footer, *size, f"第 {number} 页 共 {count} 页")


def _body(
    sheet: TimelineSheet, columns: Sequence[TimelineLayout], sizes: Sizes, number: int, count: int
) -> Iterator[Item]:
    inner = sizes.inner
    yield Box(Rect(0, 0, sizes.paper.width, sizes.paper.height), "card")
    head = Rect(inner.x, inner.y, inner.w, band_h(sizes, number == 0))
    if number == 0:
        yield from band(sheet.band, head, sizes)
    else:
        yield from low_band(sheet.band.title, f"第 {number + 1}/{count} 页", head, sizes)
    x = inner.x
    for layout in columns:
        wide = layout.metrics.names_w + layout.axis.width
        yield from _column(sheet, layout, Rect(x, head.bottom + sizes.gap, wide, 0))
        x += wide + sizes.gap


def _column(sheet: TimelineSheet, layout: TimelineLayout, place: Rect) -> Iterator[Item]:
    """Yields one column: the axis's head, the names at the left, the bars."""
    m = layout.metrics
    x, y = place.x + m.names_w, place.y + m.head_h + layout.head_h
    for item in _chart(sheet, layout, range(len(layout.rows))):
        yield moved(item, x, y)
    if not layout.rows:
        below = Rect(place.x, y, place.w, m.row_h * 2)
        yield Text(below, ("没有符合条件的任务",), m.text, "muted", align="center")
    frame = Rect(place.x, y - layout.head_h, place.w, layout.height + layout.head_h)
    yield Box(frame, stroke="muted", stroke_width=m.border * 1.5)
    yield Line(x, frame.y, x, frame.bottom, "border", m.border)


def _foot(
    sheet: TimelineSheet, sizes: Sizes, size: tuple[str, ...], number: int, count: int
) -> Iterator[Item]:
    inner = sizes.inner
    words = _foot_words(sheet, size, number, count)
    foot_h = footer_h(words, sizes)
    foot = Rect(inner.x, inner.bottom - foot_h, inner.w, foot_h)
    yield from _legend(Rect(inner.x, foot.y - sizes.small * 2.1, inner.w, sizes.small * 2.1), sheet, sizes)
    yield from footer(words, foot, sizes)


def _chart(sheet: TimelineSheet, layout: TimelineLayout, rows: range) -> Iterator[Item]:
    m, facts = layout.metrics, attrs.evolve(sheet.facts, is_printed=True)
    yield from ground_face(layout, facts, rows)
    yield from period_names(layout, facts, -layout.head_h - m.head_h)
    yield from head_face(layout, facts)
    place = Rect(-m.names_w + m.gap, -m.head_h, m.names_w, m.head_h)
    yield Text(place, ("专项 · 要点 · 任务",), m.small, "muted", is_fine=True)
    yield from link_face(layout, facts.links)
    for row in rows:
        yield from printed_name(layout, row)
        yield from bar_face(layout, row, facts)
    yield from today_face(layout, facts, rows)
    for row in rows:
        yield from due_words(layout, row, facts)


def _legend(place: Rect, sheet: TimelineSheet, sizes: Sizes) -> Iterator[Item]:
    """Yields the marks with their words, as many as the width holds; how to keep the sheet stands at the right."""
    small = sizes.small
    right = place.right
    if sheet.security:
        width = em_width(sheet.security) * small
        yield Text(
            Rect(right - width, place.y, width, place.h),
            (sheet.security,),
            small,
            "text",
            True,
            "right",
            is_fine=True,
        )
        right -= width + small
    x = place.x
    middle = place.y + place.h / 2

    def words(meaning: str, at: float) -> Iterator[Item]:
        yield Text(
            Rect(at, place.y, em_width(meaning) * small, place.h), (meaning,), small, "muted", is_fine=True
        )

    for lamp in sheet.lamps:
        meaning = wording.LAMPS[lamp]
        if x + small * 1.4 + em_width(meaning) * small > right:
            return
        yield lamp_shape(lamp, Rect(x, middle - small / 2, small, small))
        yield from words(meaning, x + small * 1.4)
        x += small * 1.4 + em_width(meaning) * small + small
    for mark, meaning in _marks(sheet):
        width = small * 3.4 + em_width(meaning) * small
        if x + width > right:
            return
        yield from (moved(item, x, middle) for item in mark(small))
        yield from words(meaning, x + small * 3.4)
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
