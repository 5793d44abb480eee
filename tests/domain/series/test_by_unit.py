"""Streets side by side: sums of like quantities, quotients of sums, and what is missing."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from battlemap.domain.kinds.people import Unit
from battlemap.domain.series.by_unit import by_unit, indicators_by_unit, units_with_figures
from tests.domain.series.rows import LATER, aim, indicator, seen, snapshot_of

STREETS = [Unit("e", "东街", "a0"), Unit("w", "西街", "a1"), Unit("n", "北街", "a2")]


def of(unit: str, value: str, of: str = "i", **fields: object) -> object:
    return seen("2018-10", value, of=of, number=f"{of}{unit}", unit=unit, **fields)


def test_streets_have_shares_places_and_lamps_of_their_own() -> None:
    rows = (of("e", "60", growth="3"), of("w", "40", growth="8"), seen("2018-10", "101"))
    aims = (aim("64", id="te", unit="e"), aim("60", id="tw", unit="w"))
    streets = by_unit(snapshot_of(indicator(), *STREETS, *rows, *aims), "i", LATER)  # type: ignore[arg-type]
    assert [(one.unit.id, one.share, one.place, one.standing.lamp) for one in streets.units] == [
        ("e", 60, 2, "green"), ("w", 40, 1, "red"),
    ]  # fmt: skip
    assert (streets.total, streets.words) == (100, "比全区数少 1.00亿元")


def test_a_street_that_has_not_told_leaves_the_sum_open() -> None:
    early = seen("2018-09", "9", number="n", unit="n")
    streets = by_unit(snapshot_of(indicator(), *STREETS, of("e", "6"), early), "i", LATER)  # type: ignore[arg-type]
    assert streets.total is None and streets.words == "北街没有数据，不作合计"
    assert streets.total_words == "--"


def test_quotients_of_streets_are_divided_sums() -> None:
    """90 of 100 and 10 of 400 are 20 %, not 46.25 %."""
    whole, tax = indicator("b", title="收入"), indicator("t", title="税收")
    share = indicator("s", title="占比", kind="ratio", numerator="t", denominator="b")
    rows = [
        of("e", "90", "t"), of("e", "100", "b"), of("w", "10", "t"), of("w", "400", "b"), seen("2018-10", "500", of="b"),
        seen("2018-10", "100", of="t"),
    ]  # fmt: skip
    snapshot = snapshot_of(whole, tax, share, *STREETS, *rows)  # type: ignore[arg-type]
    streets = by_unit(snapshot, "s", LATER)
    assert [one.standing.value_words for one in streets.units] == ["90.00", "2.50"]
    assert (streets.total, streets.words) == (20, "与全区数一致")
    assert {one.id for one in indicators_by_unit(snapshot)} == {"b", "t", "s"}
    given_ = indicator("g", title="优良率", kind="ratio")
    plain = by_unit(snapshot_of(given_, *STREETS, of("e", "50", "g"), of("w", "60", "g")), "g", LATER)  # type: ignore[arg-type]
    assert plain.total is None and plain.words == "比率、指数不能相加"


@given(st.lists(st.integers(0, 10**6), min_size=3, max_size=3))
def test_shares_make_a_hundred_and_the_sum_is_that_of_the_streets(values: list[int]) -> None:
    rows = [of(unit.id, str(value)) for unit, value in zip(STREETS, values, strict=True)]
    streets = by_unit(snapshot_of(indicator(), *STREETS, *rows), "i", LATER)  # type: ignore[arg-type]
    assert streets.total == sum(values)
    if sum(values):
        assert abs(sum(one.share or 0 for one in streets.units) - Decimal(100)) < Decimal("1e-20")


def test_units_without_figures_are_not_listed() -> None:
    snapshot = snapshot_of(indicator(), *STREETS, of("w", "1"))  # type: ignore[arg-type]
    assert [unit.id for unit in units_with_figures(snapshot)] == ["w"]
    assert by_unit(snapshot_of(indicator(), *STREETS), "i", LATER).units == ()
