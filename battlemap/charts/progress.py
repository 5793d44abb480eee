"""The progress curve: 完成 against 序时 over the days of the campaign."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import cast

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from battlemap.charts.style import (
    Drawing,
    Ground,
    alone,
    day_axis,
    day_spots,
    points,
    right_rim,
    spread,
    svg,
    titled_axes,
    word,
)
from battlemap.domain.telling.progress_course import ProgressEvening
from battlemap.theme import Theme


def progress_svg(
    evenings: Sequence[ProgressEvening],
    first: date,
    last: date,
    look: Theme,
    width: float,
    height: float,
    em: float,
) -> bytes:
    """Returns the curve as SVG, `width` × `height` mm with texts of `em` mm, from `first` to `last` of the campaign.

    The last point is labelled with both percentages and its day; an empty course says so in words.
    """
    return progress(evenings, first, last, Ground(look, width, height, em)).svg


def progress(evenings: Sequence[ProgressEvening], first: date, last: date, ground: Ground) -> Drawing:
    """Returns the curve; its spots are the days that it knows."""
    with alone():
        em = ground.em
        rim = right_rim(evenings[-1].day if evenings else None, first, last, ground, 2.9, 6.4)
        drawn = titled_axes(ground, (2.9, 1.9, rim, 1.9))
        day_axis(drawn, first, last, ground.width / em)
        drawn.set_ylim(0, 104)
        drawn.set_yticks([0, 25, 50, 75, 100])
        if evenings:
            day = evenings[-1].day
            until = f"单位：%　截至 {day.month}月{day.day}日"
            word(drawn, (1, 1), until, ground.look.colour("muted"), em, "right", ((rim - 0.2) * em, 1.1 * em))
            _curves(drawn, evenings, ground, (ground.height - ground.head - 3.8 * em) / 104)
        else:
            word(drawn, (0.5, 0.5), "尚无进度记录", ground.look.colour("muted"), em * 1.2, "center")
        return Drawing(
            svg(cast(Figure, drawn.figure)), day_spots(drawn, [evening.day for evening in evenings])
        )


def _curves(drawn: Axes, evenings: Sequence[ProgressEvening], ground: Ground, per_percent: float) -> None:
    look, em = ground.look, ground.em
    days = [evening.day.toordinal() for evening in evenings]
    done = [evening.progress for evening in evenings]
    expected = [evening.time_progress for evening in evenings]
    done_colour, muted = look.colour("progress"), look.colour("muted")
    if len(days) > 1:
        # a single day is no line, and an empty path is no good PDF
        drawn.fill_between(days, done, color=done_colour, alpha=0.12, linewidth=0)
        drawn.plot(days, expected, color=muted, linewidth=points(em * 0.14), dashes=(4, 2.5))
        drawn.plot(days, done, color=done_colour, linewidth=points(em * 0.26), solid_capstyle="round")
    drawn.plot(days[-1:], done[-1:], "o", color=done_colour, markersize=points(em * 0.62), clip_on=False)
    drawn.plot(days[-1:], expected[-1:], "o", color=muted, markersize=points(em * 0.42), clip_on=False)
    newest = evenings[-1]
    _labels(drawn, newest, ground, per_percent)


def _labels(drawn: Axes, newest: ProgressEvening, ground: Ground, per_percent: float) -> None:
    """Both percentages beside the last point, the higher one above, never over each other."""
    look, em = ground.look, ground.em
    values = (newest.time_progress, newest.progress)
    places = spread([value * per_percent for value in values], 1.35 * em, 0, 104 * per_percent)
    for value, place, words, colour, is_bold in (
        (values[1], places[1], f"完成 {values[1]:.1f}", look.colour("progress"), True),
        (values[0], places[0], f"序时 {values[0]:.1f}", look.colour("muted"), False),
    ):
        word(
            drawn, (newest.day.toordinal(), value), words, colour, em, "left",
            (em * 0.6, place - value * per_percent), is_bold=is_bold, of="data",
        )  # fmt: skip
