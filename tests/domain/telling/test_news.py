"""How long nothing was heard of a task, and when it changed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import attrs
import pytest

from battlemap.domain.kinds.campaign import Campaign
from battlemap.domain.kinds.report import Report
from battlemap.domain.kinds.task import Task
from battlemap.domain.step import Change, Step
from battlemap.domain.telling.news import Chronicle, days_standing, days_without_news

CAMPAIGN = Campaign("c", "行动", date(2018, 10, 1), date(2018, 12, 31))
AS_OF = date(2018, 11, 20)
TASK = Task("t", "a", "A-1", "任务", "a0", "moving")


@pytest.mark.parametrize(
    ("facts", "days"),
    [
        ({}, 50),
        ({"start_on": date(2018, 11, 10)}, 10),
        ({"reported_on": date(2018, 11, 18), "accepted_on": date(2018, 11, 1)}, 2),
        ({"reported_on": date(2018, 11, 25)}, 50),
        ({"lane": "struck_off"}, None),
        ({"deleted": True}, None),
        ({"lane": "waiting"}, None),
        ({"lane": "waiting", "assigned_on": date(2018, 11, 1)}, 19),
        ({"lane": "waiting", "start_on": date(2018, 12, 1)}, None),
        ({"lane": "checking", "finished_on": AS_OF}, 0),
        ({"start_on": date(2018, 12, 1)}, 0),
    ],
)
def test_the_days_count_from_the_last_news(facts: dict[str, Any], days: int | None) -> None:
    assert days_without_news(attrs.evolve(TASK, **facts), CAMPAIGN, AS_OF) == days


def test_a_card_that_only_makes_room_has_not_changed() -> None:
    book = Chronicle({})
    first, then, last = (datetime(2018, 11, day) for day in (1, 5, 9))
    book.take(first, [Change("task", "t", None, TASK)])
    book.take(then, [Change("task", "t", TASK, attrs.evolve(TASK, rank="a9"))])
    assert not book.changed_since("t", then)
    report = Report("r", "t", date(2018, 11, 5), 30)
    book.take(then, [Change("report", "r", None, report)])
    assert book.changed_since("t", then)
    assert book.days_in_lane("t", date(2018, 11, 9)) == 8
    book.take(last, [Change("task", "t", TASK, attrs.evolve(TASK, lane="checking"))])
    assert book.days_in_lane("t", date(2018, 11, 20)) == 11
    assert book.days_in_lane("t", date(2018, 11, 2)) is None


def test_the_days_of_one_card_are_told_by_its_own_steps() -> None:
    moved = attrs.evolve(TASK, lane="checking")
    steps = [
        Step("1", "", "do", "", datetime(2018, 11, 1), (Change("task", "t", None, TASK),)),
        Step("2", "", "do", "", datetime(2018, 11, 9), (Change("task", "t", TASK, moved),)),
    ]
    assert days_standing(steps, "t", date(2018, 11, 8)) == 7
    assert days_standing(steps, "t", AS_OF) == 11
    assert days_standing(steps, "t", date(2018, 10, 31)) is None
