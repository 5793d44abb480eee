"""An entry ages in working days on which work was allowed, and its lamp says by which rule."""

from __future__ import annotations

from datetime import date

import pytest

from battlemap.domain.days.calendar import Period, WorkCalendar
from battlemap.domain.fields.stage import Stage
from battlemap.domain.judging.stage import on_road, place_of, stage_ageing, weighted_amount, without_bans
from battlemap.errors import Refused
from tests.domain.judging.stage_course import PIPELINE

CALENDAR = WorkCalendar()
MONDAY = date(2018, 10, 8)


@pytest.mark.parametrize(
    ("as_of", "days", "lamp", "words"),
    [
        (MONDAY, 0, "green", "停留 0 个工作日"),
        (date(2018, 10, 19), 9, "green", "停留 9 个工作日"),
        (date(2018, 10, 23), 11, "yellow", "停留 11 个工作日，标准 10"),
        (date(2018, 10, 30), 16, "red", "停留 16 个工作日，标准 10"),
    ],
)
def test_lamp_follows_expected_and_alarm_days(as_of: date, days: int, lamp: str, words: str) -> None:
    ageing = stage_ageing(Stage("a", "在谈", expected_days=10, alarm_days=15), MONDAY, CALENDAR, as_of)
    assert ageing is not None
    assert (ageing.days, ageing.lamp, ageing.words) == (days, lamp, words)


def test_days_on_which_work_is_forbidden_are_not_counted() -> None:
    ban = Period("1", "ban", date(2018, 10, 15), date(2018, 10, 19), actions="PROJ")
    stage = Stage("a", "开工", expected_days=8)
    there = stage_ageing(stage, MONDAY, without_bans(CALENDAR, [ban], "PROJ"), date(2018, 10, 19))
    elsewhere = stage_ageing(stage, MONDAY, without_bans(CALENDAR, [ban], "CITY"), date(2018, 10, 19))
    assert there is not None and (there.days, there.lamp) == (4, "green")
    assert elsewhere is not None and (elsewhere.days, elsewhere.lamp) == (9, "red")


def test_days_by_law_are_calendar_days() -> None:
    stage = Stage("a", "受理", expected_days=15, alarm_days=15, counts_natural_days=True)
    ageing = stage_ageing(stage, MONDAY, CALENDAR, date(2018, 10, 24))
    assert ageing is not None and ageing.words == "停留 16 天，标准 15" and ageing.lamp == "red"


def test_who_has_arrived_or_given_up_waits_for_nothing_and_no_rule_gives_no_colour() -> None:
    assert (
        stage_ageing(Stage("a", "投产", end="成", expected_days=5), MONDAY, CALENDAR, date(2019, 1, 1))
        is None
    )
    assert (
        stage_ageing(Stage("a", "终止", end="败", expected_days=5), MONDAY, CALENDAR, date(2019, 1, 1))
        is None
    )
    bare = stage_ageing(Stage("a", "线索"), MONDAY, CALENDAR, date(2018, 10, 9))
    assert bare is not None and bare.lamp == "grey"


def test_weighted_amount_is_the_sum_of_amounts_by_chance() -> None:
    course = type(PIPELINE)(
        (Stage("a", "在谈", chance=20), Stage("b", "签约", chance=50), Stage("c", "线索"))
    )
    now, amounts = {"1": "a", "2": "b", "3": "c"}, {"1": 1000, "2": 300, "3": 9000}
    assert weighted_amount(course, now, amounts) == 350


def test_a_stage_beside_the_way_has_no_place_on_it() -> None:
    assert [stage.name for stage in on_road(PIPELINE)] == ["线索", "在谈", "签约", "开工", "投产"]
    with pytest.raises(Refused, match="不是推进中的阶段"):
        place_of(PIPELINE, "end")
