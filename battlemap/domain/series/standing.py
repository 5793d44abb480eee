"""How an indicator stands (亮灯): its newest figure against target and 序时, as of an explicit day, with the reason."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property

import attrs

from battlemap import wording
from battlemap.domain.days.statistical_period import Span, StatisticalPeriod, period_of
from battlemap.domain.decimal_figures import EXACT, HUNDRED, decimal_of, divided, plain, rounded
from battlemap.domain.judging.lamp import Lamp
from battlemap.domain.kinds.indicator import Indicator, IndicatorForecast, Target
from battlemap.domain.series.growth import growth_cell, growth_words
from battlemap.domain.series.outlook import Fan, Needed, fan, needed
from battlemap.domain.series.reading import Figure, Series, live_indicators, series_of
from battlemap.domain.snapshot import Snapshot


def completion(value: Decimal | None, target: Decimal | None) -> Decimal | None:
    """Returns 完成率 in percent."""
    share = divided(value, target)
    return None if share is None else EXACT.multiply(share, HUNDRED)


def even_share(month: int) -> Decimal:
    """Returns 序时 of a year by the end of a month, in percent: n/12, as official tables reckon it."""
    return EXACT.divide(HUNDRED * month, Decimal(12))


def ahead(done: Decimal, even: Decimal) -> Decimal:
    """Returns 超进度 (below 0: 欠进度) in percentage points; shown figures are what is subtracted, as in print.

    Published example: 125.64 − 83.33 (10/12) = 42.31.
    """
    return EXACT.subtract(EXACT.quantize(done, Decimal("0.01")), EXACT.quantize(even, Decimal("0.01")))


@attrs.frozen(eq=False, slots=False)
class Standing:
    """An indicator on a day. `off_by` are the percentage points by which it is beyond (below 0: short of) what is due."""

    series: Series
    period: StatisticalPeriod | None
    span: Span
    figure: Figure | None
    target: Target | None
    done: Decimal | None
    even: Decimal | None
    off_by: Decimal | None
    lamp: Lamp
    words: str
    is_overdue: bool
    fan: Fan
    needed: Needed | None

    @property
    def indicator(self) -> Indicator:
        """What stands so."""
        return self.series.indicator

    @cached_property
    def period_words(self) -> str:
        """「1-10月」, 「--」 where nothing is known."""
        return self.period.short_words(self.span) if self.period else "--"

    @property
    def value_words(self) -> str:
        """The newest value; 推算 where it was worked out."""
        if self.figure is None or self.figure.value is None:
            return "--"
        return plain(self.figure.value, 2 if self.figure.is_derived else None)

    @property
    def growth_words(self) -> str:
        """同比 as a table shows it, with * where it was worked out."""
        if self.figure is None:
            return "--"
        cell = growth_cell(self.figure.growth, self.series.is_ratio)
        return f"{cell}*" if self.figure.is_growth_derived and cell != "--" else cell

    @property
    def target_words(self) -> str:
        """The target; of a growth 「增长8%」, of a band 「95-105」."""
        if self.target is None:
            return "--"
        value = plain(decimal_of(self.target.value))
        if self.target.measured == "growth":
            return f"同比{value}{'个百分点' if self.series.is_ratio else '%'}"
        return f"{value}-{plain(decimal_of(self.target.high))}" if self.target.high else value

    @property
    def place_words(self) -> str:
        """「3/14」, 「--」 where no place was published."""
        if self.figure is None or self.figure.place is None:
            return "--"
        return f"{self.figure.place}/{self.figure.peers}" if self.figure.peers else str(self.figure.place)


def standing(snapshot: Snapshot, indicator: str, as_of: date, unit: str | None = None) -> Standing:
    """Returns how an indicator stood by the evening of a day."""
    series = series_of(snapshot, indicator, unit, as_of)
    newest = series.newest
    period = newest[0] if newest else None
    span: Span = newest[1] if newest else "ytd"
    figure = series.figure(period, span) if period else None
    year = period.year if period else as_of.year
    aim = target_of(snapshot, indicator, year, period, span, unit)
    overdue = _is_overdue(series.indicator, period, as_of)
    # forecasts by hand are made for the whole
    by_hand = _by_hand(snapshot, indicator, year, as_of) if unit is None else ()
    outlook = fan(series, period, snapshot.calendar, by_hand) if period and span == "ytd" else Fan(())
    goal = decimal_of(aim.value) if aim and aim.measured == "value" and aim.span == "year" else None
    need = needed(series, period, goal) if period and goal is not None and span == "ytd" else None
    done, even, off_by = _measured(series, figure, aim, period, span)
    lamp, words = _judged(series, figure, aim, off_by, done, snapshot.scheme.good)
    if overdue:
        words += f"；{_due_words(series.indicator, period)}"
    return Standing(
        series, period, span, figure, aim, done, even, off_by, lamp, words, overdue, outlook, need
    )


def standings(snapshot: Snapshot, as_of: date) -> list[Standing]:
    """Returns how every indicator stands, in the order of the office."""
    return [standing(snapshot, indicator.id, as_of) for indicator in live_indicators(snapshot)]


def target_of(
    snapshot: Snapshot,
    indicator: str,
    year: int,
    period: StatisticalPeriod | None,
    span: Span,
    unit: str | None,
) -> Target | None:
    """Returns the target by which a figure is judged: that of its own period before that of the year, 考核 before others."""
    rows = (snapshot.targets[id] for id in snapshot.by("target", "indicator").get(indicator, ()))
    live = [row for row in rows if not row.deleted and row.unit == unit]
    own = [row for row in live if period and row.period == period.code and row.span == span]
    whole = [row for row in live if row.period[:4] == str(year) and row.span in ("year", "point")]
    order = {"assessed": 0, "striven": 1, "floor": 2}
    for rows_of in (own, whole):
        if rows_of:
            return min(rows_of, key=lambda row: (order[row.aim], row.measured != "value"))
    return None


def _by_hand(snapshot: Snapshot, indicator: str, year: int, as_of: date) -> tuple[IndicatorForecast, ...]:
    ids = snapshot.by("indicator_forecast", "indicator").get(indicator, ())
    rows = [snapshot.indicator_forecasts[id] for id in ids]
    return tuple(
        sorted(
            (
                row
                for row in rows
                if not row.deleted
                and row.period == str(year)
                and (row.made_on is None or row.made_on <= as_of)
            ),
            key=lambda row: row.made_on or date.min,
        )
    )


def _measured(
    series: Series, figure: Figure | None, aim: Target | None, period: StatisticalPeriod | None, span: Span
) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    """Returns 完成率, 序时 and by how many percentage points the figure is beyond what is due."""
    if figure is None or aim is None or period is None:
        return None, None, None
    goal, sign = decimal_of(aim.value), -1 if series.indicator.direction == "down" else 1
    if goal is None:
        return None, None, None
    if aim.measured == "growth":
        off_by = (
            None
            if figure.growth is None
            else EXACT.multiply(EXACT.subtract(figure.growth, goal), Decimal(sign))
        )
        return None, None, off_by
    if figure.value is None:
        return None, None, None
    if series.indicator.is_additive:
        done = completion(figure.value, goal)
        if aim.span == "year" and span in ("month", "quarter"):
            return None, None, None
        is_whole_year = aim.span == "year" and span == "ytd"
        even = even_share(period.month) if is_whole_year else HUNDRED
        off_by = None if done is None else EXACT.multiply(ahead(done, even), Decimal(sign))
        return done, even, off_by
    if series.indicator.direction == "band":
        high = decimal_of(aim.high)
        top = goal if high is None else high
        beyond = max(goal - figure.value, figure.value - top, Decimal(0))
        return None, None, -beyond
    return None, None, EXACT.multiply(EXACT.subtract(figure.value, goal), Decimal(sign))


def _judged(
    series: Series,
    figure: Figure | None,
    aim: Target | None,
    off_by: Decimal | None,
    done: Decimal | None,
    good: Lamp,
) -> tuple[Lamp, str]:
    """Returns the lamp and why: beyond what is due is good, short of it yellow, far short red; unknown is grey."""
    if figure is None or (figure.value is None and figure.growth is None):
        return "grey", "没有数据"
    if aim is None:
        return "grey", f"没有目标，{growth_words(figure.growth, series.is_ratio)}"
    if off_by is None:
        return "grey", "缺少与目标比较的数据"
    yellow, red = (decimal_of(text) for text in (series.indicator.yellow_below, series.indicator.red_below))
    lamp: Lamp = good
    if red is not None and off_by <= red:
        lamp = "red"
    elif yellow is not None and off_by < yellow:
        lamp = "yellow"
    return lamp, _reason(series, aim, off_by, done)


def _reason(series: Series, aim: Target, off_by: Decimal, done: Decimal | None) -> str:
    is_rank = series.indicator.kind == "rank"
    unit = (
        "位"
        if is_rank
        else "个百分点"
        if series.is_ratio or aim.measured == "growth"
        else series.indicator.measure_unit
    )
    if done is not None:
        words = f"完成{plain(done, 2)}%"
        if off_by == 0:
            return f"{words}，与序时持平"
        is_limit = series.indicator.direction == "down"
        what = (
            ("低于序时上限" if is_limit else "超进度")
            if off_by > 0
            else ("超出序时上限" if is_limit else "欠进度")
        )
        return f"{words}，{what}{plain(abs(off_by), 2)}个百分点"
    if off_by == 0:
        return "达到目标"
    size = f"{plain(rounded(abs(off_by), 2))}{unit}"
    if series.indicator.direction == "band":
        return f"超出目标区间{size}"
    return f"{'优于' if off_by > 0 else '差于'}目标{size}"


def _next_due(indicator: Indicator, period: StatisticalPeriod | None) -> date | None:
    """Returns the day by which the month after the newest one is to be reported."""
    if period is None or period.months != 1 or not indicator.report_day:
        return None
    due = period.months_before(-1)
    if due.month == 1 and not indicator.has_january:
        due = due.months_before(-1)
    following = due.months_before(-1)
    last = monthrange(following.year, following.month)[1]
    return date(following.year, following.month, min(indicator.report_day, last))


def _is_overdue(indicator: Indicator, period: StatisticalPeriod | None, as_of: date) -> bool:
    due = _next_due(indicator, period)
    return due is not None and as_of > due


def _due_words(indicator: Indicator, period: StatisticalPeriod | None) -> str:
    due = _next_due(indicator, period)
    assert period is not None and due is not None
    missing = (due.replace(day=1) - timedelta(1)).month
    return f"{missing}月数应于{due.month}月{due.day}日前报送，逾期未报"


def judgements_of(
    snapshot: Snapshot, indicator: str | None, as_of: date
) -> Sequence[tuple[StatisticalPeriod, str]]:
    """Returns (period, words) of the 研判意见 on an indicator (on the whole for None), the newest first."""
    rows = [
        row
        for row in snapshot.judgements.values()
        if not row.deleted and row.indicator == indicator and (row.made_on is None or row.made_on <= as_of)
    ]
    rows.sort(key=lambda row: (period_of(row.period), row.made_on or date.min), reverse=True)
    return [
        (period_of(row.period), f"{row.words}（{row.made_by}）" if row.made_by else row.words) for row in rows
    ]


def status_words(figure: Figure | None) -> str:
    """Returns how sure a figure is, 「推算」 for one that was worked out, and how often it was revised."""
    if figure is None:
        return ""
    if figure.is_derived:
        return "推算"
    words = wording.STATUSES[figure.status]
    old = "、".join(row.value or "--" for row in figure.revised)
    return f"{words}（原值 {old}）" if old else words


def source_of(one: Standing) -> str:
    """Returns where the newest figure comes from; of one that was worked out, where its parts come from."""
    if one.figure is not None and one.figure.source:
        return one.figure.source
    if one.period is None:
        return ""
    series = (*one.series.parts, *([one.series.whole] if one.series.whole is not None else []))
    figures = (part.figure(one.period, one.span) for part in series)
    return "、".join(
        dict.fromkeys(figure.source for figure in figures if figure is not None and figure.source)
    )
