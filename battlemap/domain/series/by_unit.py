"""An indicator street by street (or area by area): who has figures, how each stands, and what they come to together.

Values of like quantities are added; of a quotient the parts are added and divided, never the quotients; anything else has no
sum. What one unit has not told yet leaves the sum open and is named.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import attrs

from battlemap.domain.days.statistical_period import Span, StatisticalPeriod
from battlemap.domain.decimal_figures import EXACT, HUNDRED, divided, plain, signed, summed
from battlemap.domain.kinds.indicator import Indicator
from battlemap.domain.kinds.people import Unit
from battlemap.domain.series.reading import Series, live_indicators, series_of
from battlemap.domain.series.standing import Standing, standing
from battlemap.domain.snapshot import Snapshot


@attrs.frozen
class UnitStanding:
    """A unit's figure; `share` is its part of all units' sum in percent, `place` its place by growth among them."""

    unit: Unit
    standing: Standing
    share: Decimal | None
    place: int | None


@attrs.frozen
class ByUnit:
    """The units of an indicator in a period; `total` is what they come to, `words` what is missing or off against the whole."""

    indicator: Indicator
    period: StatisticalPeriod | None
    span: Span
    units: tuple[UnitStanding, ...]
    total: Decimal | None
    words: str

    @property
    def total_words(self) -> str:
        """「合计 178.20」 as a table shows it, 「--」 where there is no sum."""
        return plain(self.total, None if self.indicator.is_additive else 2)


def live_units(snapshot: Snapshot) -> list[Unit]:
    """Returns the units in the order of the office."""
    live = [unit for unit in snapshot.units.values() if not unit.deleted]
    return sorted(live, key=lambda unit: (unit.rank, unit.id))


def units_with_figures(snapshot: Snapshot, indicator: str | None = None) -> list[Unit]:
    """Returns the live units that have figures (of one indicator if asked), in the order of the office."""
    if indicator is None:
        rows = snapshot.observations.values()
        ids = {row.unit for row in rows if row.unit is not None and not row.deleted}
    else:
        observations = snapshot.observations
        own = (observations[id] for id in snapshot.by("observation", "indicator").get(indicator, ()))
        ids = {row.unit for row in own if row.unit is not None and not row.deleted}
    units = [unit for id in ids if (unit := snapshot.units.get(id)) is not None and not unit.deleted]
    return sorted(units, key=lambda unit: (unit.rank, unit.id))


def indicators_by_unit(snapshot: Snapshot) -> list[Indicator]:
    """Returns the indicators of which any unit has figures; what is worked out from them is among them."""
    own = {
        row.indicator for row in snapshot.observations.values() if row.unit is not None and not row.deleted
    }
    titles = {snapshot.indicators[id].title for id in own}
    return [
        one
        for one in live_indicators(snapshot)
        if one.id in own
        or (
            one.denominator in own and (one.numerator in own or titles.issuperset(one.member_titles or ("",)))
        )
    ]


def by_unit(snapshot: Snapshot, indicator: str, as_of: date) -> ByUnit:
    """Returns how an indicator stood in every unit by the evening of a day, all in the newest period that any has."""
    row = snapshot.indicators[indicator]
    needed = [id for id in (row.numerator, row.denominator) if id] or [indicator]
    units = {unit.id: unit for id in (indicator, *needed) for unit in units_with_figures(snapshot, id)}
    standings = [
        (unit, standing(snapshot, indicator, as_of, unit.id))
        for unit in sorted(units.values(), key=lambda unit: (unit.rank, unit.id))
    ]
    reported = [(one.period, one.span) for _, one in standings if one.period is not None]
    if not reported:
        return ByUnit(
            row, None, "ytd", tuple(UnitStanding(unit, one, None, None) for unit, one in standings), None, ""
        )
    period, span = max(reported, key=lambda pair: pair[0])
    assert period is not None
    series = {unit.id: one.series for unit, one in standings}
    values = {id: one.value(period, span) for id, one in series.items()}
    total = _total(row, list(series.values()), period, span)
    late = [unit.label for unit, _ in standings if values[unit.id] is None]
    growths = {
        unit.id: one.figure.growth
        for unit, one in standings
        if one.figure is not None and one.figure.growth is not None and one.period == period
    }
    sign = -1 if row.direction == "down" else 1
    unit_standings = []
    for unit, one in standings:
        value, growth = values[unit.id], growths.get(unit.id)
        share = divided(value, total) if row.is_additive else None
        place = (
            None if growth is None else 1 + sum(sign * other > sign * growth for other in growths.values())
        )
        percent = None if share is None else EXACT.multiply(share, HUNDRED)
        unit_standings.append(UnitStanding(unit, one, percent, place))
    whole = series_of(snapshot, indicator, None, as_of).value(period, span)
    return ByUnit(row, period, span, tuple(unit_standings), total, _words(row, total, whole, late))


def _total(row: Indicator, series: list[Series], period: StatisticalPeriod, span: Span) -> Decimal | None:
    """Returns what the units come to; None where one is missing, or where nothing can be added."""
    if row.is_additive:
        return summed(one.value(period, span) for one in series)
    if any(one.whole is None for one in series):
        return None
    parts = summed(part.value(period, span) for one in series for part in one.parts)
    below = summed(one.whole.value(period, span) for one in series if one.whole is not None)
    share = divided(parts, below)
    return None if share is None else EXACT.multiply(share, HUNDRED)


def _words(row: Indicator, total: Decimal | None, whole: Decimal | None, late: list[str]) -> str:
    """Returns who has not told yet, else how far the sum is from the whole's figure."""
    if late:
        return f"{'、'.join(late)}没有数据，不作合计"
    if total is None:
        return "比率、指数不能相加" if not row.is_additive else ""
    if whole is None:
        return "全区没有数据可比"
    gap = EXACT.subtract(total, whole)
    if abs(gap) < Decimal("0.005"):
        return "与全区数一致"
    unit = "个百分点" if row.kind == "ratio" else row.measure_unit
    return f"比全区数{'多' if gap > 0 else '少'} {plain(abs(gap), 2)}{unit}"


def unit_cells(one: UnitStanding) -> tuple[str, ...]:
    """Returns the words of a unit's line, behind its lamp."""
    stands = one.standing
    return (
        "", one.unit.label, stands.period_words, stands.value_words, _percent(one.share), stands.target_words,
        "--" if stands.done is None else f"{plain(stands.done, 1)}%", signed(stands.off_by, 2), stands.growth_words,
        "--" if one.place is None else str(one.place), stands.words,
    )  # fmt: skip


def total_cells(table: ByUnit) -> tuple[str, ...]:
    """Returns the words of the last line."""
    period = table.period.short_words(table.span) if table.period else "--"
    return ("", "合计", period, table.total_words, "", "", "", "", "", "", table.words)


def _percent(value: Decimal | None) -> str:
    return "--" if value is None else f"{plain(value, 1)}%"
