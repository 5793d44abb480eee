"""The six curves of the trends (态势) by name, and how each is drawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from battlemap.charts.bars import ageing, turnout
from battlemap.charts.burn_down import burn_down
from battlemap.charts.ground import Drawing, Ground
from battlemap.charts.progress import progress
from battlemap.charts.stacks import flow, lamps
from battlemap.domain.judging.ageing import ageing as age_spans
from battlemap.domain.judging.burn_down import ideal_open
from battlemap.domain.telling.trends import Trends
from battlemap.domain.telling.turnout import turnouts


def _progress(trends: Trends, ground: Ground) -> Drawing:
    campaign = trends.snapshot.campaign
    return progress(trends.progress_course, campaign.starts_on, campaign.ends_on, ground)


def _lamps(trends: Trends, ground: Ground) -> Drawing:
    campaign, shown = trends.snapshot.campaign, trends.snapshot.scheme.lamps
    return lamps(trends.course.evenings, shown, campaign.starts_on, campaign.ends_on, ground)


def _flow(trends: Trends, ground: Ground) -> Drawing:
    campaign = trends.snapshot.campaign
    return flow(trends.course.evenings, campaign.starts_on, campaign.ends_on, ground)


def _burn_down(trends: Trends, ground: Ground) -> Drawing:
    campaign, evenings = trends.snapshot.campaign, trends.course.evenings
    tasks = evenings[-1].tasks if evenings else 0
    ideal = ideal_open(tasks, campaign, trends.snapshot.calendar)
    return burn_down(evenings, ideal, campaign.starts_on, campaign.ends_on, ground)


def _turnout(trends: Trends, ground: Ground) -> Drawing:
    rows = [
        (counted.action.short, len(counted.struck_off), len(counted.checking), len(counted.open))
        for counted in turnouts(trends.snapshot, trends.only)
    ]
    return turnout(rows, trends.as_of, ground)


def _ageing(trends: Trends, ground: Ground) -> Drawing:
    return ageing(age_spans(trends.tasks, trends.course.since, trends.as_of), trends.as_of, ground)


#: Name of a curve → who draws it.
DRAW: Final[Mapping[str, Callable[[Trends, Ground], Drawing]]] = {
    "progress": _progress,
    "burn_down": _burn_down,
    "lamps": _lamps,
    "flow": _flow,
    "turnout": _turnout,
    "ageing": _ageing,
}
