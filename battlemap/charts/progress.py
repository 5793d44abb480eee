"""The progress curve: 完成 against 序时 over the days of the campaign."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from matplotlib.axes import Axes

from battlemap.charts.style import FAMILY, axes, figure, points, svg
from battlemap.domain.trend import TrendPoint
from battlemap.theme import Theme


def progress_svg(
    trend: Sequence[TrendPoint],
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
    made = figure(width, height)
    drawn = axes(made, look, em, (em * 2.9, em * 1.9, em * 6.4, em * 1.9))
    start, end = first.toordinal(), max(last.toordinal(), first.toordinal() + 1)
    drawn.set_xlim(start, end)
    drawn.set_ylim(0, 104)
    drawn.set_yticks([0, 25, 50, 75, 100])
    days = _ticks(first, last, width / em)
    drawn.set_xticks([day.toordinal() for day in days], [f"{day.month}月{day.day}日" for day in days])
    if trend:
        _curves(drawn, trend, look, em, (height - 3.8 * em) / 104)
    else:
        _word(drawn, (0.5, 0.5), "尚无进度记录", look.colour("muted"), em * 1.2, "center", (0, 0))
    return svg(made)


def _curves(drawn: Axes, trend: Sequence[TrendPoint], look: Theme, em: float, per_percent: float) -> None:
    days = [point.day.toordinal() for point in trend]
    done = [point.progress for point in trend]
    expected = [point.time_progress for point in trend]
    accent, muted = look.colour("accent"), look.colour("muted")
    if len(days) > 1:
        # a single day is no line, and an empty path is no good PDF
        drawn.fill_between(days, done, color=accent, alpha=0.12, linewidth=0)
        drawn.plot(days, expected, color=muted, linewidth=points(em * 0.14), dashes=(4, 2.5))
        drawn.plot(days, done, color=accent, linewidth=points(em * 0.26), solid_capstyle="round")
    drawn.plot(days[-1:], done[-1:], "o", color=accent, markersize=points(em * 0.62), clip_on=False)
    drawn.plot(days[-1:], expected[-1:], "o", color=muted, markersize=points(em * 0.42), clip_on=False)
    newest = trend[-1]
    until = f"单位：%　截至 {newest.day.month}月{newest.day.day}日"
    _word(drawn, (1, 1), until, muted, em, "right", (6.2 * em, 1.1 * em))
    _labels(drawn, newest, look, em, per_percent)


def _labels(drawn: Axes, newest: TrendPoint, look: Theme, em: float, per_percent: float) -> None:
    """Both percentages beside the last point, the higher one above, never over each other."""
    apart = max(0.0, 1.35 * em - abs(newest.progress - newest.time_progress) * per_percent) / 2
    up = 1 if newest.progress >= newest.time_progress else -1
    x = newest.day.toordinal()
    for value, words, colour, weight, sign in (
        (newest.progress, f"完成 {newest.progress:.1f}", look.colour("accent"), "bold", up),
        (newest.time_progress, f"序时 {newest.time_progress:.1f}", look.colour("muted"), "normal", -up),
    ):
        drawn.annotate(
            words, (x, value), (points(em * 0.6), points(sign * apart)), textcoords="offset points",
            va="center", ha="left", color=colour, family=FAMILY, fontsize=points(em), fontweight=weight,
            annotation_clip=False,
        )  # fmt: skip


def _word(
    drawn: Axes,
    at: tuple[float, float],
    words: str,
    colour: str,
    em: float,
    align: str,
    shift: tuple[float, float],
) -> None:
    """Writes words at a place of the axes (shares of their sides), shifted by mm to the right and up."""
    drawn.annotate(
        words, at, (points(shift[0]), points(shift[1])), xycoords="axes fraction", textcoords="offset points",
        va="center", ha=align, color=colour, family=FAMILY, fontsize=points(em), annotation_clip=False,
    )  # fmt: skip


def _ticks(first: date, last: date, ems: float) -> list[date]:
    """Returns the first day, the first of each month and the last day, as far as their words have room."""
    marks = [first]
    day = first
    while day <= last:
        if day.day == 1 and day != first:
            marks.append(day)
        day = date.fromordinal(day.toordinal() + 1)
    span = max(1, (last - first).days)
    needed = span * 6.5 / max(1.0, ems - 8)
    kept = [first]
    for mark in marks[1:]:
        if (mark - kept[-1]).days >= needed and (last - mark).days >= needed:
            kept.append(mark)
    return [*kept, last] if last > first else kept
