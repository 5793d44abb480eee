"""The face of the timeline: axis head, shaded days, bands, names, bars, links, today and the front line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

import attrs

from battlemap import wording
from battlemap.domain.days.calendar import Period, WorkCalendar
from battlemap.domain.judging.lamp import Lamp
from battlemap.domain.kinds.dependency import Dependency
from battlemap.layout.card_face import LAMP_HATCHES
from battlemap.layout.scene import Box, Item, Kind, Line, Rect, Shape, Text
from battlemap.layout.text import elide, em_width, one_line
from battlemap.layout.timeline import TimelineLayout, TimelineMetrics, span_words
from battlemap.layout.timeline_rows import Bar

_KINDS: Final[dict[str, Kind]] = {
    "circle": "circle", "triangle": "triangle", "square": "square", "diamond": "diamond", "ring": "ring",
}  # fmt: skip


@attrs.frozen(eq=False)
class TimelineFacts:
    """What the ground is made of: the judged day, working days, own periods, links, and which rows are critical.

    `is_printed` draws what is still to do and the deadline as strong as what is done: it is read from afar. `bans` are the
    封土期 in pieces within which no exemption begins or ends; without any the `periods` stand for themselves.
    """

    as_of: date
    calendar: WorkCalendar
    periods: tuple[Period, ...] = ()
    links: tuple[Dependency, ...] = ()
    critical: frozenset[str] = frozenset()
    has_front: bool = False
    is_printed: bool = False
    bans: tuple[Period, ...] = ()


def head_face(layout: TimelineLayout, facts: TimelineFacts) -> Iterator[Item]:
    """Yields the axis's head: its rows stand directly above y = 0."""
    m, axis = layout.metrics, layout.axis
    yield Box(Rect(0, -layout.head_h, axis.width, layout.head_h), fill="card")
    y = -layout.head_h
    for number, unit in enumerate(axis.head_units(m.small)):
        yield Line(0, y, axis.width, y, "border", m.border)
        for stretch in axis.stretches(unit, m.small):
            yield Line(stretch.x, y, stretch.x, y + m.head_h, "border", m.border)
            if stretch.title:
                place = Rect(stretch.x, y, stretch.w, m.head_h)
                colour = "muted" if number else "text"
                yield Text(place, (stretch.title,), m.small, colour, number == 0, "center")
        y += m.head_h
    yield Line(0, 0, axis.width, 0, "border", m.border)


def ground_face(layout: TimelineLayout, facts: TimelineFacts, rows: range) -> Iterator[Item]:
    """Yields 封土期 (in the rows that it stops) and days off as shades, and the lines of axis and rows, behind them."""
    m, axis = layout.metrics, layout.axis
    top, bottom = rows.start * m.row_h, rows.stop * m.row_h
    for period in facts.bans or facts.periods:
        edges = axis.clipped(period.starts_on, period.ends_on)
        if edges is None:
            continue
        for start, end in _stopped(layout, period, rows):
            place = Rect(edges[0], start * m.row_h, edges[1] - edges[0], (end - start) * m.row_h)
            yield Box(place, fill="ban", about=period.id)
        for row in rows:
            entry = layout.rows[row]
            if period.kind == "ban" and entry.kind == "task" and entry.code in period.exempt.split():
                # work goes on by exemption: the ban is only underlined
                thin = m.border * 2
                yield Box(
                    Rect(edges[0], (row + 1) * m.row_h - thin * 2, edges[1] - edges[0], thin),
                    "ban",
                    about=period.id,
                )
    if axis.day_w >= m.border * 2:
        for first, last in _days_off(axis.first, axis.last, facts.calendar):
            x, right = axis.x_of(first), axis.x_of(last) + axis.day_w
            yield Box(Rect(x, top, right - x, bottom - top), fill="weekend")
    units = axis.head_units(m.small)
    for stretch in axis.stretches(units[min(1, len(units) - 1)], m.small):
        yield Line(stretch.x, top, stretch.x, bottom, "grid", m.border)
    for row in (*rows, rows.stop):
        yield Line(0, row * m.row_h, axis.width, row * m.row_h, "grid", m.border)


def period_names(layout: TimelineLayout, facts: TimelineFacts, y: float) -> Iterator[Item]:
    """Yields 封土期 and key periods in a row at `y`: underlined, named where there is room and none overlaps."""
    m = layout.metrics
    taken = 0.0
    for period in sorted(facts.periods, key=lambda p: (p.starts_on, p.id)):
        edges = layout.axis.clipped(period.starts_on, period.ends_on)
        if edges is None or period.deleted or period.kind not in ("ban", "key"):
            continue
        thin = m.border * 3
        under = Rect(edges[0], y + m.head_h - thin, edges[1] - edges[0], thin)
        yield Box(under, fill="ban" if period.kind == "ban" else "accent", about=period.id)
        x = max(edges[0] + m.gap / 2, taken)
        whole = one_line(period.title)
        if x + em_width(whole) * m.small > layout.axis.width:
            # the last ones stand before their day where they can
            x = max(taken, layout.axis.width - em_width(whole) * m.small)
        words = elide(whole, (layout.axis.width - x) / m.small)
        if words == whole or (len(words) >= 2 and not facts.is_printed):
            width = em_width(words) * m.small
            colour = "text" if period.kind == "ban" else "accent"
            yield Text(Rect(x, y, width, m.head_h), (words,), m.small, colour, about=period.id)
            taken = x + width + m.gap


def name_face(layout: TimelineLayout, row: int, *, can_fold: bool = True) -> Iterator[Item]:
    """Yields the name of a row left of the axis: lamp, code, title, and the owner at the right.

    Where rows `can_fold`, headings bear the mark for it.
    """
    m, entry, rect = layout.metrics, layout.rows[row], layout.name_rect(row)
    is_heading = entry.kind != "task"
    if entry.kind == "action":
        yield Box(rect, fill="grid")
    x = rect.x + m.gap + entry.level * m.indent
    if is_heading and can_fold:
        mark = "▸" if entry.is_folded else "▾"
        yield Text(Rect(x, rect.y, m.small * 1.1, rect.h), (mark,), m.small, "muted")
        x += m.small * 1.1
    if entry.lamp is not None and not is_heading:
        side = m.small
        yield lamp_shape(entry.lamp, Rect(x, rect.y + (rect.h - side) / 2, side, side), entry.about)
        x += side + m.gap
    right = rect.right - m.gap
    owner = elide(one_line(entry.owner), 5)
    if owner:
        width = em_width(owner) * m.small
        yield Text(Rect(right - width, rect.y, width, rect.h), (owner,), m.small, "muted", align="right")
        right -= width + m.gap
    code = one_line(entry.code)
    if code:
        width = em_width(code) * m.small
        yield Text(Rect(x, rect.y, width, rect.h), (code,), m.small, "muted", entry.kind == "action")
        x += width + m.gap
    size = m.text if is_heading else m.small
    words = one_line(entry.title) + (f"（{entry.count}）" if is_heading else "")
    title = elide(words, max(0.0, right - x) / size)
    if title:
        yield Text(
            Rect(x, rect.y, right - x, rect.h), (title,), size, "text", is_heading, about=entry.about or None
        )


def bar_face(layout: TimelineLayout, row: int, facts: TimelineFacts) -> Iterator[Item]:
    """Yields a task's bar: what is done filled, the 序时 mark across, the baseline below, milestones upon it."""
    m, entry = layout.metrics, layout.rows[row]
    bar, rect, base = entry.bar, layout.bar_rect(row), layout.base_rect(row)
    if bar is None:
        yield from _summary(layout, row)
        return
    if base is not None:
        yield Box(base, fill="grey", radius=min(m.base_h / 2, base.w / 2), about=entry.id)
    if rect is not None:
        colour = "grey" if bar.lamp == "grey" else bar.lamp
        is_critical = entry.id in facts.critical
        radius = min(m.border * 2, rect.w / 3)
        done = layout.done_rect(row)
        yield Box(rect, fill="grid" if facts.is_printed else "card", radius=radius, about=entry.id)
        if done is not None and done.w > 0:
            yield Box(done, fill=colour, radius=radius, hatch=LAMP_HATCHES[bar.lamp], about=entry.id)
        extension = layout.extension_rect(row)
        if extension is not None:
            yield from _dashed(extension, colour, m, entry.id)
        width = m.border * (2.5 if is_critical or facts.is_printed else 1)
        yield Box(
            rect, stroke="text" if is_critical else colour, stroke_width=width, radius=radius, about=entry.id
        )
        mark = layout.expected_x(row)
        if mark is not None and bar.lane != "struck_off":
            yield Line(mark, rect.y - m.gap / 2, mark, rect.bottom + m.gap / 2, "text", m.border * 1.5)
        if facts.is_printed and not bar.is_open_end:
            yield from _deadline(rect, bar, facts.as_of, m, entry.id)
        if bar.is_blocked:
            # dark as on the card: upon the lamp's own colour the word could not be read
            chip = Rect(rect.x, rect.y, m.small, rect.h)
            yield Box(chip, fill="text", radius=min(radius, m.small / 3), about=entry.id)
            yield Text(chip, ("卡",), m.small, "card", True, "center", about=entry.id)
    stones = {stone.id: stone for stone in bar.stones}
    for id, place in layout.stone_rects(row):
        if stones[id].is_done:
            yield Shape(place, "diamond", "text", "text", "dense", about=id)
        else:
            yield Shape(place, "diamond", "card", "text", about=id)


def _deadline(rect: Rect, bar: Bar, as_of: date, m: TimelineMetrics, about: str) -> Iterator[Item]:
    """Yields the post at the end of a bar: red where the day is over and the task is not."""
    is_late = bar.last < as_of and bar.lane in ("waiting", "moving")
    wide = min(m.border * 5, rect.w)
    post = Rect(rect.right - wide, rect.y - m.gap / 2, wide, rect.h + m.gap)
    yield Box(post, fill="red" if is_late else "text", about=about)


def bar_words(layout: TimelineLayout, row: int, room: float) -> Iterator[Item]:
    """Yields days and progress behind a bar, as far as `room` from its end reaches and the axis goes."""
    m, entry, rect = layout.metrics, layout.rows[row], layout.bar_rect(row)
    if entry.bar is None or rect is None:
        return
    stones = [place.right for _, place in layout.stone_rects(row)]
    # the mark of what stands in the way may be broader than the bar of one day
    mark = rect.x + m.small if entry.bar.is_blocked else rect.right
    extension = layout.extension_rect(row)
    x = max([rect.right, mark, extension.right if extension else 0, *stones]) + m.gap
    for words in (f"{span_words(entry.bar)}  {entry.bar.progress}%", f"{entry.bar.progress}%"):
        width = em_width(words) * m.small
        if width <= min(room, layout.axis.width - x):
            yield Text(Rect(x, rect.y, width, rect.h), (words,), m.small, "muted", about=entry.id)
            return


def due_words(layout: TimelineLayout, row: int, facts: TimelineFacts) -> Iterator[Item]:
    """Yields deadline and progress of a printed bar: behind it, before its end, or before its beginning."""
    m, entry, rect = layout.metrics, layout.rows[row], layout.bar_rect(row)
    if entry.bar is None or rect is None:
        return
    bar = entry.bar
    due = "时限未定" if bar.is_open_end else f"{bar.last.month}月{bar.last.day}日"
    words = f"{due} {bar.progress}%"
    width = em_width(words) * m.small
    rects = [place for _, place in layout.stone_rects(row)]
    extension = layout.extension_rect(row)
    mark = rect.x + m.small if bar.is_blocked else rect.right
    right = (
        max([rect.right, mark, extension.right if extension else 0, *(place.right for place in rects)])
        + m.gap
    )
    left = min([rect.x, *(place.x for place in rects)]) - m.gap - width
    x = right if right + width <= layout.axis.width else left if left >= 0 else None
    if x is not None:
        is_late = bar.last < facts.as_of and bar.lane in ("waiting", "moving")
        place = Rect(x, rect.y, width, rect.h)
        yield Text(
            place, (words,), m.small, "red" if is_late else "text", is_late, about=entry.id, is_fine=True
        )
        return
    done = layout.done_rect(row)
    start = max(rect.x, done.right if done else rect.x, mark if bar.is_blocked else rect.x) + m.gap
    end = min([rect.right, *(place.x for place in rects if place.x > start)]) - m.gap - m.border * 5
    if end - start >= width:
        place = Rect(end - width, rect.y, width, rect.h)
        yield Text(place, (words,), m.small, "text", about=entry.id, is_fine=True)


def _summary(layout: TimelineLayout, row: int) -> Iterator[Item]:
    """Yields the thin bar of a heading, filled by the mean progress, and behind it the percent in words."""
    m, entry, rect = layout.metrics, layout.rows[row], layout.summary_rect(row)
    if entry.summary is None or rect is None:
        return
    yield Box(rect, fill="card", stroke="muted", stroke_width=m.border, about=entry.id)
    yield Box(
        Rect(rect.x, rect.y, rect.w * entry.summary.progress / 100, rect.h), fill="muted", about=entry.id
    )
    words = f"平均 {entry.summary.progress}%"
    width = em_width(words) * m.small
    if rect.right + m.gap + width <= layout.axis.width:
        place = Rect(rect.right + m.gap, rect.y + rect.h / 2 - m.bar_h / 2, width, m.bar_h)
        yield Text(place, (words,), m.small, "muted", about=entry.id)


def _stopped(layout: TimelineLayout, period: Period, rows: range) -> Iterator[tuple[int, int]]:
    """Yields the runs (first row, row behind the last) in which a 封土期 stops the work."""
    start: int | None = None
    for row in rows:
        entry = layout.rows[row]
        holds = period.stops_work_on(entry.action, entry.code if entry.kind == "task" else "")
        if holds and start is None:
            start = row
        elif not holds and start is not None:
            yield start, row
            start = None
    if start is not None:
        yield start, rows.stop


def _dashed(rect: Rect, colour: str, m: TimelineMetrics, about: str) -> Iterator[Item]:
    """Yields the open frame of an extension: it hangs on the bar's end."""
    dash = (m.gap / 2, m.gap / 3)
    for x1, y1, x2, y2 in (
        (rect.x, rect.y, rect.right, rect.y),
        (rect.x, rect.bottom, rect.right, rect.bottom),
        (rect.right, rect.y, rect.right, rect.bottom),
    ):
        yield Line(x1, y1, x2, y2, colour, m.border * 1.5, dash, about)


def link_face(layout: TimelineLayout, links: Iterable[Dependency]) -> Iterator[Item]:
    """Yields the lines between bars; the last piece bears a point where it meets the successor."""
    m = layout.metrics
    for link in links:
        points = layout.link_points(link)
        colour = "muted"
        for (x1, y1), (x2, y2) in pairwise(points):
            yield Line(x1, y1, x2, y2, colour, m.border, about=link.id)
        if points:
            x, y = points[-1]
            side = m.gap
            yield Shape(
                Rect(x - side / 2, y - side / 2, side, side), "circle", colour, hatch="dense", about=link.id
            )


def today_face(layout: TimelineLayout, facts: TimelineFacts, rows: range) -> Iterator[Item]:
    """Yields the line of the judged day's evening, and the front line where it is asked for."""
    m = layout.metrics
    evening = facts.as_of + timedelta(1)
    top, bottom = rows.start * m.row_h, rows.stop * m.row_h
    if layout.axis.first <= facts.as_of <= layout.axis.last:
        x = layout.axis.x_at(evening.toordinal())
        dash = (m.gap, m.gap / 2) if facts.has_front else ()
        yield Line(x, top, x, bottom, "today", m.border * 1.5, dash)
    if facts.has_front:
        points = layout.front_line(float(evening.toordinal()), rows)
        for (x1, y1), (x2, y2) in pairwise(points):
            yield Line(x1, y1, x2, y2, "today", m.border * 2.5)


def lamp_shape(lamp: Lamp, rect: Rect, about: str | None = None) -> Shape:
    """Returns the mark of a lamp, told by its form as well as by its colour."""
    kind = _KINDS[wording.LAMP_SHAPES[lamp]]
    return Shape(rect, kind, None if kind == "ring" else lamp, lamp, LAMP_HATCHES[lamp], about)


def _days_off(first: date, last: date, calendar: WorkCalendar) -> Iterator[tuple[date, date]]:
    """Yields runs of days off between two days."""
    start: date | None = None
    day = first
    while day <= last + timedelta(1):
        is_off = day <= last and not calendar.is_working_day(day)
        if is_off and start is None:
            start = day
        elif not is_off and start is not None:
            yield start, day - timedelta(1)
            start = None
        day += timedelta(1)
