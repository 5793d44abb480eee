"""What a card says: its words and numbers as of a day, for the screen and for the wall alike."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Final

import attrs

from battlemap import wording
from battlemap.domain.judging.lamp import Lamp, Verdict
from battlemap.domain.judging.progress import judged_end
from battlemap.domain.kinds.checklist import count_words
from battlemap.domain.kinds.problem import one_line
from battlemap.domain.kinds.task import Emphasis, Lane, Task
from battlemap.domain.planning.ban import ban_mark, ban_words
from battlemap.domain.planning.succession import late_predecessors
from battlemap.domain.snapshot import Snapshot

#: From this many days before the due day the days left are written strongly.
SOON: Final = 7


@attrs.frozen(cache_hash=True)
class Card:
    """Everything that can be read on a card; two cards that are equal look the same.

    `alarm` says on its face why a red or black card is so, where the days do not say it already. One that `is_faint`
    is no sheet of its own: it has the ground's colour, its words stay as readable. `forecast` says that it will be late by
    its pace of late; only who keeps forecasts knows it. `ban` says why 封土期 stops it, `ban_mark`
    in a character how it differs from its action. `seen_by` are those at whose PC it is open just now.
    """

    id: str
    code: str
    title: str
    lane: Lane
    lamp: Lamp
    unit: str = ""
    owner: str = ""
    days_words: str = ""
    is_late: bool = False
    is_soon: bool = False
    progress: int = 0
    time_progress: int = 0
    reasons: tuple[str, ...] = ()
    emphasis: Emphasis | None = None
    is_slipping: bool = False
    blocked: str | None = None
    visible_progress: str = ""
    checklist: str = ""
    is_faint: bool = False
    waits_for: str = ""
    alarm: str = ""
    forecast: str = ""
    ban: str = ""
    ban_mark: str = ""
    seen_by: tuple[str, ...] = ()

    @property
    def lamp_word(self) -> str:
        """The lamp in words: 红灯 …"""
        return wording.LAMPS[self.lamp]

    @property
    def who(self) -> str:
        """Unit and owner: 「建设局·王一鸣」, 「待定」 where no unit is named."""
        return "·".join(part for part in (self.unit or wording.UNASSIGNED, self.owner) if part)

    @property
    def description(self) -> str:
        """The card in one sentence, as a screen reader says it."""
        parts = [self.code, self.title, wording.LANES[self.lane], self.lamp_word]
        parts += self.reasons[:1]
        parts += [f"进度 {self.progress}%", self.who, self.days_words]
        if self.is_faint:
            parts.append("久无消息")
        if self.checklist:
            parts.append(f"清单 {self.checklist}")
        if self.blocked:
            parts.append(f"卡点：{self.blocked}")
        if self.waits_for:
            parts.append(self.waits_for)
        if self.ban:
            parts.append(self.ban)
        if self.forecast:
            parts.append(self.forecast)
        if self.seen_by:
            parts.append(f"{'、'.join(self.seen_by)}正在看")
        return "，".join(part for part in parts if part)


def card_of(snapshot: Snapshot, task: Task, as_of: date) -> Card:
    """Returns what the card of `task` says by the evening of `as_of`."""
    problems = snapshot.problems_of(task.id)
    verdict = snapshot.judge(task, as_of, problems)
    left = _days_left(snapshot, task, as_of)
    return Card(
        id=task.id,
        code=task.code,
        title=task.title,
        lane=task.lane,
        lamp=verdict.lamp,
        unit=snapshot.unit_label(task.responsible_unit),
        owner=snapshot.person_name(task.owner),
        days_words=_days_words(task, as_of, left),
        is_late=left is not None and left < 0,
        is_soon=left is not None and 0 <= left <= SOON,
        progress=task.progress,
        time_progress=_rounded(verdict.time_progress),
        reasons=tuple(reason.words for reason in verdict.reasons),
        emphasis=task.emphasis,
        is_slipping=verdict.is_slipping,
        blocked=one_line(problems) or None,
        visible_progress=task.visible_progress,
        checklist=count_words(snapshot.checklist_of(task.id)),
        alarm=_alarm(verdict),
        waits_for="；".join(late.words for late in late_predecessors(snapshot, task.id, as_of)),
        ban=ban_words(snapshot, task, as_of),
        ban_mark=ban_mark(snapshot, task, as_of),
    )


def days_words(snapshot: Snapshot, task: Task, as_of: date) -> str:
    """Returns 「剩 6 天」, 「超期 3 天」, 「今日到期」, 「12月1日启动」, 「11月5日办结」 or 「11月5日销号」.

    Days are calendar days to the day by which the item is judged (an extension does not move it).
    """
    return _days_words(task, as_of, _days_left(snapshot, task, as_of))


def _days_words(task: Task, as_of: date, left: int | None) -> str:
    if task.lane == "struck_off":
        return f"{_day(task.struck_off_on)}销号" if task.struck_off_on else "已销号"
    if task.lane == "checking":
        return f"{_day(task.finished_on)}办结" if task.finished_on else "已办结"
    if task.start_on and as_of < task.start_on and task.progress == 0:
        return f"{_day(task.start_on)}启动"
    if left is None:
        return "时限待定"
    if left == 0:
        return "今日到期"
    return f"剩 {left} 天" if left > 0 else f"超期 {-left} 天"


def _alarm(verdict: Verdict) -> str:
    """Returns the fewest words for why a lamp is red or black; "" for other lamps and for what the days say."""
    foremost = verdict.reasons[0]
    is_told = verdict.lamp not in ("red", "black") or foremost.aspect == "时限"
    return "" if is_told else foremost.brief or foremost.words


def _days_left(snapshot: Snapshot, task: Task, as_of: date) -> int | None:
    """Returns the calendar days to the judged due day of a task that is still open, None without one."""
    if task.is_finished or task.judged_due_on is None:
        return None
    return (judged_end(task, snapshot.campaign) - as_of).days


def _rounded(percent: Fraction) -> int:
    """Returns the whole number, half rounded up, without the arithmetic of fractions: every card asks."""
    return (2 * percent.numerator + percent.denominator) // (2 * percent.denominator)


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日"
