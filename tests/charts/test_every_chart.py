"""Every chart, with nothing, little or much to tell, in any theme and size: Chinese, unit, day, no words over words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from itertools import pairwise
from random import Random

import pytest

from battlemap.charts.bars import ageing, turnout
from battlemap.charts.burn_down import burn_down
from battlemap.charts.ground import Drawing, Ground, spread
from battlemap.charts.progress import progress
from battlemap.charts.stacks import flow, lamps
from battlemap.charts.style import filling
from battlemap.domain.judging.ageing import AGEING_LANES, SPANS, AgeSpan
from battlemap.domain.judging.burn_down import ideal_open
from battlemap.domain.judging.lamp import LAMPS
from battlemap.domain.telling.course import Evening
from battlemap.domain.telling.progress_course import ProgressEvening
from battlemap.theme import contrast, theme, theme_names
from tests.charts.law import faults, words
from tests.domain.days.test_calendar import CALENDAR, CAMPAIGN

FIRST, LAST = CAMPAIGN.starts_on, CAMPAIGN.ends_on
Make = Callable[[int, int, Ground], Drawing]


def evenings(days: int, tasks: int) -> list[Evening]:
    made = []
    for n in range(days):
        dice = Random(n)
        done = min(tasks, tasks * n // 92)
        moving = dice.randrange(tasks - done + 1)
        red = dice.randrange(tasks + 1)
        lit = [0] * len(LAMPS)
        lit[LAMPS.index("red")], lit[LAMPS.index("green")] = red, tasks - red
        made.append(
            Evening(
                FIRST + timedelta(n), (tasks - done - moving, moving, done // 3, done - done // 3), tuple(lit)
            )
        )
    return made if tasks else []


def course(days: int, tasks: int) -> list[ProgressEvening]:
    if not tasks:
        return []
    return [ProgressEvening(FIRST + timedelta(n), n * 1.02, n * 1.05, n, n // 2, tasks) for n in range(days)]


def spans(days: int, tasks: int) -> list[AgeSpan]:
    ids = tuple(map(str, range(tasks)))
    return [
        AgeSpan(least, most, dict.fromkeys(AGEING_LANES, ids[: n * days]))
        for n, (least, most) in enumerate(SPANS)
    ]


def rows(days: int, tasks: int) -> Sequence[tuple[str, int, int, int]]:
    return [(f"专项{n}很长的名字专项攻坚行动", tasks // 3, tasks // 5, tasks) for n in range(min(days, 14))]


CHARTS: dict[str, Make] = {
    "progress": lambda days, tasks, ground: progress(course(days, tasks), FIRST, LAST, ground),
    "lamps": lambda days, tasks, ground: lamps(
        evenings(days, tasks), ("red", "yellow", "green", "grey"), FIRST, LAST, ground
    ),
    "flow": lambda days, tasks, ground: flow(evenings(days, tasks), FIRST, LAST, ground),
    "burn_down": lambda days, tasks, ground: burn_down(
        evenings(days, tasks), ideal_open(tasks, CAMPAIGN, CALENDAR), FIRST, LAST, ground
    ),
    "turnout": lambda days, tasks, ground: turnout(rows(days, tasks), FIRST + timedelta(days), ground),
    "ageing": lambda days, tasks, ground: ageing(spans(days, tasks), FIRST + timedelta(days), ground),
}  # fmt: skip


@pytest.mark.parametrize("chart", CHARTS)
@pytest.mark.parametrize(("days", "tasks"), [(1, 1), (2, 7), (51, 94), (92, 400), (92, 10_000)])
@pytest.mark.parametrize(("width", "height", "em"), [(112, 68, 3.4), (240, 120, 3.4), (60, 45, 2.2)])
def test_words_never_lie_over_each_other_nor_leave_the_picture(
    chart: str, days: int, tasks: int, width: float, height: float, em: float
) -> None:
    drawn = CHARTS[chart](days, tasks, Ground(theme("light"), width, height, em, "态势"))
    assert faults(drawn.svg, width, height) == []


@pytest.mark.parametrize("name", theme_names())
@pytest.mark.parametrize("chart", CHARTS)
def test_unit_and_day_are_named_in_the_bundled_family(chart: str, name: str) -> None:
    drawn = CHARTS[chart](51, 94, Ground(theme(name), 120, 70, 3.3, "态势"))
    text = "".join(words(drawn.svg))
    assert "单位：" in text
    assert "截至 11月2" in text
    assert "态势" in text
    assert b"Battlemap Sans SC" in drawn.svg
    assert b"DejaVu" not in drawn.svg
    # black is what an SVG leaves unsaid
    assert name == "paper" or theme(name).colour("text").lower() in drawn.svg.decode().lower()


@pytest.mark.parametrize("chart", CHARTS)
def test_a_chart_without_data_says_so_and_is_no_empty_box(chart: str) -> None:
    drawn = CHARTS[chart](0, 0, Ground(theme("light"), 120, 70, 3.3))
    assert any(text.startswith(("尚无", "没有")) for text in words(drawn.svg))
    assert drawn.spots == ()
    assert faults(drawn.svg, 120, 70) == []


@pytest.mark.parametrize("chart", CHARTS)
def test_the_same_numbers_give_the_same_bytes(chart: str) -> None:
    ground = Ground(theme("red"), 120, 70, 3.3)
    assert CHARTS[chart](40, 60, ground).svg == CHARTS[chart](40, 60, ground).svg


@pytest.mark.parametrize("chart", CHARTS)
def test_spots_lie_on_the_picture_and_do_not_share_a_point(chart: str) -> None:
    spots = CHARTS[chart](51, 94, Ground(theme("light"), 120, 70, 3.3)).spots
    assert spots
    for spot in spots:
        assert spot.x >= -0.01
        assert spot.y >= -0.01
        assert spot.x + spot.w <= 1.01
        assert spot.y + spot.h <= 1.01
        middle = (spot.x + spot.w / 2, spot.y + spot.h / 2)
        assert [other.key for other in spots if other.holds(*middle)] == [spot.key]


def test_the_newest_numbers_are_written_beside_the_curves() -> None:
    ideal = ideal_open(94, CAMPAIGN, CALENDAR)
    evening = Evening(date(2018, 11, 20), (12, 54, 8, 20), (0, 10, 21, 0, 55, 8))
    drawn = burn_down([evening], ideal, FIRST, LAST, Ground(theme("light"), 120, 70, 3.3))
    left = round(dict(ideal)[date(2018, 11, 20)])
    assert {"未办结 66", f"应剩 {left}", f"比计划多剩 {66 - left} 项"} <= set(words(drawn.svg))
    ground = Ground(theme("light"), 120, 70, 3.3)
    newest = [Evening(date(2018, 11, 20), (12, 54, 8, 20), (0, 10, 21, 0, 55, 8))]
    assert {"待启动 12", "推进中 54", "待核查 8", "已销号 20"} <= set(
        words(flow(newest, FIRST, LAST, ground).svg)
    )
    texts = set(words(lamps(newest, ("red", "yellow", "green", "grey"), FIRST, LAST, ground).svg))
    assert {"红灯 10", "黄灯 21", "绿灯 55", "灰灯 8"} <= texts


def test_a_lamp_outside_of_the_scheme_is_not_lost() -> None:
    lit = [0] * len(LAMPS)
    lit[LAMPS.index("blue")] = 3
    newest = [Evening(FIRST, (3, 0, 0, 0), tuple(lit))]
    drawn = lamps(newest, ("red", "yellow", "green", "grey"), FIRST, LAST, Ground(theme("light"), 120, 70, 3))
    assert "蓝灯 3" in words(drawn.svg)


def test_places_keep_their_distance_and_their_order() -> None:
    assert spread([5, 5, 5], 1, 0, 10) == [5, 6, 7]
    assert spread([9.9, 10, 0], 1, 0, 10) == [9, 10, 0]
    assert spread([], 1, 0, 10) == []


def test_areas_that_meet_are_told_apart_in_grey_print() -> None:
    grey = theme("red-grey")
    orders = (
        ("red", "yellow", "green", "grey"), ("green", "yellow", "progress", "grey"), ("green", "yellow", "grey"),
        ("grey", "progress", "yellow"),
    )  # fmt: skip
    for order in orders:
        for lower, upper in pairwise(order):
            assert contrast(filling(grey, lower), filling(grey, upper)) > 1.3, (lower, upper)
    assert (
        len({filling(grey, token) for token in ("red", "yellow", "green", "grey", "progress", "blue")}) == 6
    )
