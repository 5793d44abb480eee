from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.row import Rival, Row, Samples, number, statistic, time_of_children, timed
from benchmarks.table import aligned, growth, markdown, width


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=50).map(tuple))
def test_each_statistic_is_at_least_the_one_before(samples: tuple[float, ...]) -> None:
    assert min(samples) <= statistic(samples, "p50") <= statistic(samples, "max")
    assert sum(sample <= statistic(samples, "p95") for sample in samples) >= 0.95 * len(samples)


@pytest.mark.parametrize(("judged_by", "is_met"), [("p50", True), ("p95", False), ("max", False)])
def test_a_goal_is_judged_by_its_own_statistic(judged_by: str, is_met: bool) -> None:
    row = Row("拖卡", "3 tasks", "ms", (10.0, 11.0, 40.0), goal=16, judged_by=judged_by)
    assert row.is_met is is_met
    assert row.cells()[-1] == ("reached" if is_met else "MISSED")


def test_without_a_goal_there_is_no_verdict() -> None:
    assert Row("size", "A0", "KiB", (41.0,)).cells() == ("size", "A0", "", "41.0 KiB", "", "", "")


def test_a_rival_is_told_as_multiples_of_ours() -> None:
    assert (
        Row("draw", "A0", "s", (0.1,), rival=Rival("matplotlib", (0.4, 0.5, 0.6))).cells()[5]
        == "matplotlib: 5.0×"
    )


@pytest.mark.parametrize(
    ("value", "text"), [(12345.6, "12,346"), (41.26, "41.3"), (0.5, "0.50"), (0.0123, "0.012")]
)
def test_numbers_keep_about_three_figures(value: float, text: str) -> None:
    assert number(value) == text


def test_what_happens_before_a_call_is_not_measured() -> None:
    steps: list[str] = []
    samples = timed(lambda: steps.append("act"), 2, before=lambda: steps.append("before"))
    assert steps == ["before", "act", "before", "act"]
    assert len(samples) == 2


def test_the_columns_stand_under_each_other_also_with_han() -> None:
    lines = aligned([Row("拖卡", "a", "ms", (1.0,)), Row("drag", "b", "ms", (2.0,))]).splitlines()
    assert width(lines[2].partition("a")[0]) == width(lines[3].partition("b")[0])
    assert (
        markdown([Row("拖卡", "a", "ms", (1.0,))]).splitlines()[-1] == "| 拖卡 | a |  | 1.00 ms |  |  |  |  |"
    )


def test_a_run_among_others_is_judged_and_compared_by_what_the_processor_took() -> None:
    slow = Samples((40.0, 50.0))
    slow.processor = (4.0, 5.0)
    row = Row("drop", "10,000 lines", "ms", slow, goal=16, rival=Rival("bare", (9.0,)))
    assert row.cells()[4:] == ("4.50 ms", "bare: 2.0×", "reached (processor)")
    assert growth(row, [row, Row("drop", "1,000 lines", "ms", (0.9,))]) == "5.0×"


def test_growth_compares_a_row_with_the_same_at_a_tenth_of_the_tasks() -> None:
    small, large = (
        Row("scroll", "1,000 tasks", "ms", (4.0,)),
        Row("scroll", "10,000 tasks", "ms", (6.0, 8.0, 10.0)),
    )
    other = Row("drag", "10,000 tasks", "ms", (8.0,))
    assert [growth(row, [small, large, other]) for row in (small, large, other)] == ["", "2.0×", ""]


def test_the_time_of_a_process_that_was_started_is_its_own() -> None:
    work = "sum(number * number for number in range(1_000_000))"
    samples = timed(
        lambda: subprocess.run([sys.executable, "-c", work], check=True), 1, own_time=time_of_children
    )
    here = timed(lambda: None, 1)
    assert samples.processor[0] > 5
    assert not any(here.processor) or here.processor[0] < 5


def test_what_grows_is_told_for_any_thing_that_is_counted() -> None:
    rows = [Row("drawn", f"{count:,} cards", "ms", (count / 10,)) for count in (100, 1_000)]
    assert growth(rows[1], rows) == "10.0×"
