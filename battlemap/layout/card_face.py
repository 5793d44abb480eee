"""The face of a card: boxes, lines and texts in the card's own coordinates, for any unit of length."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal

import attrs

from battlemap import wording
from battlemap.domain.judging.lamp import Lamp
from battlemap.layout.card import Card
from battlemap.layout.scene import Box, Hatch, Item, Kind, Line, Rect, Shape, Text
from battlemap.layout.seen_mark import seen_initials, seen_mark, seen_width
from battlemap.layout.text import elide, em_width, is_cut, one_line, wrap, wrap_even
from battlemap.layout.words import fitted

Density = Literal["compact", "normal", "wide"]

#: Lamp → the hatch that tells it in black-and-white print; drawn only where the theme is hatched.
LAMP_HATCHES: Final[dict[Lamp, Hatch]] = {
    "black": "dense", "red": "cross", "yellow": "diagonal", "blue": "dots", "green": "none", "grey": "none",
}  # fmt: skip
_KINDS: Final[dict[str, Kind]] = {
    "circle": "circle", "triangle": "triangle", "square": "square", "diamond": "diamond", "ring": "ring",
}  # fmt: skip
#: A card with one of these lamps has a frame and an edge in its colour: seen from across the room.
ALARMS: Final = frozenset[Lamp](("red", "black"))
#: Their frame is so many times as thick.
_ALARM: Final = 2.0
#: Short titles are set so many times as large.
_LARGER: Final = (1.12, 1.25, 1.4)
#: The last row of a narrow card is set so much smaller before a name is cut.
_NARROW: Final = 0.75
_LINE = 1.3
_TITLE_LINE = 1.3
#: Fewer characters of a unit's name say nothing.
_LEAST_WHO = 3


@attrs.frozen
class CardMetrics:
    """Lengths of a card's parts in one unit (px on screen, mm on paper); em heights for the texts.

    `pin` is the side of the square that is left free for pins and hand marks, 0 for none. What
    `says_alarm` tells why a card is red in the place of who answers for it; paper has other means. A long title is
    set smaller, down to `least_title` (0: never), before it is cut; a short one larger, up to `most_title` (0: never).
    """

    pad: float = 8
    gap: float = 4
    small: float = 12
    title: float = 13
    lamp: float = 12
    bar: float = 3
    border: float = 1
    radius: float = 4
    pin: float = 0
    least_title: float = 0
    most_title: float = 0
    has_foot: bool = True
    has_more: bool = False
    more_rows: int = 2
    says_alarm: bool = True

    def scaled(self, factor: float) -> CardMetrics:
        """Returns the same proportions, every length times `factor`."""
        lengths = (
            "pad",
            "gap",
            "small",
            "title",
            "lamp",
            "bar",
            "border",
            "radius",
            "pin",
            "least_title",
            "most_title",
        )
        return attrs.evolve(self, **{name: getattr(self, name) * factor for name in lengths})

    def height(self, title_lines: int = 2) -> float:
        """Returns the height that a card with so many lines of title needs."""
        return self._fixed + title_lines * self.title * _TITLE_LINE

    def title_lines(self, height: float) -> int:
        """Returns how many lines of title a card of this height has room for; at least one."""
        return max(1, int((height - self._fixed) / (self.title * _TITLE_LINE) + 1e-6))

    @property
    def row(self) -> float:
        """The height of a line of small text."""
        return self.small * _LINE

    @property
    def _fixed(self) -> float:
        rows = 1 + (1 if self.has_foot else 0) + (self.more_rows if self.has_more else 0)
        return self.pad * 1.25 + self.bar + rows * self.row + (self.gap / 2) * rows


def card_metrics(density: Density = "normal") -> CardMetrics:
    """Returns the metrics of a density in px at 100 %: compact has no last line, wide has two more."""
    return CardMetrics(has_foot=density != "compact", has_more=density == "wide")


def paper_card_metrics(title_mm: float, density: Density = "normal", pin_mm: float = 8) -> CardMetrics:
    """Returns metrics in mm for a title of this em height, with a pin cell of `pin_mm`."""
    scaled = card_metrics(density).scaled(title_mm / card_metrics(density).title)
    return attrs.evolve(scaled, border=max(0.15, scaled.border / 2), pin=pin_mm, says_alarm=False)


def lamp_shape(lamp: Lamp, rect: Rect, about: str | None = None) -> Shape:
    """Returns a lamp with its form, colour and hatch; a grey lamp is a ring, all others are filled."""
    kind = _KINDS[wording.LAMP_SHAPES[lamp]]
    return Shape(
        rect, kind, fill=None if kind == "ring" else lamp, stroke=lamp, hatch=LAMP_HATCHES[lamp], about=about
    )


def card_face(card: Card, width: float, height: float, metrics: CardMetrics) -> tuple[Item, ...]:
    """Returns what is drawn for `card` in a box of this size with its upper left corner at (0, 0).

    Height beyond what the density needs goes to further lines of the title. Everything lies inside the box.
    """
    return tuple(face_in(card, Rect(0, 0, width, height), metrics))


def face_in(card: Card, box: Rect, m: CardMetrics) -> Iterator[Item]:
    """Yields what `card_face` returns where the box stands."""
    about = card.id
    left, right = box.x + m.pad, box.right - m.pad
    alarm = card.lamp if card.lamp in ALARMS else None
    yield Box(
        box,
        fill="ground" if card.is_faint else "card",
        stroke=alarm or "border",
        stroke_width=m.border * (_ALARM if alarm else 1),
        radius=m.radius,
        about=about,
    )
    if alarm:
        yield Box(Rect(box.x, box.y + m.radius, m.pad * 0.5, box.h - 2 * m.radius), alarm, about=about)
    y = box.y + m.pad * 0.75
    yield from _head(card, Rect(left, y, right - left, m.row), m)
    y += m.row + m.gap / 2

    lines = m.title_lines(box.h)
    title_h = lines * m.title * _TITLE_LINE
    pin = min(m.pin, title_h)
    title_w = right - left - (pin + m.gap if pin else 0)
    if title_w >= m.title:
        yield from _title(card, Rect(left, y, title_w, title_h), m)
    if pin:
        yield Box(Rect(right - pin, y, pin, pin), stroke="border", stroke_width=m.border, about=about)
    y += title_h
    if m.has_more:
        more_h = m.more_rows * (m.row + m.gap / 2)
        yield from _more(card, Rect(left, y + m.gap / 2, right - left, more_h - m.gap / 2), m)
        y += more_h
    if m.has_foot:
        yield from _foot(card, Rect(left, y + m.gap / 2, right - left, m.row), m)
    yield from _bar(card, Rect(box.x, box.bottom - m.bar, box.w, m.bar), m)


def _title(card: Card, place: Rect, m: CardMetrics) -> Iterator[Item]:
    """The title, whole where it can be; below it a red card says why it is red, where a row is left."""
    size, words = _set_title(card.title, place, m)
    taken = len(words) * size * _TITLE_LINE
    reason = "" if m.says_alarm or card.lamp not in ALARMS else "；".join(card.reasons[:1])
    rows = int((place.h - taken) / m.row + 1e-6) if reason else 0
    why = wrap(reason, place.w / m.small, rows) if rows else ()
    if is_cut(why, reason):
        why = ()
    title = Rect(place.x, place.y, place.w, taken if why else place.h)
    yield Text(title, words, size, middle=False, leading=_TITLE_LINE, about=card.id)
    if why:
        below = Rect(place.x, place.bottom - len(why) * m.row, place.w, len(why) * m.row)
        yield Text(below, why, m.small, card.lamp, leading=_LINE, about=card.id, is_fine=True)


def _set_title(title: str, place: Rect, m: CardMetrics) -> tuple[float, tuple[str, ...]]:
    """Returns the em of a title and its lines: in the largest of a few steps in which it is whole."""
    steps = [m.title, *(m.title * step for step in _LARGER if m.title * step <= m.most_title)]
    smaller = m.title
    while m.least_title and smaller > m.least_title:
        smaller = max(m.least_title, smaller * 0.96)
        steps.insert(0, smaller)
    wide = em_width(title)
    for size in reversed(steps):
        # a line of the usual size always has room
        rows = max(int(place.h / (size * _TITLE_LINE) + 1e-6), 1 if size <= m.title else 0)
        if wide * size > rows * place.w:
            continue
        words = wrap_even(title, place.w / size, rows) if rows else ()
        if words and not is_cut(words, title):
            return size, words
    size = steps[0]
    return size, wrap_even(title, place.w / size, max(1, int(place.h / (size * _TITLE_LINE) + 1e-6)))


def _head(card: Card, row: Rect, m: CardMetrics) -> Iterator[Item]:
    """The first line: code, chips at the left; percent, ↓ and the lamp at the right, least needed dropped first."""
    about = card.id
    chip = m.small * 1.3
    lamp = min(m.lamp, row.h)
    room = row.w - lamp - m.gap
    emphasis = wording.EMPHASES.get(card.emphasis or "", "")
    chips = [
        (word, is_mark)
        for word, is_mark, is_there in (
            ("卡", True, card.blocked is not None),
            ("等", True, bool(card.waits_for)),
            (card.ban_mark, True, bool(card.ban_mark)),
            ("迟", True, bool(card.forecast) and not card.is_late),
            (emphasis, False, bool(emphasis)),
        )
        if is_there
    ]
    seen = seen_initials(card.seen_by)
    seen_w = seen_width(seen, chip) + m.gap / 2 if seen else 0
    room -= seen_w + m.gap if seen else 0
    # the code is what people call a card by: a mark that can be read in the bubble gives way to it
    least = em_width(one_line(card.code)) * m.small + m.gap
    slip = m.small if card.is_slipping else 0
    for spare in ("迟", "免", "封", "等"):
        if room - len(chips) * (chip + m.gap / 2) - slip < least:
            chips = [(word, is_mark) for word, is_mark in chips if word != spare]
    room -= len(chips) * (chip + m.gap / 2)
    arrow = slip if room - slip >= max(least, m.small) else 0
    room -= arrow
    code = elide(one_line(card.code), max(0.0, room / m.small))
    code_w = min(em_width(code) * m.small, max(0.0, room))
    room -= code_w + m.gap
    percent = f"{card.progress}%"
    percent_w = em_width(percent) * m.small
    if code:
        yield Text(Rect(row.x, row.y, code_w, row.h), (code,), m.small, "muted", about=about, is_fine=True)
    x = row.x + code_w + (m.gap if code else 0)
    if seen and x + seen_w <= row.right - lamp - m.gap - arrow + 1e-6:
        place = Rect(x, row.y + (row.h - chip) / 2, seen_w - m.gap / 2, chip)
        yield from seen_mark(seen, place, about)
        x += seen_w
    for word, is_block in chips:
        if x + chip > row.right - lamp - m.gap - arrow + 1e-6:
            break
        yield from _chip(word, is_block, card, Rect(x, row.y + (row.h - chip) / 2, chip, chip), m)
        x += chip + m.gap / 2
    x = row.right - lamp
    yield lamp_shape(card.lamp, Rect(x, row.y + (row.h - lamp) / 2, lamp, lamp), about)
    x -= m.gap
    if arrow:
        x -= arrow
        yield Text(Rect(x, row.y, arrow, row.h), ("↓",), m.small, align="right", about=about, is_fine=True)
    if percent_w + m.gap <= room:
        x -= percent_w + m.gap / 2
        yield Text(
            Rect(x, row.y, percent_w, row.h),
            (percent,),
            m.small,
            "muted",
            align="right",
            about=about,
            is_fine=True,
        )


def _chip(word: str, is_block: bool, card: Card, rect: Rect, m: CardMetrics) -> Iterator[Item]:
    """One character in a small box: 卡 dark (never to be taken for 重), 等 and 迟 framed dark, 重 filled, 亮 framed."""
    colour = "text" if is_block else "accent"
    is_filled = word == "卡" or (not is_block and card.emphasis == "key")
    yield Box(rect, colour if is_filled else None, colour, m.border, m.radius / 2, about=card.id)
    yield Text(
        rect, (word,), m.small, "card" if is_filled else colour, align="center", about=card.id, is_fine=True
    )


def _foot(card: Card, row: Rect, m: CardMetrics) -> Iterator[Item]:
    """The last line: unit and owner left, the checklist's count and the days right; the days never give way.

    Why a card is red stands in the place of unit and owner, and of the days where there is no room for both.
    """
    if card.alarm and m.says_alarm:
        yield from _alarm(card, row, m)
        return
    if m.least_title:
        # narrow cards of a wall chart: the whole row smaller rather than a name cut
        shortest = min(em_width(one_line(name)) for name in (card.who, card.unit, card.owner) if name)
        needed = (shortest + em_width(card.days_words)) * m.small + m.gap
        if needed > row.w:
            m = attrs.evolve(m, small=m.small * max(_NARROW, row.w / needed))
    days = elide(card.days_words, row.w / m.small)
    days_w = min(row.w, em_width(days) * m.small)
    count = f"✓{card.checklist}" if card.checklist else ""
    count_w = em_width(count) * m.small
    if count and days_w + m.gap + count_w + m.small * 3 <= row.w:
        place = Rect(row.right - days_w - m.gap - count_w, row.y, count_w, row.h)
        yield Text(place, (count,), m.small, "muted", about=card.id, is_fine=True)
        days_w += m.gap + count_w
    yield from _who(card, Rect(row.x, row.y, max(0.0, row.w - days_w - m.gap), row.h), m)
    if days:
        days_w = min(row.w, em_width(days) * m.small)
        colour = "red" if card.is_late else "text" if card.is_soon else "muted"
        place = Rect(row.right - days_w, row.y, days_w, row.h)
        is_bold = card.is_late or card.is_soon
        yield Text(place, (days,), m.small, colour, is_bold, "right", about=card.id, is_fine=True)


def _alarm(card: Card, row: Rect, m: CardMetrics) -> Iterator[Item]:
    """Why the card is red, and the days at the right where there is room."""
    words = elide(one_line(card.alarm), row.w / m.small)
    words_w = min(row.w, em_width(words) * m.small)
    yield Text(Rect(row.x, row.y, words_w, row.h), (words,), m.small, "red", is_bold=True, about=card.id)
    days_w = em_width(card.days_words) * m.small
    if words_w + m.gap + days_w <= row.w:
        place = Rect(row.right - days_w, row.y, days_w, row.h)
        yield Text(place, (card.days_words,), m.small, "muted", align="right", about=card.id)


def _who(card: Card, place: Rect, m: CardMetrics) -> Iterator[Item]:
    """Unit and owner; where both have no room, one of them whole before anything is cut."""
    names = [one_line(name) for name in (card.who, card.unit, card.owner) if name]
    fitting = [name for name in names if em_width(name) * m.small <= place.w]
    words = fitting[0] if fitting else min(names, key=em_width)
    if fitting or place.w >= _LEAST_WHO * m.small:
        yield from fitted(place, words, m.small, "muted", about=card.id, is_fine=True)


def more_rows(card: Card, width: float, m: CardMetrics, most: int) -> int:
    """Returns how many rows visible progress and problem need to be whole on a card of that width, at most `most`."""
    lines = (wrap(words, (width - 2 * m.pad) / m.small, most) for words in _said(card))
    return min(most, sum(map(len, lines)))


def _said(card: Card) -> list[str]:
    """Returns what stands in the way and what is being done, as far as there is something to say."""
    words = (("卡点", card.blocked or ""), ("进展", card.visible_progress))
    return [f"{word}：{one_line(what)}" for word, what in words if one_line(what)]


def _more(card: Card, place: Rect, m: CardMetrics) -> Iterator[Item]:
    """Visible progress and the problem, whole as far as the rows reach, at least a row for each."""
    said = _said(card)
    y, rows = place.y, m.more_rows
    for number, words in enumerate(said):
        lines = wrap_even(words, place.w / m.small, rows - (len(said) - number - 1))
        if not any(lines):
            continue
        box = Rect(place.x, y, place.w, len(lines) * m.row)
        ink = "text" if words.startswith("卡点") else "muted"
        yield Text(box, lines, m.small, ink, leading=_LINE, about=card.id, is_fine=True)
        y += len(lines) * m.row
        rows -= len(lines)


def _bar(card: Card, rail: Rect, m: CardMetrics) -> Iterator[Item]:
    """The progress bar along the lower edge, with a tick at 序时进度."""
    inner = rail.inset(m.radius, 0).moved(0, -m.border)
    yield Box(inner, fill="grid", about=card.id)
    if card.progress:
        done = Rect(inner.x, inner.y, inner.w * min(card.progress, 100) / 100, inner.h)
        is_done = card.lane in ("checking", "struck_off")
        yield Box(done, fill="green" if is_done else "progress", about=card.id)
    if card.time_progress > 0 and card.lane in ("waiting", "moving"):
        x = inner.x + inner.w * min(card.time_progress, 100) / 100
        yield Line(x, inner.y - m.bar / 2, x, inner.bottom, "text", m.border * 1.5, about=card.id)
