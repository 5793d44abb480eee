"""What a wall chart is drawn from: the board as it was on a day, and the options that go with that day."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from battlemap.commands.session import Session
from battlemap.domain.snapshot import Snapshot
from battlemap.sheets.options import SheetOptions


def poster_options(session: Session, until: datetime, **chosen: Any) -> tuple[Snapshot, SheetOptions]:
    """Returns the board as it was at `until` and options with `chosen` among them; an earlier day is told as past."""
    is_past = until.date() < session.clock().date()
    snapshot = session.snapshot_at(until) if is_past else session.snapshot
    made_by = snapshot.campaign.map_unit
    trend = session.trend(until.date())
    return snapshot, SheetOptions(until, trend=trend, made_by=made_by, is_past=is_past, **chosen)


def evening(session: Session, day: date) -> datetime:
    """Returns the moment on which the board of `day` stands: now for today and later, else that day's evening."""
    now = session.clock()
    return datetime.combine(day, time(23, 59)) if day < now.date() else now
