"""Silence (无消息): for how many days nothing was heard of a task of which news is expected."""

from __future__ import annotations

from datetime import date

from battlemap.domain.kinds.campaign import Campaign
from battlemap.domain.kinds.task import Task


def days_without_news(task: Task, campaign: Campaign, as_of: date) -> int | None:
    """Returns the calendar days since a task was last heard of, None where no news is expected of it.

    News is 反馈, 签收, 交办 and 办结; before the first one the days count from its start. Nothing is expected of what is
    struck off, nor of what waits and has been given to nobody and has no start that has come.
    """
    if task.deleted or task.lane == "struck_off":
        return None
    days_told = (task.reported_on, task.accepted_on, task.assigned_on, task.finished_on)
    news = [day for day in days_told if day is not None and day <= as_of]
    if task.lane == "waiting" and not news and task.start_on is None:
        return None
    first = max(task.start_on or campaign.starts_on, campaign.starts_on)
    if task.lane == "waiting" and first > as_of:
        return None
    return max(0, (as_of - max([first, *news])).days)
