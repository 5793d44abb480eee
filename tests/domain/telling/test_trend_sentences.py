"""Each curve says one sentence: the figure, and where it leads at the present speed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from battlemap.domain.judging.lamp import LAMPS
from battlemap.domain.telling.course import Course, Evening
from battlemap.domain.telling.progress_course import ProgressEvening
from battlemap.domain.telling.trend_sentences import trend_sentence
from battlemap.domain.telling.trends import Trends
from tests.sheets.campaigns import FIRST, campaign

TODAY = date(2018, 11, 20)


def evening(day: date, waiting: int, moving: int, checking: int, struck_off: int, red: int = 0) -> Evening:
    whole = waiting + moving + checking + struck_off
    lamps = tuple({"red": red, "green": whole - red}.get(lamp, 0) for lamp in LAMPS)
    return Evening(day, (waiting, moving, checking, struck_off), lamps)


def trends(*evenings: Evening, progress: tuple[ProgressEvening, ...] = ()) -> Trends:
    return Trends(campaign(20), TODAY, None, Course(evenings), progress)


def said(name: str, *evenings: Evening) -> str:
    return trend_sentence(name, trends(*evenings)).words


def test_too_slow_a_speed_says_how_many_will_be_missing() -> None:
    # 11-06 … 11-20: ten working days, ten finished; 29 working days are left for 33
    evenings = (evening(TODAY - timedelta(14), 3, 40, 7, 0), evening(TODAY, 3, 30, 17, 0))
    assert said("burn_down", *evenings) == "还差 33 项，按现在的速度，收官时缺 4 项"
    assert trend_sentence("burn_down", trends(*evenings)).is_bad


def test_a_speed_that_is_enough_names_the_day() -> None:
    evenings = (evening(TODAY - timedelta(14), 0, 15, 5, 0), evening(TODAY, 0, 5, 15, 0))
    assert said("burn_down", *evenings) == "还差 5 项，按现在的速度，11月27日前全部办结"


def test_standing_still_and_being_done_are_said() -> None:
    assert (
        said("burn_down", evening(TODAY - timedelta(14), 0, 5, 0, 0), evening(TODAY, 0, 5, 0, 0))
        == "还差 5 项，近两周没有办结"
    )
    assert said("burn_down", evening(TODAY, 0, 0, 2, 3)) == "5 项任务全部办结"
    last = date(2018, 12, 31)
    assert said("burn_down", evening(last, 0, 4, 2, 3)) == "收官时还差 4 项没有办结"


def test_red_lamps_are_told_against_a_week_ago() -> None:
    evenings = (evening(TODAY - timedelta(7), 0, 20, 0, 0, red=5), evening(TODAY, 0, 20, 0, 0, red=10))
    assert said("lamps", *evenings) == "红灯 10 项，比一周前多 5 项"
    assert said("lamps", evenings[1], evening(TODAY + timedelta(7), 0, 20, 0, 0)) == "没有红灯"


def test_the_pace_that_is_needed_stands_beside_the_present_one() -> None:
    course = (
        ProgressEvening(TODAY - timedelta(14), 40, 50, 0, 0, 20),
        ProgressEvening(TODAY, 59, 63, 0, 0, 20),
    )
    sentence = trend_sentence("progress", trends(progress=course))
    assert sentence.words == "落后序时 4.0 个百分点；近来每周提高 9.5 个，今后每周需 7.0 个"
    assert sentence.is_bad


@pytest.mark.parametrize("name", ["progress", "burn_down", "lamps", "flow"])
def test_without_a_course_nothing_is_foretold(name: str) -> None:
    assert said(name).startswith("尚无")


def test_actions_and_standing_days_are_named() -> None:
    assert "办结最多" in said("turnout", evening(TODAY, 1, 1, 1, 1))
    whole = campaign(20)
    since = dict.fromkeys((task.id for task in whole.live_tasks), FIRST)
    standing = Trends(whole, TODAY, None, Course((), since))
    assert "停留超过 30 天，占 100%" in trend_sentence("ageing", standing).words
