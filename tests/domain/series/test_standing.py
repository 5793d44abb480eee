"""How indicators stand, what the year will bring, and what is needed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from battlemap.domain.days.statistical_period import StatisticalPeriod
from battlemap.domain.kinds.indicator import IndicatorForecast
from battlemap.domain.series.outlook import fan, needed
from battlemap.domain.series.reading import series_of
from battlemap.domain.series.standing import ahead, completion, even_share, standing
from battlemap.domain.snapshot import Snapshot
from tests.domain.series.rows import LATER, aim, indicator, seen, snapshot_of

OCTOBER = StatisticalPeriod(2018, 10)


def a_year() -> Snapshot:
    last = [seen(f"2017-{m:02d}", str(10 * m)) for m in range(1, 13)]
    this = [seen(f"2018-{m:02d}", str(11 * m)) for m in range(1, 11)]
    return snapshot_of(indicator(), *last, *this, aim("150"))


def test_the_published_example_of_progress_beyond_schedule_comes_out() -> None:
    assert ahead(Decimal("125.64"), even_share(10)) == Decimal("42.31")


def test_completion_against_the_even_share_lights_the_lamp() -> None:
    stands = standing(a_year(), "i", date(2018, 11, 20))
    assert stands.done is not None and round(stands.done, 2) == Decimal("73.33")
    assert (stands.lamp, stands.words) == ("red", "完成73.33%，欠进度10.00个百分点")


def test_lamps_have_the_border_side_of_the_rules() -> None:
    def lamp(value: str) -> str:
        return standing(
            snapshot_of(indicator(kind="ratio"), seen("2018-10", value), aim("60")), "i", LATER
        ).lamp

    assert [lamp(value) for value in ("60", "59.99", "55.01", "55", "54")] == [
        "green",
        "yellow",
        "yellow",
        "red",
        "red",
    ]


def test_what_should_go_down_is_good_below_its_target() -> None:
    pm = indicator(kind="index", direction="down", measure_unit="微克")
    assert standing(snapshot_of(pm, seen("2018-10", "48"), aim("50")), "i", LATER).words == "优于目标2微克"
    assert standing(snapshot_of(pm, seen("2018-10", "53"), aim("50")), "i", LATER).lamp == "yellow"


def test_a_band_is_left_upwards_and_downwards() -> None:
    band = indicator(kind="index", direction="band", measure_unit="点")
    rows = (seen("2018-10", "107"), aim("95", high="105"))
    assert standing(snapshot_of(band, *rows), "i", LATER).words == "超出目标区间2点"


def test_a_growth_target_is_held_against_the_published_growth() -> None:
    rows = (seen("2018-10", "500", growth="7.1"), aim("8", measured="growth"))
    stands = standing(snapshot_of(indicator(), *rows), "i", LATER)
    assert (stands.lamp, stands.words, stands.target_words) == ("yellow", "差于目标0.9个百分点", "同比8%")


def test_nothing_known_is_grey_and_late_reports_are_told() -> None:
    assert standing(snapshot_of(indicator()), "i", LATER).lamp == "grey"
    late = standing(
        snapshot_of(indicator(report_day=15), seen("2018-09", "1"), aim("2")), "i", date(2018, 11, 20)
    )
    assert late.is_overdue and late.words.endswith("10月数应于11月15日前报送，逾期未报")
    assert not standing(
        snapshot_of(indicator(report_day=20), seen("2018-09", "1")), "i", date(2018, 11, 20)
    ).is_overdue


def test_each_forecast_says_what_it_stands_on() -> None:
    snapshot = a_year()
    hand = (IndicatorForecast("f", "i", "2018", "140", "两个项目年底结算", None, "王科长"),)
    outlooks = {
        one.method: one
        for one in fan(series_of(snapshot, "i", None, LATER), OCTOBER, snapshot.calendar, hand).outlooks
    }
    assert list(outlooks) == ["share", "growth", "months", "days", "hand"]
    assert outlooks["share"].value == 132
    assert outlooks["share"].sentence == "去年1-10月占全年83.3%，据此预计全年132.00亿元"
    assert outlooks["growth"].value == 132
    assert outlooks["months"].value == 132
    assert "同比增长10.0%" in outlooks["months"].sentence
    days = fan(series_of(snapshot, "i", None, LATER), OCTOBER, snapshot.calendar).computed[-1]
    assert "个工作日" in days.sentence and 120 < days.value < 140
    assert outlooks["hand"].sentence == "两个项目年底结算（王科长）"


def test_a_method_without_its_figures_is_left_out() -> None:
    snapshot = snapshot_of(indicator(), seen("2018-10", "110"))
    assert [
        one.method for one in fan(series_of(snapshot, "i", None, LATER), OCTOBER, snapshot.calendar).outlooks
    ] == ["days"]
    ratio = snapshot_of(indicator(kind="ratio"), seen("2018-10", "50"))
    assert fan(series_of(ratio, "i", None, LATER), OCTOBER, ratio.calendar).outlooks == ()


def test_what_every_month_must_bring_from_here() -> None:
    need = needed(series_of(a_year(), "i", None, LATER), OCTOBER, Decimal(150))
    assert need is not None and need.per_month == 20 and need.times is not None
    assert round(need.times, 4) == Decimal("1.8182")
    assert need.sentence == "后两个月月均需20.00亿元，是前十个月月均的1.82倍，后两个月须同比增长1.0倍"
    assert completion(Decimal(110), Decimal(0)) is None
