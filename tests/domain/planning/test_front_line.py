"""The front line stands where the time would have brought the progress reached."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from battlemap.domain.judging.progress import judged_span, time_progress
from battlemap.domain.kinds.task import Milestone
from battlemap.domain.planning.front_line import front_point, reached
from tests.domain.days.test_calendar import CALENDAR, CAMPAIGN
from tests.domain.judging.test_lamp import FIFTY
from tests.domain.planning.test_succession import board

SPAN = judged_span(FIFTY, CAMPAIGN)
AS_OF = date(2018, 10, 19)  # ten of fifty days are over: 20 %


def point(**changes: Any) -> tuple[float, float]:
    """The place in days after the morning of 2018-10-08, and the working days ahead."""
    task = attrs.evolve(FIFTY, **changes)
    front = front_point(board(task), task, AS_OF)
    return front.place - date(2018, 10, 8).toordinal(), front.ahead


def test_on_schedule_it_stands_on_the_evening_and_behind_it_lags() -> None:
    assert point(progress=20) == (12, 0)
    assert point(progress=0) == (0, -10)
    assert point(progress=1) == (0.5, -9.5)
    assert point(progress=9) == (pytest.approx(4.5), pytest.approx(-5.5))
    assert point(progress=30) == (pytest.approx(19), pytest.approx(5))


def test_finished_and_not_yet_due_tasks_stand_on_the_line() -> None:
    assert point(progress=100, lane="checking") == (12, 0)
    assert point(start_on=date(2018, 11, 1)) == (12, 0)
    assert point(start_on=date(2018, 11, 1), progress=10)[0] > 12


def test_it_goes_by_milestones_where_the_task_does() -> None:
    task = attrs.evolve(FIFTY, follows_milestones=True, progress=50)
    stones = [
        Milestone("1", "t", "甲", "a", date(2018, 10, 12)),
        Milestone("2", "t", "乙", "b", FIFTY.due_on),
    ]
    assert front_point(board(task, *stones), task, AS_OF).place == date(2018, 10, 13).toordinal()


@given(st.integers(0, 100))
def test_it_is_the_inverse_of_time_progress(progress: int) -> None:
    place = reached(SPAN, CALENDAR, progress)
    assert SPAN.starts_on.toordinal() <= place <= SPAN.due_on.toordinal() + 1
    if place == int(place) and progress:
        assert time_progress(SPAN, CALENDAR, date.fromordinal(int(place) - 1)) == progress
    assert reached(SPAN, CALENDAR, min(100, progress + 1)) >= place


@given(
    st.integers(1, 100), st.booleans(), st.dates(date(2018, 10, 1), date(2018, 11, 30)), st.integers(0, 60)
)
def test_straight_and_curved_spans_agree_where_they_mean_the_same(
    progress: int, natural: bool, start: date, length: int
) -> None:
    due = date.fromordinal(start.toordinal() + length)
    task = attrs.evolve(
        FIFTY, start_on=start, due_on=due, counts_natural_days=natural, follows_milestones=True
    )
    calendar = board().natural_calendar if natural else CALENDAR
    curved = judged_span(task, CAMPAIGN, [Milestone("1", "t", "完成", "a", due)])
    assert reached(judged_span(task, CAMPAIGN), calendar, progress) == pytest.approx(
        reached(curved, calendar, progress)
    )
