"""Forecasts stand on reports, say so, are the same for the same seed, and are silent where too little is known."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from battlemap.domain.kinds.report import Report
from battlemap.domain.kinds.task import Task
from battlemap.domain.planning.forecast import daily_gains, forecast_action, forecast_task, needed_per_day
from tests.domain.days.test_calendar import CALENDAR
from tests.domain.judging.test_lamp import FIFTY
from tests.domain.planning.test_succession import board

AS_OF = date(2018, 11, 9)


def reports(*history: tuple[date, int], task: str = "t") -> list[Report]:
    return [Report(f"{task}{n}", task, day, progress) for n, (day, progress) in enumerate(history)]


def steady(per_day: int, last: date = AS_OF, task: str = "t", begin: int = 0) -> list[Report]:
    """A report on each of the 15 working days up to `last`."""
    return reports(*((CALENDAR.add(last, n - 14), begin + n * per_day) for n in range(15)), task=task)


def test_a_steady_pace_is_carried_on() -> None:
    task = attrs.evolve(FIFTY, progress=70)
    forecast = forecast_task(board(task, *steady(5)), task, AS_OF)
    assert forecast is not None
    assert forecast.p50 == forecast.p80 == CALENDAR.add(AS_OF, 6) == date(2018, 11, 19)
    assert forecast.words == (
        "预测：2018年11月19日前后完成，有八成把握在 2018年11月19日前完成（按近 14 个工作日进度，本任务 15 次反馈）"
    )


def test_fewer_than_three_reports_or_only_old_ones_tell_nothing() -> None:
    task = attrs.evolve(FIFTY, progress=30)
    two = reports((date(2018, 11, 5), 10), (date(2018, 11, 8), 30))
    assert forecast_task(board(task, *two), task, AS_OF) is None
    later = [*two, Report("z", "t", date(2018, 11, 12), 40)]
    assert forecast_task(board(task, *later), task, AS_OF) is None
    deleted = [*two, Report("z", "t", date(2018, 11, 9), 40, deleted=True)]
    assert forecast_task(board(task, *deleted), task, AS_OF) is None
    assert forecast_task(board(task, *steady(5, date(2018, 10, 19))), task, AS_OF) is None
    done = attrs.evolve(task, lane="checking", progress=100)
    assert forecast_task(board(done, *steady(5)), done, AS_OF) is None


def test_without_any_progress_nothing_is_promised() -> None:
    task = attrs.evolve(FIFTY, progress=40)
    forecast = forecast_task(board(task, *steady(0, begin=40)), task, AS_OF)
    assert forecast is not None and forecast.p50 is None and forecast.p80 is None
    assert forecast.words.startswith("预测：照近期进度短期内难以完成")


def test_the_pace_of_the_action_is_heeded_and_named() -> None:
    task, other = attrs.evolve(FIFTY, progress=70), attrs.evolve(FIFTY, id="o", code="ECON-02", progress=50)
    slow = steady(1, task="o", begin=36)
    alone = forecast_task(board(task, other, *steady(5)), task, AS_OF)
    beside = forecast_task(board(task, other, *steady(5), *slow), task, AS_OF)
    assert alone and beside and alone.p80 and beside.p80
    assert beside.p80 > alone.p80
    assert "兼顾本专项 1 项任务" in beside.basis


some_reports = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 100)), min_size=3, max_size=12)


@settings(max_examples=25)
@given(some_reports, st.integers(0, 9), st.integers(0, 99))
def test_the_same_seed_gives_the_same_days_in_order(history: Any, seed: int, progress: int) -> None:
    task = attrs.evolve(FIFTY, progress=progress)
    rows = reports(*((AS_OF - timedelta(n), points) for n, points in history))
    forecast = forecast_task(board(task, *rows), task, AS_OF, seed)
    assert forecast == forecast_task(board(task, *rows), task, AS_OF, seed)
    if forecast and forecast.p50:
        assert forecast.p50 > AS_OF and CALENDAR.is_working_day(forecast.p50)
        assert forecast.p80 is None or forecast.p80 >= forecast.p50


def test_what_was_gained_is_spread_over_working_days() -> None:
    rows = reports(
        (date(2018, 11, 1), 10), (date(2018, 11, 5), 20), (date(2018, 11, 6), 20), (date(2018, 11, 6), 26)
    )
    assert daily_gains(rows, CALENDAR, date(2018, 10, 1)) == [5, 5, 6]
    assert daily_gains(rows, CALENDAR, date(2018, 11, 5)) == [5, 6]
    weekend = reports((date(2018, 11, 2), 10), (date(2018, 11, 3), 20), (date(2018, 11, 5), 30))
    assert daily_gains(weekend, CALENDAR, date(2018, 10, 1)) == [20]


def test_of_one_day_the_newest_report_holds_not_the_highest() -> None:
    slip = reports((date(2018, 11, 5), 10), (date(2018, 11, 6), 80), (date(2018, 11, 6), 18))
    assert daily_gains(slip, CALENDAR, date(2018, 10, 1)) == [8]


@given(some_reports)
def test_all_gains_add_up_to_the_last_report_on_a_working_day(history: Any) -> None:
    rows = reports(*((CALENDAR.add(AS_OF, -n), points) for n, points in history))
    newest = {report.reported_on: report.progress for report in rows}
    gained = newest[max(newest)] - newest[min(newest)]
    assert sum(daily_gains(rows, CALENDAR, date(2018, 1, 1))) == pytest.approx(gained)


def finished(number: int, day: date | None) -> Task:
    lane: Any = "checking" if day else "moving"
    return attrs.evolve(FIFTY, id=f"t{number}", code=f"ECON-{number:02d}", lane=lane, finished_on=day)


def test_an_action_is_forecast_from_what_it_finished() -> None:
    done = [finished(n, CALENDAR.add(AS_OF, -n)) for n in range(14)]
    left = [finished(n, None) for n in range(20, 26)]
    forecast = forecast_action(board(*done, *left), "a", AS_OF)
    assert forecast is not None
    assert forecast.p50 == forecast.p80 == CALENDAR.add(AS_OF, 6)
    assert forecast.basis == "按近 14 个工作日办结 14 项，尚有 6 项"
    assert forecast_action(board(*done[:2], *left), "a", AS_OF) is None
    assert forecast_action(board(*done), "a", AS_OF) is None


def test_what_is_needed_per_day_is_rounded_up() -> None:
    task = attrs.evolve(FIFTY, target_value="30", target_unit="个", progress=60)
    need = needed_per_day(board(task), task, date(2018, 11, 26))
    assert need is not None and (need.left, need.working_days) == (12, 15)
    assert need.words == "还差 12 个，剩 15 个工作日，日均需 0.8 个"

    def words(as_of: date = date(2018, 11, 26), **changes: Any) -> str:
        changed = attrs.evolve(task, **changes)
        needed = needed_per_day(board(changed), changed, as_of)
        return needed.words if needed else ""

    assert words(target_value="31") == "还差 12.4 个，剩 15 个工作日，日均需 0.9 个"
    assert words(target_value="12", progress=75) == "还差 3 个，约 5 个工作日 1 个"
    assert words(target_value="1") == "还差 0.4 个，剩 15 个工作日，日均需 0.03 个"
    assert words(target_value="30000", progress=0) == "还差 30000 个，剩 15 个工作日，日均需 2000 个"
    assert words(date(2018, 12, 17)) == "已到期，还差 12 个"
    assert words(date(2018, 12, 14)) == "还差 12 个，剩 1 个工作日，日均需 12 个"
    assert words(lane="checking", progress=100) == "目标已完成"
    assert words(target_value=None) == words(target_value="若干") == ""
    assert need.per_day == Decimal("0.8")
