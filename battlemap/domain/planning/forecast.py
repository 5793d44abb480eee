"""Forecasts: a finish day by Monte-Carlo from what was reported, and what is needed per day for a target."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal, InvalidOperation
from itertools import accumulate, pairwise
from random import Random
from typing import Final

import attrs

from battlemap.domain.days.calendar import WorkCalendar, days
from battlemap.domain.kinds.report import Report
from battlemap.domain.kinds.task import Task
from battlemap.domain.planning.ban import building_calendar
from battlemap.domain.snapshot import Snapshot

#: Nothing is forecast from fewer reports (for an action: finished tasks).
LEAST_REPORTS: Final = 3
#: What the forecast looks back on, in working days.
WINDOW: Final = 14
#: The action's own pace weighs as much as so many days of the task's.
_PRIOR_DAYS: Final = 5
#: Further ahead than this many working days nothing is forecast.
_HORIZON: Final = 500
_TRIALS: Final = 1000
#: So many days are drawn at once.
_BLOCK: Final = 25
_ONE_DAY = timedelta(days=1)


@attrs.frozen
class Forecast:
    """The days by which it is done in half and in four fifths of the trials; None beyond the horizon. An estimate."""

    p50: date | None
    p80: date | None
    basis: str

    @property
    def words(self) -> str:
        """The forecast as it is shown, always called one."""
        if self.p50 is None:
            return f"预测：照近期进度短期内难以完成（{self.basis}）"
        late = f"有八成把握在 {_day(self.p80)}前完成" if self.p80 else "八成把握的日期尚不能预测"
        return f"预测：{_day(self.p50)}前后完成，{late}（{self.basis}）"


@attrs.frozen
class Need:
    """What a quantified target needs from today on: `left` of the target in `working_days`, so much `per_day`.

    With `is_natural` the days are natural ones.
    """

    left: Decimal
    unit: str
    working_days: int
    per_day: Decimal
    is_natural: bool = False

    @property
    def words(self) -> str:
        """「还差 12 个，剩 9 个工作日，日均需 1.4 个」, 「还差 3 个，约 11 个工作日 1 个」 where days outnumber pieces."""
        if not self.left:
            return "目标已完成"
        if not self.working_days:
            return f"已到期，还差 {self.left:f} {self.unit}"
        days_each = int(self.working_days / self.left)
        days = "天" if self.is_natural else "个工作日"
        if days_each >= 2 and self.left >= 1:
            return f"还差 {self.left:f} {self.unit}，约 {days_each} {days} 1 {self.unit}"
        return f"还差 {self.left:f} {self.unit}，剩 {self.working_days} {days}，日均需 {self.per_day:f} {self.unit}"


def forecast_task(snapshot: Snapshot, task: Task, as_of: date, seed: int = 0) -> Forecast | None:
    """Returns when a task will be done; None where it is finished or fewer than three reports tell of it.

    Each trial draws days from the task's own of the last 14 working days and from those of its action, the more from
    its own the more there are. The same seed gives the same days.
    """
    if task.is_finished:
        return None
    own_reports = _reports(snapshot, task, as_of)
    calendar = snapshot.calendar_of(task)
    first = calendar.begin(as_of, WINDOW)
    if len(own_reports) < LEAST_REPORTS or all(report.reported_on < first for report in own_reports):
        return None
    own = daily_gains(own_reports, calendar, first)
    siblings = [other for other in snapshot.tasks_of(task.action) if other.id != task.id]
    others = [(other, reports) for other in siblings if (reports := _reports(snapshot, other, as_of))]
    shared = [
        gain for other, reports in others for gain in daily_gains(reports, snapshot.calendar_of(other), first)
    ]
    random = Random(f"{seed} {task.id} {as_of}")
    basis = f"按近 {WINDOW} 个工作日进度，本任务 {len(own_reports)} 次反馈"
    if shared:
        basis += f"，兼顾本专项 {len(others)} 项任务"
    lengths = _lengths(random, 100 - task.progress, _table(own, shared))
    return _forecast(lengths, calendar, as_of, basis)


def days_late(snapshot: Snapshot, task: Task, forecast: Forecast) -> int | None:
    """Returns by how many days of the task's calendar the day of four fifths lies after the due day, negative before it.

    None where there is no such day or no due day.
    """
    due_on = task.judged_due_on
    return snapshot.calendar_of(task).between(due_on, forecast.p80) if due_on and forecast.p80 else None


def late_words(snapshot: Snapshot, task: Task, forecast: Forecast | None) -> str:
    """Returns what a card says whose forecast lies behind its due day, "" where it does not or none is made."""
    if forecast is None or task.judged_due_on is None:
        return ""
    if forecast.p80 is None:
        return "照近期进度短期内难以完成"
    late = days_late(snapshot, task, forecast) or 0
    return f"照近期进度预计晚 {late} {'天' if task.counts_natural_days else '个工作日'}" if late > 0 else ""


def forecast_action(snapshot: Snapshot, action: str, as_of: date, seed: int = 0) -> Forecast | None:
    """Returns when the last task of an action will be finished at its pace of late.

    None where nothing is left or fewer than three tasks were finished in the last 14 working days.
    """
    calendar = snapshot.calendar
    tasks = snapshot.tasks_of(action)
    left = sum(not task.is_finished for task in tasks)
    first = calendar.begin(as_of, WINDOW)
    finished = [task.finished_on for task in tasks if task.finished_on and first <= task.finished_on <= as_of]
    if not left or len(finished) < LEAST_REPORTS:
        return None
    pace = [float(finished.count(day)) for day in days(first, as_of) if calendar.is_working_day(day)]
    pace[-1] += len(finished) - sum(pace)
    random = Random(f"{seed} {action} {as_of}")
    lengths = _lengths(random, left, _table(pace))
    basis = f"按近 {WINDOW} 个工作日办结 {len(finished)} 项，尚有 {left} 项"
    return _forecast(lengths, calendar, as_of, basis)


def daily_gains(reports: Sequence[Report], calendar: WorkCalendar, first: date) -> list[float]:
    """Returns the points of progress of each working day from `first` to the last report, as far as reports tell.

    `reports` stand in the order in which they were made: of several on one day the newest holds, for it corrects the
    others. What was gained between two reports is spread evenly over the working days between them.
    """
    newest = {report.reported_on: report.progress for report in reports}
    gains: list[float] = []
    pending = 0
    for (day, progress), (following, then) in pairwise(sorted(newest.items())):
        length = calendar.working_days(day + _ONE_DAY, following)
        pending += then - progress
        if not length:
            continue
        counted = calendar.working_days(max(first, day + _ONE_DAY), following)
        gains += [pending / length] * counted
        pending = 0
    return gains


def _reports(snapshot: Snapshot, task: Task, as_of: date) -> list[Report]:
    """Returns the reports on a task up to a day, in the order in which they were made."""
    return [report for report in snapshot.parts(Report, task.id) if report.reported_on <= as_of]


def needed_per_day(snapshot: Snapshot, task: Task, as_of: date) -> Need | None:
    """Returns what the task's target needs from `as_of` on, that day included; None where no target is told.

    Days on which 封土期 stops the task do not count. What is done is taken from the progress.
    The rate is rounded up to a tenth, below one tenth to a hundredth.
    """
    try:
        target = Decimal(task.target_value or "")
    except InvalidOperation:
        return None
    left = target if not task.progress else (target * (100 - task.progress) / 100).normalize()
    left = Decimal(0) if task.is_finished else left
    due_on = task.judged_due_on or snapshot.campaign.ends_on
    number = building_calendar(snapshot, task).working_days(as_of, due_on)
    rate = left / number if number else Decimal(0)
    step = Decimal("0.1") if rate >= Decimal("0.1") else Decimal("0.01")
    per_day = rate.quantize(step, ROUND_CEILING).normalize()
    return Need(left, task.target_unit or "", number, per_day, task.counts_natural_days)


def _table(own: Sequence[float], shared: Sequence[float] = ()) -> list[float]:
    """Returns the gains at 256 equal steps of their distribution: one byte of chance is one day of a trial.

    The own days weigh the more, against those of the action, the more there are.
    """
    share_of_own = len(own) / (len(own) + _PRIOR_DAYS) if shared else 1.0
    weighed = [(gain, share_of_own / len(own)) for gain in own]
    weighed += [(gain, (1 - share_of_own) / len(shared)) for gain in shared]
    weighed.sort()
    reached = list(accumulate(weight for _, weight in weighed))
    return [
        weighed[min(len(weighed) - 1, bisect_right(reached, (n + 0.5) / 256))][0] if weighed else 0.0
        for n in range(256)
    ]


def _trial(random: Random, left: float, table: Sequence[float]) -> int:
    """Returns in how many days one trial is done; `_HORIZON` + 1 where it is not."""
    day = 0
    while day < _HORIZON:
        for chance in random.randbytes(_BLOCK):
            day += 1
            left -= table[chance]
            if left <= 1e-9:
                return min(day, _HORIZON + 1)
    return _HORIZON + 1


def _lengths(random: Random, left: float, table: Sequence[float]) -> list[int]:
    """Returns the lengths of all trials in order; none is done where there is nothing to gain."""
    if max(table) <= 0:
        return [_HORIZON + 1] * _TRIALS
    return sorted(_trial(random, left, table) for _ in range(_TRIALS))


def _forecast(lengths: Sequence[int], calendar: WorkCalendar, as_of: date, basis: str) -> Forecast:
    p50, p80 = (
        calendar.finish(as_of + _ONE_DAY, length) if length <= _HORIZON else None
        for length in (lengths[len(lengths) // 2], lengths[len(lengths) * 4 // 5])
    )
    return Forecast(p50, p80, basis)


def _day(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else ""
