"""The burn-down (剩余任务): tasks not finished by each evening against the even way to none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import cast

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from battlemap.charts.ground import Drawing, Ground, points, right_rim, spread
from battlemap.charts.style import alone, count_axis, day_axis, day_spots, svg, titled_axes, word
from battlemap.domain.telling.course import Evening


def burn_down(
    evenings: Sequence[Evening],
    ideal: Sequence[tuple[date, Fraction]],
    first: date,
    last: date,
    ground: Ground,
) -> Drawing:
    """Returns the open tasks as a line and the ideal one dashed; the newest evening says by how many they differ."""
    with alone():
        em, look = ground.em, ground.look
        rim = right_rim(evenings[-1].day if evenings else None, first, last, ground, 3.6, 6.8)
        drawn = titled_axes(ground, (3.6, 1.9, rim, 1.9))
        day_axis(drawn, first, last, ground.width / em)
        most = max([evening.open for evening in evenings] + [float(left) for _, left in ideal], default=0)
        top = count_axis(drawn, most if evenings else 0)
        if evenings:
            day = evenings[-1].day
            until = f"单位：项　截至 {day.month}月{day.day}日"
            word(drawn, (1, 1), until, look.colour("muted"), em, "right", ((rim - 0.2) * em, 1.1 * em))
            _lines(drawn, evenings, ideal, ground, top)
        else:
            word(drawn, (0.5, 0.5), "尚无任务记录", look.colour("muted"), em * 1.2, "center")
        return Drawing(
            svg(cast(Figure, drawn.figure)), day_spots(drawn, [evening.day for evening in evenings])
        )


def _lines(
    drawn: Axes,
    evenings: Sequence[Evening],
    ideal: Sequence[tuple[date, Fraction]],
    ground: Ground,
    top: float,
) -> None:
    em, look = ground.em, ground.look
    ink, muted = look.colour("progress"), look.colour("muted")
    if len(ideal) > 1:
        drawn.plot(
            [day.toordinal() for day, _ in ideal], [float(number) for _, number in ideal], color=muted,
            linewidth=points(em * 0.14), dashes=(4, 2.5),
        )  # fmt: skip
    days = [evening.day.toordinal() for evening in evenings]
    if len(days) > 1:
        drawn.fill_between(days, [evening.open for evening in evenings], color=ink, alpha=0.12, linewidth=0)
        drawn.plot(days, [evening.open for evening in evenings], color=ink, linewidth=points(em * 0.26))
    newest = evenings[-1]
    drawn.plot(days[-1:], [newest.open], "o", color=ink, markersize=points(em * 0.62), clip_on=False)
    labels: list[tuple[float, str, str, bool]] = [(newest.open, f"未办结 {newest.open}", ink, True)]
    wanted = dict(ideal).get(newest.day)
    if wanted is not None:
        rounded = round(wanted)
        drawn.plot(days[-1:], [float(wanted)], "o", color=muted, markersize=points(em * 0.42), clip_on=False)
        labels.append((float(wanted), f"应剩 {rounded}", muted, False))
        gap = newest.open - rounded
        judged = "与计划持平" if gap == 0 else f"比计划{'多' if gap > 0 else '少'}剩 {abs(gap)} 项"
        word(
            drawn, (0, 1), judged, look.colour("red") if gap > 0 else look.colour("text"), em, "left",
            (0, 1.1 * em), is_bold=True,
        )  # fmt: skip
    per_one = (ground.height - ground.head - 3.8 * em) / top
    places = spread([value * per_one for value, *_ in labels], 1.35 * em, 0.4 * em, top * per_one)
    for (value, words, colour, is_bold), place in zip(labels, places, strict=True):
        word(
            drawn, (days[-1], value), words, colour, em, "left", (em * 0.6, place - value * per_one),
            is_bold=is_bold, of="data",
        )  # fmt: skip
