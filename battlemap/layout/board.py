"""The board's ground: columns of actions crossed by lanes, and where every card of a cell stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Sequence
from itertools import accumulate
from typing import Literal

import attrs

from battlemap.layout.scene import Rect

HitKind = Literal["header", "card", "gap", "lane", "outside"]


@attrs.frozen
class BoardMetrics:
    """Lengths of the ground in one unit (px on screen, mm on paper).

    `pad` is the free rim of a cell, `gap` the space between two cards, `least_lane` the height of an empty lane,
    `folded_w` the width of a folded column.
    """

    card_w: float = 208
    card_h: float = 88
    gap: float = 4
    pad: float = 6
    least_lane: float = 48
    folded_w: float = 32

    def column_w(self, flow: int) -> float:
        """Returns the width of a column whose cards stand `flow` abreast."""
        return flow * self.card_w + (flow - 1) * self.gap + 2 * self.pad

    def lane_h(self, rows: int) -> float:
        """Returns the height of a lane with so many rows of cards."""
        return max(self.least_lane, rows * self.card_h + max(0, rows - 1) * self.gap + 2 * self.pad)


@attrs.frozen
class Column:
    """One column: its place, how many cards stand abreast, whether it is folded away."""

    x: float
    w: float
    flow: int = 1
    is_folded: bool = False


@attrs.frozen
class Band:
    """One lane across all columns."""

    y: float
    h: float


@attrs.frozen
class Hit:
    """What lies at a point. In a gap, `index` is where a card dropped there would be inserted."""

    kind: HitKind
    column: int = -1
    lane: int = -1
    index: int = -1


@attrs.frozen
class CellRange:
    """The cards `first` … `last` − 1 of a cell."""

    column: int
    lane: int
    first: int
    last: int


@attrs.frozen
class BoardLayout:
    """Where everything stands; the origin is the upper left corner of the first cell, headers lie above it.

    It costs columns × lanes to make and knows cards by number only: ten thousand cards weigh nothing.
    """

    metrics: BoardMetrics
    columns: tuple[Column, ...]
    lanes: tuple[Band, ...]
    counts: tuple[tuple[int, ...], ...]

    @classmethod
    def of(
        cls,
        counts: Sequence[Sequence[int]],
        metrics: BoardMetrics,
        lanes: int = 4,
        folded: Collection[int] = (),
        flows: Sequence[int] | int = 1,
    ) -> BoardLayout:
        """Returns the layout for ``counts[column][lane]`` cards; a lane is as high as its fullest open cell.

        `flows` is the number of cards abreast, for all columns or one by one; cards run left to right, then down.
        """
        abreast = [flows] * len(counts) if isinstance(flows, int) else list(flows)
        widths = [
            metrics.folded_w if column in folded else metrics.column_w(flow)
            for column, flow in enumerate(abreast)
        ]
        xs = [0.0, *accumulate(widths)]
        heights = [
            metrics.lane_h(
                max(
                    (
                        -(-cell[lane] // abreast[column])
                        for column, cell in enumerate(counts)
                        if column not in folded
                    ),
                    default=0,
                )
            )
            for lane in range(lanes)
        ]
        ys = [0.0, *accumulate(heights)]
        return cls(
            metrics,
            tuple(Column(xs[n], width, abreast[n], n in folded) for n, width in enumerate(widths)),
            tuple(Band(ys[n], height) for n, height in enumerate(heights)),
            tuple(tuple(cell) for cell in counts),
        )

    @property
    def width(self) -> float:
        """The width of all columns."""
        return self.columns[-1].x + self.columns[-1].w if self.columns else 0.0

    @property
    def height(self) -> float:
        """The height of all lanes."""
        return self.lanes[-1].y + self.lanes[-1].h if self.lanes else 0.0

    def cell_rect(self, column: int, lane: int) -> Rect:
        """Returns the ground of one cell."""
        place, band = self.columns[column], self.lanes[lane]
        return Rect(place.x, band.y, place.w, band.h)

    def card_rect(self, column: int, lane: int, index: int) -> Rect:
        """Returns where a card stands; a card of a folded column has the folded width and no place of its own."""
        m, place, band = self.metrics, self.columns[column], self.lanes[lane]
        if place.is_folded:
            return Rect(place.x, band.y, place.w, min(band.h, m.least_lane))
        row, abreast = divmod(index, place.flow)
        x = place.x + m.pad + abreast * (m.card_w + m.gap)
        return Rect(x, band.y + m.pad + row * (m.card_h + m.gap), m.card_w, m.card_h)

    def column_at(self, x: float) -> int | None:
        """Returns the column at `x`, None beside them."""
        if not 0 <= x < self.width:
            return None
        return bisect_right(self.columns, x, key=lambda column: column.x) - 1

    def lane_at(self, y: float) -> int | None:
        """Returns the lane at `y`, None above and below them."""
        if not 0 <= y < self.height:
            return None
        return bisect_right(self.lanes, y, key=lambda band: band.y) - 1

    def hit(self, x: float, y: float) -> Hit:
        """Returns what lies at the point: above the lanes the column's header, between cards the gap."""
        column = self.column_at(x)
        if column is None:
            return Hit("outside")
        if y < 0:
            return Hit("header", column)
        lane = self.lane_at(y)
        if lane is None:
            return Hit("outside", column)
        if self.columns[column].is_folded:
            return Hit("lane", column, lane, self.counts[column][lane])
        index = self._nearest(column, lane, x, y)
        count = self.counts[column][lane]
        if index < count and self.card_rect(column, lane, index).contains(x, y):
            return Hit("card", column, lane, index)
        where = self.insertion(x, y)
        return where if where.index < count else Hit("lane", column, lane, count)

    def insertion(self, x: float, y: float) -> Hit:
        """Returns the gap into which a card dropped at the point goes.

        Points beside the board belong to the nearest column and lane; an empty board answers outside.
        """
        if not self.columns or not self.lanes:
            return Hit("outside")
        column = self.column_at(min(max(x, 0.0), self.width - 1e-6)) or 0
        lane = self.lane_at(min(max(y, 0.0), self.height - 1e-6)) or 0
        count = self.counts[column][lane]
        place = self.columns[column]
        if place.is_folded:
            return Hit("gap", column, lane, count)
        index = self._nearest(column, lane, x, y)
        if index >= count:
            return Hit("gap", column, lane, count)
        rect = self.card_rect(column, lane, index)
        is_past = y >= rect.y + rect.h / 2 if place.flow == 1 else x >= rect.x + rect.w / 2
        return Hit("gap", column, lane, index + is_past)

    def mark_rect(self, column: int, lane: int, index: int, thickness: float) -> Rect:
        """Returns the insertion mark before card `index`: a bar in the middle of the gap, inside the cell."""
        m, place, band = self.metrics, self.columns[column], self.lanes[lane]
        if place.is_folded:
            return Rect(place.x, band.y, place.w, thickness)
        room = (m.gap + thickness) / 2
        if place.flow == 1:
            rect = self.card_rect(column, lane, index)
            lowest = band.y + band.h - thickness
            return Rect(rect.x, min(max(band.y, rect.y - room), lowest), rect.w, thickness)
        ends_row = index > 0 and index % place.flow == 0
        rect = self.card_rect(column, lane, index - 1 if ends_row else index)
        x = rect.right + room - thickness if ends_row else rect.x - room
        x = min(max(place.x, x), place.x + place.w - thickness)
        return Rect(x, rect.y, thickness, min(rect.h, band.y + band.h - rect.y))

    def visible(self, area: Rect) -> tuple[CellRange, ...]:
        """Returns the cards that meet `area`, cell by cell; whole rows, so a few may lie just beside it."""
        if not self.columns or not self.lanes or area.w <= 0 or area.h <= 0:
            return ()
        ranges = []
        first_column = max(0, bisect_right(self.columns, area.x, key=lambda column: column.x) - 1)
        first_lane = max(0, bisect_right(self.lanes, area.y, key=lambda band: band.y) - 1)
        pitch = self.metrics.card_h + self.metrics.gap
        for column in range(first_column, len(self.columns)):
            place = self.columns[column]
            if place.x >= area.right:
                break
            if place.is_folded:
                continue
            for lane in range(first_lane, len(self.lanes)):
                band = self.lanes[lane]
                if band.y >= area.bottom:
                    break
                top = band.y + self.metrics.pad
                rows = int(max(0.0, area.y - top) // pitch), int(max(0.0, area.bottom - top) // pitch) + 1
                first = rows[0] * place.flow
                last = min(self.counts[column][lane], rows[1] * place.flow)
                if first < last:
                    ranges.append(CellRange(column, lane, first, last))
        return tuple(ranges)

    def _nearest(self, column: int, lane: int, x: float, y: float) -> int:
        """Returns the number of the place in the cell whose row and sub-column hold the point."""
        m, place, band = self.metrics, self.columns[column], self.lanes[lane]
        row = int(max(0.0, y - band.y - m.pad + m.gap / 2) // (m.card_h + m.gap))
        abreast = int(max(0.0, x - place.x - m.pad + m.gap / 2) // (m.card_w + m.gap))
        return row * place.flow + min(place.flow - 1, abreast)
