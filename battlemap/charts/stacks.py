"""Stacked areas over the days: lamps (亮灯构成) and the cumulative flow through the lanes (累积流)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final, cast

import attrs
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from battlemap import wording
from battlemap.charts.ground import Drawing, Ground, points, right_rim, spread
from battlemap.charts.style import (
    alone,
    count_axis,
    day_axis,
    day_spots,
    filling,
    seam,
    svg,
    titled_axes,
    word,
)
from battlemap.domain.judging.lamp import LAMPS, Lamp
from battlemap.domain.kinds.task import LANES, Lane
from battlemap.domain.telling.course import Evening

#: Lane → token of its colour: grey for what waits, the colour of progress for work, yellow for the check, green for what is over.
LANE_COLOURS: Final[dict[Lane, str]] = {
    "waiting": "grey", "moving": "progress", "checking": "yellow", "struck_off": "green",
}  # fmt: skip


@attrs.frozen
class _Band:
    """One area: its name, its colour token, its height by each evening."""

    words: str
    colour: str
    heights: tuple[int, ...]


def lamps(
    evenings: Sequence[Evening], shown: Sequence[Lamp], first: date, last: date, ground: Ground
) -> Drawing:
    """Returns how the live tasks shared the lamps each evening; `shown` is worst first, and the worst lies at the bottom.

    Lamps that are not in `shown` but occurred (by hand) stand above the others.
    """
    strays = (lamp for lamp in LAMPS if lamp not in shown)
    order = (*shown, *(lamp for lamp in strays if any(evening.lamp(lamp) for evening in evenings)))
    bands = [
        _Band(wording.LAMPS[lamp], lamp, tuple(evening.lamp(lamp) for evening in evenings)) for lamp in order
    ]
    return _stacked(bands, evenings, first, last, ground, "尚无亮灯记录")


def flow(evenings: Sequence[Evening], first: date, last: date, ground: Ground) -> Drawing:
    """Returns how many tasks stood in each lane each evening, what is struck off at the bottom."""
    bands = [
        _Band(wording.LANES[lane], LANE_COLOURS[lane], tuple(evening.lane(lane) for evening in evenings))
        for lane in reversed(LANES)
    ]
    return _stacked(bands, evenings, first, last, ground, "尚无任务记录")


def _stacked(
    bands: Sequence[_Band], evenings: Sequence[Evening], first: date, last: date, ground: Ground, none: str
) -> Drawing:
    with alone():
        em, look = ground.em, ground.look
        rim = right_rim(evenings[-1].day if evenings else None, first, last, ground, 3.6, 7.8)
        drawn = titled_axes(ground, (3.6, 1.9, rim, 1.9))
        day_axis(drawn, first, last, ground.width / em)
        top = count_axis(drawn, max((evening.tasks for evening in evenings), default=0))
        if evenings:
            _areas(drawn, bands, [evening.day for evening in evenings], ground)
            _names(drawn, bands, evenings[-1].day, ground, top)
            day = evenings[-1].day
            until = f"单位：项　截至 {day.month}月{day.day}日"
            word(drawn, (1, 1), until, look.colour("muted"), em, "right", ((rim - 0.2) * em, 1.1 * em))
        else:
            word(drawn, (0.5, 0.5), none, look.colour("muted"), em * 1.2, "center")
        return Drawing(
            svg(cast(Figure, drawn.figure)), day_spots(drawn, [evening.day for evening in evenings])
        )


def _areas(drawn: Axes, bands: Sequence[_Band], days: Sequence[date], ground: Ground) -> None:
    """Draws each band as steps, a day wide, with a rim in the colour of the card: told apart in grey as well."""
    edges = [day.toordinal() + side for day in days for side in (-0.5, 0.5)]
    floor = [0] * len(edges)
    for band in bands:
        if not any(band.heights):
            continue
        steps = [height for height in band.heights for _ in (0, 1)]
        ceiling = [low + height for low, height in zip(floor, steps, strict=True)]
        drawn.fill_between(
            edges, floor, ceiling, facecolor=filling(ground.look, band.colour), edgecolor=seam(ground.look),
            linewidth=points(ground.em * 0.08),
        )  # fmt: skip
        floor = ceiling


def _names(drawn: Axes, bands: Sequence[_Band], day: date, ground: Ground, top: float) -> None:
    """Writes beside the last day what each band is and holds."""
    em = ground.em
    per_one = (ground.height - ground.head - 3.8 * em) / top
    labels, middles, low = [], [], 0
    for band in bands:
        height = band.heights[-1]
        if height:
            labels.append((band, low + height / 2))
            middles.append((low + height / 2) * per_one)
        low += height
    places = spread(middles, 1.3 * em, 0.5 * em, top * per_one)
    for (band, middle), place in zip(labels, places, strict=True):
        x = day.toordinal() + 0.5
        # a mark in the band's colour, words in the text's: yellow words could not be read
        drawn.annotate(
            "■", (x, middle), (points(em * 0.5), points(place - middle * per_one)), textcoords="offset points",
            va="center", ha="left", color=filling(ground.look, band.colour), fontsize=points(em), annotation_clip=False,
        )  # fmt: skip
        word(
            drawn, (x, middle), f"{band.words} {band.heights[-1]}", ground.look.colour("text"), em, "left",
            (em * 1.6, place - middle * per_one), of="data",
        )  # fmt: skip
