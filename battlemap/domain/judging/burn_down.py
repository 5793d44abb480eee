"""The way down to the target: how many tasks may still be open on each evening (理想线)."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from battlemap.domain.days.calendar import WorkCalendar, days
from battlemap.domain.kinds.campaign import Campaign


def ideal_open(tasks: int, campaign: Campaign, calendar: WorkCalendar) -> tuple[tuple[date, Fraction], ...]:
    """Returns for each day of the campaign how many of `tasks` are open by its evening if each working day does its share.

    The last evening has none; on days off nothing is done. A campaign without working days goes by calendar days.
    """
    first, last = campaign.starts_on, campaign.ends_on
    whole = calendar.working_days(first, last)
    return tuple(
        (
            day,
            tasks - Fraction(tasks * calendar.working_days(first, day), whole)
            if whole
            else tasks - Fraction(tasks * ((day - first).days + 1), campaign.day_count),
        )
        for day in days(first, last)
    )
