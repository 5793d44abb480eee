"""六个百分百 day by day: which exempt sites have checked themselves, which have not, and what was not met."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final, cast

from battlemap import wording
from battlemap.domain.kinds.site_check import SIX, SiteCheck
from battlemap.domain.planning.ban import BAN_WORDS, ban_state, exemptions_of
from battlemap.domain.risk.register import Register, RegisterLine, Tone, cell
from battlemap.domain.snapshot import Snapshot

#: So many days back the missing checks are counted.
WEEK: Final = 7


def checks_of(snapshot: Snapshot, task: str, as_of: date) -> list[SiteCheck]:
    """Returns the live checks of a task's site up to a day, the newest first."""
    table = cast("Iterable[SiteCheck]", snapshot.parts(SiteCheck, task))
    own = [one for one in table if one.checked_on <= as_of]
    return sorted(own, key=lambda one: (one.checked_on, one.id), reverse=True)


def missing_days(snapshot: Snapshot, task: str, as_of: date) -> tuple[date, ...]:
    """Returns the days of the last week on which an exempt site worked and nobody has checked it."""
    row = snapshot.tasks[task]
    checked = {one.checked_on for one in checks_of(snapshot, task, as_of)}
    week = [as_of - timedelta(n) for n in range(WEEK - 1, -1, -1)]
    return tuple(day for day in week if day not in checked and ban_state(snapshot, row, day) == "exempt")


def site_register(snapshot: Snapshot, as_of: date) -> Register:
    """Returns the exempt sites with their last check, the six, and the days of the last week that lack one."""
    lines, lacking, stopped = [], 0, 0
    for task in snapshot.live_tasks:
        state = ban_state(snapshot, task, as_of)
        checks = checks_of(snapshot, task.id, as_of)
        if (state == "free" and not checks) or task.is_finished:
            continue
        if state == "banned" and not checks and not exemptions_of(snapshot, task.id):
            continue
        missing = missing_days(snapshot, task.id, as_of)
        lacking += as_of in missing
        stopped += state == "stopped"
        last = checks[0] if checks else None
        tone: Tone = "red" if state == "stopped" or (last and last.result == "violation") else ""
        six = [
            cell(
                ("✓" if getattr(last, key) else "✗") if last else "",
                "" if last and getattr(last, key) else "red",
            )
            for key, _ in SIX
        ]
        missing_words = "、".join(f"{day.month}.{day.day}" for day in missing)
        lines.append(
            RegisterLine(
                task.id,
                (
                    cell(task.code), cell(task.title), cell(BAN_WORDS[state], tone), cell(last.checked_on if last else ""), *six,
                    cell(wording.SITE_CHECK_RESULTS[last.result] if last else "未自查", tone or ("" if last else "yellow")),
                    cell(missing_words, "yellow"), cell(last.words if last else "", "muted"),
                ),
            )
        )  # fmt: skip
    heads = (
        "编号",
        "任务",
        "封土状态",
        "最近检查",
        *(name for _, name in SIX),
        "结论",
        "近七日缺查",
        "问题和整改",
    )
    words = [f"工地 {len(lines)} 处"]
    words += [f"今日未自查 {lacking} 处"] if lacking else []
    words += [f"停用 {stopped} 处"] if stopped else []
    return Register(heads, tuple(lines), "　".join(words))
