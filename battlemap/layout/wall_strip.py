"""The timeline on a wall chart: the strip of the board over the whole width, with the number of tasks due each day."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

import attrs

from battlemap.domain.days.calendar import Period
from battlemap.domain.kinds.campaign import Campaign
from battlemap.layout.scene import Box, Item, Line, Rect, Shape, Text
from battlemap.layout.shift import moved
from battlemap.layout.strip import StripLayout, StripMetrics
from battlemap.layout.strip_face import StripFacts, strip_face
from battlemap.layout.text import em_width, one_line
from battlemap.layout.words import fitted

#: Heights of the rows for key days and due counts, in ems.
_KEYS: Final = 1.75
_DUE: Final = 1.5
_PRAISE: Final = 1.5
#: A flag and the number beside it need so many ems.
_FLAG: Final = 0.85
#: The name of a key period stands so many ems behind its pin.
_PIN: Final = 0.95


def _metrics(small: float) -> StripMetrics:
    return StripMetrics(
        months=small * 1.6, weeks=small * 1.45, numbers=small * 1.45, bars=small * 1.3, small=small,
        least_day=0.01, gap=small * 0.3, border=small * 0.05,
    )  # fmt: skip


def wall_strip_h(small: float) -> float:
    """Returns the height of the timeline whose texts have this em."""
    return _metrics(small).height + small * (_KEYS + _DUE + _PRAISE)


def wall_strip(
    campaign: Campaign, facts: StripFacts, place: Rect, label_w: float, small: float, least: float
) -> Iterator[Item]:
    """Yields the timeline: its name at the left, key days on top, the days, below them how many open tasks are due."""
    label = Rect(place.x, place.y, label_w, place.h)
    yield Box(label, "band", "border", small * 0.05)
    size = max(small, min(small * 1.25, label.h / 4.5))
    yield Text(label, tuple("时间轴"), size, "band_text", True, "center", leading=1.2, is_fine=True)
    strip = StripLayout.of(campaign, place.w - label_w, _metrics(small))
    x, top = place.x + label_w, place.y + small * _KEYS
    bans = tuple(period for period in facts.periods if period.kind == "ban")
    yield from (moved(item, x, top) for item in strip_face(strip, attrs.evolve(facts, periods=bans)))
    yield from (moved(item, x, place.y) for item in _key_days(strip, facts.periods, small, least))
    below = top + strip.metrics.height
    yield from (moved(item, x, below) for item in _due(strip, facts, small))
    yield from (moved(item, x, below + small * _DUE) for item in _praise(strip, facts, small))
    yield Box(Rect(x, place.y, place.w - label_w, place.h), None, "border", small * 0.05)


def _key_days(strip: StripLayout, periods: Sequence[Period], small: float, least: float) -> Iterator[Item]:
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
        yield from _pin(rect.x, small, period.id)
        following = starts[number + 1] if number + 1 < len(starts) else strip.width
        words = one_line(period.title)
        w = em_width(words) * small
        left, room = rect.x + small * _PIN, min(following - small * 0.4, strip.width) - rect.x - small * _PIN
        if w > room and rect.x - small * 0.3 - w >= free:
            left, room = rect.x - small * 0.3 - w, w
        place = Rect(left, 0, min(w, room), small * (_KEYS - 0.4))
        if left >= free and w * least / small <= room:
            yield from fitted(place, words, small, "accent", least=least, about=period.id, is_fine=True)
            free = place.right + small * 0.4
        free = max(free, rect.x + small * _PIN)


def _pin(x: float, small: float, about: str) -> Iterator[Item]:
    """A pin stuck into the first day of a key period."""
    head = Rect(x, small * 0.25, small * 0.7, small * 0.7)
    middle = head.x + head.w / 2
    yield Line(middle, head.bottom, middle, small * (_KEYS - 0.05), "text", small * 0.1, about=about)
    yield Shape(head, "circle", "flag", "flag", "dense", about=about)


def flag(x: float, middle: float, small: float, colour: str, about: str | None = None) -> Iterator[Item]:
    """Yields a little flag on its pole: praise in the colour `flag`, blame in `black`; no lamp looks like it."""
    pole = small * 0.09
    yield Line(
        x + pole / 2, middle - small * 0.5, x + pole / 2, middle + small * 0.5, "text", pole, about=about
    )
    yield Box(Rect(x + pole, middle - small * 0.5, small * 0.55, small * 0.42), colour, about=about)


def _praise(strip: StripLayout, facts: StripFacts, small: float) -> Iterator[Item]:
    """Under the day on which they were finished in time, a red flag and the number of tasks."""
    if not facts.praised:
        return
    yield from _counts(strip, facts.praised, "按期办结", small, lambda day: ("flag", "text"))


def _due(strip: StripLayout, facts: StripFacts, small: float) -> Iterator[Item]:
    """Under the day on which they are due, the number of open tasks; a black flag where the day is over."""

    def look(day: date) -> tuple[str, str]:
        return ("black", "red") if day < facts.as_of else ("", "text")

    yield Line(0, 0, strip.width, 0, "grid", small * 0.05)
    yield from _counts(strip, facts.due, "每日到期", small, look)


def _counts(
    strip: StripLayout,
    counts: Mapping[date, int],
    words: str,
    small: float,
    look: Callable[[date], tuple[str, str]],
) -> Iterator[Item]:
    """Yields a number under its day, behind a flag where its look has one and the days have room."""
    taken = 0.0
    listed = [day for day in strip.days if counts.get(day)]
    if not listed or strip.day_x(listed[0]) > em_width(words) * small + small:
        yield Text(
            Rect(small * 0.3, 0, em_width(words) * small, small * _DUE),
            (words,),
            small,
            "muted",
            is_fine=True,
        )
        taken = em_width(words) * small + small * 0.5
    for day in listed:
        number = str(counts[day])
        colour, ink = look(day)
        wide = em_width(number) * small + (small * _FLAG if colour else 0.0)
        rect = strip.day_rect(day)
        w = max(rect.w, wide)
        left = min(max(rect.x + (rect.w - w) / 2, 0.0), strip.width - w)
        if left < taken - 1e-6:
            continue
        x = left + (w - wide) / 2
        if colour:
            yield from flag(x, small * _DUE / 2, small, colour)
            x += small * _FLAG
        place = Rect(x, 0, em_width(number) * small, small * _DUE)
        yield Text(place, (number,), small, ink, True, is_fine=True)
        taken = left + w
