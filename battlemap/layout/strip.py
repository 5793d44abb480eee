"""The timeline strip: where the campaign's days, weeks and months stand along a line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Final

import attrs

from battlemap.domain.days.calendar import days
from battlemap.domain.kinds.campaign import Campaign
from battlemap.layout.scene import Rect

#: 「2018年」 alone needs so many ems.
_YEAR: Final = 3.7


@attrs.frozen
class StripMetrics:
    """Heights of the strip's rows from top to bottom, in one unit; `least_day` is the narrowest day."""

    months: float = 18
    weeks: float = 16
    numbers: float = 16
    bars: float = 22
    small: float = 12
    least_day: float = 5
    gap: float = 4
    border: float = 1

    @property
    def height(self) -> float:
        """The height of the whole strip."""
        return self.months + self.weeks + self.numbers + self.bars


@attrs.frozen
class Stretch:
    """A run of days with a name: a month or a week, as far as it is shown."""

    title: str
    x: float
    w: float
    number: int


@attrs.frozen
class StripLayout:
    """The days `first` … `last`, those from `shown` on, side by side on a strip `width` wide."""

    campaign: Campaign
    width: float
    day_w: float
    shown: date
    metrics: StripMetrics

    @classmethod
    def of(
        cls, campaign: Campaign, width: float, metrics: StripMetrics, start: date | None = None
    ) -> StripLayout:
        """Returns the strip: the whole campaign where its days are wide enough, else the days from `start` on."""
        width = max(width, 1.0)
        day_w = max(metrics.least_day, width / campaign.day_count)
        fitting = max(1, int(width / day_w + 1e-6))
        latest = max(campaign.starts_on, campaign.ends_on - timedelta(fitting - 1))
        shown = min(max(start or campaign.starts_on, campaign.starts_on), latest)
        return cls(campaign, width, day_w, shown, metrics)

    @property
    def last(self) -> date:
        """The last day that is wholly shown."""
        fitting = max(1, int(self.width / self.day_w + 1e-6))
        return min(self.campaign.ends_on, self.shown + timedelta(fitting - 1))

    @property
    def days(self) -> list[date]:
        """The days that are shown."""
        return days(self.shown, self.last)

    def day_x(self, day: date) -> float:
        """Returns the left edge of a day, also of one that is not shown."""
        return (day - self.shown).days * self.day_w

    def day_rect(self, day: date) -> Rect:
        """Returns the place of a day over the strip's numbers and bars."""
        m = self.metrics
        return Rect(self.day_x(day), m.months + m.weeks, self.day_w, m.numbers + m.bars)

    def holds(self, day: date) -> bool:
        """Whether the day is shown."""
        return self.shown <= day <= self.last

    def day_at(self, x: float) -> date | None:
        """Returns the day at `x`, None beside the days."""
        if x < 0:
            return None
        day = self.shown + timedelta(int(x / self.day_w))
        return day if day <= self.last else None

    def months(self) -> tuple[Stretch, ...]:
        """Returns the months shown: 2018年10月, then 11月 …"""
        return tuple(self._stretches(lambda day: day.month, self._month_title))

    def weeks(self) -> tuple[Stretch, ...]:
        """Returns the campaign's weeks shown: 攻坚第 N 周, never ISO weeks; the title is as short as the room asks."""
        return tuple(self._stretches(self.campaign.campaign_week, self._week_title))

    def clipped(self, first: date, last: date) -> Rect | None:
        """Returns the part of a period that is shown, in the row of the months; None where nothing is."""
        first, last = max(first, self.shown), min(last, self.last)
        if last < first:
            return None
        return Rect(self.day_x(first), 0, ((last - first).days + 1) * self.day_w, self.metrics.months)

    def _stretches(
        self, number: Callable[[date], int], title: Callable[[date, float], str]
    ) -> Iterator[Stretch]:
        shown = self.days
        start = 0
        for index in range(1, len(shown) + 1):
            if index < len(shown) and number(shown[index]) == number(shown[start]):
                continue
            width = (index - start) * self.day_w
            yield Stretch(title(shown[start], width), start * self.day_w, width, number(shown[start]))
            start = index

    def _month_title(self, day: date, width: float) -> str:
        ems = width / self.metrics.small
        month = f"{day.month}月"
        if (day == self.shown or day.month == 1) and ems >= 6:
            return f"{day.year}年{month}"
        if day.month == 1 and ems >= _YEAR:
            return f"{day.year}年"
        return month if ems >= 2.4 else ""

    def _week_title(self, day: date, width: float) -> str:
        ems = width / self.metrics.small
        number = self.campaign.campaign_week(day)
        for title, needed in ((f"攻坚第 {number} 周", 6.6), (f"第 {number} 周", 4.6), (str(number), 1.25)):
            if ems >= needed:
                return title
        return ""
