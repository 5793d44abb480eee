"""Which backups stay and when one is due, as pure functions of moments."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

#: A file at work is backed up so often.
EVERY: Final = timedelta(minutes=10)


def is_due(newest: datetime | None, changed: datetime | None, now: datetime) -> bool:
    """Whether to back up: something changed after the newest backup, which is ten minutes old or more.

    A newest backup that lies in the future was made before the PC's clock was set back and is taken for old.
    """
    if changed is None:
        return False
    if newest is None or newest > now:
        return True
    return changed > newest and now - newest >= EVERY


def kept(moments: Iterable[datetime], now: datetime) -> set[datetime]:
    """Returns which backups stay: all of two hours, hourly for two days, daily for a month, then weekly.

    Of each hour, day and week the newest stays, and the newest of all always does.
    """
    keep: set[datetime] = set()
    taken: set[tuple[str, object]] = set()
    for moment in sorted(moments, reverse=True):
        age = now - moment
        if age <= timedelta(hours=2):
            slot: tuple[str, object] = ("each", moment)
        elif age <= timedelta(days=2):
            slot = ("hour", (moment.date(), moment.hour))
        elif age <= timedelta(days=31):
            slot = ("day", moment.date())
        else:
            slot = ("week", (moment.toordinal() - 1) // 7)
        if slot not in taken:
            taken.add(slot)
            keep.add(moment)
    return keep
