"""How long nothing was heard of a task."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs
import pytest

from battlemap.domain.kinds.campaign import Campaign
from battlemap.domain.kinds.task import Task
from battlemap.domain.telling.silence import days_without_news

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
