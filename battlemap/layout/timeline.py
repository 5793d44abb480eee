"""The timeline's ground: rows under a time axis, and where every bar, mark, milestone and link stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import cached_property
from typing import Literal

import attrs

from battlemap.domain.kinds.dependency import Dependency, DependencyKind
from battlemap.layout.scene import Rect
from battlemap.layout.text import em_width, one_line
from battlemap.layout.time_axis import TimeAxis
from battlemap.layout.timeline_rows import Bar, TimelineRow

HitKind = Literal["bar", "start", "end", "progress", "milestone", "row", "heading", "outside"]


@attrs.frozen
class TimelineMetrics:
    """Lengths in one unit (px on screen, mm on paper).

    `names_w` is the width of the names left of the axis, `head_h` the height of one row of the axis's
    head, `bar_h` that of a bar, `base_h` that of the baseline's thin bar below it, `stone` the side of a milestone,
    `grip` how near to an end of a bar the mouse takes hold of it.
    """

    row_h: float = 30
    head_h: float = 20
    names_w: float = 320
    bar_h: float = 14
    base_h: float = 4
    stone: float = 10
    indent: float = 14
    gap: float = 4
    small: float = 12
    text: float = 13
    border: float = 1
    grip: float = 5

    def scaled(self, factor: float) -> TimelineMetrics:
        """Returns the same proportions, every length times `factor`."""
        return TimelineMetrics(*(length * factor for length in attrs.astuple(self)))


@attrs.frozen
class TimelineHit:
    """What lies at a point: the row's number, and the milestone where it is one."""

    kind: HitKind
    row: int = -1
    milestone: str | None = None


@attrs.frozen(slots=False)
class TimelineLayout:
    """Where everything stands; the origin is the upper left corner of the first row at the axis's first morning.

    The axis's head lies above, the names lie left of it. It costs nothing to make: rows are equally high. `numbers`
    are those of the tasks' rows where somebody knows them without looking at every row.
    """

    rows: Sequence[TimelineRow]
    axis: TimeAxis
    metrics: TimelineMetrics
    numbers: Mapping[str, int] | None = None

    @property
    def width(self) -> float:
        """The width of the axis."""
        return self.axis.width

    @property
    def height(self) -> float:
        """The height of all rows."""
        return len(self.rows) * self.metrics.row_h

    @property
    def head_h(self) -> float:
        """The height of the axis's head: months, and below them weeks and days or what has room."""
        return len(self.axis.head_units(self.metrics.small)) * self.metrics.head_h

    def row_rect(self, row: int) -> Rect:
        """Returns the strip of a row under the axis."""
        return Rect(0, row * self.metrics.row_h, self.axis.width, self.metrics.row_h)

    def name_rect(self, row: int) -> Rect:
        """Returns the place of a row's name, left of the axis."""
        m = self.metrics
        return Rect(-m.names_w, row * m.row_h, m.names_w, m.row_h)

    def bar_rect(self, row: int) -> Rect | None:
        """Returns the bar of a row as far as it lies on the axis; None where there is none."""
        bar = self.rows[row].bar
        edges = self.axis.clipped(bar.first, bar.last) if bar else None
        if edges is None:
            return None
        return Rect(edges[0], self._bar_y(row), edges[1] - edges[0], self.metrics.bar_h)

    def summary_rect(self, row: int) -> Rect | None:
        """Returns the thin bar of a heading's tasks as far as it lies on the axis; None where there is none."""
        summary = self.rows[row].summary
        edges = self.axis.clipped(summary.first, summary.last) if summary else None
        if edges is None:
            return None
        height = self.metrics.base_h * 1.5
        return Rect(edges[0], self._middle(row) - height / 2, edges[1] - edges[0], height)

    def extension_rect(self, row: int) -> Rect | None:
        """Returns the stretch by which the task was extended, behind its bar; None where there is none on the axis."""
        bar = self.rows[row].bar
        if bar is None or bar.extended_to is None:
            return None
        edges = self.axis.clipped(bar.last + timedelta(1), bar.extended_to)
        return Rect(edges[0], self._bar_y(row), edges[1] - edges[0], self.metrics.bar_h) if edges else None

    def done_rect(self, row: int) -> Rect | None:
        """Returns the part of the bar that is done: up to the moment whose 序时进度 the progress reaches."""
        bar, rect = self.rows[row].bar, self.bar_rect(row)
        if bar is None or rect is None:
            return None
        right = min(max(rect.x, self.axis.x_at(bar.reached)), rect.right)
        return Rect(rect.x, rect.y, right - rect.x, rect.h)

    def expected_x(self, row: int) -> float | None:
        """Returns where the 序时 mark stands on the bar; None where the bar or the moment is beside the axis."""
        bar, rect = self.rows[row].bar, self.bar_rect(row)
        if bar is None or rect is None:
            return None
        return min(max(rect.x, self.axis.x_at(bar.expected)), rect.right)

    def base_rect(self, row: int) -> Rect | None:
        """Returns the thin bar of the baseline below the bar; None where there is none on the axis."""
        bar = self.rows[row].bar
        edges = self.axis.clipped(*bar.baseline) if bar and bar.baseline else None
        if edges is None:
            return None
        y = self._bar_y(row) + self.metrics.bar_h + self.metrics.border
        return Rect(edges[0], y, edges[1] - edges[0], self.metrics.base_h)

    def stone_rects(self, row: int) -> tuple[tuple[str, Rect], ...]:
        """Returns (milestone id, its place) of a row: on the evening of its day, moved onto the axis at its rims."""
        bar, m = self.rows[row].bar, self.metrics
        if bar is None:
            return ()
        y = self._bar_y(row) + (m.bar_h - m.stone) / 2
        places = []
        for stone in bar.stones:
            if self.axis.first <= stone.day <= self.axis.last:
                x = self.axis.x_of(stone.day) + self.axis.day_w - m.stone / 2
                x = min(max(0.0, x), max(0.0, self.axis.width - m.stone))
                places.append((stone.id, Rect(x, y, min(m.stone, self.axis.width), m.stone)))
        return tuple(places)

    def front_line(self, place: float, rows: range) -> tuple[tuple[float, float], ...]:
        """Returns the points of the front line along these rows: it begins and ends at the moment `place`."""
        x = self.axis.x_at(place)
        points = [(x, rows.start * self.metrics.row_h)]
        for number in rows:
            bar = self.rows[number].bar
            if bar is not None and bar.front is not None:
                points.append((self.axis.x_at(bar.front), self._middle(number)))
        return (*points, (x, rows.stop * self.metrics.row_h))

    def link_points(self, link: Dependency) -> tuple[tuple[float, float], ...]:
        """Returns the corners of the line from predecessor to successor; () where one of them is not shown."""
        one, other = self.row_of.get(link.predecessor), self.row_of.get(link.successor)
        if one is None or other is None:
            return ()
        from_rect, to_rect = self.bar_rect(one), self.bar_rect(other)
        if from_rect is None or to_rect is None:
            return ()
        corners = _corners(from_rect, to_rect, link.kind, self.metrics.gap)
        return tuple((min(max(0.0, x), self.axis.width), y) for x, y in corners)

    @cached_property
    def code_ems(self) -> float:
        """How many ems the longest code of a task is wide."""
        return max((em_width(one_line(row.code)) for row in self.rows if row.kind == "task"), default=0.0)

    @cached_property
    def row_of(self) -> Mapping[str, int]:
        """Task id → number of its row."""
        if self.numbers is not None:
            return self.numbers
        return {row.id: number for number, row in enumerate(self.rows) if row.kind == "task"}

    def visible(self, top: float, bottom: float) -> range:
        """Returns the numbers of the rows that meet the stretch from `top` to `bottom`."""
        first = max(0, int(top // self.metrics.row_h))
        last = min(len(self.rows), -int(-bottom // self.metrics.row_h))
        return range(first, max(first, last))

    def row_at(self, y: float) -> int | None:
        """Returns the row at `y`, None beside them."""
        row = int(y // self.metrics.row_h)
        return row if 0 <= row < len(self.rows) else None

    def hit(self, x: float, y: float) -> TimelineHit:
        """Returns what lies at the point: milestones before the bar's ends, these before its progress."""
        row = self.row_at(y)
        if row is None or not -self.metrics.names_w <= x < self.axis.width:
            return TimelineHit("outside")
        if self.rows[row].kind != "task":
            return TimelineHit("heading", row)
        for stone, place in self.stone_rects(row):
            if place.contains(x, y):
                return TimelineHit("milestone", row, stone)
        rect, done = self.bar_rect(row), self.done_rect(row)
        if rect is None or done is None or not rect.y <= y < rect.bottom:
            return TimelineHit("row", row)
        grip = min(self.metrics.grip, rect.w / 3)
        extension = self.extension_rect(row)
        right = extension.right if extension else rect.right
        if abs(x - right) <= grip:
            return TimelineHit("end", row)
        if abs(x - rect.x) <= grip:
            return TimelineHit("start", row)
        if not rect.x <= x < right:
            return TimelineHit("row", row)
        return TimelineHit("progress" if abs(x - done.right) <= grip else "bar", row)

    def _bar_y(self, row: int) -> float:
        m = self.metrics
        return row * m.row_h + (m.row_h - m.bar_h - m.border - m.base_h) / 2

    def _middle(self, row: int) -> float:
        return self._bar_y(row) + self.metrics.bar_h / 2


def _corners(one: Rect, other: Rect, kind: DependencyKind, gap: float) -> tuple[tuple[float, float], ...]:
    y1, y2 = one.y + one.h / 2, other.y + other.h / 2
    if kind == "ss":
        x = min(one.x, other.x) - gap
        return (one.x, y1), (x, y1), (x, y2), (other.x, y2)
    if kind == "ff":
        # the way to the right lies between the rows: behind the bars stand their words
        near, far = one.right + gap, other.right + gap
        beside, is_below = (one, y2 > y1) if far > near else (other, y1 > y2)
        between = beside.bottom + gap if is_below else beside.y - gap
        return (one.right, y1), (near, y1), (near, between), (far, between), (far, y2), (other.right, y2)
    if other.x >= one.right + 2 * gap:
        x = one.right + gap
        return (one.right, y1), (x, y1), (x, y2), (other.x, y2)
    between = other.y - gap if y2 > y1 else other.bottom + gap
    return (
        (one.right, y1),
        (one.right + gap, y1),
        (one.right + gap, between),
        (other.x - gap, between),
        (other.x - gap, y2),
        (other.x, y2),
    )


def span_words(bar: Bar) -> str:
    """Returns 「10月8日—11月2日」, a missing day as 「未定」."""
    first = "未定" if bar.is_open_start else f"{bar.first.month}月{bar.first.day}日"
    last = "未定" if bar.is_open_end else f"{bar.last.month}月{bar.last.day}日"
    return f"{first}—{last}"
