"""Money as of a day: income, spending and balance by month against budget and 序时; payment against physical progress."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache

import attrs

from battlemap.domain.days.statistical_period import StatisticalPeriod, period_of
from battlemap.domain.decimal_figures import EXACT, HUNDRED, decimal_of, divided, plain, signed
from battlemap.domain.judging.lamp import Lamp
from battlemap.domain.kinds.money import BudgetLine, BudgetMonth
from battlemap.domain.series.reading import live_indicators, series_of
from battlemap.domain.series.standing import ahead, even_share
from battlemap.domain.snapshot import Snapshot
from battlemap.paths import resource

#: 万元 in yuan.
WAN = Decimal(10_000)


@attrs.frozen
class PayRule:
    """Thresholds in percentage points that hold for some years, with their basis. Data, see ``resources/money``."""

    title: str
    valid_from: date
    valid_to: date | None
    paid_least: Decimal | None
    paid_most: Decimal | None
    ahead_yellow: Decimal
    ahead_red: Decimal
    arrears: Decimal
    basis: str


@cache
def pay_rules() -> tuple[PayRule, ...]:
    """Returns the delivered rules, the oldest first."""
    rules = json.loads(resource("money", "pay_rules.json").read_text("utf-8"))
    return tuple(_rule(one) for one in rules)


def pay_rule(as_of: date) -> PayRule:
    """Returns the rule that holds on a day, the oldest before there was one."""
    held = [
        rule
        for rule in pay_rules()
        if rule.valid_from <= as_of and (rule.valid_to is None or as_of <= rule.valid_to)
    ]
    return held[-1] if held else pay_rules()[0]


def _rule(rule: Mapping[str, str | None]) -> PayRule:
    def number(key: str) -> Decimal | None:
        return decimal_of(rule[key])

    return PayRule(
        str(rule["title"]), date.fromisoformat(str(rule["valid_from"])),
        date.fromisoformat(rule["valid_to"]) if rule["valid_to"] else None, number("paid_least"), number("paid_most"),
        Decimal(str(rule["ahead_yellow"])), Decimal(str(rule["ahead_red"])), Decimal(str(rule["arrears"])), str(rule["basis"]),
    )  # fmt: skip


@attrs.frozen
class LineStanding:
    """A budget line on a day. Amounts in 万元, rates in percent; `gap` is payment less physical progress in points."""

    line: BudgetLine
    period: StatisticalPeriod | None
    amount: Decimal | None
    budget: Decimal | None
    rate: Decimal | None
    even: Decimal | None
    off_by: Decimal | None
    paid: Decimal | None
    physical: Decimal | None
    gap: Decimal | None
    lamp: Lamp
    words: str


def months_of(snapshot: Snapshot, line: str, as_of: date) -> dict[StatisticalPeriod, BudgetMonth]:
    """Returns the months of a line that were known on a day, in order."""
    rows = (snapshot.budget_months[id] for id in snapshot.by("budget_month", "line").get(line, ()))
    months = {
        period_of(row.period): row
        for row in rows
        if not row.deleted and (row.published_on is None or row.published_on <= as_of)
    }
    return dict(sorted(months.items()))


def line_standing(snapshot: Snapshot, line: BudgetLine, as_of: date) -> LineStanding:
    """Returns how a line stood by the evening of a day."""
    months = months_of(snapshot, line.id, as_of)
    with_amount = [period for period, row in months.items() if row.amount is not None]
    period = with_amount[-1] if with_amount else None
    amount = _wan(months[period].amount) if period else None
    budget = _wan(line.adjusted if line.adjusted is not None else line.budget)
    rate = _percent(amount, budget)
    even = even_share(period.month) if period else None
    off_by = ahead(rate, even) if rate is not None and even is not None else None
    whole = _wan(line.contract) if line.contract is not None else budget
    paid = _percent(amount, whole) if line.side == "spending" else None
    physical = _physical(snapshot, line, months)
    gap = EXACT.subtract(paid, physical) if paid is not None and physical is not None else None
    rule = pay_rule(as_of)
    lamp, words = _judged(line, rate, off_by, gap, snapshot.scheme.good, rule)
    words += _of_done(paid, physical, rule)
    return LineStanding(line, period, amount, budget, rate, even, off_by, paid, physical, gap, lamp, words)


def _physical(
    snapshot: Snapshot, line: BudgetLine, months: Mapping[StatisticalPeriod, BudgetMonth]
) -> Decimal | None:
    """Returns the work done in percent: as reported, else the progress of the line's task; None for no work."""
    physicals = [row.physical for row in months.values() if row.physical is not None]
    if physicals:
        return Decimal(physicals[-1])
    task = snapshot.tasks.get(line.task) if line.task else None
    return Decimal(task.progress) if task is not None and not task.deleted else None


def _judged(
    line: BudgetLine,
    rate: Decimal | None,
    off_by: Decimal | None,
    gap: Decimal | None,
    good: Lamp,
    rule: PayRule,
) -> tuple[Lamp, str]:
    """Returns the lamp and why; money ahead of work comes before the share of the year."""
    if gap is not None and gap > rule.ahead_red:
        return "red", f"付款超形象进度 {plain(gap, 1)} 个百分点"
    if gap is not None and gap > rule.ahead_yellow:
        return "yellow", f"付款超形象进度 {plain(gap, 1)} 个百分点"
    if gap is not None and gap < -rule.arrears:
        return "blue", f"欠付：付款落后形象进度 {plain(-gap, 1)} 个百分点"
    if rate is None or off_by is None:
        return "grey", "没有数据" if rate is None else "没有预算"
    what = "收入" if line.side == "income" else "支出"
    if off_by < -10:
        return "red", f"{what}进度 {plain(rate, 1)}%，欠序时 {plain(-off_by, 1)} 个百分点"
    if off_by < 0:
        return "yellow", f"{what}进度 {plain(rate, 1)}%，欠序时 {plain(-off_by, 1)} 个百分点"
    return good, f"{what}进度 {plain(rate, 1)}%，超序时 {plain(off_by, 1)} 个百分点"


def _of_done(paid: Decimal | None, physical: Decimal | None, rule: PayRule) -> str:
    """Returns by how much the payment is outside of what the rule allows of the work done, "" where it is within."""
    share = _percent(paid, physical)
    if share is None:
        return ""
    if rule.paid_least is not None and share < rule.paid_least:
        return f"；付款为已完工程的 {plain(share, 0)}%，低于 {plain(rule.paid_least)}%"
    if rule.paid_most is not None and share > rule.paid_most:
        return f"；付款为已完工程的 {plain(share, 0)}%，高于 {plain(rule.paid_most)}%"
    return ""


@attrs.frozen
class MonthSum:
    """What came in and went out by the end of a month, cumulative, 万元; None where a line's month is missing."""

    month: int
    income: Decimal | None
    spending: Decimal | None
    missing: tuple[str, ...]

    @property
    def balance(self) -> Decimal | None:
        """收入 less 支出."""
        return (
            None
            if self.income is None or self.spending is None
            else EXACT.subtract(self.income, self.spending)
        )


def month_sums(snapshot: Snapshot, year: int, as_of: date) -> list[MonthSum]:
    """Returns the twelve months of a year; a month in which a line is missing is missing, never counted without it."""
    lines = live_lines(snapshot, year)
    months_by_line = {line.id: months_of(snapshot, line.id, as_of) for line in lines}
    sums = []
    for month in range(1, 13):
        period = StatisticalPeriod(year, month)
        totals: dict[str, Decimal | None] = {}
        missing: list[str] = []
        for side in ("income", "spending"):
            amounts = []
            for line in (line for line in lines if line.side == side):
                row = months_by_line[line.id].get(period)
                amount = _wan(row.amount) if row else None
                amounts.append(amount)
                missing += [line.title] if amount is None else []
            is_whole = bool(amounts) and None not in amounts
            totals[side] = sum((one for one in amounts if one is not None), Decimal(0)) if is_whole else None
        sums.append(MonthSum(month, totals["income"], totals["spending"], tuple(missing)))
    return sums


def live_lines(snapshot: Snapshot, year: int) -> list[BudgetLine]:
    """Returns the budget lines of a year in the order of the office; those without a year belong to every one."""
    live = [row for row in snapshot.budget_lines.values() if not row.deleted and row.year in (0, year)]
    return sorted(live, key=lambda row: (row.rank, row.id))


@attrs.frozen
class TaxGauge:
    """A share of taxes: percent, change in percentage points, its definition, and what 0.1 points more would need."""

    title: str
    share: Decimal | None
    change: Decimal | None
    target: Decimal | None
    basis: str
    words: str


def tax_gauges(snapshot: Snapshot, as_of: date) -> list[TaxGauge]:
    """Returns 税收占比 and 主体税种占比 as far as they are indicators: every ratio whose parts are amounts of taxes."""
    gauges = []
    for indicator in live_indicators(snapshot):
        if indicator.title not in ("税收占比", "主体税种占比"):
            continue
        series = series_of(snapshot, indicator.id, None, as_of)
        newest = series.newest
        figure = series.figure(*newest) if newest else None
        if newest is None or figure is None or figure.value is None:
            gauges.append(TaxGauge(indicator.title, None, None, None, indicator.basis, "没有数据"))
            continue
        whole = series.whole.value(*newest) if series.whole else None
        parts = [part.value(*newest) for part in series.parts]
        above = (
            sum((part for part in parts if part is not None), Decimal(0))
            if None not in parts and parts
            else None
        )
        words = ""
        more = more_for_a_tenth(above, whole)
        if more is not None and series.whole is not None:
            unit = series.whole.indicator.measure_unit
            what = "税收" if indicator.title == "税收占比" else "主体税种"
            words = f"再增 {plain(more, 0)} {unit}{what}，占比提高 0.1 个百分点"
        aims = (snapshot.targets[id] for id in snapshot.by("target", "indicator").get(indicator.id, ()))
        target = next((decimal_of(aim.value) for aim in aims if not aim.deleted), None)
        gauges.append(TaxGauge(indicator.title, figure.value, figure.growth, target, indicator.basis, words))
    return gauges


def more_for_a_tenth(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    """Returns by how much a part must grow, the whole growing with it, for its share to rise by 0.1 percentage points."""
    share = divided(part, whole)
    if part is None or whole is None or share is None:
        return None
    wanted = share + Decimal("0.001")
    if wanted >= 1:
        return None
    return EXACT.divide(EXACT.subtract(EXACT.multiply(whole, wanted), part), 1 - wanted)


#: What is told of a budget line, in the order of `line_cells`; before it the lamp, the line and its unit.
LINE_TITLES = ("预算", "累计", "进度", "超欠序时", "已付", "形象", "付款−形象", "说明")


def line_cells(one: LineStanding) -> tuple[str, ...]:
    """Returns the words below `LINE_TITLES`: amounts in 万元, rates in percent, differences in points; 「--」 for none."""
    return (
        plain(one.budget, 0), plain(one.amount, 0), _rate_words(one.rate, 1), signed(one.off_by, 1),
        _rate_words(None if one.physical is None else one.paid, 1), _rate_words(one.physical, 0), gap_words(one), one.words,
    )  # fmt: skip


def month_words(months: MonthSum) -> str:
    """Returns 「1-10月」, 「1月」 for the first."""
    return "1月" if months.month == 1 else f"1-{months.month}月"


def gauge_words(gauge: TaxGauge) -> tuple[str, str]:
    """Returns the share, 「66.20%」, and 「同比 +1.20 个百分点　目标 67%」."""
    change = "" if gauge.change is None else f"同比 {signed(gauge.change, 2)} 个百分点"
    aim = "" if gauge.target is None else f"目标 {plain(gauge.target)}%"
    return _rate_words(gauge.share, 2), "　".join(filter(None, (change, aim)))


def _rate_words(rate: Decimal | None, places: int) -> str:
    return "--" if rate is None else f"{plain(rate, places)}%"


def gap_words(standing: LineStanding) -> str:
    """Returns 「+18.0」, payment less physical progress; 「--」 where it cannot be told."""
    return signed(standing.gap, 1)


def _wan(yuan: int | None) -> Decimal | None:
    return None if yuan is None else EXACT.divide(Decimal(yuan), WAN)


def _percent(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    share = divided(part, whole)
    return None if share is None else EXACT.multiply(share, HUNDRED)
