"""零报告: which unit owes which report of a day, what came in, and what is missing: missing is no zero."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Literal, cast

import attrs

from battlemap.domain.days.shifts import clock_words, read_clock
from battlemap.domain.duty.day_class import alert_on
from battlemap.domain.kinds.alert import Alert
from battlemap.domain.kinds.nil_report import NilReport, NilRule
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import Refused

NilState = Literal["none", "news", "late", "missing", "ahead"]
#: Level of 临战状态 → how often a day every unit reports: 一级 4, 二级 4, 三级 2.
TIMES: dict[int, int] = {1: 4, 2: 4, 3: 2}
#: So often a day → the hours that are added to a unit's own.
_HOURS = {2: ("08:00", "17:00"), 4: ("08:00", "12:00", "17:00", "22:00")}
NIL_WORDS: dict[NilState, str] = {
    "none": "无情况", "news": "有情况", "late": "迟报", "missing": "未报", "ahead": "未到时间",
}  # fmt: skip


@attrs.frozen
class NilDue:
    """A report that a unit owes for an hour of a day."""

    unit: str
    hour: str
    state: NilState
    report: NilReport | None
    contact: str = ""

    @property
    def is_to_be_urged(self) -> bool:
        """Whether the unit has to be called (催报)."""
        return self.state == "missing"


def hours_of(rule: NilRule, alert: Alert | None) -> tuple[str, ...]:
    """Returns the hours at which a unit reports; in 临战状态 two or four times a day at least."""
    try:
        own = rule.all_hours
    except Refused:
        own = ()
    wanted = TIMES.get(alert.level, 1) if alert else 1
    if len(own) >= wanted:
        return own
    return tuple(sorted({*own, *_HOURS[wanted]}, key=read_clock))


def nil_due(snapshot: Snapshot, now: datetime, day: date | None = None) -> tuple[NilDue, ...]:
    """Returns every report that is owed on a day (of `now` by default), by hour and unit, as it stands at a moment."""
    day = day or now.date()
    alert = alert_on(cast("list[Alert]", snapshot.live_rows("alert")), day)
    of_day = cast("Mapping[date, tuple[str, ...]]", snapshot.by("nil_report", "day"))
    came = [cast(NilReport, snapshot.rows["nil_report"][id]) for id in of_day.get(day, ())]
    reports = {(one.unit, one.hour): one for one in came if not one.deleted}
    owed = []
    for rule in cast("list[NilRule]", snapshot.live_rows("nil_rule")):
        if not rule.holds(day):
            continue
        for hour in hours_of(rule, alert):
            report = reports.get((rule.unit, hour))
            due = datetime.combine(day, datetime.min.time()).replace(hour=int(hour[:2]), minute=int(hour[3:]))
            owed.append(NilDue(rule.unit, hour, _state(report, due, now), report, rule.contact))
    place = {id: number for number, (id, _) in enumerate(snapshot.offered("unit"))}
    return tuple(sorted(owed, key=lambda one: (one.hour, place.get(one.unit, 0))))


def _state(report: NilReport | None, due: datetime, now: datetime) -> NilState:
    if report is None:
        return "missing" if now > due else "ahead"
    if report.has_news:
        return "news"
    return "late" if report.at > due else "none"


def next_hour(snapshot: Snapshot, unit: str, now: datetime) -> str:
    """Returns the hour for which a unit's next report counts: the first that is owed and not there, "17:00" for none."""
    own = [one for one in nil_due(snapshot, now) if one.unit == unit and one.report is None]
    return own[0].hour if own else clock_words(17 * 60)
