"""Bars: what each action has brought in (办结销号), and how long tasks have stood in their lanes (停留天数)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final, cast

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from battlemap import wording
from battlemap.charts.ground import Drawing, Ground, Spot, points
from battlemap.charts.stacks import LANE_COLOURS
from battlemap.charts.style import alone, count_axis, filling, seam, spot_of, svg, titled_axes, word
from battlemap.domain.judging.ageing import AGEING_LANES, AgeSpan

#: Parts of an action's bar: words and colour token, in the order of the numbers.
_PARTS: Final = (("已销号", "green"), ("已办结待核查", "yellow"), ("未办结", "grey"))
_LONGEST_NAME: Final = 7


def turnout(rows: Sequence[tuple[str, int, int, int]], as_of: date, ground: Ground) -> Drawing:
    """Returns a bar for each (name, struck off, awaiting the check, open); spot keys are (row, part)."""
    with alone():
        em, look = ground.em, ground.look
        shares = [f"{parts[0] + parts[1]}/{sum(parts)}" if sum(parts) else "无任务" for _, *parts in rows]
        drawn = titled_axes(ground, (8.2, 3.4, 1.2 + 0.62 * max([5, *map(len, shares)]), 0.6))
        drawn.grid(visible=False)
        drawn.spines["bottom"].set_visible(False)
        drawn.set_xticks([])
        room = ground.height - ground.head - 4 * em
        text = min(em, 0.82 * room / max(1, len(rows)))
        drawn.set_ylim(max(1, len(rows)) - 0.5, -0.5)
        drawn.set_yticks(range(len(rows)), [_short(name) for name, *_ in rows])
        drawn.tick_params(axis="y", labelsize=points(text), labelcolor=look.colour("text"))
        most = max((sum(parts) for _, *parts in rows), default=0)
        drawn.set_xlim(0, max(1, most))
        if not rows:
            word(drawn, (0.5, 0.5), "尚无专项", look.colour("muted"), em * 1.2, "center")
            return Drawing(svg(cast(Figure, drawn.figure)))
        spots = [
            spot
            for n, (_, *parts) in enumerate(rows)
            for spot in _row(drawn, n, parts, [colour for _, colour in _PARTS], ground)
        ]
        for n, (_, *parts) in enumerate(rows):
            word(
                drawn, (sum(parts), n), shares[n], look.colour("text"), text, "left", (em * 0.4, 0), of="data"
            )
        _key(drawn, _PARTS, as_of, ground, 8.2)
        return Drawing(svg(cast(Figure, drawn.figure)), tuple(spots))


def ageing(spans: Sequence[AgeSpan], as_of: date, ground: Ground) -> Drawing:
    """Returns a column for each span of days, its lanes stacked; spot keys are (span, lane)."""
    with alone():
        em, look = ground.em, ground.look
        drawn = titled_axes(ground, (3.2, 3.4, 0.8, 1.9))
        drawn.set_xlim(-0.5, len(spans) - 0.5)
        drawn.set_xticks(range(len(spans)), [span.words for span in spans])
        most = max((span.count for span in spans), default=0)
        top = count_axis(drawn, most * 1.06)
        spots = []
        for n, span in enumerate(spans):
            low = 0
            for part, lane in enumerate(AGEING_LANES):
                height = len(span.tasks.get(lane, ()))
                if not height:
                    continue
                drawn.bar(
                    n, height, 0.62, low, color=filling(look, LANE_COLOURS[lane]), edgecolor=seam(look),
                    linewidth=points(em * 0.08),
                )  # fmt: skip
                spots.append(spot_of(drawn, n - 0.31, low, n + 0.31, low + height, (n, part)))
                low += height
            if low:
                word(
                    drawn, (n, low), str(low), look.colour("text"), em, "center", (0, 0.75 * em),
                    is_bold=True, of="data",
                )  # fmt: skip
        if not most:
            word(drawn, (0.5, 0.5), "没有在办任务", look.colour("muted"), em * 1.2, "center", (0, top * 0))
        parts = [(wording.LANES[lane], LANE_COLOURS[lane]) for lane in AGEING_LANES]
        _key(drawn, parts, as_of, ground, 3.2)
        return Drawing(svg(cast(Figure, drawn.figure)), tuple(spots))


def _row(drawn: Axes, n: int, parts: Sequence[int], colours: Sequence[str], ground: Ground) -> list[Spot]:
    spots, left = [], 0
    for part, (width, colour) in enumerate(zip(parts, colours, strict=True)):
        if not width:
            continue
        drawn.barh(
            n, width, 0.66, left, color=filling(ground.look, colour), edgecolor=seam(ground.look),
            linewidth=points(ground.em * 0.08),
        )  # fmt: skip
        # rows run downwards
        spots.append(spot_of(drawn, left, n + 0.5, left + width, n - 0.5, (n, part)))
        left += width
    return spots


def _key(drawn: Axes, parts: Sequence[tuple[str, str]], as_of: date, ground: Ground, left: float) -> None:
    """Writes what the colours mean in the upper line, unit and day in the line below it."""
    em, look = ground.em, ground.look
    x = (0.6 - left) * em
    for words, colour in parts:
        word(drawn, (0, 1), "■", filling(look, colour), em, "left", (x, 2.5 * em))
        word(drawn, (0, 1), words, look.colour("text"), em, "left", (x + 1.2 * em, 2.5 * em))
        x += (len(words) + 2.2) * em
    unit = f"单位：项　截至 {as_of.month}月{as_of.day}日"
    word(drawn, (0, 1), unit, look.colour("muted"), em, "left", ((0.6 - left) * em, 1.1 * em))


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"
