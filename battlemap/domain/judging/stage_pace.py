"""The pace towards a target: how many a week are still needed until its last day."""

from __future__ import annotations

import math
from datetime import date, timedelta
from fractions import Fraction
from typing import Final

import attrs

from battlemap.domain.days.calendar import WorkCalendar

#: Working days of a week.
_WEEK: Final = 5


@attrs.frozen
class Pace:
    """A target, what is done, and the working days left after the evening of the day that is looked at."""

    target: Fraction
    done: Fraction
    days_left: int

    @property
    def left(self) -> Fraction:
        """What is still missing, never less than 0."""
        return max(Fraction(0), self.target - self.done)

    @property
    def a_week(self) -> Fraction | None:
        """What each week of five working days must bring; 0 when it is done, None when no day is left."""
        if not self.left:
            return Fraction(0)
        return self.left * _WEEK / self.days_left if self.days_left else None

    def words(self, unit: str) -> str:
        """Returns 「还差 24 个，剩 30 个工作日，每周需 4 个」."""
        if not self.left:
            return "已达目标"
        missing = f"还差 {_figures(self.left)} {unit}"
        needed = self.a_week
        if needed is None:
            return f"{missing}，时限已到"
        return f"{missing}，剩 {self.days_left} 个工作日，每周需 {_figures(needed)} {unit}"


def pace(
    target: int | Fraction, done: int | Fraction, calendar: WorkCalendar, as_of: date, until: date
) -> Pace:
    """Returns the pace; days on which work is forbidden are no days if `calendar` is without them."""
    return Pace(Fraction(target), Fraction(done), calendar.working_days(as_of + timedelta(days=1), until))


def _figures(number: Fraction) -> str:
    """Returns a number with at most one decimal, rounded up: who needs 3.01 needs more than 3."""
    tenths = math.ceil(number * 10)
    return str(tenths // 10) if tenths % 10 == 0 else f"{tenths // 10}.{tenths % 10}"
