"""The day by which an open campaign is judged when nobody has chosen one."""

from __future__ import annotations

from datetime import date

from battlemap.commands.session import Session


def judged_day(session: Session, today: date) -> date | None:
    """Returns None for today; for a campaign that is over, the day of its last record, at the latest its last day.

    A finished campaign that is opened years later would else show nothing but overdue tasks.
    """
    last_day = session.snapshot.campaign.ends_on
    if today <= last_day:
        return None
    steps = session.steps(1)
    recorded = steps[0].moment.date() if steps else last_day
    return min(recorded, last_day)
