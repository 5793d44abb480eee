"""How long a PC has been silent, and which of them nobody has ever heard of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from battlemap.domain.days.calendar import WorkCalendar
from battlemap.domain.kinds.member import Member
from battlemap.domain.snapshot import Snapshot
from battlemap.store.mailbox.carrier import Member as Heard


def silent_for(heard: Heard, now: datetime) -> int:
    """Returns whole minutes since a PC was last heard of."""
    return max(0, int((now - heard.heard_at).total_seconds() // 60))


def is_silent(heard: Heard, now: datetime, calendar: WorkCalendar) -> bool:
    """Whether more than one working day has gone by since a PC was last heard of: no weekend counts."""
    day = heard.heard_at.date()
    days = calendar.working_days(day + timedelta(days=1), now.date())
    return days > 1 or (
        days == 1 and calendar.is_working_day(now.date()) and now.time() >= heard.heard_at.time()
    )


def never_heard(snapshot: Snapshot, here: str, heard: Sequence[Heard], now: datetime) -> list[Member]:
    """Returns the members that nobody has heard of since they were registered, more than one working day ago."""
    heard_sites = {here, *(one.site for one in heard)}
    if any(one.site not in snapshot.members for one in heard):
        # somebody goes on under another site: it cannot be told who
        return []
    return [
        member
        for member in snapshot.members.values()
        if not member.deleted
        and member.id not in heard_sites
        and snapshot.calendar.working_days(member.joined_on + timedelta(days=1), now.date()) > 1
    ]
