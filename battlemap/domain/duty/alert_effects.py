"""What 临战状态 changes while it holds, and what it asks for: one answer for window, sheets and command line."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Final, cast

import attrs

from battlemap import wording
from battlemap.domain.days.calendar import Period
from battlemap.domain.duty.nil_due import TIMES
from battlemap.domain.kinds.alert import Alert
from battlemap.domain.kinds.shift_handover import ShiftHandover
from battlemap.domain.snapshot import Snapshot
from battlemap.paths import resource

#: Hours between two hand-overs, usually and in 临战状态.
USUAL_HOURS: Final = 24
ALERT_HOURS: Final = 12


@attrs.frozen
class ResponseTask:
    """A task of the response list: the level from which on it is done, when, by which clause; due so many days after."""

    code: str
    level: int
    phase: str
    title: str
    source: str
    days: int


def response_tasks(level: int) -> tuple[ResponseTask, ...]:
    """Returns the tasks that starting a level brings: those of it and of all lower levels (3 is the lowest)."""
    tasks = json.loads(resource("alerts", "response.json").read_text("utf-8"))["tasks"]
    return tuple(task for task in (ResponseTask(**one) for one in tasks) if task.level >= level)


def alerts(snapshot: Snapshot) -> list[Alert]:
    """Returns every live 临战状态, the newest first."""
    live = cast("Iterable[Alert]", snapshot.live_rows("alert"))
    return sorted(live, key=lambda alert: alert.starts_on, reverse=True)


def alert_in_force(snapshot: Snapshot, day: date) -> Alert | None:
    """Returns the 临战状态 that is in force on a day."""
    return next((alert for alert in alerts(snapshot) if alert.holds(day)), None)


def alert_words(snapshot: Snapshot, day: date) -> str:
    """Returns 「一级临战：进博会期间保障（11月5日起，第 3 天）」, "" without one."""
    alert = alert_in_force(snapshot, day)
    if alert is None:
        return ""
    number = (day - alert.starts_on).days + 1
    return f"{alert.words}（{alert.starts_on.month}月{alert.starts_on.day}日起，第 {number} 天）"


def effect_words(level: int, tasks: int | None = None) -> tuple[str, ...]:
    """Returns what a level changes, sentence by sentence; `tasks` are those of a plan, None for the delivered ones."""
    return (
        "各岗位每班人数加倍，已排的不动，只增补",
        "暂停请假，期间照常排班",
        f"交接班由每 {USUAL_HOURS} 小时一次改为每 {ALERT_HOURS} 小时一次",
        f"零报告每日 {TIMES[level]} 次",
        f"下达响应任务 {len(response_tasks(level)) if tasks is None else tasks} 项，注明时限和预案条款",
        *(("封土期豁免暂停，停止土石方作业",) if level == 1 else ()),
        "作战板、大屏和图表加红框，标明级别",
    )


def asked_by(snapshot: Snapshot, day: date) -> Period | None:
    """Returns the key period of a day that asks for 临战状态 while none is in force or was ever started for it."""
    if alert_in_force(snapshot, day) is not None:
        return None
    started = {alert.period for alert in alerts(snapshot)}
    asking = [
        period
        for period in snapshot.periods.values()
        if not period.deleted and period.kind == "key" and period.alert_level and period.holds(day)
        if period.id not in started
    ]
    return min(asking, key=lambda period: (period.alert_level, period.starts_on), default=None)


def handover_due(snapshot: Snapshot, now: datetime) -> datetime | None:
    """Returns by when duty has to be handed over next, None where it never was."""
    done = [
        row.at
        for row in cast("Iterable[ShiftHandover]", snapshot.live_rows("shift_handover"))
        if row.at <= now
    ]
    if not done:
        return None
    hours = ALERT_HOURS if alert_in_force(snapshot, now.date()) else USUAL_HOURS
    return max(done) + timedelta(hours=hours)


def level_words(level: int) -> str:
    """Returns 「一级」."""
    return wording.ALERT_LEVELS.get(level, str(level))
