"""The frame of a wall chart: the band with title and days, the legend and the footer that every sheet bears."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import attrs

from battlemap.layout.paper import Paper
from battlemap.layout.scene import Box, Item, Line, Picture, Rect, Text
from battlemap.layout.text import em_width, wrap
from battlemap.layout.words import Part, fitted, flowed, in_row

_ROW: Final = 1.55


@attrs.frozen
class Sizes:
    """The lengths that a paper gives: `unit` is 1 on A0, `small` the em of the small texts, both in mm."""

    paper: Paper
    unit: float
    small: float

    @classmethod
    def of(cls, sheet: Paper) -> Sizes:
        """Returns the sizes for a paper; small texts never fall below what it may bear."""
        unit = ((sheet.width * sheet.height) / (1189 * 841)) ** 0.5
        # a long piece of a roll is read from no farther than a broad sheet of its width
        unit = min(unit, min(sheet.width, sheet.height) / 841 * 1.1)
        return cls(sheet, unit, max(sheet.least_text, 6.0 * unit * sheet.text_scale))

    @property
    def inner(self) -> Rect:
        """The paper without its margins."""
        return Rect(0, 0, self.paper.width, self.paper.height).inset(self.paper.margin)

    @property
    def gap(self) -> float:
        """The distance between two blocks."""
        return max(1.2, 6 * self.unit)


@attrs.frozen
class BandFacts:
    """What stands on the band: title, slogan, and the days left and right: words, number, words, and a line below.

    `emblem` is an SVG.
    """

    title: str
    slogan: str
    day: tuple[str, str, str]
    day_note: str
    left: tuple[str, str, str]
    left_note: str
    emblem: bytes | None = None


def band_h(sizes: Sizes, is_first: bool) -> float:
    """Returns the height of the band; pages behind the first have a low one."""
    return max(56 * sizes.unit, 6.6 * sizes.small) if is_first else max(26 * sizes.unit, 3.2 * sizes.small)


def band(facts: BandFacts, box: Rect, sizes: Sizes, page_words: str = "") -> Iterator[Item]:
    """Yields the band of the first page: days at the left, title and slogan in the middle, days left at the right."""
    yield Box(box, "band")
    yield Line(box.x, box.bottom, box.right, box.bottom, "accent", max(0.4, 1.6 * sizes.unit))
    side = box.w * 0.19
    pad = sizes.gap
    yield from _days(facts.day, facts.day_note, Rect(box.x + pad, box.y, side - pad, box.h), sizes)
    yield from _days(facts.left, facts.left_note, Rect(box.right - side, box.y, side - pad, box.h), sizes)
    middle = Rect(box.x + side + pad, box.y, box.w - 2 * side - 2 * pad, box.h)
    if facts.emblem:
        side = box.h * 0.72
        yield Picture(Rect(middle.x, box.y + (box.h - side) / 2, side, side), facts.emblem)
        middle = Rect(middle.x + side + pad, middle.y, max(1.0, middle.w - side - pad), middle.h)
    slogan_h = box.h * 0.3 if facts.slogan else 0.0
    yield from title_lines(
        facts.title,
        Rect(middle.x, box.y, middle.w, box.h - slogan_h),
        box.h * (0.52 if slogan_h else 0.58),
        sizes,
    )
    if slogan_h:
        place = Rect(middle.x, box.bottom - slogan_h * 1.12, middle.w, slogan_h)
        size = min(box.h * 0.19, sizes.small * 3)
        yield from fitted(place, facts.slogan, size, "band_text", align="center", least=sizes.small)


def low_band(title: str, note: str, box: Rect, sizes: Sizes) -> Iterator[Item]:
    """Yields the band of a following page: title at the left, what the page holds at the right."""
    yield Box(box, "band")
    yield Line(box.x, box.bottom, box.right, box.bottom, "accent", max(0.3, 1.0 * sizes.unit))
    pad = sizes.gap
    note_w = min(em_width(note) * sizes.small * 1.2, box.w * 0.45)
    title_w = box.w - note_w - 3 * pad
    size = min(box.h * 0.55, sizes.small * 3)
    yield from fitted(
        Rect(box.x + pad, box.y, title_w, box.h), title, size, "band_text", True, least=sizes.small * 1.2
    )
    place = Rect(box.right - pad - note_w, box.y, note_w, box.h)
    yield from fitted(
        place, note, sizes.small * 1.2, "band_text", align="right", least=sizes.small, is_fine=True
    )


def title_lines(title: str, place: Rect, size: float, sizes: Sizes) -> Iterator[Text]:
    """Yields the title as large as it can be, in two lines where one would be less than two thirds as large."""
    one = min(size, place.w / max(em_width(title), 1e-6))
    if one >= size * 0.62:
        yield from fitted(place, title, one, "band_text", True, "center")
        return
    two = max(sizes.small * 1.2, min(place.h / 2.5, size * 0.7))
    halves = at_bracket(title)
    if halves and max(map(em_width, halves)) * sizes.small * 1.2 <= place.w:
        size = min(two, place.w / max(map(em_width, halves)))
        yield Text(place, halves, size, "band_text", True, "center", leading=1.15)
        return
    lines = wrap(title, place.w / two, 2)
    while two > sizes.small * 1.2 and "".join(lines).endswith("…") and not title.endswith("…"):
        two = max(sizes.small * 1.2, two * 0.92)
        lines = wrap(title, place.w / two, 2)
    yield Text(place, lines, two, "band_text", True, "center", leading=1.15)


def at_bracket(title: str) -> tuple[str, str] | None:
    """Returns the title in two lines, the longer one as short as can be: broken before an opening or behind a closing
    bracket, else before a quotation. None where there is no such place or one line would be less than a third of the
    other.
    """
    for opening, closing in (("（《〔【", "）》〕】"), ("“", "")):
        ends = [
            at
            for at in range(1, len(title))
            if title[at] in opening or (closing and title[at - 1] in closing) or title[at] == " "
        ]
        halves = [(title[:at].rstrip(), title[at:].lstrip()) for at in ends]
        good = [pair for pair in halves if min(map(em_width, pair)) * 3 >= max(map(em_width, pair))]
        if good:
            return min(good, key=lambda pair: max(map(em_width, pair)))
    return None


def _days(words: tuple[str, str, str], note: str, place: Rect, sizes: Sizes) -> Iterator[Item]:
    before, number, after = words
    label, large = max(sizes.small, place.h * 0.17), place.h * 0.46
    parts = [
        Part(before, label, "band_text"), Part(number, large, "band_text", True), Part(after, label, "band_text"),
    ]  # fmt: skip
    upper = Rect(place.x, place.y + place.h * 0.04, place.w, place.h * 0.62)
    yield from in_row(upper, [part for part in parts if part.words], label * 0.4, "center")
    lower = Rect(place.x, place.y + place.h * 0.66, place.w, sizes.small * 1.4)
    yield from fitted(lower, note, sizes.small, "band_text", align="center", is_fine=True)


def footer_h(words: Sequence[str], sizes: Sizes) -> float:
    """Returns the height of the footer with these words."""
    return len(_footer_rows(words, sizes)) * sizes.small * _ROW + sizes.small * 0.35


def footer(words: Sequence[str], box: Rect, sizes: Sizes) -> Iterator[Item]:
    """Yields the footer: every word in its row, rows spread over the whole width."""
    yield Line(box.x, box.y, box.right, box.y, "muted", max(0.15, 0.4 * sizes.unit))
    y = box.y + sizes.small * 0.35
    for row in _footer_rows(words, sizes):
        widths = [em_width(word) * sizes.small for word in row]
        gap = (box.w - sum(widths)) / max(1, len(row) - 1) if len(row) > 1 else 0.0
        x = box.x
        for word, w in zip(row, widths, strict=True):
            yield Text(Rect(x, y, w, sizes.small * _ROW), (word,), sizes.small, "muted", is_fine=True)
            x += w + gap
        y += sizes.small * _ROW


def _footer_rows(words: Sequence[str], sizes: Sizes) -> list[list[str]]:
    return flowed((word for word in words if word), sizes.inner.w / sizes.small, 1.5, 26)
