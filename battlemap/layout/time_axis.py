"""A time axis: days side by side, named by day, week of the campaign, 旬 or month."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from datetime import date, timedelta
from typing import Final, Literal, get_args

import attrs

from battlemap.domain.kinds.campaign import Campaign
from battlemap.layout.strip import Stretch

AxisUnit = Literal["day", "week", "ten_days", "month", "year"]

#: From the finest to the coarsest.
UNITS: Final[tuple[AxisUnit, ...]] = get_args(AxisUnit)
_TEN_DAYS: Final = ("上旬", "中旬", "下旬")
#: Unit → its fewest days, and the ems that its shortest title needs.
_ROOM: Final[dict[AxisUnit, tuple[int, float]]] = {
    "day": (1, 1.5), "week": (7, 1.6), "ten_days": (8, 2.4), "month": (28, 1.4), "year": (365, 3.7),
}  # fmt: skip


@attrs.frozen
class TimeAxis:
    """The days `first` … `last`, each `day_w` wide; x is 0 at the first morning."""

    campaign: Campaign
    first: date
    last: date
    day_w: float

    @classmethod
    def fitting(cls, campaign: Campaign, first: date, last: date, width: float) -> TimeAxis:
        """Returns the axis on which these days fill `width`."""
        last = max(first, last)
        return cls(campaign, first, last, max(width, 1e-3) / ((last - first).days + 1))

    @property
    def width(self) -> float:
        """The width of all days."""
        return ((self.last - self.first).days + 1) * self.day_w

    def x_of(self, day: date) -> float:
        """Returns the left edge (the morning) of a day, also of one beside the axis."""
        return (day - self.first).days * self.day_w

    def x_at(self, place: float) -> float:
        """Returns the x of a moment counted in days from year 1, moved onto the axis where it lies beside it."""
        return min(max(0.0, (place - self.first.toordinal()) * self.day_w), self.width)

    def day_at(self, x: float) -> date:
        """Returns the day at `x`, the nearest one beside the axis."""
        day = self.first + timedelta(int(max(0.0, x) // self.day_w))
        return min(day, self.last)

    def clipped(self, first: date, last: date) -> tuple[float, float] | None:
        """Returns left and right edge of the part of a span that lies on the axis; None where nothing does."""
        if last < self.first or first > self.last:
            return None
        return self.x_of(max(first, self.first)), self.x_of(min(last, self.last)) + self.day_w

    def zoomed(self, factor: float, least: float, most: float) -> TimeAxis:
        """Returns the axis with days wider by `factor`, kept between `least` and `most`."""
        return attrs.evolve(self, day_w=min(max(self.day_w * factor, least), most))

    def unit(self, em: float) -> AxisUnit:
        """Returns the finest unit whose titles have room at this em height."""
        for unit in UNITS:
            days, ems = _ROOM[unit]
            if self.day_w * days >= em * ems:
                return unit
        return "year"

    def head_units(self, em: float) -> tuple[AxisUnit, ...]:
        """Returns what the rows of the axis's head name, from above to below; years where there are several."""
        unit = self.unit(em)
        if unit == "year":
            return ("year",)
        if unit == "month":
            return ("month",) if self.first.year == self.last.year else ("year", "month")
        return ("month", "week", "day") if unit == "day" else ("month", unit)

    def stretches(self, unit: AxisUnit, em: float) -> tuple[Stretch, ...]:
        """Returns the stretches of a unit with titles as long as their room allows, "" where none fits."""
        key: Callable[[date], Hashable] = {
            "day": lambda day: day,
            "week": self.campaign.campaign_week,
            "ten_days": lambda day: (day.year, day.month, _ten_days(day)),
            "month": lambda day: (day.year, day.month),
            "year": lambda day: day.year,
        }[unit]
        return tuple(self._stretches(unit, key, em))

    def _stretches(self, unit: AxisUnit, key: Callable[[date], Hashable], em: float) -> Iterator[Stretch]:
        start = self.first
        day = start
        while day <= self.last:
            following = day + timedelta(1)
            if following > self.last or key(following) != key(start):
                width = ((day - start).days + 1) * self.day_w
                title = next((t for t, ems in self._titles(unit, start) if ems * em <= width + 1e-9), "")
                yield Stretch(title, self.x_of(start), width, self._number(unit, start))
                start = following
            day = following

    def _titles(self, unit: AxisUnit, day: date) -> list[tuple[str, float]]:
        """Returns titles of a stretch that begins on `day`, the longest first, with the ems that each needs."""
        if unit == "day":
            return [(str(day.day), 1.5)]
        if unit == "week":
            number = self.campaign.campaign_week(day)
            return [(f"攻坚第 {number} 周", 6.8), (f"第 {number} 周", 4.6), (str(number), 1.3)]
        if unit == "year":
            return [(f"{day.year}年", 3.5), (str(day.year), 2.4), (f"{day.year % 100:02d}", 1.3)]
        month = f"{day.month}月"
        if unit == "ten_days":
            part = _TEN_DAYS[_ten_days(day)]
            return [(month + part, 5.2), (part, 2.2), (part[0], 1.2)]
        named = [(f"{day.year}年{month}", 6.6)] if day == self.first or day.month == 1 else []
        if day.month == 1:
            named.append((f"{day.year}年", 3.7))
        return [*named, (month, 2.4), (str(day.month), 1.3)]

    def _number(self, unit: AxisUnit, day: date) -> int:
        return {
            "day": day.day,
            "week": self.campaign.campaign_week(day),
            "ten_days": _ten_days(day) + 1,
            "month": day.month,
            "year": day.year,
        }[unit]


def _ten_days(day: date) -> int:
    return min(2, (day.day - 1) // 10)
