"""Lamps (亮灯): the worst of several sub-lamps, each with its reason in words, as of an explicit day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Final, Literal, cast, get_args

import attrs

from battlemap.domain.days.calendar import WorkCalendar
from battlemap.domain.judging.progress import JudgedSpan, judged_span, off_by, time_progress
from battlemap.domain.judging.reporting import Owed, owed
from battlemap.domain.kinds.campaign import Campaign
from battlemap.domain.kinds.problem import Problem
from battlemap.domain.kinds.report_rule import ReportRule
from battlemap.domain.kinds.task import Milestone, Task

Lamp = Literal["black", "red", "yellow", "blue", "green", "grey"]
Aspect = Literal["时限", "进度", "签收", "反馈", "卡点", "反弹", "状态"]

#: Worst first.
LAMPS: Final[tuple[Lamp, ...]] = get_args(Lamp)


@attrs.frozen
class LampScheme:
    """Thresholds of a 三色管理 scheme; percentage points and working days. Data, see ``resources/lamp_schemes``."""

    name: str
    title: str
    good: Lamp
    red_below: int
    yellow_at: int
    warn_working_days: int
    accept_within: int
    report_every: int
    black_after: int | None = None

    @property
    def lamps(self) -> tuple[Lamp, ...]:
        """The lamps that this scheme can show, worst first."""
        shown: tuple[Lamp, ...] = ("red", "yellow", self.good, "grey")
        return shown if self.black_after is None else ("black", *shown)


@attrs.frozen
class Reason:
    """A sub-lamp: which aspect, which lamp, why in words; `brief` are the fewest words, for the face of a card."""

    aspect: Aspect
    lamp: Lamp
    words: str
    brief: str = ""


#: A board has few different reasons, told of very many cards.
_shared: Final = lru_cache(16_384)(Reason)


@attrs.frozen
class Verdict:
    """The lamp shown, the one computed, and every reason, worst first."""

    lamp: Lamp
    computed: Lamp
    reasons: tuple[Reason, ...]
    is_slipping: bool
    deviation: Fraction
    time_progress: Fraction

    @property
    def words(self) -> str:
        """The foremost reason, such as 「低于序时 14.2 个百分点」."""
        return self.reasons[0].words


def judge(
    task: Task,
    campaign: Campaign,
    calendar: WorkCalendar,
    scheme: LampScheme,
    problems: Sequence[Problem],
    as_of: date,
    milestones: Sequence[Milestone] = (),
    discipline: ReportRule | None = None,
) -> Verdict:
    """Returns the verdict on `task` by the evening of `as_of`; `problems` are those that stand in its way.

    `milestones` are its live ones, by which it is judged where it follows them. Where a `discipline` is laid down, it says
    when reports are late, instead of the scheme. What is put off (暂缓) is grey until its day.

    The rule is the domain's: overdue, far behind, a problem with the commander or a rebound are red; behind, nearly
    due, not accepted or not reported in time are yellow; finished or on schedule is the scheme's good colour.
    """
    span = judged_span(task, campaign, milestones)
    expected = time_progress(span, calendar, as_of)
    ahead = off_by(task.progress, expected)
    reasons: list[Reason] = []
    if task.is_paused(as_of):
        reasons.append(Reason("状态", "grey", _pause_words(task), "暂缓"))
    elif not task.is_finished:
        if task.rebound or problems:
            reasons += [*_of_rebound(task), *_of_problems(problems)]
        reasons += _of_deadline(task, span, calendar, scheme, as_of)
        reasons += _of_progress(ahead, scheme)
        reasons += _of_acceptance(task, calendar, scheme, as_of)
        if discipline is None:
            reasons += _of_reports(task, span.starts_on, calendar, scheme, as_of)
        else:
            reasons += _of_discipline(owed(task, discipline, span.starts_on, calendar, as_of), as_of)
    is_slipping = False
    if not reasons:
        is_slipping = not task.is_finished and ahead.numerator < 0
        reasons.append(_all_well(task, span.starts_on, scheme, ahead, as_of))
    if len(reasons) > 1:
        reasons.sort(key=lambda reason: LAMPS.index(reason.lamp))
    computed = reasons[0].lamp
    lamp = computed
    if task.lamp_override and task.lamp_override_until and as_of <= task.lamp_override_until:
        lamp = cast(Lamp, task.lamp_override)
        words = f"人工亮灯（{task.lamp_override_by}）：{task.lamp_override_reason}"
        reasons.insert(0, Reason("状态", lamp, words))
    return Verdict(lamp, computed, tuple(reasons), is_slipping, ahead, expected)


def points(value: Fraction) -> str:
    """Returns a number of percentage points with one decimal, rounded half away from zero: 14.2."""
    return _point_words(value.numerator, value.denominator)


@lru_cache(16_384)
def _point_words(numerator: int, denominator: int) -> str:
    tenths = (abs(numerator) * 20 + denominator) // (2 * denominator)
    return f"{'-' if numerator < 0 and tenths else ''}{tenths // 10}.{tenths % 10}"


def _of_rebound(task: Task) -> list[Reason]:
    return (
        [Reason("反弹", "red", f"整改反弹，第 {task.rebound + 1} 轮", f"反弹第 {task.rebound + 1} 轮")]
        if task.rebound
        else []
    )


def _of_problems(problems: Sequence[Problem]) -> list[Reason]:
    return [
        Reason("卡点", "red", f"卡点“{problem.title}”已提交总指挥", "卡点报总指挥")
        for problem in problems
        if problem.is_open and problem.level == "commander"
    ]


def _after(calendar: WorkCalendar, first: date, last: date) -> int:
    """Returns the working days that go by after the day `first` up to the evening of `last`."""
    return calendar.working_days(first, last) - calendar.working_days(first, first)


def _of_deadline(
    task: Task, span: JudgedSpan, calendar: WorkCalendar, scheme: LampScheme, as_of: date
) -> list[Reason]:
    """Whether the end is past or near, by the days that count for the task: working days or natural ones."""
    due_on = span.due_on
    if as_of > due_on:
        late = (as_of - due_on).days
        extended = "（已延期，仍按原时限计）" if task.due_on and task.due_on > due_on else ""
        counted = late if span.is_natural else _after(calendar, due_on, as_of)
        is_black = scheme.black_after is not None and counted > scheme.black_after
        return [_shared("时限", "black" if is_black else "red", f"已超期 {late} 天{extended}")]
    left = (due_on - as_of).days if span.is_natural else _after(calendar, as_of, due_on)
    if left <= scheme.warn_working_days and task.progress < 100:
        when = "今日到期" if as_of == due_on else f"只剩 {left} {'天' if span.is_natural else '个工作日'}"
        return [_shared("时限", "yellow", f"{when}，进度 {task.progress}%")]
    return []


def _of_progress(ahead: Fraction, scheme: LampScheme) -> list[Reason]:
    # of two fractions the numerators are compared: a board asks this of every card
    numerator, denominator = ahead.numerator, ahead.denominator
    if numerator > scheme.yellow_at * denominator:
        return []
    # 以上 and 以下 include the number itself
    lamp: Lamp = "red" if numerator <= scheme.red_below * denominator else "yellow"
    behind = f"{_point_words(-numerator, denominator)} 个百分点"
    return [_shared("进度", lamp, f"低于序时 {behind}", f"落后 {behind}")]


def _of_acceptance(task: Task, calendar: WorkCalendar, scheme: LampScheme, as_of: date) -> list[Reason]:
    if task.assigned_on is None or task.accepted_on is not None:
        return []
    waited = _after(calendar, task.assigned_on, as_of)
    if waited <= scheme.accept_within:
        return []
    return [Reason("签收", "yellow", f"交办 {waited} 个工作日未签收")]


def _of_reports(
    task: Task, starts_on: date, calendar: WorkCalendar, scheme: LampScheme, as_of: date
) -> list[Reason]:
    if task.lane != "moving" or task.assigned_on is None:
        return []
    last = max(task.reported_on or task.accepted_on or task.assigned_on, starts_on)
    silent = _after(calendar, last, as_of)
    if silent <= scheme.report_every:
        return []
    return [Reason("反馈", "yellow", f"{silent} 个工作日未反馈进度")]


def _of_discipline(debt: Owed | None, as_of: date) -> list[Reason]:
    if debt is None or not debt.is_late(as_of):
        return []
    return [Reason("反馈", "yellow", debt.words(as_of), f"{debt.missed} 次未反馈")]


def _pause_words(task: Task) -> str:
    until = f"至{task.paused_until.month}月{task.paused_until.day}日" if task.paused_until else ""
    return f"暂缓{until}" + (f"：{task.pause_reason}" if task.pause_reason else "")


def _all_well(task: Task, starts_on: date, scheme: LampScheme, ahead: Fraction, as_of: date) -> Reason:
    if task.lane == "struck_off":
        return _shared("状态", scheme.good, "已销号")
    if task.lane == "checking":
        return _shared("状态", scheme.good, "已办结，待核查")
    if as_of < starts_on and task.progress == 0:
        return _shared("状态", "grey", f"{starts_on.month}月{starts_on.day}日启动")
    if ahead.numerator < 0:
        behind = _point_words(-ahead.numerator, ahead.denominator)
        return _shared("进度", scheme.good, f"略低于序时 {behind} 个百分点")
    return _shared("进度", scheme.good, "达到序时进度")
