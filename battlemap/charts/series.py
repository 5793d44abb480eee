"""The curve of one indicator: this year strong, last year thin, the way to the target dashed, the forecast as a fan."""

from __future__ import annotations

from decimal import Decimal
from typing import Final, cast

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from battlemap.charts.ground import Drawing, Ground, points, spread
from battlemap.charts.style import alone, spot_of, svg, titled_axes, word
from battlemap.domain.decimal_figures import plain
from battlemap.domain.series.curve import Curve

#: ems at the right for the words of the last values.
_RIGHT: Final = 9.5


def series(curve: Curve, ground: Ground) -> Drawing:
    """Returns the curve; each line bears its name and newest value at its end; the spots' keys are months."""
    with alone():
        em, look = ground.em, ground.look
        drawn = titled_axes(ground, (4.6, 1.9, _RIGHT, 1.9))
        drawn.set_xlim(0.7, 12.3)
        every = 1 if ground.width > 46 * em else 2 if ground.width > 33 * em else 3
        drawn.set_xticks(
            range(1, 13), ["" if (month - 1) % every else f"{month}月" for month in range(1, 13)]
        )
        values = [value for line in (curve.this_year, curve.last_year, curve.target) for _, value in line]
        values += [value for value in (curve.low, curve.high, curve.chosen) if value is not None]
        if curve.is_empty:
            drawn.set_yticks([])
            word(drawn, (0.5, 0.5), "还没有数据", look.colour("muted"), em * 1.2, "center")
            return Drawing(svg(cast(Figure, drawn.figure)))
        low, high = _scale(drawn, values)
        word(
            drawn,
            (0, 1),
            f"单位：{curve.unit or '—'}",
            look.colour("muted"),
            em,
            "left",
            (-4.2 * em, 1.1 * em),
        )
        labels = _lines(drawn, curve, ground)
        per_one = (ground.height - ground.head - 3.8 * em) / (high - low)
        wanted = [(value - low) * per_one for _, value, *_ in labels]
        places = spread(wanted, 1.35 * em, 0.4 * em, (high - low) * per_one)
        for (month, value, words, colour, is_bold), at, place in zip(labels, wanted, places, strict=True):
            # all names stand in one column behind December
            shift = (12.3 - month) / 11.6 * (ground.width - (4.6 + _RIGHT) * em)
            word(
                drawn, (month, value), words, colour, em, "left", (shift + 0.5 * em, place - at), is_bold=is_bold, of="data",
            )  # fmt: skip
        spots = tuple(spot_of(drawn, month - 0.5, low, month + 0.5, high, (month,)) for month in range(1, 13))
        return Drawing(svg(cast(Figure, drawn.figure)), spots)


def _scale(drawn: Axes, values: list[Decimal]) -> tuple[float, float]:
    """Gives the axes round values; from 0 unless all lie close together far from it."""
    least, most = float(min(values)), float(max(values))
    if least >= 0 and least < most * 0.6:
        least = 0.0
    room = (most - least) or abs(most) or 1.0
    low = least if least == 0 else least - room * 0.12
    high = most + room * 0.1
    drawn.set_ylim(low, high)
    drawn.locator_params(axis="y", nbins=5)
    drawn.yaxis.set_major_formatter(lambda value, _: f"{value:,.6g}")
    return low, high


def _lines(drawn: Axes, curve: Curve, ground: Ground) -> list[tuple[float, float, str, str, bool]]:
    """Draws the lines and returns what is written at their ends: month, value, words, colour, whether bold."""
    em, look = ground.em, ground.look
    ink, muted, text = look.colour("progress"), look.colour("muted"), look.colour("text")
    labels: list[tuple[float, float, str, str, bool]] = []
    if curve.last_year:
        months, values = _points(curve.last_year)
        drawn.plot(
            months, values, color=muted, linewidth=points(em * 0.12), marker="o", markersize=points(em * 0.24)
        )
        labels.append((months[-1], values[-1], f"去年 {_short(curve.last_year[-1][1])}", muted, False))
    if curve.target:
        months, values = _points(curve.target)
        drawn.plot(months, values, color=text, linewidth=points(em * 0.1), dashes=(4, 2.5))
        labels.append((12, values[-1], f"目标 {_short(curve.target[-1][1])}", text, False))
    if curve.this_year:
        months, values = _points(curve.this_year)
        last, now = months[-1], values[-1]
        if curve.low is not None and curve.high is not None and last < 12:
            drawn.fill(
                [last, 12, 12], [now, float(curve.high), float(curve.low)], color=ink, alpha=0.16, linewidth=0
            )
        if curve.chosen is not None and last < 12:
            drawn.plot(
                [last, 12],
                [now, float(curve.chosen)],
                color=ink,
                linewidth=points(em * 0.14),
                dashes=(2, 1.5),
            )
            labels.append((12, float(curve.chosen), f"预计 {_short(curve.chosen)}", ink, False))
        drawn.plot(
            months, values, color=ink, linewidth=points(em * 0.28), marker="o", markersize=points(em * 0.5)
        )
        labels.append((last, now, f"{int(last)}月 {_short(curve.this_year[-1][1])}", ink, True))
    return labels


def _points(line: tuple[tuple[int, Decimal], ...]) -> tuple[list[float], list[float]]:
    return [float(month) for month, _ in line], [float(value) for _, value in line]


def _short(value: Decimal) -> str:
    """Returns a value in at most some seven characters."""
    return plain(value, 0 if abs(value) >= 100_000 else 1 if abs(value) >= 1000 else 2)
