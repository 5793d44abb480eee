"""The face of the timeline strip: shaded days, periods, weeks, due counts and the day that is judged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

import attrs

from battlemap.domain.days.calendar import Period, WorkCalendar
from battlemap.layout.scene import Box, Item, Line, Rect, Text
from battlemap.layout.strip import StripLayout
from battlemap.layout.text import elide, em_width, one_line

#: A bar of full height stands for at least so many due tasks.
_FULL_BAR: Final = 4
#: A period's name is shown from so many characters on, its ellipsis included.
_LEAST_NAME: Final = 4


@attrs.frozen(eq=False)
class StripFacts:
    """What is written on the days: due counts of open tasks, own periods, working days, the day of judgement.

    `praised` counts the tasks that were finished in time, by the day on which they were.
    """

    as_of: date
    calendar: WorkCalendar
    periods: tuple[Period, ...] = ()
    due: Mapping[date, int] = attrs.field(factory=dict)
    picked: date | None = None
    praised: Mapping[date, int] = attrs.field(factory=dict)


def strip_face(strip: StripLayout, facts: StripFacts) -> tuple[Item, ...]:
    """Returns what is drawn for the strip at (0, 0): shading first, then lines, bars and words."""
    return tuple(_items(strip, facts))


def _items(strip: StripLayout, facts: StripFacts) -> Iterator[Item]:
    m = strip.metrics
    yield Box(Rect(0, 0, strip.width, m.height), fill="card")
    yield from _shades(strip, facts)
    yield from _periods(strip, facts)
    for month in strip.months():
        if month.title:
            place = Rect(month.x + m.gap, 0, month.w - m.gap, m.months)
            yield Text(place, (month.title,), m.small, is_bold=True, is_fine=True)
        yield Line(month.x, 0, month.x, m.height, "border", m.border)
    for week in strip.weeks():
        yield Line(week.x, m.months, week.x, m.height, "border", m.border)
        if week.title:
            place = Rect(week.x, m.months, week.w, m.weeks)
            yield Text(place, (week.title,), m.small, "muted", align="center", is_fine=True)
    yield Line(0, m.months, strip.width, m.months, "border", m.border)
    yield Line(0, m.months + m.weeks, strip.width, m.months + m.weeks, "grid", m.border)
    yield from _days(strip, facts)


def _shades(strip: StripLayout, facts: StripFacts) -> Iterator[Item]:
    """Non-working days, the picked day."""
    for day in strip.days:
        if not facts.calendar.is_working_day(day):
            yield Box(strip.day_rect(day), fill="weekend")


def _periods(strip: StripLayout, facts: StripFacts) -> Iterator[Item]:
    """封土期 as a filled band, key periods underlined; a name is set behind the words that already stand there."""
    m = strip.metrics
    taken = [Rect(s.x, 0, m.gap + em_width(s.title) * m.small, m.months) for s in strip.months() if s.title]
    for period in sorted(facts.periods, key=lambda p: (p.kind != "ban", p.starts_on, p.id)):
        rect = strip.clipped(period.starts_on, period.ends_on)
        if period.deleted or period.kind not in ("ban", "key") or rect is None:
            continue
        is_ban = period.kind == "ban"
        if is_ban:
            yield Box(rect.inset(0, m.border * 2), fill="ban")
        else:
            yield Box(Rect(rect.x, m.months - m.border * 3, rect.w, m.border * 3), fill="accent")
        x = rect.x + m.gap / 2
        for other in taken:
            if other.x < rect.right and other.right > x:
                x = max(x, other.right + m.gap)
        words = elide(one_line(period.title), max(0.0, (rect.right - x - m.gap / 2) / m.small))
        if words and (words == one_line(period.title) or len(words) >= _LEAST_NAME):
            place = Rect(x, 0, rect.right - x - m.gap / 2, m.months)
            yield Text(
                place, (words,), m.small, "text" if is_ban else "accent", about=period.id, is_fine=True
            )
            taken.append(Rect(x, 0, em_width(words) * m.small, m.months))


def _days(strip: StripLayout, facts: StripFacts) -> Iterator[Item]:
    """Numbers as far as there is room, the judged day always; bars of due counts, red where the day is over."""
    m = strip.metrics
    full = max([_FULL_BAR, *facts.due.values()])
    numbered = _numbered(strip)
    for day in strip.days:
        rect = strip.day_rect(day)
        count = facts.due.get(day, 0)
        if count:
            height = max(m.gap / 2, (m.bars - m.gap) * count / full)
            rim = min(strip.day_w * 0.2, m.gap / 2)
            bar = Rect(rect.x + rim, rect.bottom - height, rect.w - 2 * rim, height)
            yield Box(bar, fill="red" if day < facts.as_of else "progress")
        is_near = (
            strip.holds(facts.as_of) and abs((day - facts.as_of).days) * strip.day_w < 1.5 * m.small - 1e-6
        )
        if day.weekday() in numbered and not is_near:
            yield from _number(strip, day, "muted", is_bold=False)
        if day == facts.picked:
            yield Box(rect, stroke="accent", stroke_width=m.border * 2)
    if strip.holds(facts.as_of):
        rect = strip.day_rect(facts.as_of)
        yield Line(rect.x, rect.y, rect.x, rect.bottom, "today", m.border)
        yield Line(rect.right, rect.y, rect.right, rect.bottom, "today", m.border)
        place = _number_rect(strip, facts.as_of)
        yield Box(place, fill="today", radius=m.border * 2)
        yield from _number(strip, facts.as_of, "card", is_bold=True)


def _numbered(strip: StripLayout) -> tuple[int, ...]:
    """Returns the weekdays that bear their number: all, every other, two, or Mondays only, as the room allows."""
    needed = 1.5 * strip.metrics.small
    for step, weekdays in ((1, (0, 1, 2, 3, 4, 5, 6)), (2, (0, 2, 4)), (3, (0, 3)), (7, (0,))):
        if step * strip.day_w >= needed:
            return weekdays
    return ()


def _number_rect(strip: StripLayout, day: date) -> Rect:
    """Returns the box of a day's number: two digits wide at least, inside the strip."""
    m, rect = strip.metrics, strip.day_rect(day)
    width = min(strip.width, max(rect.w, 1.5 * m.small))
    x = min(max(0.0, rect.x + (rect.w - width) / 2), strip.width - width)
    return Rect(x, rect.y, width, m.numbers)


def _number(strip: StripLayout, day: date, colour: str, is_bold: bool) -> Iterator[Item]:
    place = _number_rect(strip, day)
    yield Text(place, (str(day.day),), strip.metrics.small, colour, is_bold, "center", is_fine=True)
