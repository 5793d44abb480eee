"""What part of a plate is in sight, how large, what lies under the pointer, and where a drawing snaps."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

import attrs

from battlemap.domain.kinds.picture_map import Plate
from battlemap.domain.picture_map.seen import SeenMark
from battlemap.domain.places import WIDTH, Place

#: px around a place that still mean it.
REACH: Final = 9
#: How much closer than the whole a plate is shown at most.
_CLOSEST: Final = 40.0


@attrs.frozen
class Grip:
    """What lies under the pointer: a mark, and the number of its corner (None: the mark itself)."""

    mark: str
    corner: int | None = None


@attrs.define
class MapStage:
    """A plate in a window of `width` × `height` px; `across` is how many px its whole width takes, (x, y) its corner."""

    plate: Plate
    width: int = 800
    height: int = 600
    across: float = 800.0
    x: float = 0.0
    y: float = 0.0
    is_fitted: bool = True

    def resize(self, width: int, height: int) -> None:
        """Takes another size; a whole plate stays whole."""
        self.width, self.height = max(1, width), max(1, height)
        if self.is_fitted:
            self.fit()

    @property
    def whole(self) -> float:
        """How many px across the plate takes when all of it is in sight."""
        return max(10.0, min(self.width, self.height * WIDTH / max(1, self.plate.height)) - 16)

    def fit(self) -> None:
        """Shows the whole plate in the middle."""
        self.across, self.is_fitted = self.whole, True
        self.x = (self.width - self.across) / 2
        self.y = (self.height - self.tall) / 2

    @property
    def tall(self) -> float:
        """How many px the whole plate is high."""
        return self.across * self.plate.height / WIDTH

    def zoom_at(self, factor: float, x: float, y: float) -> None:
        """Shows the plate larger or smaller around a point, which stays where it is."""
        wanted = max(self.whole * 0.8, min(self.whole * _CLOSEST, self.across * factor))
        share = wanted / self.across
        self.x, self.y = x - (x - self.x) * share, y - (y - self.y) * share
        self.across, self.is_fitted = wanted, False
        self._keep_in_sight()

    def pan(self, dx: float, dy: float) -> None:
        """Moves the plate by so many px."""
        self.x, self.y, self.is_fitted = self.x + dx, self.y + dy, False
        self._keep_in_sight()

    def _keep_in_sight(self) -> None:
        edge = 60
        self.x = min(max(self.x, edge - self.across), self.width - edge)
        self.y = min(max(self.y, edge - self.tall), self.height - edge)

    def show(self, place: tuple[float, float]) -> None:
        """Brings a place into sight; it stays where it is if it is already there."""
        x, y = self.on_screen(place)
        if not (40 <= x <= self.width - 40 and 40 <= y <= self.height - 40):
            self.pan(self.width / 2 - x, self.height / 2 - y)

    def on_screen(self, place: tuple[float, float]) -> tuple[float, float]:
        """Returns where a place of the plate stands, px."""
        scale = self.across / WIDTH
        return self.x + place[0] * scale, self.y + place[1] * scale

    def place(self, x: float, y: float) -> Place:
        """Returns the place of the plate under a point; the nearest one on its edge outside."""
        scale = WIDTH / self.across
        across, down = round((x - self.x) * scale), round((y - self.y) * scale)
        return min(max(0, across), WIDTH), min(max(0, down), self.plate.height)

    # -- pointing ---------------------------------------------------------------------------------------------------

    def grip(self, marks: Sequence[SeenMark], x: float, y: float, chosen: str | None) -> Grip | None:
        """Returns what lies under a point: a corner of the chosen mark first, then points, lines, names, areas."""
        for seen in marks:
            if seen.mark.id == chosen:
                for number, corner in enumerate(seen.mark.places):
                    if self._is_near(corner, x, y):
                        return Grip(chosen, number)
        for seen in marks:
            if self._is_near(seen.anchor, x, y):
                return Grip(seen.mark.id, 0 if seen.mark.kind == "point" else None)
        for seen in marks:
            if seen.mark.kind == "line" and self.edge(seen.mark.places, x, y, is_closed=False) is not None:
                return Grip(seen.mark.id)
        for seen in reversed(marks):
            if seen.mark.kind == "area" and _holds(seen.mark.places, self.place(x, y)):
                return Grip(seen.mark.id)
        return None

    def _is_near(self, place: tuple[float, float], x: float, y: float) -> bool:
        px, py = self.on_screen(place)
        return math.hypot(px - x, py - y) <= REACH

    def edge(self, places: Sequence[Place], x: float, y: float, is_closed: bool) -> int | None:
        """Returns before which corner a new one belongs when a side lies under a point, None where none does."""
        ring = [*places, places[0]] if is_closed else list(places)
        corners = [self.on_screen(place) for place in ring]
        best, nearest = None, float(REACH)
        for number, (one, other) in enumerate(pairwise(corners), 1):
            far = _distance(one, other, (x, y))
            if far <= nearest:
                best, nearest = number, far
        return best

    # -- snapping ---------------------------------------------------------------------------------------------------

    def snapped(
        self,
        x: float,
        y: float,
        marks: Iterable[SeenMark],
        without: str | None = None,
        after: Place | None = None,
    ) -> Place:
        """Returns the place of a new corner: that of a near corner of another mark, else the point itself.

        With `after` the side from there runs level, upright or at 45°.
        """
        for seen in marks:
            if seen.mark.id != without:
                for corner in seen.mark.places:
                    if self._is_near(corner, x, y):
                        return corner
        place = self.place(x, y)
        if after is None:
            return place
        dx, dy = place[0] - after[0], place[1] - after[1]
        turn = round(math.atan2(dy, dx) / (math.pi / 4)) * math.pi / 4
        far = dx * math.cos(turn) + dy * math.sin(turn)
        straight = round(after[0] + far * math.cos(turn)), round(after[1] + far * math.sin(turn))
        return min(max(0, straight[0]), WIDTH), min(max(0, straight[1]), self.plate.height)


def _distance(one: tuple[float, float], other: tuple[float, float], point: tuple[float, float]) -> float:
    """Returns how far a point lies from a side."""
    dx, dy = other[0] - one[0], other[1] - one[1]
    square = dx * dx + dy * dy
    share = 0.0 if not square else ((point[0] - one[0]) * dx + (point[1] - one[1]) * dy) / square
    share = min(1.0, max(0.0, share))
    return math.hypot(point[0] - one[0] - share * dx, point[1] - one[1] - share * dy)


def _holds(places: Sequence[Place], place: Place) -> bool:
    """Whether a place lies within an area (even-odd rule)."""
    inside = False
    for one, other in pairwise([*places, places[0]]):
        if (one[1] > place[1]) != (other[1] > place[1]):
            x = one[0] + (place[1] - one[1]) * (other[0] - one[0]) / (other[1] - one[1])
            inside = inside != (place[0] < x)
    return inside
