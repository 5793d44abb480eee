"""What each curve of the trends says, in one sentence: the figure, then where it leads at the present speed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from math import ceil
from typing import Final, TypeVar

import attrs

from battlemap.domain.days.calendar import WorkCalendar
from battlemap.domain.judging.ageing import SPANS, ageing
from battlemap.domain.telling.course import Evening
from battlemap.domain.telling.trends import Trends
from battlemap.domain.telling.turnout import turnouts

_Evening = TypeVar("_Evening")
#: The present speed is that of so many calendar days; changes are told against a week ago.
_PACE: Final = 14
_WEEK: Final = 7


@attrs.frozen
class Sentence:
    """What a curve says; `is_bad` where it calls for action."""

    words: str
    is_bad: bool = False


def trend_sentence(name: str, trends: Trends) -> Sentence:
    """Returns the sentence of the curve of that name; one that says that nothing is recorded where nothing is."""
    return _SENTENCES[name](trends)


def _progress(trends: Trends) -> Sentence:
    course = trends.progress_course
    if not course:
        return Sentence("尚无进度记录")
    newest, ends_on = course[-1], trends.snapshot.campaign.ends_on
    gap = round(newest.progress - newest.time_progress, 1)
    state = "与序时持平" if gap == 0 else f"{'超前' if gap > 0 else '落后'}序时 {abs(gap):.1f} 个百分点"
    earlier = _before(course, newest.day, _PACE, lambda evening: evening.day)
    if newest.progress >= 100 or newest.day >= ends_on or earlier is None:
        return Sentence(state, gap < 0)
    weeks = Fraction((newest.day - earlier.day).days, _WEEK)
    risen = (newest.progress - earlier.progress) / float(weeks)
    needed = (100 - newest.progress) * _WEEK / (ends_on - newest.day).days
    pace = f"近来每周提高 {max(0.0, risen):.1f} 个，今后每周需 {needed:.1f} 个"
    return Sentence(f"{state}；{pace}", gap < 0 or risen < needed)


def _burn_down(trends: Trends) -> Sentence:
    evenings = trends.course.evenings
    if not evenings:
        return Sentence("尚无任务记录")
    newest, ends_on = evenings[-1], trends.snapshot.campaign.ends_on
    if not newest.open:
        return Sentence(f"{newest.tasks} 项任务全部办结")
    if newest.day >= ends_on:
        return Sentence(f"收官时还差 {newest.open} 项没有办结", True)
    earlier = _before(evenings, newest.day, _PACE, lambda evening: evening.day)
    finished = 0 if earlier is None else _finished(newest) - _finished(earlier)
    if earlier is None or finished <= 0:
        return Sentence(f"还差 {newest.open} 项，近两周没有办结", True)
    speed = _speed(finished, earlier.day, newest.day, trends)
    end = _reached(Fraction(newest.open), speed, newest.day, trends)
    if end is not None:
        return Sentence(f"还差 {newest.open} 项，按现在的速度，{_day(end)}前全部办结")
    short = newest.open - int(speed * _left(newest.day, trends))
    return Sentence(f"还差 {newest.open} 项，按现在的速度，收官时缺 {short} 项", True)


def _lamps(trends: Trends) -> Sentence:
    evenings = trends.course.evenings
    if not evenings:
        return Sentence("尚无亮灯记录")
    newest = evenings[-1]
    red = newest.lamp("red") + newest.lamp("black")
    before = _before(evenings, newest.day, _WEEK, lambda evening: evening.day)
    if not red:
        return Sentence("没有红灯")
    change = red - (before.lamp("red") + before.lamp("black")) if before else 0
    return Sentence(f"红灯 {red} 项，{_than_before(change, '多', '少')}", change > 0)


def _flow(trends: Trends) -> Sentence:
    evenings = trends.course.evenings
    if not evenings:
        return Sentence("尚无任务记录")
    newest = evenings[-1]
    before = _before(evenings, newest.day, _WEEK, lambda evening: evening.day) or evenings[0]
    finished, struck = (
        _finished(newest) - _finished(before),
        newest.lane("struck_off") - before.lane("struck_off"),
    )
    waiting = newest.lane("checking")
    words = f"一周办结 {max(0, finished)} 项、销号 {max(0, struck)} 项"
    return Sentence(
        f"{words}；待核查积压 {waiting} 项" if waiting else words, finished <= 0 and newest.open > 0
    )


def _turnout(trends: Trends) -> Sentence:
    counted = [one for one in turnouts(trends.snapshot, trends.only) if one.tasks]
    if not counted:
        return Sentence("尚无任务")
    shares = {one.action.short: Fraction(one.tasks - len(one.open), one.tasks) for one in counted}
    most, least = max(shares.values()), min(shares.values())
    if most == least:
        return Sentence(f"各专项办结率都是 {int(most * 100)}%")
    last = [name for name, share in shares.items() if share == least]
    first = next(name for name, share in shares.items() if share == most)
    named = "、".join(last) if len(last) <= 2 else f"{last[0]}等 {len(last)} 个专项"
    return Sentence(f"{first}办结最多（{int(most * 100)}%），{named}最少（{int(least * 100)}%）")


def _ageing(trends: Trends) -> Sentence:
    spans = ageing(trends.tasks, trends.course.since, trends.as_of)
    whole = sum(span.count for span in spans)
    if not whole:
        return Sentence("没有停留的任务")
    long = spans[-1].count
    if not long:
        return Sentence(f"没有任务停留超过 {SPANS[-1][0] - 1} 天")
    return Sentence(f"{long} 项停留超过 {SPANS[-1][0] - 1} 天，占 {long * 100 // whole}%", long * 2 > whole)


_SENTENCES: Final[Mapping[str, Callable[[Trends], Sentence]]] = {
    "progress": _progress, "burn_down": _burn_down, "lamps": _lamps, "flow": _flow, "turnout": _turnout, "ageing": _ageing,
}  # fmt: skip


def _finished(evening: Evening) -> int:
    return evening.tasks - evening.open


def _than_before(change: int, more: str, less: str) -> str:
    if not change:
        return "与一周前持平"
    return f"比一周前{more if change > 0 else less} {abs(change)} 项"


def _before(
    course: Sequence[_Evening], day: date, days: int, day_of: Callable[[_Evening], date]
) -> _Evening | None:
    """Returns the evening so many days before, the oldest where the course is shorter; None for a course of one."""
    wanted = day - timedelta(days)
    older = [evening for evening in course if day_of(evening) <= wanted]
    if older:
        return older[-1]
    return course[0] if len(course) > 1 else None


def _speed(done: float, first: date, last: date, trends: Trends) -> Fraction:
    """Returns how much is done on one working day (on one day where there are none) between two evenings."""
    return Fraction(done) / max(1, _days(first + timedelta(1), last, trends.snapshot.calendar))


def _left(day: date, trends: Trends) -> int:
    return _days(day + timedelta(1), trends.snapshot.campaign.ends_on, trends.snapshot.calendar)


def _days(first: date, last: date, calendar: WorkCalendar) -> int:
    return calendar.working_days(first, last) if last >= first else 0


def _reached(rest: Fraction, speed: Fraction, day: date, trends: Trends) -> date | None:
    """Returns the day on which the rest is done at that speed, None where the campaign ends before."""
    needed = ceil(rest / speed)
    calendar, ends_on = trends.snapshot.calendar, trends.snapshot.campaign.ends_on
    while day < ends_on:
        day += timedelta(1)
        needed -= calendar.is_working_day(day)
        if needed <= 0:
            return day
    return None


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日"
