"""What kind of day a duty falls on: 平日, 休息日, 法定节日, 临战; and what a duty on it counts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Literal

from battlemap.domain.days.calendar import WorkCalendar
from battlemap.domain.days.feasts import statutory_days
from battlemap.domain.kinds.alert import Alert
from battlemap.domain.kinds.duty_post import DutyPost

DayClass = Literal["ordinary", "weekend", "statutory", "alert"]

_statutory = lru_cache(64)(statutory_days)


def alert_on(alerts: Iterable[Alert], day: date) -> Alert | None:
    """Returns the 临战状态 that is in force on a day."""
    return next((alert for alert in alerts if alert.holds(day)), None)


def day_class(day: date, calendar: WorkCalendar, alerts: Iterable[Alert] = ()) -> DayClass:
    """Returns the kind of day; a statutory feast comes before an alert, that before a day off."""
    if day in _statutory(day.year):
        return "statutory"
    if alert_on(alerts, day) is not None:
        return "alert"
    return "ordinary" if calendar.is_working_day(day) else "weekend"


def weight(post: DutyPost, kind: DayClass) -> int:
    """Returns what a duty on such a day counts, in hundredths of one on an ordinary day."""
    weights = {
        "ordinary": 100, "weekend": post.weekend_weight, "statutory": post.statutory_weight, "alert": post.alert_weight,
    }  # fmt: skip
    return weights[kind]
