"""The timeline on a wall chart: the strip of the board over the whole width, with the number of tasks due each day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import attrs

from battlemap.domain.kinds.campaign import Campaign
from battlemap.domain.planning.calendar import Period
from battlemap.layout.scene import Box, Item, Line, Rect, Text
from battlemap.layout.shift import moved
from battlemap.layout.strip import StripLayout, StripMetrics
from battlemap.layout.strip_face import StripFacts, strip_face
from battlemap.layout.text import elide, em_width, plain

#: Heights of the rows for key days and due counts, in ems.
_KEYS: Final = 1.75
_DUE: Final = 1.5


def _metrics(small: float) -> StripMetrics:
    return StripMetrics(
        months=small * 1.6, weeks=small * 1.45, numbers=small * 1.45, bars=small * 2.2, small=small,
        least_day=0.01, gap=small * 0.3, border=small * 0.05,
    )  # fmt: skip


def wall_strip_h(small: float) -> float:
    """Returns the height of the timeline whose texts have this em."""
    return _metrics(small).height + small * (_KEYS + _DUE)


def wall_strip(
    campaign: Campaign, facts: StripFacts, place: Rect, label_w: float, small: float
) -> Iterator[Item]:
    """Yields the timeline: its name at the left, key days on top, the days, below them how many open tasks are due."""
    label = Rect(place.x, place.y, label_w, place.h)
    yield Box(label, "band", "border", small * 0.05)
    size = max(small, min(small * 1.25, label.h / 4.5))
    yield Text(label, tuple("时间轴"), size, "band_text", True, "center", leading=1.2)
    strip = StripLayout.of(campaign, place.w - label_w, _metrics(small))
    x, top = place.x + label_w, place.y + small * _KEYS
    bans = tuple(period for period in facts.periods if period.kind == "ban")
    yield from (moved(item, x, top) for item in strip_face(strip, attrs.evolve(facts, periods=bans)))
    yield from (moved(item, x, place.y) for item in _key_days(strip, facts.periods, small))
    yield from (moved(item, x, top + strip.metrics.height) for item in _due(strip, facts, small))
    yield Box(Rect(x, place.y, place.w - label_w, place.h), None, "border", small * 0.05)


def _key_days(strip: StripLayout, periods: Sequence[Period], small: float) -> Iterator[Item]:
    """A pointer on the first day of each key period, a bar over its days, its name where there is room beside it."""
    keys = sorted(
        (p for p in periods if p.kind == "key" and not p.deleted and strip.clipped(p.starts_on, p.ends_on)),
        key=lambda period: (period.starts_on, period.id),
    )
    free = 0.0
    starts = [max(0.0, strip.day_x(period.starts_on)) for period in keys]
    for number, period in enumerate(keys):
        rect = strip.clipped(period.starts_on, period.ends_on)
        if rect is None:
            continue
        bar = Rect(rect.x, small * (_KEYS - 0.35), rect.w, small * 0.3)
        yield Box(bar, "accent", about=period.id)
        following = starts[number + 1] if number + 1 < len(starts) else strip.width
        words = plain(period.title)
        w = em_width(words) * small
        height = small * (_KEYS - 0.4)
        left = max(rect.x, small * 0.3)
        if left + w > following and rect.right - w >= free:
            left = rect.right - w
        left = max(left, free)
        room = min(max(following - small * 0.4, rect.right), strip.width) - left
        line = elide(words, room / small) if left + w > following else words
        if line and line != "…":
            yield Text(
                Rect(left, 0, em_width(line) * small, height), (line,), small, "accent", about=period.id
            )
            free = left + em_width(line) * small + small * 0.4


def _due(strip: StripLayout, facts: StripFacts, small: float) -> Iterator[Item]:
    """The number of open tasks under the day on which they are due."""
    yield Line(0, 0, strip.width, 0, "grid", small * 0.05)
    words = "每日到期任务数"
    taken = 0.0
    days = [day for day in strip.days if facts.due.get(day)]
    if not days or strip.day_x(days[0]) > em_width(words) * small + small:
        yield Text(Rect(small * 0.3, 0, em_width(words) * small, small * _DUE), (words,), small, "muted")
        taken = em_width(words) * small + small * 0.5
    for day in days:
        count = str(facts.due[day])
        rect = strip.day_rect(day)
        w = max(rect.w, em_width(count) * small)
        left = min(max(rect.x + (rect.w - w) / 2, 0.0), strip.width - w)
        if left < taken - 1e-6:
            continue
        colour = "red" if day < facts.as_of else "text"
        yield Text(Rect(left, 0, w, small * _DUE), (count,), small, colour, True, "center")
        taken = left + w
