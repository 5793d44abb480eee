"""指标一张图: the curve of every indicator with its lamp and the one sentence that matters, three or more abreast."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from battlemap.domain.series.curve import curve_of
from battlemap.domain.series.standing import Standing, source_of, standings
from battlemap.domain.snapshot import Snapshot
from battlemap.layout.card_face import lamp_shape
from battlemap.layout.flow import Block
from battlemap.layout.framed import framed_pages
from battlemap.layout.listing import nothing
from battlemap.layout.overview_frame import Sizes
from battlemap.layout.scene import Box, Item, Picture, Rect, Scene, Text
from battlemap.layout.text import wrap_even
from battlemap.layout.words import fitted
from battlemap.sheets.catalogue import heading_of
from battlemap.sheets.framing import frame
from battlemap.sheets.options import SheetOptions

TITLE, NUMBER = heading_of("indicators")

#: A curve is so many ems wide and high at least; where rows are few it is higher, up to this share of its width.
_WIDE, _HIGH, _HIGHEST = 21.0, 17.0, 0.9
#: Share of a paper's height that band, legend and footer leave.
_ROOM = 0.79


def series_wall(snapshot: Snapshot, options: SheetOptions) -> tuple[Scene, ...]:
    """Returns the pages; what has no figures at all is named below."""
    every = standings(snapshot, options.as_of)
    shown = [one for one in every if one.period is not None]
    empty = [one.indicator.title for one in every if one.period is None]

    def blocks(width: float, em: float) -> list[Block]:
        if not shown:
            return [nothing("还没有指标数据", em * 1.5)]
        across = max(1, int(width // (_WIDE * em)))
        rows = -(-len(shown) // across)
        room = (Sizes.of(options.paper).inner.h * _ROOM - (em * 2 if empty else 0)) / rows
        high = max(_HIGH * em, min(room, _HIGHEST * width / across))
        made = [_line(shown[n : n + across], across, em, high, options) for n in range(0, len(shown), across)]
        if empty:
            made.append(nothing(f"没有数据：{'、'.join(empty)}", em))
        return made

    return framed_pages(frame(snapshot, options, TITLE, NUMBER), blocks, options.paper, 1.8)


def _line(shown: Sequence[Standing], across: int, em: float, high: float, options: SheetOptions) -> Block:
    def draw(place: Rect) -> Iterator[Item]:
        gap = em * 0.7
        width = (place.w - gap * (across - 1)) / across
        for n, one in enumerate(shown):
            cell = Rect(place.x + n * (width + gap), place.y, width, place.h - gap)
            yield from _curve(one, cell, em, options)

    return Block(high, draw)


def _curve(one: Standing, cell: Rect, em: float, options: SheetOptions) -> Iterator[Item]:
    from battlemap.charts.ground import Ground
    from battlemap.charts.series import series

    about = one.indicator.id
    yield Box(cell, "card", "border", em * 0.06, about=about)
    side = em * 1.1
    yield lamp_shape(one.lamp, Rect(cell.x + em * 0.5, cell.y + em * 0.55, side, side), about)
    title = Rect(cell.x + em * 2.0, cell.y + em * 0.3, cell.w - em * 2.4, em * 1.6)
    yield from fitted(title, one.indicator.title, em * 1.15, "accent", True, least=em * 0.8, about=about)
    said = Rect(cell.x + em * 0.5, title.bottom, cell.w - em, em * 2.4)
    colour = "red" if one.lamp == "red" else "text"
    words = f"{one.period_words} {one.value_words}{one.indicator.measure_unit}，{one.words}"
    lines = wrap_even(words, said.w / (em * 0.92), 2)
    yield Text(said, lines, em * 0.92, colour, one.lamp == "red", middle=False, about=about)
    low = cell.bottom - em * 2.35
    for n, (name, words) in enumerate((("口径", one.indicator.basis), ("来源", source_of(one)))):
        note = Rect(cell.x + em * 0.5, low + em * 1.05 * n, cell.w - em, em * 1.05)
        yield from fitted(note, f"{name}：{words or '—'}", em * 0.75, "muted", least=em * 0.45, about=about)
    picture = Rect(cell.x + em * 0.3, said.bottom, cell.w - em * 0.6, low - said.bottom - em * 0.1)
    year = one.period.year if one.period else options.as_of.year
    drawn = series(curve_of(one, year), Ground(options.theme, picture.w, picture.h, em * 0.8))
    yield Picture(picture, drawn.svg)
