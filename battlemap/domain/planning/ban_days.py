"""封土日历: of each task how many days of every month it may not work, works by exemption, or had its pass stopped."""

from __future__ import annotations

import calendar
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from battlemap.domain.days.calendar import days
from battlemap.domain.kinds.task import Task
from battlemap.domain.planning.ban import BAN_WORDS, BanState, ban_state
from battlemap.domain.risk.register import Register, RegisterLine, Tone, cell
from battlemap.domain.snapshot import Snapshot

#: State → its short word; the days of a month add up to those of the ban in it.
SHORT: Final[dict[BanState, str]] = {"banned": "停", "exempt": "豁", "stopped": "禁"}
#: Months that the calendar shows at most.
_MOST: Final = 8


def ban_span(snapshot: Snapshot) -> tuple[date, date] | None:
    """Returns the first and the last day of all 封土期, None without one."""
    bans = [period for period in snapshot.periods.values() if period.kind == "ban" and not period.deleted]
    if not bans:
        return None
    return min(ban.starts_on for ban in bans), max(ban.ends_on for ban in bans)


def months_of(first: date, last: date) -> Iterator[tuple[date, date]]:
    """Yields the first and the last day of each month from one day to the other, cut at both, at most eight."""
    start, count = first, 0
    while start <= last and count < _MOST:
        end = date(start.year, start.month, calendar.monthrange(start.year, start.month)[1])
        yield start, min(end, last)
        start, count = end + timedelta(1), count + 1


def counted(snapshot: Snapshot, task: Task, first: date, last: date) -> Counter[BanState]:
    """Returns state → days of a span on which a task is in it, those on which it may work freely among them."""
    return Counter(ban_state(snapshot, task, day) for day in days(first, last))


def ban_calendar(snapshot: Snapshot, as_of: date) -> Register:
    """Returns the open tasks that a 封土期 touches, with their days month by month and what is so today."""
    span = ban_span(snapshot)
    if span is None:
        return Register(("编号", "任务", "今日"), (), "没有封土期")
    months = tuple(months_of(*span))
    lines, banned, stopped = [], 0, 0
    for task in snapshot.live_tasks:
        if task.is_finished:
            continue
        counts = [counted(snapshot, task, *month) for month in months]
        if not any(count[state] for count in counts for state in SHORT):
            continue
        now = ban_state(snapshot, task, as_of)
        banned += now == "banned"
        stopped += now == "stopped"
        tone: Tone = "red" if now == "stopped" else "yellow" if now == "banned" else "muted"
        cells = [_words(count) for count in counts]
        lines.append(
            RegisterLine(
                task.id,
                (
                    cell(task.code), cell(task.title), cell(BAN_WORDS[now], tone),
                    *(cell(words, "red" if SHORT["stopped"] in words else "") for words in cells),
                    cell(snapshot.unit_label(task.responsible_unit), "muted"),
                ),
            )
        )  # fmt: skip
    heads = ("编号", "任务", "今日", *(f"{first.month}月" for first, _ in months), "责任单位")
    words = [f"涉及任务 {len(lines)} 项", f"今日停工 {banned} 项"] + (
        [f"禁用 {stopped} 项"] if stopped else []
    )
    return Register(heads, tuple(lines), "　".join([*words, "停＝停工　豁＝豁免施工　禁＝豁免停用（天）"]))


def _words(count: Counter[BanState]) -> str:
    return " ".join(f"{word}{count[state]}" for state, word in SHORT.items() if count[state])
