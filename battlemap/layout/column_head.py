"""The head of a column: what an action comes to, and its face for screen and wall."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Final, NamedTuple

import attrs

from battlemap.domain.judging.lamp import LAMPS, Lamp
from battlemap.domain.judging.progress import whole_percent
from battlemap.domain.kinds.action import Action
from battlemap.domain.kinds.action import short_title as short_title
from battlemap.domain.kinds.task import Lane
from battlemap.layout.card import Card
from battlemap.layout.card_face import lamp_shape
from battlemap.layout.scene import Box, Item, Line, Rect, Text
from battlemap.layout.text import elide, em_width, one_line

_LINE: Final = 1.3


@attrs.frozen(cache_hash=True)
class ColumnHead:
    """Everything that can be read on a column's head; `shown` is the number of cards that pass the filter."""

    id: str
    ordinal: str
    title: str
    leader: str
    unit: str
    total: int
    shown: int | None
    done: int
    lamps: tuple[tuple[Lamp, int], ...]
    progress: int
    time_progress: int
    colour: str | None = None
    over: str = ""
    is_banned: bool = False

    @property
    def short(self) -> str:
        """The title without its common ending."""
        return short_title(self.title)

    @property
    def count_words(self) -> str:
        """「12 项」, or 「3/12 项」 under a filter; 「封 · 12 项」 while 封土期 holds for the action."""
        number = f"{self.total} 项" if self.shown is None else f"{self.shown}/{self.total} 项"
        return f"封 · {number}" if self.is_banned else number

    def count_within(self, ems: float) -> str:
        """Returns the count where so many ems hold it, else 「封」 alone where that is to be said, else nothing."""
        return next(
            (words for words in (self.count_words, "封" * self.is_banned) if em_width(words) <= ems), ""
        )


class Counted(NamedTuple):
    """What a head counts of a card, and the action for which it does: all that need be kept of a card out of sight."""

    action: str
    lane: Lane
    lamp: Lamp
    progress: int
    time_progress: int
    is_banned: bool


def counted(card: Card, action: str = "") -> Counted:
    """Returns what the head of an action counts of a card."""
    is_banned = bool(card.ban or card.ban_mark)
    return Counted(action, card.lane, card.lamp, card.progress, card.time_progress, is_banned)


class Tally:
    """What a column's head counts of its cards; a card that comes or goes costs no look at the others."""

    def __init__(self, cards: Iterable[Card] = ()) -> None:
        self.number = 0
        self._lamps = Counter[Lamp]()
        self._lanes = Counter[Lane]()
        self._progress = self._time_progress = self._banned = 0
        for card in cards:
            self.add(counted(card))

    def add(self, card: Counted, sign: int = 1) -> None:
        """Counts a card; no longer for a `sign` of -1."""
        self.number += sign
        self._lamps[card.lamp] += sign
        self._lanes[card.lane] += sign
        self._progress += sign * card.progress
        self._time_progress += sign * card.time_progress
        self._banned += sign * card.is_banned

    def head(self, action: Action, unit: str = "", shown: int | None = None) -> ColumnHead:
        """Returns the head of `action` with these cards: counts per lamp, mean progress and mean 序时."""
        number = max(1, self.number)
        return ColumnHead(
            id=action.id,
            ordinal=action.ordinal,
            title=action.title,
            leader=action.lead_leader,
            unit=unit,
            total=self.number,
            shown=shown,
            done=self._lanes["checking"] + self._lanes["struck_off"],
            lamps=tuple((lamp, self._lamps[lamp]) for lamp in LAMPS if self._lamps[lamp]),
            progress=whole_percent(Fraction(self._progress, number)),
            time_progress=round(self._time_progress / number),
            colour=action.colour,
            over=action.over(self._lanes),
            is_banned=self._banned > 0,
        )


@attrs.frozen
class HeadMetrics:
    """Lengths of a head's parts in one unit; em heights for the texts."""

    pad: float = 8
    gap: float = 4
    small: float = 12
    title: float = 15
    lamp: float = 10
    bar: float = 4
    border: float = 1
    leader: float = 14

    def scaled(self, factor: float) -> HeadMetrics:
        """Returns the same proportions, every length times `factor`."""
        return HeadMetrics(*(getattr(self, field.name) * factor for field in attrs.fields(HeadMetrics)))

    @property
    def height(self) -> float:
        """The height that a head needs."""
        return self.pad * 1.25 + (self.title + self.leader + self.small) * _LINE + 2 * self.gap + self.bars

    @property
    def bars(self) -> float:
        """The height of the two bars together."""
        return self.bar * 1.75 + self.gap / 2


def head_face(head: ColumnHead, width: float, height: float, metrics: HeadMetrics) -> tuple[Item, ...]:
    """Returns what is drawn for `head` in a box of this size at (0, 0): title, leader, lamps, progress."""
    return tuple(_items(head, Rect(0, 0, width, height), metrics))


def _items(head: ColumnHead, box: Rect, m: HeadMetrics) -> Iterator[Item]:
    yield Box(box, fill="card", about=head.id)
    if head.colour:
        yield Box(Rect(box.x, box.y, box.w, m.bar * 0.75), fill=head.colour, about=head.id)
    left, inner = box.x + m.pad, box.w - 2 * m.pad
    y = box.y + m.pad * 0.75
    yield from _title(head, Rect(left, y, inner, m.title * _LINE), m)
    y += m.title * _LINE + m.gap / 2
    small = m.small * _LINE
    yield from _leader(head, Rect(left, y, inner, m.leader * _LINE), m)
    y += m.leader * _LINE + m.gap / 2
    yield from _lamps(head, Rect(left, y, inner, small), m)
    rail = m.bars
    yield from _bars(head, Rect(left, box.bottom - rail - m.pad / 2, inner, rail), m)


def _title(head: ColumnHead, row: Rect, m: HeadMetrics) -> Iterator[Item]:
    """Ordinal, title and the count; the count gives way first."""
    ordinal_w = min(row.w, em_width(head.ordinal) * m.title)
    yield Text(Rect(row.x, row.y, ordinal_w, row.h), (head.ordinal,), m.title, "accent", True, about=head.id)
    x = row.x + ordinal_w + m.gap
    room = row.right - x
    needed = em_width(head.short) * m.title
    count = head.count_within((room - m.gap - min(needed, 4 * m.title)) / m.small)
    if count:
        count_w = em_width(count) * m.small
        place = Rect(row.right - count_w, row.y, count_w, row.h)
        yield Text(place, (count,), m.small, "muted", align="right", about=head.id)
        room -= count_w + m.gap
    words = elide(one_line(head.short), max(0.0, room / m.title))
    if words:
        yield Text(Rect(x, row.y, room, row.h), (words,), m.title, is_bold=True, about=head.id)


def _leader(head: ColumnHead, row: Rect, m: HeadMetrics) -> Iterator[Item]:
    """The leader's name, large, then the unit; 「领导待定」 where nobody is named. A full lane is told at the right."""
    over_w = min(row.w, em_width(head.over) * m.small)
    if head.over:
        place = Rect(row.right - over_w, row.y, over_w, row.h)
        yield Text(place, (elide(head.over, row.w / m.small),), m.small, "red", True, "right", about=head.id)
        row = Rect(row.x, row.y, max(0.0, row.w - over_w - m.gap), row.h)
    size = m.leader if head.leader else m.small
    name = elide(one_line(head.leader or "领导待定"), row.w / size)
    name_w = min(row.w, em_width(name) * size)
    if name:
        colour = "text" if head.leader else "muted"
        place = Rect(row.x, row.y, name_w, row.h)
        yield Text(place, (name,), size, colour, bool(head.leader), about=head.id)
    x = row.x + name_w + m.gap * 2
    unit = elide(one_line(head.unit), max(0.0, (row.right - x) / m.small))
    if unit:
        yield Text(Rect(x, row.y, row.right - x, row.h), (unit,), m.small, "muted", about=head.id)


def _lamps(head: ColumnHead, row: Rect, m: HeadMetrics) -> Iterator[Item]:
    """Each lamp with its number at the left, progress against 序时 at the right."""
    words = f"{head.progress}% / {head.time_progress}%" if head.total else ""
    words_w = em_width(words) * m.small
    x = row.x
    for lamp, count in head.lamps:
        number_w = em_width(str(count)) * m.small
        if x + m.lamp + m.gap / 2 + number_w > row.right:
            return
        yield lamp_shape(lamp, Rect(x, row.y + (row.h - m.lamp) / 2, m.lamp, m.lamp), head.id)
        x += m.lamp + m.gap / 2
        yield Text(Rect(x, row.y, number_w, row.h), (str(count),), m.small, about=head.id)
        x += number_w + m.gap * 1.5
    if words and x + words_w <= row.right:
        behind = head.progress < head.time_progress
        place = Rect(row.right - words_w, row.y, words_w, row.h)
        yield Text(
            place, (words,), m.small, "text" if behind else "muted", behind, align="right", about=head.id
        )


def _bars(head: ColumnHead, rail: Rect, m: HeadMetrics) -> Iterator[Item]:
    """The lamps in their proportions, worst first; under them progress with a tick where 序时 stands."""
    lamps = Rect(rail.x, rail.y, rail.w, m.bar)
    yield Box(lamps, fill="grid", about=head.id)
    x = lamps.x
    for number, (lamp, count) in enumerate(head.lamps):
        w = lamps.w * count / head.total
        yield Box(Rect(x, lamps.y, w, lamps.h), fill=lamp, about=head.id)
        if number:
            yield Line(x, lamps.y, x, lamps.bottom, "card", m.border, about=head.id)
        x += w
    progress = Rect(rail.x, rail.bottom - m.bar * 0.75, rail.w, m.bar * 0.75)
    yield Box(progress, fill="grid", about=head.id)
    yield Box(
        Rect(rail.x, progress.y, rail.w * head.progress / 100, progress.h), fill="progress", about=head.id
    )
    if head.time_progress:
        at = rail.x + rail.w * head.time_progress / 100
        yield Line(at, progress.y - m.bar / 4, at, progress.bottom, "text", m.border * 1.5, about=head.id)
