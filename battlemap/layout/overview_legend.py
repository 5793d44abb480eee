"""The legend of a wall chart: what the marks on a card mean, and how the sheet is to be kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from battlemap import wording
from battlemap.domain.judging.lamp import Lamp
from battlemap.layout.card_face import lamp_shape
from battlemap.layout.overview_frame import Sizes
from battlemap.layout.scene import Box, Item, Line, Rect, Text
from battlemap.layout.text import elide, em_width
from battlemap.layout.wall_strip import flag

Mark = Callable[[Rect, float], Iterator[Item]]
#: A mark, its width in ems, what it means.
LegendMark = tuple[Mark, float, str]


def legend_h(sizes: Sizes) -> float:
    """Returns the height of the legend."""
    return sizes.small * 2.1


def legend(
    place: Rect, sizes: Sizes, security: str, marks: Sequence[LegendMark] | None = None
) -> Iterator[Item]:
    """Yields mark and word side by side, as many as the width holds; how to keep the sheet stands at the right."""
    small = sizes.small
    right = place.right
    if security:
        words = elide(security, place.w / small / 4)
        w = em_width(words) * small
        right -= w + small
        yield Text(
            Rect(place.right - w, place.y, w, place.h), (words,), small, "text", True, "right", is_fine=True
        )
    x = place.x
    if marks is not None and not marks:
        return
    yield Text(Rect(x, place.y, 2 * small, place.h), ("图例",), small, "accent", True, is_fine=True)
    x += small * 3
    for mark, mark_w, words in _MARKS if marks is None else marks:
        w = mark_w * small + small * 0.4 + em_width(words) * small
        if x + w > right:
            return
        yield from mark(Rect(x, place.y, mark_w * small, place.h), small)
        at = x + mark_w * small + small * 0.4
        yield Text(
            Rect(at, place.y, em_width(words) * small, place.h), (words,), small, "muted", is_fine=True
        )
        x += w + small * 1.4


def lamp_marks(lamps: Sequence[Lamp]) -> tuple[LegendMark, ...]:
    """Returns the marks of a sheet that shows these lamps and progress, no cards."""
    return (*((_lamp(lamp), 1.1, wording.LAMPS[lamp]) for lamp in lamps), _MARKS[0])


def swatch(colour: str, words: str) -> LegendMark:
    """Returns a field of that colour with its meaning."""

    def draw(place: Rect, small: float) -> Iterator[Item]:
        side = small * 1.1
        yield Box(Rect(place.x, place.y + (place.h - side) / 2, side, side), colour, "border", small * 0.06)

    return draw, 1.1, words


def flag_mark(colour: str, words: str) -> LegendMark:
    """Returns a little flag of that colour with its meaning."""
    return _flag(colour), 0.9, words


def _lamp(lamp: Lamp) -> Mark:
    def draw(place: Rect, small: float) -> Iterator[Item]:
        side = small * 1.1
        yield lamp_shape(lamp, Rect(place.x, place.y + (place.h - side) / 2, side, side))

    return draw


def _chip(word: str, colour: str, is_filled: bool) -> Mark:
    def draw(place: Rect, small: float) -> Iterator[Item]:
        side = small * 1.3
        box = Rect(place.x, place.y + (place.h - side) / 2, side, side)
        yield Box(box, colour if is_filled else None, colour, small * 0.06, small * 0.15)
        yield Text(box, (word,), small, "card" if is_filled else colour, align="center", is_fine=True)

    return draw


def _word(word: str, colour: str) -> Mark:
    def draw(place: Rect, small: float) -> Iterator[Item]:
        yield Text(place, (word,), small, colour, True, is_fine=True)

    return draw


def _pin(place: Rect, small: float) -> Iterator[Item]:
    side = small * 1.3
    yield Box(Rect(place.x, place.y + (place.h - side) / 2, side, side), None, "border", small * 0.08)


def _flag(colour: str) -> Mark:
    def draw(place: Rect, small: float) -> Iterator[Item]:
        yield from flag(place.x, place.y + place.h / 2, small * 1.2, colour)

    return draw


def _framed(place: Rect, small: float) -> Iterator[Item]:
    box = Rect(place.x, place.y + (place.h - small * 1.2) / 2, place.w, small * 1.2)
    yield Box(box, None, "red", small * 0.14)
    yield Box(Rect(box.x, box.y, small * 0.3, box.h), "red")


def _bar(place: Rect, small: float) -> Iterator[Item]:
    middle = place.y + place.h / 2
    rail = Rect(place.x, middle - small * 0.15, place.w, small * 0.3)
    yield Box(rail, "grid")
    yield Box(Rect(rail.x, rail.y, rail.w * 0.55, rail.h), "progress")
    x = rail.x + rail.w * 0.7
    yield Line(x, rail.y - small * 0.2, x, rail.bottom + small * 0.2, "text", small * 0.1)


_MARKS: tuple[LegendMark, ...] = (
    (_bar, 4.0, "进度，竖线为序时"),
    (_chip(wording.EMPHASES["key"], "accent", True), 1.3, "重点"),
    (_chip(wording.EMPHASES["highlight"], "accent", False), 1.3, "亮点"),
    (_chip("卡", "text", True), 1.3, "有卡点"),
    (_word("↓", "text"), 1.0, "略低于序时"),
    (_pin, 1.3, "图钉位"),
    (_framed, 2.2, "红灯任务"),
    (_flag("flag"), 0.9, "按期办结"),
    (_flag("black"), 0.9, "逾期未办结"),
    (_word("超期 3 天", "red"), 4.2, "已过时限"),
)
