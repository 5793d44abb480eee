"""序时进度 along weighted milestones and in natural days, at its edges."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import attrs
from hypothesis import given
from hypothesis import strategies as st

from battlemap.domain.judging.progress import (
    deviation,
    judged_span,
    percent_words,
    status,
    time_progress,
    whole_percent,
)
from battlemap.domain.kinds.task import Milestone
from tests.domain.days.test_calendar import CALENDAR, CAMPAIGN
from tests.domain.judging.test_lamp import FIFTY

#: 2018-10-08 … 2018-12-14, 50 working days: 80 % of the weight is due after 20 of them, the rest after 40.
FOLLOWER = attrs.evolve(FIFTY, follows_milestones=True)
STONES = [
    Milestone("1", "t", "设计", "a0", date(2018, 11, 2), weight=8),
    Milestone("2", "t", "施工", "a1", date(2018, 11, 30), weight=2),
]


def expected(day: date, stones: Any = STONES, **changes: Any) -> Fraction:
    return time_progress(judged_span(attrs.evolve(FOLLOWER, **changes), CAMPAIGN, stones), CALENDAR, day)


def test_it_climbs_evenly_to_each_milestone_by_its_weight() -> None:
    assert expected(date(2018, 10, 7)) == 0
    assert expected(date(2018, 10, 8)) == 4
    assert expected(date(2018, 10, 19)) == 40
    assert expected(date(2018, 11, 2)) == 80
    assert expected(date(2018, 11, 4)) == 80  # a Sunday adds nothing
    assert expected(date(2018, 11, 5)) == 81
    assert expected(date(2018, 11, 30)) == 100
    assert expected(date(2018, 12, 14)) == 100


def test_milestones_count_only_where_the_task_follows_them() -> None:
    assert expected(date(2018, 10, 19), follows_milestones=False) == 20
    assert expected(date(2018, 10, 19), []) == 20
    assert expected(date(2018, 10, 19), [attrs.evolve(stone, weight=0) for stone in STONES]) == 20
    assert deviation(FOLLOWER, CAMPAIGN, CALENDAR, date(2018, 10, 19), STONES) == -40
    assert (
        status(attrs.evolve(FOLLOWER, progress=40), CAMPAIGN, CALENDAR, date(2018, 10, 19), STONES)
        == "未完成但达到序时进度"
    )
    assert (
        status(attrs.evolve(FOLLOWER, progress=39), CAMPAIGN, CALENDAR, date(2018, 10, 19), STONES)
        == "未达到序时进度"
    )


def test_milestones_without_a_day_or_beyond_the_span_are_due_at_its_end() -> None:
    late = [STONES[0], attrs.evolve(STONES[1], due_on=None)]
    assert expected(date(2018, 11, 2), late) == 80
    assert expected(date(2018, 12, 13), late) == Fraction(80) + 20 * Fraction(29, 30)
    assert expected(date(2018, 12, 13), [STONES[0], attrs.evolve(STONES[1], due_on=date(2019, 3, 1))]) > 99
    early = [attrs.evolve(STONES[0], due_on=date(2018, 9, 1)), STONES[1]]
    assert expected(date(2018, 10, 8), early) == 80


def test_two_milestones_with_only_days_off_between_jump_on_the_second() -> None:
    stones = [
        Milestone("1", "t", "甲", "a0", date(2018, 11, 2)),
        Milestone("2", "t", "乙", "a1", date(2018, 11, 4)),
    ]
    assert [expected(date(2018, 11, day), stones) for day in (2, 3, 4)] == [50, 50, 100]


def test_natural_days_count_every_day() -> None:
    natural = attrs.evolve(
        FIFTY, start_on=date(2018, 11, 1), due_on=date(2018, 11, 10), counts_natural_days=True
    )
    assert [deviation(natural, CAMPAIGN, CALENDAR, date(2018, 11, day)) for day in (1, 4, 9, 10)] == [
        -10, -40, -90, -100,
    ]  # fmt: skip


stones = st.lists(
    st.builds(
        Milestone,
        st.just("m"),
        st.just("t"),
        st.just("节点"),
        st.just("a"),
        st.none() | st.dates(date(2018, 9, 20), date(2018, 12, 31)),
        st.none(),
        st.integers(0, 50),
    ),
    max_size=6,
)


@given(stones, st.booleans(), st.dates(date(2018, 9, 1), date(2019, 1, 31)))
def test_it_never_falls_and_stays_between_nothing_and_all(milestones: Any, natural: bool, day: date) -> None:
    today = expected(day, milestones, counts_natural_days=natural)
    assert 0 <= today <= expected(day + timedelta(1), milestones, counts_natural_days=natural) <= 100


@given(st.integers(1, 50), st.dates(date(2018, 10, 1), date(2018, 12, 31)))
def test_one_milestone_on_the_last_day_is_the_straight_line(weight: int, day: date) -> None:
    stone = Milestone("1", "t", "完成", "a0", FIFTY.due_on, weight=weight)
    assert expected(day, [stone]) == expected(day, [])


@given(number=st.integers(1, 400), missing=st.integers(0, 100))
def test_a_hundred_percent_is_said_only_where_nothing_is_missing(number: int, missing: int) -> None:
    mean = Fraction(100 * number - missing, number)
    assert (whole_percent(mean) == 100) == (missing == 0)
    assert (percent_words(mean) == "100.0%") == (missing == 0)
    assert abs(whole_percent(mean) - mean) <= 1
    assert whole_percent(Fraction(997, 10)) == 99
    assert percent_words(Fraction(997, 10)) == "99.7%"
