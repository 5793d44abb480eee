"""What the year will bring: five forecasts, each with its sentence, and what is needed per month from here."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from decimal import Decimal
from typing import Final, Literal

import attrs

from battlemap.domain.chinese_number import chinese_number
from battlemap.domain.days.calendar import WorkCalendar
from battlemap.domain.days.statistical_period import StatisticalPeriod
from battlemap.domain.decimal_figures import EXACT, HUNDRED, decimal_of, divided, plain, summed
from battlemap.domain.kinds.indicator import IndicatorForecast
from battlemap.domain.series.growth import growth_of, growth_words
from battlemap.domain.series.reading import Series

Method = Literal["share", "growth", "months", "days", "hand"]
#: Method → its name.
METHODS: Final[dict[Method, str]] = {
    "share": "进度法", "growth": "同比法", "months": "余月法", "days": "日均法", "hand": "手工",
}  # fmt: skip


@attrs.frozen
class Outlook:
    """A forecast of the whole year and the sentence that it stands on."""

    method: Method
    value: Decimal
    sentence: str

    @property
    def title(self) -> str:
        """The method's name."""
        return METHODS[self.method]


@attrs.frozen
class Fan:
    """All forecasts that can be made, and the lowest and highest of those that are worked out."""

    outlooks: tuple[Outlook, ...]

    @property
    def computed(self) -> tuple[Outlook, ...]:
        """Those that follow from figures."""
        return tuple(outlook for outlook in self.outlooks if outlook.method != "hand")

    @property
    def low(self) -> Decimal | None:
        """The lowest of the computed ones."""
        return min((outlook.value for outlook in self.computed), default=None)

    @property
    def high(self) -> Decimal | None:
        """The highest of the computed ones."""
        return max((outlook.value for outlook in self.computed), default=None)

    @property
    def chosen(self) -> Decimal | None:
        """The one made by hand where there is one, else the middle of the computed ones."""
        hand = [outlook.value for outlook in self.outlooks if outlook.method == "hand"]
        if hand:
            return hand[-1]
        values = sorted(outlook.value for outlook in self.computed)
        if not values:
            return None
        half = len(values) // 2
        return values[half] if len(values) % 2 else divided(values[half - 1] + values[half], Decimal(2))


@attrs.frozen
class Needed:
    """What each month that is left must bring for a target; `times` is how that compares with the months so far."""

    per_month: Decimal
    months_left: int
    times: Decimal | None
    growth: Decimal | None
    sentence: str


def fan(
    series: Series,
    period: StatisticalPeriod,
    calendar: WorkCalendar,
    by_hand: tuple[IndicatorForecast, ...] = (),
) -> Fan:
    """Returns the forecasts of the year of `period` from its cumulative figure; only what can be added up has computed ones.

    A method whose figures are missing is left out: nothing is guessed.
    """
    outlooks: list[Outlook] = []
    figure = series.figure(period, "ytd")
    if (
        series.indicator.is_additive
        and figure is not None
        and figure.value is not None
        and period.months == 1
    ):
        unit = series.indicator.measure_unit
        so_far, then = figure.value, period.last_year
        last_so_far = series.value(then, "ytd")
        last_whole = series.value(StatisticalPeriod(then.year, 12, 12), "year")
        words = period.short_words("ytd")
        share = divided(last_so_far, last_whole)
        if share:
            value = divided(so_far, share)
            if value is not None:
                sentence = (
                    f"去年{words}占全年{plain(share * HUNDRED, 1)}%，据此预计全年{_figure(value)}{unit}"
                )
                outlooks.append(Outlook("share", value, sentence))
        if last_whole is not None and figure.growth is not None:
            value = EXACT.multiply(last_whole, 1 + figure.growth / HUNDRED)
            sentence = f"去年全年{_figure(last_whole)}{unit}，按{words}同比{growth_words(figure.growth)}推算，全年{_figure(value)}{unit}"
            outlooks.append(Outlook("growth", value, sentence))
        outlooks += _by_months(series, period, so_far, unit)
        outlooks += _by_days(period, so_far, calendar, unit)
    for forecast in by_hand:
        value = decimal_of(forecast.value)
        if value is not None:
            outlooks.append(Outlook("hand", value, f"{forecast.basis}（{forecast.made_by or '未署名'}）"))
    return Fan(tuple(outlooks))


def _by_months(series: Series, period: StatisticalPeriod, so_far: Decimal, unit: str) -> list[Outlook]:
    """The months that are left bring what they brought last year, grown as the last three months have."""
    last_year = [StatisticalPeriod(period.year - 1, month) for month in range(period.month + 1, 13)]
    rest = summed(series.value(month, "month") for month in last_year)
    recent = [period.months_before(back) for back in range(3)]
    now = summed(series.value(month, "month") for month in recent)
    then = summed(series.value(month.last_year, "month") for month in recent)
    growth = growth_of(now, then)
    if rest is None or growth is None:
        return []
    value = EXACT.add(so_far, EXACT.multiply(rest, 1 + growth / HUNDRED))
    words = (
        f"去年后{_count(len(last_year))}月{_figure(rest)}{unit}，按近三月同比{growth_words(growth)}推算，"
        f"全年{_figure(value)}{unit}"
    )
    return [Outlook("months", value, words)]


def _by_days(period: StatisticalPeriod, so_far: Decimal, calendar: WorkCalendar, unit: str) -> list[Outlook]:
    """Every working day that is left brings what one has brought so far."""
    end = date(period.year, period.month, monthrange(period.year, period.month)[1])
    done = calendar.working_days(date(period.year, 1, 1), end)
    left = calendar.working_days(date(period.year, 1, 1), date(period.year, 12, 31)) - done
    rate = divided(so_far, Decimal(done))
    if rate is None:
        return []
    value = EXACT.add(so_far, EXACT.multiply(rate, Decimal(left)))
    words = f"已过{done}个工作日，日均{_figure(rate)}{unit}，还剩{left}个工作日，全年{_figure(value)}{unit}"
    return [Outlook("days", value, words)]


def needed(series: Series, period: StatisticalPeriod, target: Decimal) -> Needed | None:
    """Returns what the months after `period` must bring each for a target of the year; None where nothing can be told."""
    so_far = series.value(period, "ytd")
    left = 12 - period.month
    if so_far is None or not series.indicator.is_additive or left <= 0 or period.months != 1:
        return None
    unit = series.indicator.measure_unit
    gap = EXACT.subtract(target, so_far)
    if gap <= 0:
        sentence = f"{period.short_words('ytd')}已完成全年目标，超出{_figure(-gap)}{unit}"
        return Needed(Decimal(0), left, None, None, sentence)
    per_month = EXACT.divide(gap, Decimal(left))
    mean = divided(so_far, Decimal(period.month))
    times = divided(per_month, mean)
    then = period.last_year
    last_so_far = series.value(then, "ytd")
    last_whole = series.value(StatisticalPeriod(then.year, 12, 12), "year")
    rest = (
        EXACT.subtract(last_whole, last_so_far)
        if last_whole is not None and last_so_far is not None
        else None
    )
    growth = growth_of(gap, rest)
    sentence = f"后{_count(left)}月月均需{_figure(per_month)}{unit}"
    if times is not None:
        sentence += f"，是前{_count(period.month)}月月均的{plain(times, 2)}倍"
    if growth is not None:
        sentence += f"，后{_count(left)}月须同比{growth_words(growth)}"
    return Needed(per_month, left, times, growth, sentence)


def _count(months: int) -> str:
    return "两个" if months == 2 else f"{chinese_number(months)}个"


def _figure(value: Decimal) -> str:
    """Returns a figure with as many decimals as its size deserves."""
    size = abs(value)
    return plain(value, 0 if size >= 10_000 else 2 if size >= 1 else 3)
