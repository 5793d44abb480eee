"""What a part of a curve stands for: the numbers in words, and the tasks behind it."""

from __future__ import annotations

from datetime import date

from battlemap import wording
from battlemap.domain.judging.ageing import AGEING_LANES, ageing
from battlemap.domain.judging.lamp import LAMPS
from battlemap.domain.kinds.task import LANES
from battlemap.domain.telling.course import Evening
from battlemap.domain.telling.trends import Trends
from battlemap.domain.telling.turnout import turnouts

_PARTS = ("已销号", "已办结待核查", "未办结")


def spot_words(name: str, key: tuple[int, ...], trends: Trends) -> str:
    """Returns what the numbers under the pointer are, "" where there are none."""
    if name in ("turnout", "ageing"):
        tasks = spot_tasks(name, key, trends)
        return f"{_bar_words(name, key, trends)}：{len(tasks)} 项" if tasks else ""
    day = date.fromordinal(key[0])
    head = f"{day.month}月{day.day}日"
    if name == "progress":
        point = next((point for point in trends.progress_course if point.day == day), None)
        return f"{head}：完成 {point.progress:.1f}%，序时 {point.time_progress:.1f}%" if point else ""
    evening = next((evening for evening in trends.course.evenings if evening.day == day), None)
    return f"{head}：{_evening_words(name, evening)}" if evening else ""


def spot_tasks(name: str, key: tuple[int, ...], trends: Trends) -> tuple[str, ...]:
    """Returns the tasks behind a bar, in the order of the board; none for a curve over days."""
    if name == "turnout":
        turnout = turnouts(trends.snapshot, trends.only)[key[0]]
        return (turnout.struck_off, turnout.checking, turnout.open)[key[1]]
    if name == "ageing":
        return ageing(trends.tasks, trends.course.since, trends.as_of)[key[0]].tasks[AGEING_LANES[key[1]]]
    return ()


def _bar_words(name: str, key: tuple[int, ...], trends: Trends) -> str:
    if name == "turnout":
        return f"{turnouts(trends.snapshot, trends.only)[key[0]].action.short} {_PARTS[key[1]]}"
    span = ageing((), {}, trends.as_of)[key[0]]
    return f"停留 {span.words}，{wording.LANES[AGEING_LANES[key[1]]]}"


def _evening_words(name: str, evening: Evening) -> str:
    if name == "burn_down":
        return f"未办结 {evening.open} 项，共 {evening.tasks} 项"
    if name == "lamps":
        counts = [(wording.LAMPS[lamp], evening.lamp(lamp)) for lamp in LAMPS]
    else:
        counts = [(wording.LANES[lane], evening.lane(lane)) for lane in LANES]
    return "，".join(f"{words} {count}" for words, count in counts if count)
