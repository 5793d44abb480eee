"""A series as it was known on a day: figures as they were given, and what follows from them, told apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property
from operator import attrgetter
from typing import Final

import attrs

from battlemap.domain.days.statistical_period import Span, StatisticalPeriod, period_of
from battlemap.domain.decimal_figures import EXACT, HUNDRED, decimal_of, divided, summed
from battlemap.domain.kinds.indicator import STATUSES, Indicator, Observation, Status
from battlemap.domain.series.growth import growth_of
from battlemap.domain.snapshot import Snapshot

#: Periods by their end; compared as plain tuples, for there are many.
_END: Final = attrgetter("year", "month", "months")
#: What an indicator's newest figure is looked for in, the foremost first.
_SPANS: tuple[Span, ...] = ("ytd", "point", "month", "quarter", "year")


@attrs.frozen
class Figure:
    """A figure of a period. What is not given but worked out is marked: `is_derived`, `is_growth_derived` (推算).

    `is_nominal` is a growth against last year's figure as it was then published, not on the same scope. `revised` are
    the rows that this one stands for, the newest first (原值).
    """

    value: Decimal | None = None
    base: Decimal | None = None
    growth: Decimal | None = None
    place: int | None = None
    peers: int | None = None
    status: Status = "final"
    source: str = ""
    is_derived: bool = False
    is_growth_derived: bool = False
    is_nominal: bool = False
    revised: tuple[Observation, ...] = ()


@attrs.frozen(eq=False, slots=False)
class Series:
    """One indicator of one unit (of the whole for None); `given` are its rows per period and span, the standing first.

    A ratio that is worked out has `parts` (added up above) and `whole` (below): ratios themselves are never added.
    """

    indicator: Indicator
    given: Mapping[tuple[StatisticalPeriod, Span], Sequence[Observation]]
    parts: tuple[Series, ...] = ()
    whole: Series | None = None

    @property
    def is_ratio(self) -> bool:
        """Whether its changes are percentage points."""
        return self.indicator.kind == "ratio"

    @cached_property
    def newest(self) -> tuple[StatisticalPeriod, Span] | None:
        """The newest period with a figure, and the foremost span that it has; of a quotient that of its divisor."""
        if not self.given:
            return self.whole.newest if self.whole else None
        last = max((period for period, _ in self.given), key=_END)
        given = {span for period, span in self.given if period == last}
        spans = (span for span in _SPANS if span in given or self._worked_out(last, span) is not None)
        return last, next(spans)

    def figure(self, period: StatisticalPeriod, span: Span) -> Figure | None:
        """Returns the figure of a period, given or worked out; None where it is missing, which is never 0."""
        rows = self.given.get((period, span), ())
        if not rows:
            return self._derived(period, span)
        row = rows[0]
        value, base, growth = (decimal_of(text) for text in (row.value, row.base, row.growth))
        figure = Figure(
            value, base, growth, row.place, row.peers, row.status, row.source, revised=tuple(rows[1:])
        )
        return figure if growth is not None else self._with_growth(figure, period, span)

    def value(self, period: StatisticalPeriod, span: Span) -> Decimal | None:
        """Returns the value alone."""
        figure = self.figure(period, span)
        return None if figure is None else figure.value

    def _with_growth(self, figure: Figure, period: StatisticalPeriod, span: Span) -> Figure:
        """Returns the figure with a growth that was not given: against its own base, else against last year's figure."""
        if figure.base is not None:
            growth = growth_of(figure.value, figure.base, self.is_ratio)
            return attrs.evolve(figure, growth=growth, is_growth_derived=growth is not None)
        growth = growth_of(figure.value, self._value_then(period.last_year, span), self.is_ratio)
        return attrs.evolve(
            figure, growth=growth, is_growth_derived=growth is not None, is_nominal=growth is not None
        )

    def _value_then(self, period: StatisticalPeriod, span: Span) -> Decimal | None:
        """Returns a value without asking what it grew from."""
        rows = self.given.get((period, span), ())
        if rows:
            return decimal_of(rows[0].value)
        return self._worked_out(period, span)

    def _derived(self, period: StatisticalPeriod, span: Span) -> Figure | None:
        value = self._worked_out(period, span)
        if value is None:
            return None
        base = None
        if self.whole is not None:
            base = self._quotient(
                [(figure.base if (figure := part.figure(period, span)) else None) for part in self.parts],
                figure.base if (figure := self.whole.figure(period, span)) else None,
            )
        return self._with_growth(Figure(value, base, is_derived=True), period, span)

    def _worked_out(self, period: StatisticalPeriod, span: Span) -> Decimal | None:
        """Returns what follows from other figures, None where one of them is missing."""
        if self.whole is not None:
            parts = [part._value_then(period, span) for part in self.parts]
            return self._quotient(parts, self.whole._value_then(period, span))
        if not self.indicator.is_additive:
            return None
        if span == "month":
            return self._month(period)
        if span == "ytd":
            return self._since_january(period)
        if span == "quarter":
            end = attrs.evolve(period, months=1)
            before = end.months_before(3) if period.month > 3 else None
            return self._between(end, before)
        if span == "year":
            return self._value_then(StatisticalPeriod(period.year, 12), "ytd")
        return None

    @staticmethod
    def _quotient(parts: Sequence[Decimal | None], whole: Decimal | None) -> Decimal | None:
        share = divided(summed(parts), whole)
        return None if share is None else EXACT.multiply(share, HUNDRED)

    def _month(self, period: StatisticalPeriod) -> Decimal | None:
        """Returns a month out of two cumulative figures of like standing; 1-2月 are never taken apart."""
        if not self.indicator.has_january and period.month <= 2:
            return None
        return self._between(period, period.previous if period.month > 1 else None)

    def _between(self, end: StatisticalPeriod, before: StatisticalPeriod | None) -> Decimal | None:
        """Returns one cumulative figure less an earlier one of the same year, both given and of like standing."""
        late = self.given.get((end, "ytd"), ())
        if not late:
            return None
        if before is None:
            return decimal_of(late[0].value)
        early = self.given.get((before, "ytd"), ())
        if not early or _is_settled(late[0]) != _is_settled(early[0]):
            return None
        above, below = decimal_of(late[0].value), decimal_of(early[0].value)
        return None if above is None or below is None else EXACT.subtract(above, below)

    def _since_january(self, period: StatisticalPeriod) -> Decimal | None:
        """Returns the sum of given months since January, or since the newest cumulative figure before; none missing."""
        months: list[Decimal | None] = []
        at: StatisticalPeriod | None = period
        while at is not None:
            rows = self.given.get((at, "month"), ())
            months.append(decimal_of(rows[0].value) if rows else None)
            if months[-1] is None:
                return None
            at = at.previous if at.month > 1 else None
            cumulative = self.given.get((at, "ytd"), ()) if at else ()
            if cumulative:
                months.append(decimal_of(cumulative[0].value))
                break
        return summed(months)


def series_of(snapshot: Snapshot, indicator: str, unit: str | None, as_of: date) -> Series:
    """Returns an indicator's series of a unit as it was published by the evening of a day."""
    return _series(snapshot, indicator, unit, as_of, frozenset())


def _series(snapshot: Snapshot, id: str, unit: str | None, as_of: date, above: frozenset[str]) -> Series:
    indicator = snapshot.indicators[id]
    given: dict[tuple[StatisticalPeriod, Span], list[Observation]] = {}
    rows = snapshot.observations
    for row_id in snapshot.by("observation", "indicator").get(id, ()):
        row = rows[row_id]
        if row.deleted or row.unit != unit or (row.published_on is not None and row.published_on > as_of):
            continue
        given.setdefault((period_of(row.period), row.span), []).append(row)
    for alike in given.values():
        if len(alike) > 1:
            alike.sort(key=lambda row: (STATUSES.index(row.status), row.published_on or date.min))
            alike.reverse()
    below = indicator.denominator
    if below is None or below in above or id in above:
        return Series(indicator, given)
    seen = above | {id}
    by_title = snapshot.by("indicator", "title")
    members = [
        next((one for one in by_title.get(title, ()) if not snapshot.indicators[one].deleted), "")
        for title in indicator.member_titles
    ]
    above_line = members or ([indicator.numerator] if indicator.numerator else [])
    parts = [
        _series(snapshot, one, unit, as_of, seen) if one in snapshot.indicators and one not in seen else None
        for one in above_line
    ]
    if not parts or any(part is None for part in parts):
        return Series(indicator, given)
    whole = _series(snapshot, below, unit, as_of, seen)
    return Series(indicator, given, tuple(part for part in parts if part is not None), whole)


def _is_settled(row: Observation) -> bool:
    return row.status in ("final", "revised")


def dependents(snapshot: Snapshot, touched: frozenset[str]) -> frozenset[str]:
    """Returns the indicators with those that are worked out from them."""
    if not snapshot.by("indicator", "denominator"):
        return touched
    titles = {snapshot.indicators[id].title for id in touched}
    all_touched = set(touched)
    for ids in snapshot.by("indicator", "denominator").values():
        for id in ids:
            one = snapshot.indicators[id]
            if {one.numerator, one.denominator} & touched or titles.intersection(one.member_titles):
                all_touched.add(id)
    return frozenset(all_touched)


def live_indicators(snapshot: Snapshot) -> list[Indicator]:
    """Returns the indicators in the order of the office."""
    live = [indicator for indicator in snapshot.indicators.values() if not indicator.deleted]
    return sorted(live, key=lambda indicator: (indicator.rank, indicator.id))
