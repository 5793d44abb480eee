"""What a curve is drawn on and what its parts stand for; where words and days stand. Nothing here draws."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

import attrs

from battlemap.theme import Theme

FAMILY: Final = "Battlemap Sans SC"
MM_PER_INCH: Final = 25.4


@attrs.frozen
class Ground:
    """What a curve is drawn on: colours, sides and text height in mm; a title where it stands alone."""

    look: Theme
    width: float
    height: float
    em: float
    title: str = ""

    @property
    def head(self) -> float:
        """Height in mm that the title takes."""
        return 2.4 * self.em if self.title else 0.0


@attrs.frozen
class Area:
    """Where the axes lie on the ground, in mm from its upper left corner."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.w

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.h


@attrs.frozen
class Spot:
    """A part of the picture that stands for something: sides as shares of the picture, `key` as the chart says."""

    x: float
    y: float
    w: float
    h: float
    key: tuple[int, ...]

    def holds(self, x: float, y: float) -> bool:
        """Whether a point (in shares) lies on it."""
        return self.x <= x < self.x + self.w and self.y <= y < self.y + self.h


@attrs.frozen
class Drawing:
    """A picture and what its parts stand for."""

    svg: bytes
    spots: tuple[Spot, ...] = ()


def points(mm: float) -> float:
    """Returns a length in points."""
    return mm * 72 / MM_PER_INCH


def tick_words(day: date, first: date, last: date) -> str:
    """Returns 「11月1日」; over more than a year 「2018年11月」."""
    return f"{day.year}年{day.month}月" if (last - first).days > 366 else f"{day.month}月{day.day}日"


def right_rim(
    newest: date | None, first: date, last: date, ground: Ground, left: float, label: float
) -> float:
    """Returns how many ems the axes must leave free at the right so that `label` ems fit beside the day `newest`.

    The words of the last day hang over the axes by half, so some are always needed.
    """
    whole = ground.width / ground.em - left
    share = min(1.0, (newest - first).days / max(1, (last - first).days)) if newest else 0.0
    return min(label, max(2.6, (label - (1 - share) * whole) / share if share else 0.0))


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Returns places in the order of `wanted`, near the wanted ones, at least `gap` apart, in `low` … `high` if it holds."""
    order = sorted(range(len(wanted)), key=lambda n: wanted[n])
    placed: list[float] = []
    for n in order:
        placed.append(max(wanted[n], placed[-1] + gap if placed else low))
    ceiling = high
    for n in range(len(placed) - 1, -1, -1):
        placed[n] = min(placed[n], ceiling)
        ceiling = placed[n] - gap
    places = [0.0] * len(wanted)
    for n, place in zip(order, placed, strict=True):
        places[n] = place
    return places


def ticks(first: date, last: date, ems: float) -> list[date]:
    """Returns the first day, the first of each month and the last day, as far as their words have room."""
    marks = [first]
    day = first
    while day <= last:
        if day.day == 1 and day != first:
            marks.append(day)
        day = date.fromordinal(day.toordinal() + 1)
    span = max(1, (last - first).days)
    needed = span * 6.5 / max(1.0, ems - 8)
    kept = [first]
    for mark in marks[1:]:
        if (mark - kept[-1]).days >= needed and (last - mark).days >= needed:
            kept.append(mark)
    return [*kept, last] if last > first else kept
