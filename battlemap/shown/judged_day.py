"""The day by which an open campaign is judged when nobody has chosen one."""

from __future__ import annotations

from datetime import date

from battlemap.commands.session import Session


def judged_day(session: Session, today: date) -> date | None:
    """Returns None for today; for a campaign that is over, the day of the last record of its own time.

    One that was typed in afterwards is judged by its first day: by its last one all that is not told would be overdue.
    """
    campaign = session.snapshot.campaign
    if today <= campaign.ends_on:
        return None
    newest = session.newest_day(campaign.ends_on)
    return campaign.starts_on if newest is None else max(newest, campaign.starts_on)


def judged_words(session: Session, day: date) -> str:
    """Returns what is said of a campaign that is over and judged by a day of its own time."""
    ended = session.snapshot.campaign.ends_on
    return (
        f"行动已于{ended.year}年{ended.month}月{ended.day}日结束，亮灯按{day.month}月{day.day}日研判；"
        "此后不再自动改变，可随时另选日期。"
    )
