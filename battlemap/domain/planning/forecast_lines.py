"""The campaign's outlook: what is forecast of every action and task, beside its due day and what is needed per day."""

from __future__ import annotations

from datetime import date

import attrs

from battlemap.domain.planning.forecast import (
    Forecast,
    days_late,
    forecast_action,
    forecast_task,
    needed_per_day,
)
from battlemap.domain.snapshot import Snapshot


@attrs.frozen
class ForecastLine:
    """A line: what is forecast of an action or a task; `late` working days after its due day, None where it never is."""

    code: str
    title: str
    due_on: date | None
    forecast: Forecast
    late: int | None
    need: str = ""

    @property
    def words(self) -> str:
        """How the day of four fifths compares with the due day."""
        if self.forecast.p80 is None:
            return "短期内难以完成"
        if self.late is None:
            return ""
        return (
            f"晚 {self.late} 个工作日"
            if self.late > 0
            else f"早 {-self.late} 个工作日"
            if self.late
            else "按期"
        )

    @property
    def cells(self) -> tuple[str, ...]:
        """The line's texts."""
        days = (
            day.isoformat() if day else "—" for day in (self.due_on, self.forecast.p50, self.forecast.p80)
        )
        return (self.code, self.title, *days, self.words, self.need, self.forecast.basis)


def forecast_lines(snapshot: Snapshot, as_of: date, seed: int) -> tuple[tuple[ForecastLine, ...], int]:
    """Returns the lines, actions first, then tasks, the latest first; and how many open tasks cannot be forecast."""
    calendar = snapshot.calendar

    actions, tasks, silent = [], [], 0
    for action in snapshot.columns:
        ahead = forecast_action(snapshot, action.id, as_of, seed)
        if ahead is not None:
            dues = [t.judged_due_on for t in snapshot.tasks_of(action.id) if t.judged_due_on]
            last = max(dues, default=snapshot.campaign.ends_on)
            late = calendar.between(last, ahead.p80) if ahead.p80 else None
            actions.append(ForecastLine(action.ordinal, action.title, last, ahead, late))
    for task in snapshot.live_tasks:
        if task.is_finished:
            continue
        ahead = forecast_task(snapshot, task, as_of, seed)
        if ahead is None:
            silent += 1
            continue
        need = needed_per_day(snapshot, task, as_of)
        rate = f"{need.per_day:f} {need.unit}" if need and need.left and need.working_days else ""
        late = days_late(snapshot, task, ahead)
        tasks.append(ForecastLine(task.code, task.title, task.judged_due_on, ahead, late, rate))
    tasks.sort(key=lambda line: (line.forecast.p80 is not None, -(line.late or 0), line.code))
    return (*actions, *tasks), silent
