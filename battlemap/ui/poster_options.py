"""What a wall chart is drawn from: the board as it was on a day, and the options that go with that day."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from battlemap.commands.session import Session
from battlemap.domain.snapshot import Snapshot
from battlemap.sheets.options import SheetOptions


def poster_options(session: Session, day: date, **chosen: Any) -> tuple[Snapshot, SheetOptions]:
    """Returns the snapshot of the evening of `day` (of this moment for today) and options with `chosen` among them."""
    now = session.clock()
    is_past = day < now.date()
    until = datetime.combine(day, time(23, 59)) if is_past else now
    snapshot = session.snapshot_at(until) if is_past else session.snapshot
    made_by = snapshot.campaign.map_unit
    options = SheetOptions(until, trend=session.trend(day), made_by=made_by, is_past=is_past, **chosen)
    return snapshot, options
