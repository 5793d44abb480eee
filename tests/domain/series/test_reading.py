"""Figures as given, and what follows from them."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from battlemap.domain.days.statistical_period import StatisticalPeriod, period_of, read_period
from battlemap.domain.kinds.indicator import Observation
from battlemap.domain.series.reading import series_of
from tests.domain.series.rows import LATER, indicator, seen, snapshot_of

MONTHS = [StatisticalPeriod(2018, month) for month in range(1, 13)]


def test_periods_are_read_as_offices_write_them() -> None:
    spoken = {
        "2018-10": "2018-10", "2018年10月": "2018-10", "2018年1-10月": "2018-10", "1—2月": "2018-02", "201810": "2018-10",
        "三季度": "2018-Q3", "2018Q4": "2018-Q4", "2018年": "2018", "2018.9": "2018-09",
    }  # fmt: skip
    for words, code in spoken.items():
        period = read_period(words, 2018)
        assert period is not None and period.code == code, words
        assert period_of(period.code) == period
    assert read_period("13月", 2018) is None and read_period("10月") is None


def test_a_month_follows_from_two_cumulative_figures_of_like_standing_only() -> None:
    rows = [seen("2018-03", "30"), seen("2018-04", "42"), seen("2018-05", "50", status="flash")]
    series = series_of(snapshot_of(indicator(), *rows), "i", None, LATER)
    april = series.figure(StatisticalPeriod(2018, 4), "month")
    assert april is not None and april.value == 12 and april.is_derived
    assert series.figure(StatisticalPeriod(2018, 5), "month") is None
    assert series.figure(StatisticalPeriod(2018, 3), "month") is None


def test_january_and_february_are_never_taken_apart() -> None:
    snapshot = snapshot_of(indicator(has_january=False), seen("2018-02", "20"), seen("2018-03", "33"))
    series = series_of(snapshot, "i", None, LATER)
    assert series.figure(StatisticalPeriod(2018, 2), "month") is None
    assert series.value(StatisticalPeriod(2018, 3), "month") == 13


def test_a_published_growth_stands_and_a_computed_one_is_marked() -> None:
    rows = [
        seen("2018-10", "110", base="100", growth="9.1"), seen("2018-09", "99", base="90"),
        seen("2018-08", "88"), seen("2017-08", "80"),
    ]  # fmt: skip
    series = series_of(snapshot_of(indicator(), *rows), "i", None, LATER)
    given_, own_base, nominal = (series.figure(StatisticalPeriod(2018, m), "ytd") for m in (10, 9, 8))
    assert given_ is not None and given_.growth == Decimal("9.1") and not given_.is_growth_derived
    assert own_base is not None and own_base.growth == 10 and own_base.is_growth_derived
    assert nominal is not None and nominal.growth == 10 and nominal.is_nominal


def test_a_revision_stands_for_the_old_value_which_stays_visible() -> None:
    rows = [
        seen("2018-10", "100"),
        seen("2018-10", "97", status="revised", number="r", published_on=date(2018, 12, 3)),
    ]
    snapshot = snapshot_of(indicator(), *rows)
    before = series_of(snapshot, "i", None, date(2018, 12, 2)).figure(StatisticalPeriod(2018, 10), "ytd")
    after = series_of(snapshot, "i", None, date(2018, 12, 3)).figure(StatisticalPeriod(2018, 10), "ytd")
    assert before is not None and before.value == 100 and not before.revised
    assert after is not None and after.value == 97 and [row.value for row in after.revised] == ["100"]


def test_ratios_are_worked_out_of_sums_and_never_added() -> None:
    taxes = [indicator(name, title=title) for name, title in (("v", "增值税"), ("q", "企业所得税"))]
    whole = indicator("w", title="税收收入")
    share = indicator("s", title="占比", kind="ratio", members="增值税、企业所得税", denominator="w")
    rows = [seen("2018-10", "30", of="v"), seen("2018-10", "20", of="q"), seen("2018-10", "80", of="w")]
    series = series_of(snapshot_of(*taxes, whole, share, *rows), "s", None, LATER)
    assert series.value(StatisticalPeriod(2018, 10), "ytd") == Decimal("62.5")
    assert series.value(StatisticalPeriod(2018, 12), "year") is None
    without = series_of(snapshot_of(*taxes, whole, share, *rows[1:]), "s", None, LATER)
    assert without.value(StatisticalPeriod(2018, 10), "ytd") is None


def test_the_ratios_of_published_reports_come_out() -> None:
    """渭南: 292 contracts, 18 produce, 180 are being built, 1 was given up: 67.8 % and 99.65 %."""
    parts = indicator("a", title="投产在建", kind="count")
    kept = indicator("k", title="履约", kind="count")
    all_ = indicator("n", title="签约", kind="count")
    began = indicator("b", title="开工率", kind="ratio", numerator="a", denominator="n")
    held = indicator("h", title="履约率", kind="ratio", numerator="k", denominator="n")
    rows = [
        seen("2018-10", str(18 + 180), of="a"),
        seen("2018-10", "291", of="k"),
        seen("2018-10", "292", of="n"),
    ]
    snapshot = snapshot_of(parts, kept, all_, began, held, *rows)
    values = [series_of(snapshot, one, None, LATER).value(StatisticalPeriod(2018, 10), "ytd") for one in "bh"]
    assert [str(round(value, 2)) for value in values if value is not None] == ["67.81", "99.66"]
    # the report cuts the second one instead of rounding it: 99.65…
    assert values[1] is not None and str(values[1])[:5] == "99.65"


@given(
    st.lists(st.one_of(st.none(), st.integers(0, 10**9)), min_size=12, max_size=12),
    st.integers(0, 10**6),
)
def test_the_order_of_entry_does_not_matter_and_missing_is_never_zero(
    months: list[int | None], seed: int
) -> None:
    rows: list[Observation] = [
        seen(f"2018-{number:02d}", str(value), "month")
        for number, value in enumerate(months, 1)
        if value is not None
    ]
    shuffled = rows[:]
    Random(seed).shuffle(shuffled)
    one, other = (series_of(snapshot_of(indicator(), *order), "i", None, LATER) for order in (rows, shuffled))
    for number, period in enumerate(MONTHS, 1):
        so_far = months[:number]
        wanted = None if None in so_far else sum(value for value in so_far if value is not None)
        assert one.value(period, "ytd") == other.value(period, "ytd") == wanted


@given(
    st.lists(st.tuples(st.integers(1, 12), st.integers(0, 999), st.integers(0, 400)), max_size=12),
    st.integers(0, 400),
)
def test_a_day_knows_exactly_what_was_published_by_then(
    published: list[tuple[int, int, int]], days: int
) -> None:
    day = date(2018, 1, 1) + timedelta(days)
    rows = [
        seen(
            f"2018-{month:02d}",
            str(value),
            status="revised",
            number=str(n),
            published_on=date(2018, 1, 1) + timedelta(after),
        )
        for n, (month, value, after) in enumerate(published)
    ]
    by_then = [row for row in rows if row.published_on is not None and row.published_on <= day]
    there = series_of(snapshot_of(indicator(), *rows), "i", None, day)
    alone = series_of(snapshot_of(indicator(), *by_then), "i", None, LATER)
    assert there.newest == alone.newest
    assert [there.figure(period, "ytd") for period in MONTHS] == [
        alone.figure(period, "ytd") for period in MONTHS
    ]
