"""The head of a column on a wall chart: the leader's name and the progress are read from across the room."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from battlemap.layout.card_face import lamp_shape
from battlemap.layout.column_head import ColumnHead
from battlemap.layout.scene import Box, Item, Line, Rect, Text
from battlemap.layout.text import em_width, one_line
from battlemap.layout.words import fitted

_LINE = 1.3
#: The leader's name in ems of the small texts.
_LEADER: Final = 2.4


def wall_head_h(small: float) -> float:
    """Returns the height of a head whose small texts have this em."""
    return small * 10.9


def wall_head(head: ColumnHead, box: Rect, small: float, least: float) -> Iterator[Item]:
    """Yields title, leader, unit, progress against 序时, bar and lamps.

    Words in narrow heads are set smaller, down to `least`, before they are cut.
    """
    pad = small * 0.6
    yield Box(box, "card", "border", small * 0.05, about=head.id)
    yield Box(Rect(box.x, box.y, box.w, small * 0.3), "accent", about=head.id)
    inner = Rect(box.x + pad, box.y + small * 0.7, box.w - 2 * pad, 0)
    y = inner.y
    yield from _title(head, Rect(inner.x, y, inner.w, small * 1.5 * _LINE), small, least)
    y += small * 2.05
    yield from _leader(head, Rect(inner.x, y, inner.w, small * _LEADER * _LINE), small, least)
    y += small * (_LEADER * _LINE + 0.05)
    row = Rect(inner.x, y, inner.w, small * _LINE)
    time = f"序时 {head.time_progress}%" if head.total else ""
    time_w = em_width(time) * small
    if time_w > row.w * 0.6 or em_width(one_line(head.unit)) * least + time_w + pad > row.w:
        time, time_w = "", 0.0
    unit = Rect(row.x, row.y, row.w - time_w - (pad if time else 0), row.h)
    yield from fitted(unit, head.unit, small, "muted", least=least, about=head.id)
    if time:
        yield from fitted(Rect(row.right - time_w, row.y, time_w, row.h), time, small, "muted", align="right")
    y += small * 1.45
    yield from _bar(head, Rect(inner.x, y, inner.w, small * 0.55), small)
    y += small * 0.95
    yield from _lamps(head, Rect(inner.x, y, inner.w, small * 1.3), small)


def _leader(head: ColumnHead, row: Rect, small: float, least: float) -> Iterator[Item]:
    """The leader at the left, the percentage at the right: the largest words, in narrow heads both smaller alike."""
    name, colour = (one_line(head.leader), "text") if head.leader else ("领导待定", "muted")
    percent = f"{head.progress}%" if head.total else ""
    ems = em_width(name) + em_width(percent) + 0.4
    size = min(small * _LEADER, max(row.w / ems, least))
    percent_w = min(em_width(percent) * size, row.w)
    leader = Rect(row.x, row.y, max(0.0, row.w - percent_w - 0.3 * size), row.h)
    yield from fitted(leader, name, size, colour, bool(head.leader), least=least, about=head.id)
    if percent:
        right = Rect(row.right - percent_w, row.y, percent_w, row.h)
        tone = "red" if head.progress < head.time_progress - 10 else "text"
        yield from fitted(right, percent, size, tone, True, "right", least, head.id)


def _title(head: ColumnHead, row: Rect, small: float, least: float) -> Iterator[Item]:
    size = small * 1.5
    ordinal_w = min(em_width(head.ordinal) * size, row.w * 0.4)
    yield from fitted(
        Rect(row.x, row.y, ordinal_w, row.h), head.ordinal, size, "accent", True, least=small, about=head.id
    )
    x = row.x + ordinal_w + small * 0.5
    needed = em_width(one_line(head.short)) * size
    count = head.count_within((row.right - x - small * 0.5 - needed) / small)
    count_w = em_width(count) * small
    room = row.right - x - (count_w + small * 0.5 if count else 0.0)
    yield from fitted(Rect(x, row.y, room, row.h), head.short, size, "text", True, least=least, about=head.id)
    if count:
        place = Rect(row.right - count_w, row.y, count_w, row.h)
        yield Text(place, (count,), small, "muted", align="right", about=head.id)


def _bar(head: ColumnHead, rail: Rect, small: float) -> Iterator[Item]:
    """Progress, with a tick where 序时 stands."""
    yield Box(rail, "grid", about=head.id)
    if head.progress:
        yield Box(
            Rect(rail.x, rail.y, rail.w * min(head.progress, 100) / 100, rail.h), "progress", about=head.id
        )
    if head.time_progress:
        x = rail.x + rail.w * min(head.time_progress, 100) / 100
        yield Line(
            x, rail.y - small * 0.18, x, rail.bottom + small * 0.18, "text", small * 0.14, about=head.id
        )


def _lamps(head: ColumnHead, row: Rect, small: float) -> Iterator[Item]:
    """Each lamp with its number, worst first, spread evenly."""
    side = small * 1.0
    needed = [side + small * 0.3 + em_width(str(count)) * small for _, count in head.lamps]
    if not needed:
        return
    gap = min(small * 1.1, (row.w - sum(needed)) / max(1, len(needed) - 1)) if len(needed) > 1 else 0.0
    if gap < small * 0.2:
        return
    x = row.x
    for (lamp, count), w in zip(head.lamps, needed, strict=True):
        yield lamp_shape(lamp, Rect(x, row.y + (row.h - side) / 2, side, side), head.id)
        number = Rect(x + side + small * 0.3, row.y, w - side - small * 0.3, row.h)
        yield Text(number, (str(count),), small, about=head.id)
        x += w + gap
