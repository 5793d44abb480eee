"""The timeline's stage: contents, axis, zoom and scroll together tell what lies at every point of the viewport."""

from __future__ import annotations

import math
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import Final

import attrs

from battlemap.domain.kinds.dependency import Dependency
from battlemap.domain.kinds.task import Task
from battlemap.layout.scene import Rect
from battlemap.layout.time_axis import TimeAxis
from battlemap.layout.timeline import TimelineHit, TimelineLayout, TimelineMetrics
from battlemap.shown.timeline.contents import TimelineContents

#: The widest day in px; the narrowest is that at which all days are seen at once, but not below `LEAST_DAY`.
MOST_DAY: Final = 56.0
LEAST_DAY: Final = 1.0
_METRICS: Final = TimelineMetrics()
#: Px behind a bar's end (before its start) from which a dependency is drawn, and the reach of the mouse there.
PORT_GAP: Final = 9
PORT_REACH: Final = 7
#: So near, in px, a line has to pass for the mouse to mean it.
_NEAR: Final = 5


@attrs.frozen
class Port:
    """The dot at one end of a bar from which a dependency is drawn."""

    task: str
    is_end: bool


class Stage:
    """Everything about places, nothing about paint; points and rectangles are in px of the viewport."""

    def __init__(self, contents: TimelineContents) -> None:
        self.contents = contents
        self.scroll_x = 0
        self.scroll_y = 0
        self.size = (0, 0)
        self.day_w: float | None = None  # None: all days fill the width
        self.arrange()

    def arrange(self) -> None:
        """Lays everything out anew for the present contents, zoom and size."""
        first, last = self.contents.range
        campaign = self.contents.snapshot.campaign
        fitting = TimeAxis.fitting(campaign, first, last, max(1.0, self.size[0] - _METRICS.names_w - 1))
        least = max(LEAST_DAY, fitting.day_w)
        day_w = least if self.day_w is None else min(max(self.day_w, least), max(MOST_DAY, least))
        axis = attrs.evolve(fitting, day_w=day_w)
        self.layout = TimelineLayout(self.contents.rows, axis, _METRICS, self.contents.row_of)

    @property
    def is_fitted(self) -> bool:
        """Whether all days are seen at once."""
        return self.layout.axis.width <= self.body.w + 1

    @property
    def head_h(self) -> int:
        """The height of the axis's head, with a row for 封土期 and key periods."""
        return math.ceil(self.layout.head_h + self.layout.metrics.head_h) + 1

    @property
    def body(self) -> Rect:
        """Where the bars are seen."""
        width, height = self.size
        x, y = _METRICS.names_w, float(self.head_h)
        return Rect(x, y, max(0.0, width - x), max(0.0, height - y))

    @property
    def scrolled(self) -> Rect:
        """Where the bars stand: the part that scrolls in both directions."""
        return self.body

    @property
    def scroll_range(self) -> tuple[int, int]:
        """The greatest scroll values to the right and downwards."""
        return (
            max(0, math.ceil(self.layout.width - self.body.w)),
            max(0, math.ceil(self.layout.height - self.body.h)),
        )

    @property
    def page(self) -> int:
        """The number of rows that are seen one under the other."""
        return max(1, int(self.body.h // self.layout.metrics.row_h))

    def to_ground(self, x: float, y: float) -> tuple[float, float]:
        """Returns a point of the viewport in the layout's coordinates; the names do not scroll sideways."""
        body = self.body
        across = x - body.x if x < body.x else x - body.x + self.scroll_x
        return across, y - body.y + self.scroll_y

    def to_view(self, rect: Rect) -> Rect:
        """Returns a rectangle of the layout's ground in the viewport."""
        return rect.moved(self.body.x - self.scroll_x, self.body.y - self.scroll_y)

    def hit(self, x: float, y: float) -> TimelineHit:
        """Returns what lies at a point of the viewport."""
        if y < self.body.y:
            return TimelineHit("outside")
        at_x, at_y = self.to_ground(x, y)
        return self.layout.hit(at_x, at_y)

    def link_at(self, x: float, y: float) -> Dependency | None:
        """Returns the drawn link whose line passes within a few px of a point of the viewport, the nearest one."""
        if y < self.body.y or x < self.body.x:
            return None
        at = self.to_ground(x, y)
        near = [
            (_distance(at, start, end), link)
            for link in self.contents.facts.links
            for start, end in pairwise(self.layout.link_points(link))
        ]
        distance, link = min(near, key=lambda pair: pair[0], default=(_NEAR + 1, None))
        return link if distance <= _NEAR else None

    def row_at(self, y: float) -> int | None:
        """Returns the row at a height of the viewport."""
        return None if y < self.body.y else self.layout.row_at(y - self.body.y + self.scroll_y)

    def place_at(self, x: float) -> float:
        """Returns the moment at `x`, in days from year 1."""
        axis = self.layout.axis
        return axis.first.toordinal() + (x - self.body.x + self.scroll_x) / axis.day_w

    def day_at(self, x: float) -> date:
        """Returns the day at `x`, the nearest one beside the axis."""
        return self.layout.axis.day_at(x - self.body.x + self.scroll_x)

    def task_at(self, row: int) -> Task | None:
        """Returns the task of a row, None for a heading."""
        timeline_row = self.layout.rows[row]
        return self.contents.task(timeline_row.id) if timeline_row.kind == "task" else None

    def bar_rect(self, task: str) -> Rect | None:
        """Returns where a task's bar stands in the viewport, also beyond its edges; None where it is not shown."""
        number = self.contents.row_of.get(task)
        rect = self.layout.bar_rect(number) if number is not None else None
        return self.to_view(rect) if rect is not None else None

    def span_rect(self, task: str, first: date, last: date) -> Rect | None:
        """Returns where a task's bar would stand with other days; None beside the axis or where it is not shown."""
        number = self.contents.row_of.get(task)
        edges = self.layout.axis.clipped(first, last)
        if number is None or edges is None:
            return None
        rect = self.layout.bar_rect(number)
        y = rect.y if rect else number * self.layout.metrics.row_h + 6
        return self.to_view(Rect(edges[0], y, edges[1] - edges[0], self.layout.metrics.bar_h))

    def ports(self, row: int) -> tuple[tuple[Port, float, float], ...]:
        """Returns the dots of a task's row with their middles in the viewport; () for a heading."""
        timeline_row, rect = self.layout.rows[row], self.layout.bar_rect(row)
        if timeline_row.kind != "task" or rect is None:
            return ()
        view, extension = self.to_view(rect), self.layout.extension_rect(row)
        right = self.to_view(extension).right if extension else view.right
        y = view.y + view.h / 2
        return (
            (Port(timeline_row.id, False), view.x - PORT_GAP, y),
            (Port(timeline_row.id, True), right + PORT_GAP, y),
        )

    def port_at(self, x: float, y: float) -> Port | None:
        """Returns the dot at a point of the viewport."""
        row = self.row_at(y)
        if row is None or x < self.body.x:
            return None
        for port, at_x, at_y in self.ports(row):
            if abs(x - at_x) <= PORT_REACH and abs(y - at_y) <= PORT_REACH:
                return port
        return None

    def zoomed(self, factor: float, x: float) -> int:
        """Zooms around `x` of the viewport and returns the scroll value at which the same moment is there."""
        place = self.place_at(x)
        self.day_w = self.layout.axis.day_w * factor
        self.arrange()
        axis = self.layout.axis
        if self.is_fitted:
            self.day_w = None
        return round((place - axis.first.toordinal()) * axis.day_w - (x - self.body.x))

    def scroll_to_show(self, row: int) -> int:
        """Returns the vertical scroll value that needs the least scrolling to show a row."""
        m = self.layout.metrics
        top, bottom = row * m.row_h, (row + 1) * m.row_h
        return round(min(max(self.scroll_y, bottom - self.body.h), top))

    def scroll_to_day(self, day: date) -> int:
        """Returns the horizontal scroll value at which a day stands in the middle."""
        return round(self.layout.axis.x_of(day) - self.body.w / 2)

    @cached_property
    def metrics(self) -> TimelineMetrics:
        """The lengths of the page."""
        return _METRICS


def _distance(at: tuple[float, float], start: tuple[float, float], end: tuple[float, float]) -> float:
    """Returns how far a point is from a straight line between two others."""
    (x, y), (x1, y1), (x2, y2) = at, start, end
    length = (x2 - x1) ** 2 + (y2 - y1) ** 2
    share = 0.0 if length == 0 else min(1.0, max(0.0, ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / length))
    return math.hypot(x - x1 - share * (x2 - x1), y - y1 - share * (y2 - y1))
