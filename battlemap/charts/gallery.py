"""The six curves of the trends (态势) by name, and how each is drawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from battlemap.charts.bars import ageing, turnout
from battlemap.charts.burn_down import burn_down
from battlemap.charts.progress import progress
from battlemap.charts.stacks import flow, lamps
from battlemap.charts.style import Drawing, Ground
from battlemap.domain.judging.ageing import ageing as age_spans
from battlemap.domain.judging.burn_down import ideal_open
from battlemap.domain.telling.trends import Trends
from battlemap.domain.telling.turnout import turnouts


def _progress(told: Trends, ground: Ground) -> Drawing:
    campaign = told.snapshot.campaign
    return progress(told.progress_course, campaign.starts_on, campaign.ends_on, ground)


def _lamps(told: Trends, ground: Ground) -> Drawing:
    campaign, shown = told.snapshot.campaign, told.snapshot.scheme.lamps
    return lamps(told.course.evenings, shown, campaign.starts_on, campaign.ends_on, ground)


def _flow(told: Trends, ground: Ground) -> Drawing:
    campaign = told.snapshot.campaign
    return flow(told.course.evenings, campaign.starts_on, campaign.ends_on, ground)


def _burn_down(told: Trends, ground: Ground) -> Drawing:
    campaign, evenings = told.snapshot.campaign, told.course.evenings
    tasks = evenings[-1].tasks if evenings else 0
    ideal = ideal_open(tasks, campaign, told.snapshot.calendar)
    return burn_down(evenings, ideal, campaign.starts_on, campaign.ends_on, ground)


def _turnout(told: Trends, ground: Ground) -> Drawing:
    rows = [
        (found.action.short, len(found.struck_off), len(found.checking), len(found.open))
        for found in turnouts(told.snapshot, told.only)
    ]
    return turnout(rows, told.as_of, ground)


def _ageing(told: Trends, ground: Ground) -> Drawing:
    return ageing(age_spans(told.tasks, told.course.since, told.as_of), told.as_of, ground)


#: Name of a curve → who draws it.
DRAW: Final[Mapping[str, Callable[[Trends, Ground], Drawing]]] = {
    "progress": _progress,
    "burn_down": _burn_down,
    "lamps": _lamps,
    "flow": _flow,
    "turnout": _turnout,
    "ageing": _ageing,
}
