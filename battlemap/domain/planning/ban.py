"""封土期 as a rule: on which days a task may not work, by exemptions within their validity and by 临战状态 above them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache
from typing import Final, Literal, cast

import attrs

from battlemap.domain.days.calendar import Period, WorkCalendar, days
from battlemap.domain.kinds.alert import Alert
from battlemap.domain.kinds.ban_exemption import BanExemption
from battlemap.domain.kinds.task import Task
from battlemap.domain.kinds.work_site import WorkSite
from battlemap.domain.snapshot import Snapshot

BanState = Literal["free", "banned", "exempt", "stopped"]
BAN_WORDS: Final[dict[BanState, str]] = {
    "free": "可施工",
    "banned": "封土停工",
    "exempt": "豁免施工",
    "stopped": "豁免停用",
}
#: 临战状态 of these levels stops exempt work too: 济宁市大气污染防治条例 lets alerts stop all earthwork.
_OVERRIDING: Final = (1,)
_ONE_DAY: Final = timedelta(1)


def ban_state(snapshot: Snapshot, task: Task, day: date) -> BanState:
    """Returns whether a task may work on a day; `stopped` is one whose exemption does not count on it."""
    bans = [
        period
        for period in snapshot.periods.values()
        if period.holds(day) and _covers(period, task, snapshot)
    ]
    if not bans:
        return "free"
    named = any(task.code in period.exempt.split() for period in bans)
    own = exemptions_of(snapshot, task.id)
    if not named and not own:
        return "banned"
    is_valid = named or any(one.holds(day) for one in own)
    if is_valid and not _is_overridden(snapshot, day) and all(ban.alert_level != 1 for ban in bans):
        return "exempt"
    covered = any(one.valid_from <= day <= one.valid_to for one in own)
    return "stopped" if named or covered else "banned"


def _covers(period: Period, task: Task, snapshot: Snapshot) -> bool:
    """Whether a period is a ban that holds for a task, exemptions aside."""
    if period.kind != "ban" or period.deleted:
        return False
    wanted = period.actions.split()
    code = snapshot.actions[task.action].code
    return (not wanted or code in wanted) and _is_within(period, task.id, snapshot)


def _is_within(ban: Period, task: str, snapshot: Snapshot) -> bool:
    """Whether a ban means the area and the kind of work of a task; one of which neither is known is not let off."""
    if not ban.areas.split() and not ban.works.split():
        return True
    sites = snapshot.parts(WorkSite, task)
    return not sites or any(site.is_in(ban.areas, ban.works) for site in sites)


def exemptions_of(snapshot: Snapshot, task: str) -> list[BanExemption]:
    """Returns the live exemptions of a task."""
    return snapshot.parts(BanExemption, task)


def _is_overridden(snapshot: Snapshot, day: date) -> bool:
    alerts = cast("Iterable[Alert]", snapshot.live_rows("alert"))
    return any(alert.level in _OVERRIDING and alert.holds(day) for alert in alerts)


def banned_days(snapshot: Snapshot, task: Task) -> frozenset[date]:
    """Returns every day on which a task may not work, of all 封土期 that hold for its action."""
    code = snapshot.actions[task.action].code
    stopping = [piece for piece in _bans(snapshot) if piece.stops_work_on(code, task.code)]
    return frozenset(day for piece in stopping for day in days(piece.starts_on, piece.ends_on))


@lru_cache(2)
def _bans(snapshot: Snapshot) -> tuple[Period, ...]:
    """Returns the pieces of all 封土期 by day; kept for the board in sight, of which every card asks."""
    return tuple(
        sorted((one for one in effective_bans(snapshot) if one.kind == "ban"), key=lambda one: one.starts_on)
    )


def building_calendar(snapshot: Snapshot, task: Task) -> WorkCalendar:
    """Returns the calendar by which a task can be worked on: its own, without the days on which it may not."""
    calendar, banned = snapshot.calendar_of(task), banned_days(snapshot, task)
    return calendar.without(banned) if banned else calendar


def effective_bans(snapshot: Snapshot) -> tuple[Period, ...]:
    """Returns the live periods; 封土期 are cut where an exemption begins or ends, so that `exempt` is right for each piece.

    Pieces of one ban bear its id, so that whoever points at one means the whole.
    """
    periods: list[Period] = []
    for period in snapshot.periods.values():
        if period.deleted:
            continue
        periods += _pieces(snapshot, period) if period.kind == "ban" else [period]
    return tuple(periods)


def _pieces(snapshot: Snapshot, ban: Period) -> list[Period]:
    rows = cast("list[BanExemption]", snapshot.live_rows("ban_exemption"))
    rows = [row for row in rows if row.task in snapshot.tasks and snapshot.is_live(snapshot.tasks[row.task])]
    alerts = [
        alert for alert in cast("list[Alert]", snapshot.live_rows("alert")) if alert.level in _OVERRIDING
    ]
    starts = {ban.starts_on}
    for row in rows:
        starts |= {row.valid_from, row.valid_to + _ONE_DAY}
        starts |= {row.stopped_on} if row.stopped_on else set()
    for alert in alerts:
        starts |= {alert.starts_on} | ({alert.ends_on + _ONE_DAY} if alert.ends_on else set())
    tasks = [task for task in snapshot.live_tasks if not _is_within(ban, task.id, snapshot)]
    outside = {task.code for task in tasks}
    cuts = sorted(day for day in starts if ban.starts_on <= day <= ban.ends_on)
    pieces = []
    for start, following in zip(cuts, [*cuts[1:], ban.ends_on + _ONE_DAY], strict=True):
        codes = set(outside)
        if ban.alert_level != 1 and not any(alert.holds(start) for alert in alerts):
            codes |= set(ban.exempt.split())
            codes |= {snapshot.tasks[row.task].code for row in rows if row.holds(start)}
        pieces.append(
            attrs.evolve(ban, starts_on=start, ends_on=following - _ONE_DAY, exempt=" ".join(sorted(codes)))
        )
    return pieces


def ban_mark(snapshot: Snapshot, task: Task, day: date) -> str:
    """Returns what a card bears where it differs from its action under 封土期: 免 where it may work, 封 where it no longer may.

    What every task of an action has in common stands once, at the head of its column.
    """
    if task.is_finished:
        return ""
    return {"exempt": "免", "stopped": "封"}.get(ban_state(snapshot, task, day), "")


def ban_words(snapshot: Snapshot, task: Task, day: date) -> str:
    """Returns what a card says of 封土期 on a day: why the task may not work, "" where it may or nothing is left to do."""
    if task.is_finished:
        return ""
    state = ban_state(snapshot, task, day)
    if state in ("free", "exempt"):
        return ""
    code, last = snapshot.actions[task.action].code, day
    for piece in _bans(snapshot):
        if (
            piece.stops_work_on(code, task.code)
            and piece.starts_on <= last + _ONE_DAY
            and piece.ends_on > last
        ):
            last = piece.ends_on
    until = f"至{last.month}月{last.day}日"
    return f"封土期停工（{until}），未办豁免" if state == "banned" else f"封土期豁免已停用（{until}）"
