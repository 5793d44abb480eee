"""The course of the campaign is counted from tasks as they became, day by day."""

from __future__ import annotations

from datetime import date, datetime

import attrs
import pytest

from battlemap.domain.kinds.task import Milestone, Task
from battlemap.domain.telling.progress_course import progress_course
from tests.domain.days.test_calendar import CALENDAR, CAMPAIGN

ONE = Task("1", "a", "ECON-01", "甲", "a0", start_on=date(2018, 10, 8), due_on=date(2018, 10, 19))
TWO = attrs.evolve(ONE, id="2", code="ECON-02")


def test_each_evening_has_the_mean_of_what_was_then_known() -> None:
    lines = [
        (datetime(2018, 10, 8, 9), ONE),
        (datetime(2018, 10, 9, 9), attrs.evolve(ONE, progress=30)),
        (datetime(2018, 10, 9, 10), TWO),
        (datetime(2018, 10, 10, 9), attrs.evolve(TWO, progress=100, lane="checking")),
        (datetime(2018, 10, 11, 9), attrs.evolve(ONE, deleted=True)),
        (datetime(2018, 10, 12, 9), attrs.evolve(TWO, progress=100, lane="struck_off")),
    ]
    evenings = {
        evening.day.day: evening for evening in progress_course(lines, CAMPAIGN, CALENDAR, date(2018, 10, 13))
    }
    assert sorted(evenings) == [8, 9, 10, 11, 12, 13]
    assert [evenings[day].progress for day in (8, 9, 10, 11)] == [0, 15, 65, 100]
    assert [evenings[day].tasks for day in (8, 9, 11)] == [1, 2, 1]
    assert [(evenings[day].finished, evenings[day].struck_off) for day in (9, 10, 12)] == [
        (0, 0),
        (1, 0),
        (1, 1),
    ]
    assert evenings[8].time_progress == pytest.approx(10)
    assert evenings[13].time_progress == evenings[12].time_progress == pytest.approx(50)


def test_what_comes_later_does_not_count_and_the_campaign_ends_the_curve() -> None:
    lines = [(datetime(2018, 9, 1), ONE), (datetime(2019, 1, 5), attrs.evolve(ONE, progress=100))]
    evenings = progress_course(lines, CAMPAIGN, CALENDAR, date(2019, 2, 1))
    assert (evenings[0].day, evenings[-1].day, len(evenings)) == (CAMPAIGN.starts_on, CAMPAIGN.ends_on, 92)
    assert evenings[-1].progress == 0
    assert progress_course([], CAMPAIGN, CALENDAR, date(2018, 11, 1)) == ()


def test_a_task_that_follows_its_milestones_is_expected_along_them() -> None:
    follower = attrs.evolve(ONE, follows_milestones=True)
    stone = Milestone("m", "1", "初稿", "a0", date(2018, 10, 9))
    lines = [
        (datetime(2018, 10, 8, 9), follower),
        (datetime(2018, 10, 8, 10), stone),
        (datetime(2018, 10, 10, 9), attrs.evolve(stone, due_on=date(2018, 10, 19))),
        (datetime(2018, 10, 11, 9), attrs.evolve(stone, deleted=True)),
    ]
    evenings = {
        evening.day.day: evening for evening in progress_course(lines, CAMPAIGN, CALENDAR, date(2018, 10, 12))
    }
    assert [evenings[day].time_progress for day in (8, 9, 10, 12)] == [50, 100, 30, 50]
