"""Today on duty in some lines: who stands where with which phone, and which 零报告 are still owed."""

from __future__ import annotations

from datetime import datetime

from battlemap.domain.duty.faults import day_words
from battlemap.domain.duty.nil_due import nil_due
from battlemap.domain.duty.on_duty import on_duty
from battlemap.domain.snapshot import Snapshot

#: Units that are named when they owe a report.
_NAMED = 4


def today_words(snapshot: Snapshot, now: datetime) -> str:
    """Returns the lines for the day of a moment."""
    lines = [f"{post.title}　{post.names}　{post.phones}".strip() for post in on_duty(snapshot, now.date())]
    return "\n".join(
        filter(None, (day_words(now.date()), *(lines or ["没有排班"]), nil_words(snapshot, now)))
    )


def nil_words(snapshot: Snapshot, now: datetime) -> str:
    """Returns 「零报告：应报 8 份，未报 1 份（黄屯街道，请催报）」, "" where no unit owes one."""
    due = nil_due(snapshot, now)
    if not due:
        return ""
    missing = list(dict.fromkeys(snapshot.unit_label(one.unit) for one in due if one.is_to_be_urged))
    named = "、".join(missing[:_NAMED]) + ("等" if len(missing) > _NAMED else "")
    count = sum(one.is_to_be_urged for one in due)
    return f"零报告：应报 {len(due)} 份，未报 {count} 份" + (f"（{named}，请催报）" if named else "")
