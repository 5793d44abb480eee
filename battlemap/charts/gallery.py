"""The six curves of the situation (态势) by name: what each is called, tells, and how it is drawn."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import attrs

from battlemap.charts.bars import ageing, turnout
from battlemap.charts.burn_down import burn_down
from battlemap.charts.progress import progress
from battlemap.charts.stacks import flow, lamps
from battlemap.charts.style import Drawing, Ground
from battlemap.domain.ageing import ageing as age_spans
from battlemap.domain.burn_down import ideal_open
from battlemap.domain.situation import Situation
from battlemap.domain.turnout import turnouts


@attrs.frozen
class Chart:
    """One curve: its name in files, its title, what it tells, and who draws it."""

    name: str
    title: str
    purpose: str
    draw: Callable[[Situation, Ground], Drawing]


def _progress(told: Situation, ground: Ground) -> Drawing:
    campaign = told.snapshot.campaign
    return progress(told.trend, campaign.starts_on, campaign.ends_on, ground)


def _lamps(told: Situation, ground: Ground) -> Drawing:
    campaign, shown = told.snapshot.campaign, told.snapshot.scheme.lamps
    return lamps(told.course.evenings, shown, campaign.starts_on, campaign.ends_on, ground)


def _flow(told: Situation, ground: Ground) -> Drawing:
    campaign = told.snapshot.campaign
    return flow(told.course.evenings, campaign.starts_on, campaign.ends_on, ground)


def _burn_down(told: Situation, ground: Ground) -> Drawing:
    campaign, evenings = told.snapshot.campaign, told.course.evenings
    tasks = evenings[-1].tasks if evenings else 0
    ideal = ideal_open(tasks, campaign, told.snapshot.calendar)
    return burn_down(evenings, ideal, campaign.starts_on, campaign.ends_on, ground)


def _turnout(told: Situation, ground: Ground) -> Drawing:
    rows = [
        (found.action.short, len(found.struck_off), len(found.checking), len(found.open))
        for found in turnouts(told.snapshot, told.only)
    ]
    return turnout(rows, told.as_of, ground)


def _ageing(told: Situation, ground: Ground) -> Drawing:
    return ageing(age_spans(told.tasks, told.course.since, told.as_of), told.as_of, ground)


CHARTS: Final = (
    Chart("progress", "完成与序时", "全部任务的平均进度，与按时间应达到的序时进度", _progress),
    Chart("burn_down", "剩余任务", "还没有办结的任务，与按工作日均匀办结应剩的任务", _burn_down),
    Chart("lamps", "亮灯构成", "每天傍晚各色灯的任务数", _lamps),
    Chart("flow", "任务流转", "每天傍晚各状态的任务数，累积流图", _flow),
    Chart("turnout", "各专项办结销号", "各专项已销号、已办结待核查和未办结的任务数", _turnout),
    Chart("ageing", "停留天数", "任务进入当前状态已有多少天，已销号的不计", _ageing),
)
