"""What a task's sheet says of the days ahead: what its target needs per day, and when it will be done by its pace."""

from __future__ import annotations

from datetime import date

from battlemap.domain.kinds.task import Task
from battlemap.domain.planning.forecast import forecast_task, needed_per_day
from battlemap.domain.snapshot import Snapshot


def forecast_words(snapshot: Snapshot, task: Task, as_of: date, seed: int = 0) -> list[str]:
    """Returns up to two lines; none for a finished task, and no forecast where too few reports tell of it."""
    if task.is_finished:
        return []
    need = needed_per_day(snapshot, task, as_of)
    forecast = forecast_task(snapshot, task, as_of, seed)
    return [outlook.words for outlook in (need, forecast) if outlook is not None]
