"""The state of the whole campaign in three panels: progress and lanes, lamps with their rules, the curve."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import attrs

from battlemap import wording
from battlemap.domain.judging.lamp import Lamp
from battlemap.layout.card_face import lamp_shape
from battlemap.layout.overview_frame import Sizes
from battlemap.layout.scene import Box, Item, Line, Picture, Rect, Text
from battlemap.layout.text import em_width, wrap
from battlemap.layout.words import Part, fitted, in_row

#: Width, height, em in mm → the curve as SVG.
Chart = Callable[[float, float, float], bytes]


@attrs.frozen
class LampCount:
    """A lamp of the scheme, how many tasks show it, and its rule in words."""

    lamp: Lamp
    count: int
    rule: str


@attrs.frozen
class SummaryFacts:
    """Progress and 序时 in percent with the judgement in words; counts with their names; lamps."""

    progress: str
    time_progress: str
    judgement: str
    is_behind: bool
    counts: tuple[tuple[str, int], ...]
    lamps: tuple[LampCount, ...]


def summary_h(sizes: Sizes) -> float:
    """Returns the height of the panels."""
    return max(68 * sizes.unit, 10.4 * sizes.small)


def summary(facts: SummaryFacts, chart: Chart | None, box: Rect, sizes: Sizes) -> Iterator[Item]:
    """Yields the panels side by side; the curve is left out where nobody draws one."""
    gap = sizes.gap
    shares = (0.27, 0.38, 0.35) if chart else (0.42, 0.58)
    room = box.w - gap * (len(shares) - 1)
    places, x = [], box.x
    for share in shares:
        places.append(Rect(x, box.y, room * share, box.h))
        x += room * share + gap
    yield from _state(facts, _panel_inner(places[0], sizes), sizes)
    yield from _lamps(facts.lamps, _panel_inner(places[1], sizes), sizes)
    for place, title in zip(places, ("总体进度", "亮灯情况", "完成与序时"), strict=False):
        yield from _panel(title, place, sizes)
    if chart:
        # the curve keeps its upper left corner free for the panel's title
        inner = places[2].inset(sizes.small * 0.6, sizes.small * 0.25)
        yield Picture(inner, chart(inner.w, inner.h, sizes.small))


def _panel(title: str, place: Rect, sizes: Sizes) -> Iterator[Item]:
    small = sizes.small
    yield Box(place, None, "border", max(0.15, 0.5 * sizes.unit))
    yield Box(Rect(place.x, place.y + small * 0.5, small * 0.35, small * 1.2), "accent")
    yield Text(
        Rect(place.x + small * 0.9, place.y + small * 0.3, place.w - small * 1.2, small * 1.6),
        (title,), small * 1.15, "accent", True,
    )  # fmt: skip


def _panel_inner(place: Rect, sizes: Sizes) -> Rect:
    small = sizes.small
    return Rect(place.x + small * 0.9, place.y + small * 2.0, place.w - small * 1.8, place.h - small * 2.3)


def _state(facts: SummaryFacts, box: Rect, sizes: Sizes) -> Iterator[Item]:
    """The percentages large, the judgement in words, and under a line the counts side by side."""
    small = sizes.small
    upper = Rect(box.x, box.y, box.w, box.h * 0.46)
    large = min(upper.h * 0.78, box.w / 9)
    parts = [
        Part("完成", small), Part(facts.progress, large, "red" if facts.is_behind else "progress", True),
        Part("序时", small, "muted"), Part(facts.time_progress, large * 0.62, "muted", True),
    ]  # fmt: skip
    yield from in_row(upper, [part for part in parts if part.words], small * 0.5)
    words = Rect(box.x, upper.bottom, box.w, small * 1.5)
    yield from fitted(words, facts.judgement, small, "text", about=None)
    top = words.bottom + small * 0.2
    yield Line(box.x, top, box.right, top, "grid", max(0.15, 0.5 * sizes.unit))
    lower = Rect(box.x, top + small * 0.2, box.w, box.bottom - top - small * 0.2)
    size = max(small, min(lower.h * 0.5, small * 2.0))
    w = lower.w / max(1, len(facts.counts))
    for number, (name, count) in enumerate(facts.counts):
        place = Rect(lower.x + number * w, lower.y, w * 0.96, lower.h)
        upper_h = max(0.0, place.h - small * 1.35)
        if upper_h >= size:
            figure = Rect(place.x, place.y, place.w, upper_h)
            ink = "text" if count else "muted"
            yield from fitted(figure, str(count), size, ink, bool(count), "center", small)
            below = Rect(place.x, place.y + upper_h, place.w, small * 1.35)
            yield from fitted(below, name, small, "muted", align="center")
        else:
            yield from fitted(place, f"{name}{count}", small, "text", align="center")


def _lamps(lamps: tuple[LampCount, ...], box: Rect, sizes: Sizes) -> Iterator[Item]:
    """A row for each lamp: shape, word, number and its rule; the panel is the legend as well."""
    small = sizes.small
    h = box.h / max(1, len(lamps))
    size = max(small, min(h * 0.52, small * 1.6))
    side = size * 1.05
    word_w = em_width("红灯") * size
    number_w = max([em_width(str(item.count)) for item in lamps] + [1.2]) * size * 1.05
    for number, item in enumerate(lamps):
        row = Rect(box.x, box.y + number * h, box.w, h)
        yield lamp_shape(item.lamp, Rect(row.x, row.y + (h - side) / 2, side, side))
        x = row.x + side + small * 0.5
        yield from fitted(Rect(x, row.y, word_w, h), wording.LAMPS[item.lamp], size, "text", True)
        x += word_w + small * 0.4
        ink = "text" if item.count else "muted"
        yield from fitted(Rect(x, row.y, number_w, h), str(item.count), size, ink, bool(item.count), "right")
        x += number_w + small * 0.9
        if row.right - x > small * 3:
            rule = small * 1.12 if h >= small * 2 else small
            lines = wrap(item.rule, (row.right - x) / rule, 2 if h >= rule * 2.5 else 1)
            yield Text(Rect(x, row.y, row.right - x, h), lines, rule, "muted", leading=1.2)
