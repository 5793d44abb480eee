"""The picture of a series in numbers: this year and last year by months, the way to the target, the forecast fan."""

from __future__ import annotations

from decimal import Decimal

import attrs

from battlemap.domain.days.statistical_period import StatisticalPeriod
from battlemap.domain.decimal_figures import EXACT, decimal_of
from battlemap.domain.series.standing import Standing


@attrs.frozen
class Curve:
    """Points are (month 1 … 12, value). `target` is the even way to the year's target, or its level for a ratio.

    `low`, `high` and `chosen` are forecasts of December; None where there are none.
    """

    title: str
    unit: str
    year: int
    this_year: tuple[tuple[int, Decimal], ...] = ()
    last_year: tuple[tuple[int, Decimal], ...] = ()
    target: tuple[tuple[int, Decimal], ...] = ()
    target_words: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    chosen: Decimal | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not self.this_year and not self.last_year


def curve_of(standing: Standing, year: int) -> Curve:
    """Returns the curve of an indicator in a year; growth targets are no line among values."""
    series, span = standing.series, standing.span
    if span in ("quarter", "year"):
        span = "ytd"
    lines = []
    for of in (year, year - 1):
        values = ((month, series.value(StatisticalPeriod(of, month), span)) for month in range(1, 13))
        lines.append(tuple((month, value) for month, value in values if value is not None))
    aim, target = standing.target, ()
    goal = decimal_of(aim.value) if aim is not None and aim.measured == "value" else None
    is_added_up = series.indicator.is_additive and span == "ytd"
    if goal is not None:
        target = tuple(
            (month, EXACT.divide(EXACT.multiply(goal, Decimal(month)), Decimal(12)) if is_added_up else goal)
            for month in (range(1, 13))
        )  # type: ignore[assignment]
    fan = standing.fan
    return Curve(
        series.indicator.title, series.indicator.measure_unit, year, lines[0], lines[1], target,
        standing.target_words if goal is not None else "", fan.low, fan.high, fan.chosen,
    )  # fmt: skip
