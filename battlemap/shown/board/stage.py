"""The stage: contents, layout, zoom and scroll together tell what lies at every point of the viewport."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import Final, Literal

import attrs

from battlemap.domain.kinds.task import LANES, Lane
from battlemap.layout.board import BoardLayout, BoardMetrics, Hit
from battlemap.layout.card_face import CardMetrics, Density, card_metrics
from battlemap.layout.column_head import HeadMetrics
from battlemap.layout.scene import Rect
from battlemap.layout.strip import StripLayout, StripMetrics
from battlemap.shown.board.contents import BoardContents
from battlemap.shown.board.frame import Frame

LEAST_ZOOM: Final = 0.5
MOST_ZOOM: Final = 2.0
CARD_WIDTH: Final = 208
LABEL_WIDTH: Final = 72
_LEAST_TEXT: Final = 11

Region = Literal["day", "strip", "header", "card", "gap", "lane", "label", "nothing"]


@attrs.frozen
class Spot:
    """What a point means: the task, action, lane or day there, as far as there is one."""

    region: Region
    task: str | None = None
    action: str | None = None
    lane: Lane | None = None
    day: date | None = None


class Stage:
    """Everything about places, nothing about paint; points and rectangles are in px of the viewport."""

    def __init__(self, contents: BoardContents) -> None:
        self.contents = contents
        self.zoom = 1.0
        self.density: Density = "normal"
        self.folded: frozenset[str] = frozenset()
        #: Whether the zoom follows the window, so that every column is seen at once and none is larger than life.
        self.is_fitted = False
        self.scroll_x = 0
        self.scroll_y = 0
        self.size = (0, 0)
        self.strip_start: date | None = None
        self.arrange()

    def arrange(self) -> None:
        """Lays everything out anew for the present contents, zoom and size."""
        if self.is_fitted:
            self.zoom = min(1.0, self.zoom_that_fits())
        self.card_metrics = _card_metrics(self.density, self.zoom)
        scale = min(max(self.zoom, 0.8), 1.5)
        self.head_metrics = HeadMetrics().scaled(scale)
        self.frame = Frame(
            *self.size, StripMetrics().height + 1, math.ceil(self.head_metrics.height) + 1, LABEL_WIDTH
        )
        self.layout = BoardLayout.of(
            self.contents.counts,
            _board_metrics(self.card_metrics, self.zoom),
            lanes=len(LANES),
            folded=self.folded_columns,
        )
        self.strip = StripLayout.of(
            self.contents.snapshot.campaign, self.frame.strip.w, StripMetrics(), self.strip_start
        )

    @property
    def folded_columns(self) -> frozenset[int]:
        """The numbers of the columns that are folded: by hand, or because a filter leaves them no card."""
        counts = self.contents.counts
        passes = [any(cell) for cell in counts]
        is_filtered = self.contents.only is not None and any(passes)
        return frozenset(
            number
            for number, action in enumerate(self.contents.columns)
            if action.id in self.folded or (is_filtered and not passes[number])
        )

    @property
    def scrolled(self) -> Rect:
        """Where the cards stand: the part that scrolls in both directions."""
        return self.frame.ground

    @property
    def scroll_range(self) -> tuple[int, int]:
        """The greatest scroll values to the right and downwards."""
        ground = self.frame.ground
        return (
            max(0, math.ceil(self.layout.width - ground.w)),
            max(0, math.ceil(self.layout.height - ground.h)),
        )

    @property
    def page(self) -> int:
        """The number of cards that are seen one under the other."""
        return max(1, int(self.frame.ground.h / (self.layout.metrics.card_h + self.layout.metrics.gap)))

    def to_ground(self, x: float, y: float) -> tuple[float, float]:
        """Returns a point of the viewport in the layout's coordinates."""
        ground = self.frame.ground
        return x - ground.x + self.scroll_x, y - ground.y + self.scroll_y

    def to_view(self, rect: Rect) -> Rect:
        """Returns a rectangle of the layout in the viewport."""
        ground = self.frame.ground
        return rect.moved(ground.x - self.scroll_x, ground.y - self.scroll_y)

    def card_rect(self, task: str) -> Rect | None:
        """Returns where a card stands in the viewport, also beyond its edges; None where it is not shown."""
        place = self.contents.place(task)
        if place is None:
            return None
        return self.to_view(self.layout.card_rect(place.column, place.lane, place.index))

    def head_rect(self, column: int) -> Rect:
        """Returns where a column's head stands in the viewport."""
        place, heads = self.layout.columns[column], self.frame.heads
        return Rect(heads.x + place.x - self.scroll_x, heads.y, place.w, heads.h - 1)

    def head_rect_of(self, action: str) -> Rect | None:
        """Returns where an action's head stands in the viewport, None where it is not on the board."""
        for number, column in enumerate(self.contents.columns):
            if column.id == action:
                return self.head_rect(number)
        return None

    def cell_rect(self, action: str, lane: str) -> Rect | None:
        """Returns the part of a cell that is in sight, None where there is none."""
        for number, column in enumerate(self.contents.columns):
            if column.id == action:
                rect = self.to_view(self.layout.cell_rect(number, LANES.index(lane)))
                ground = self.frame.ground
                x, y = max(rect.x, ground.x), max(rect.y, ground.y)
                seen = Rect(x, y, min(rect.right, ground.right) - x, min(rect.bottom, ground.bottom) - y)
                return seen if seen.w > 0 and seen.h > 0 else None
        return None

    def turn_strip(self, pixels: float) -> None:
        """Turns the timeline's days by so many px, where they do not all fit."""
        days = max(1, round(abs(pixels) / self.strip.day_w / 4))
        self.strip_start = self.strip.shown + timedelta(days if pixels > 0 else -days)
        self.strip = StripLayout.of(
            self.contents.snapshot.campaign, self.frame.strip.w, StripMetrics(), self.strip_start
        )
        self.strip_start = self.strip.shown

    def day_rect(self, day: date) -> Rect:
        """Returns where a day of the timeline stands in the viewport."""
        return self.strip.day_rect(day).moved(self.frame.strip.x, self.frame.strip.y)

    def visible_cards(self, area: Rect | None = None) -> Iterator[tuple[str, Rect]]:
        """Yields the cards in the ground's part `area` (all of it by default) with their places."""
        area = area or self.frame.ground
        x, y = self.to_ground(area.x, area.y)
        dx, dy = area.x - x, area.y - y
        for cell in self.layout.visible(Rect(x, y, area.w, area.h)):
            ids = self.contents.cell(cell.column, cell.lane)
            for index in range(cell.first, cell.last):
                yield ids[index], self.layout.card_rect(cell.column, cell.lane, index).moved(dx, dy)

    def day_at(self, x: float, y: float) -> date | None:
        """Returns the day of the timeline at a point."""
        strip = self.frame.strip
        return self.strip.day_at(x - strip.x) if strip.contains(x, y) else None

    def column_at(self, x: float) -> int | None:
        """Returns the number of the column at `x` of the viewport."""
        return self.layout.column_at(x - self.frame.ground.x + self.scroll_x)

    def hit(self, x: float, y: float) -> Hit:
        """Returns what lies on the ground or in the heads at a point; outside for all other regions."""
        if self.frame.ground.contains(x, y):
            return self.layout.hit(*self.to_ground(x, y))
        if self.frame.heads.contains(x, y):
            column = self.column_at(x)
            if column is not None:
                return Hit("header", column)
        return Hit("outside")

    def spot(self, x: float, y: float) -> Spot:
        """Returns what a point means, in ids."""
        if self.frame.strip.contains(x, y):
            day = self.day_at(x, y)
            return Spot("day", day=day) if day else Spot("strip")
        if self.frame.labels.contains(x, y):
            lane = self.layout.lane_at(y - self.frame.labels.y + self.scroll_y)
            return Spot("label", lane=LANES[lane]) if lane is not None else Spot("nothing")
        hit = self.hit(x, y)
        if hit.kind == "outside":
            return Spot("nothing")
        action = self.contents.columns[hit.column].id
        if hit.kind == "header":
            return Spot("header", action=action)
        task = self.contents.cell(hit.column, hit.lane)[hit.index] if hit.kind == "card" else None
        return Spot(hit.kind, task, action, LANES[hit.lane])

    def scroll_to_show(self, task: str) -> tuple[int, int]:
        """Returns the scroll values, changed as little as needed, at which a card is wholly seen."""
        rect, ground = self.card_rect(task), self.frame.ground
        if rect is None:
            return self.scroll_x, self.scroll_y
        rim = self.layout.metrics.pad
        dx = _nudge(rect.x - rim, rect.right + rim, ground.x, ground.right)
        dy = _nudge(rect.y - rim, rect.bottom + rim, ground.y, ground.bottom)
        return round(self.scroll_x + dx), round(self.scroll_y + dy)

    def zoomed(self, zoom: float, x: float, y: float) -> tuple[int, int]:
        """Changes the zoom; returns the scroll values at which the point stays over the same spot of the ground.

        From then on the zoom stays as it is.
        """
        self.is_fitted = False
        ground = self.frame.ground
        x, y = min(max(x, ground.x), ground.right), min(max(y, ground.y), ground.bottom)
        at_x, at_y = self.to_ground(x, y)
        column, lane = self.layout.column_at(at_x), self.layout.lane_at(at_y)
        old = self.layout
        self.zoom = min(max(zoom, LEAST_ZOOM), MOST_ZOOM)
        self.arrange()
        if column is not None:
            share = (at_x - old.columns[column].x) / old.columns[column].w
            at_x = self.layout.columns[column].x + share * self.layout.columns[column].w
        if lane is not None:
            share = (at_y - old.lanes[lane].y) / old.lanes[lane].h
            at_y = self.layout.lanes[lane].y + share * self.layout.lanes[lane].h
        ground = self.frame.ground
        return round(at_x - (x - ground.x)), round(at_y - (y - ground.y))

    def zoom_that_fits(self) -> float:
        """Returns the greatest zoom at which every column is seen at once, as far as zoom goes.

        Columns that only a filter folds count as open: the cards do not change their size while somebody types.
        """
        folded = sum(action.id in self.folded for action in self.contents.columns)
        room = self.size[0] - LABEL_WIDTH
        return _zoom_that_fits(self.density, room, len(self.contents.columns) - folded, folded)


def _nudge(low: float, high: float, least: float, most: float) -> float:
    """Returns by how much to scroll so that low … high lies in least … most, the beginning first."""
    if low < least:
        return low - least
    return min(high - most, low - least) if high > most else 0


def _card_metrics(density: Density, zoom: float) -> CardMetrics:
    plain = card_metrics(density)
    scaled = plain.scaled(zoom)
    return attrs.evolve(
        scaled,
        small=max(_LEAST_TEXT, round(scaled.small)),
        title=max(_LEAST_TEXT, round(scaled.title)),
        lamp=max(8, round(scaled.lamp)),
        bar=max(2, round(scaled.bar)),
        border=1,
        radius=4 if zoom > 0.7 else 2,
        pad=max(4, round(scaled.pad)),
        has_foot=plain.has_foot,
        has_more=plain.has_more,
    )


@lru_cache(16)
def _zoom_that_fits(density: Density, room: int, columns: int, folded: int) -> float:
    """Returns the greatest zoom at which so many open and folded columns stand in so many px; asked at every step."""
    for percent in range(round(MOST_ZOOM * 100), round(LEAST_ZOOM * 100), -1):
        metrics = _board_metrics(_card_metrics(density, percent / 100), percent / 100)
        if columns * metrics.column_w(1) + folded * metrics.folded_w <= room:
            return percent / 100
    return LEAST_ZOOM


def _board_metrics(card: CardMetrics, zoom: float) -> BoardMetrics:
    return BoardMetrics(
        card_w=round(CARD_WIDTH * zoom),
        card_h=math.ceil(card.height()),
        gap=4,
        pad=max(3, round(6 * zoom)),
        least_lane=max(44, round(56 * zoom)),
        folded_w=32,
    )
