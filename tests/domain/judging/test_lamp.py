"""The edges of every lamp rule, and that worse always wins."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from battlemap import wording
from battlemap.domain.judging.lamp import LAMPS, Verdict, judge, points
from battlemap.domain.judging.progress import judged_span, status, time_progress
from battlemap.domain.judging.schemes import lamp_scheme, lamp_scheme_names
from battlemap.domain.kinds.problem import Problem
from battlemap.domain.kinds.task import Task
from tests.domain.days.test_calendar import CALENDAR, CAMPAIGN

#: 2018-10-08 … 2018-12-14 has exactly 50 working days: each is worth 2 points.
FIFTY = Task(
    "t", "a", "ECON-01", "任务", "a0", "moving", start_on=date(2018, 10, 8), due_on=date(2018, 12, 14)
)


def verdict(as_of: date, scheme: str = "green_yellow_red", problems: Any = (), **changes: Any) -> Verdict:
    task = attrs.evolve(FIFTY, **changes)
    return judge(task, CAMPAIGN, CALENDAR, lamp_scheme(scheme), problems, as_of)


def test_time_progress_counts_working_days_up_to_the_evening() -> None:
    span = judged_span(FIFTY, CAMPAIGN)
    assert CALENDAR.working_days(span.starts_on, span.due_on) == 50
    assert time_progress(span, CALENDAR, date(2018, 10, 7)) == 0
    assert time_progress(span, CALENDAR, date(2018, 10, 8)) == 2
    assert time_progress(span, CALENDAR, date(2018, 10, 13)) == 10  # a Saturday adds nothing
    assert time_progress(span, CALENDAR, date(2018, 12, 14)) == 100
    assert time_progress(span, CALENDAR, date(2019, 1, 1)) == 100


def test_a_span_of_days_off_is_measured_in_calendar_days() -> None:
    task = attrs.evolve(FIFTY, start_on=date(2018, 10, 1), due_on=date(2018, 10, 4))
    assert time_progress(judged_span(task, CAMPAIGN), CALENDAR, date(2018, 10, 2)) == 50


def test_without_dates_the_campaigns_own_days_stand_in() -> None:
    task = attrs.evolve(FIFTY, start_on=None, due_on=None)
    span = judged_span(task, CAMPAIGN)
    assert (span.starts_on, span.due_on) == (CAMPAIGN.starts_on, CAMPAIGN.ends_on)


@pytest.mark.parametrize(
    ("progress", "lamp", "slipping"),
    [
        (19, "red", False),
        (20, "red", False),  # 30 points and more
        (21, "yellow", False),
        (40, "yellow", False),
        (41, "green", True),
        (49, "green", True),
        (50, "green", False),
        (100, "green", False),
    ],
)
def test_deviation_at_its_edges(progress: int, lamp: str, slipping: bool) -> None:
    as_of = date(2018, 11, 9)  # the 25th of 50 working days: 50 % of the time
    judgement = verdict(as_of, progress=progress)
    assert (judgement.lamp, judgement.is_slipping) == (lamp, slipping)
    assert judgement.deviation == progress - 50


def test_the_lamp_says_by_how_much_it_is_behind() -> None:
    assert verdict(date(2018, 11, 9), progress=36).words == "低于序时 14.0 个百分点"


@pytest.mark.parametrize(
    ("as_of", "progress", "lamp", "words"),
    [
        (date(2018, 12, 10), 91, "green", "略低于序时 1.0 个百分点"),  # four working days left
        (date(2018, 12, 11), 99, "yellow", "只剩 3 个工作日，进度 99%"),
        (date(2018, 12, 11), 100, "green", "达到序时进度"),
        (date(2018, 12, 14), 99, "yellow", "今日到期，进度 99%"),
        (date(2018, 12, 15), 99, "red", "已超期 1 天"),
        (date(2018, 12, 17), 100, "red", "已超期 3 天"),  # done on paper, yet nobody claimed it
    ],
)
def test_the_deadline_at_its_edges(as_of: date, progress: int, lamp: str, words: str) -> None:
    judgement = verdict(as_of, progress=progress)
    assert judgement.lamp == lamp
    assert judgement.words == words


def test_an_extended_task_is_judged_by_its_original_date() -> None:
    judgement = verdict(
        date(2018, 12, 15), progress=90, original_due_on=date(2018, 12, 14), due_on=date(2018, 12, 28)
    )
    assert (judgement.lamp, judgement.words) == ("red", "已超期 1 天（已延期，仍按原时限计）")


def test_black_comes_only_after_long_and_only_in_its_scheme() -> None:
    long_after, edge = date(2019, 1, 8), date(2019, 1, 4)
    assert CALENDAR.working_days(date(2018, 12, 15), edge) == 15
    assert verdict(edge, "four_with_black").lamp == "red"
    assert verdict(long_after, "four_with_black").lamp == "black"
    assert verdict(long_after).lamp == "red"


def test_finished_and_struck_off_are_good_in_the_schemes_own_colour() -> None:
    late = date(2018, 12, 28)
    assert (verdict(late, lane="checking").lamp, verdict(late, lane="checking").words) == (
        "green",
        "已办结，待核查",
    )
    assert verdict(late, "blue_yellow_red", lane="struck_off").lamp == "blue"


def test_a_problem_with_the_commander_is_red_until_it_is_solved() -> None:
    as_of = date(2018, 10, 8)
    problem = Problem("p", 1, "征迁受阻", "demolition", "commander")
    assert verdict(as_of, progress=2, problems=[problem]).words == "卡点“征迁受阻”已提交总指挥"
    assert verdict(as_of, progress=2, problems=[attrs.evolve(problem, solved_on=as_of)]).lamp == "green"
    assert verdict(as_of, progress=2, problems=[attrs.evolve(problem, level="command_post")]).lamp == "green"


def test_a_rebound_is_red_until_struck_off_again() -> None:
    assert verdict(date(2018, 10, 8), progress=90, rebound=1).words == "整改反弹，第 2 轮"
    assert verdict(date(2018, 10, 8), rebound=1, lane="struck_off").lamp == "green"


def test_acceptance_and_reports_at_their_edges() -> None:
    start = {"progress": 30, "assigned_on": date(2018, 10, 8)}
    assert verdict(date(2018, 10, 11), **start).lamp == "green"
    assert verdict(date(2018, 10, 12), **start).words == "交办 4 个工作日未签收"
    facts = {"progress": 60, "assigned_on": date(2018, 10, 8), "accepted_on": date(2018, 10, 8)}
    assert verdict(date(2018, 10, 22), **facts).lamp == "green"
    assert verdict(date(2018, 10, 23), **facts).words == "11 个工作日未反馈进度"
    assert verdict(date(2018, 10, 23), **facts, reported_on=date(2018, 10, 9)).lamp == "green"


def test_grey_is_for_what_need_not_have_begun() -> None:
    later = {"start_on": date(2018, 12, 1), "lane": "waiting"}
    assert (verdict(date(2018, 11, 30), **later).lamp, verdict(date(2018, 11, 30), **later).words) == (
        "grey",
        "12月1日启动",
    )
    assert verdict(date(2018, 11, 30), **later, progress=5).lamp == "green"
    assert verdict(date(2018, 11, 30), **later, rebound=1).lamp == "red"


def test_a_manual_lamp_expires_and_the_computed_one_stays_visible() -> None:
    manual = {
        "lamp_override": "green",
        "lamp_override_by": "王强",
        "lamp_override_reason": "省里统一顺延",
        "lamp_override_until": date(2018, 12, 20),
    }
    inside, after = verdict(date(2018, 12, 20), **manual), verdict(date(2018, 12, 21), **manual)
    assert (inside.lamp, inside.computed, inside.words) == ("green", "red", "人工亮灯（王强）：省里统一顺延")
    assert after.lamp == "red"


def test_status_words_tell_finished_from_struck_off() -> None:
    def word(**changes: Any) -> str:
        return status(attrs.evolve(FIFTY, **changes), CAMPAIGN, CALENDAR, date(2018, 11, 9))

    assert word(lane="struck_off") == "已销号"
    assert word(lane="checking") == "已完成"
    assert word(progress=50) == "未完成但达到序时进度"
    assert word(progress=49) == "未达到序时进度"


def test_points_round_half_away_from_zero() -> None:
    assert [points(Fraction(n, 100)) for n in (1424, 1425, -1425, -4, 0)] == [
        "14.2",
        "14.3",
        "-14.3",
        "0.0",
        "0.0",
    ]


@given(
    st.integers(0, 100),
    st.dates(date(2018, 9, 1), date(2019, 2, 28)),
    st.sampled_from(lamp_scheme_names()),
    st.sampled_from(["waiting", "moving", "checking", "struck_off"]),
    st.integers(0, 2),
)
def test_the_lamp_shown_is_the_worst_reason(
    progress: int, as_of: date, scheme: str, lane: str, rebound: int
) -> None:
    judgement = verdict(as_of, scheme, progress=progress, lane=lane, rebound=rebound)
    assert judgement.lamp == min((reason.lamp for reason in judgement.reasons), key=LAMPS.index)
    assert judgement.lamp in lamp_scheme(scheme).lamps
    assert all(reason.words for reason in judgement.reasons)


def test_every_lamp_has_a_word_and_red_yellow_good_differ_in_shape() -> None:
    assert set(wording.LAMPS) == set(wording.LAMP_SHAPES) == set(LAMPS)
    for name in lamp_scheme_names():
        shapes = [wording.LAMP_SHAPES[lamp] for lamp in lamp_scheme(name).lamps]
        assert len(set(shapes)) == len(shapes)


@pytest.mark.parametrize("day", [date(2018, 11, 9), date(2018, 11, 10), date(2018, 11, 11)])
def test_who_reports_or_gets_a_task_on_a_day_off_gains_no_working_day(day: date) -> None:
    """Friday, Saturday and Sunday are the same: the days that go by begin on Monday."""
    facts = {"assigned_on": date(2018, 10, 8), "reported_on": day}
    silent = verdict(date(2018, 11, 26), progress=100, accepted_on=date(2018, 10, 8), **facts)
    assert silent.words == "11 个工作日未反馈进度"
    waiting = {"lane": "waiting", "start_on": date(2018, 11, 20), "due_on": date(2018, 12, 14)}
    assert verdict(date(2018, 11, 15), assigned_on=day, **waiting).words == "交办 4 个工作日未签收"


def test_natural_days_are_counted_to_the_end_of_a_task_that_counts_them() -> None:
    changes = {"start_on": date(2018, 9, 1), "due_on": date(2018, 10, 7), "progress": 96}
    assert verdict(date(2018, 9, 30), **changes).words == "只剩 0 个工作日，进度 96%"
    natural = changes | {"counts_natural_days": True}
    assert verdict(date(2018, 9, 30), **natural).lamp == "green"
    assert verdict(date(2018, 10, 4), **natural).words == "只剩 3 天，进度 96%"
    assert verdict(date(2018, 10, 7), **natural).words == "今日到期，进度 96%"
    assert verdict(date(2018, 10, 23), "four_with_black", **natural).lamp == "black"
