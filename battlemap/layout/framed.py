"""Pages of blocks in the frame that every sheet bears: band, legend, footer, page numbers; as large as they fit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

import attrs

from battlemap.layout.flow import Block, drawn, flowed_columns, grown
from battlemap.layout.overview_frame import BandFacts, Sizes, band, band_h, footer, footer_h, low_band
from battlemap.layout.overview_legend import LegendMark, legend, legend_h
from battlemap.layout.paper import Paper, all_size_words
from battlemap.layout.scene import Box, Item, Line, Rect, Scene

#: Sizes of the text, in shares of the paper's small text, largest first.
_EMS: Final = (2.8, 2.6, 2.4, 2.2, 2.0, 1.8, 1.65, 1.5, 1.4, 1.3, 1.2)
#: Larger ones are taken only where the sheet is still so many ems wide.
_USUAL: Final = 2.2
_BROAD: Final = 66
#: What does not fit on one page is set so large, on as few pages as that needs.
_READABLE: Final = 1.3
#: Between columns that stand side by side, in ems.
_GUTTER: Final = 2.0
#: Width and em in mm → the blocks of the sheet.
Blocks = Callable[[float, float], Sequence[Block]]
#: Width in ems → in how many columns the blocks stand side by side.
Columns = Callable[[float], int]


@attrs.frozen
class FrameFacts:
    """What stands around the blocks: band, words at the foot, how the sheet is to be kept, marks of the legend.

    With an `alert` every page has a red frame.
    """

    band: BandFacts
    footer: tuple[str, ...]
    security: str = ""
    marks: tuple[LegendMark, ...] = ()
    alert: str = ""


def framed_pages(
    facts: FrameFacts, blocks: Blocks, paper: Paper, largest: float = _EMS[0], columns: Columns = lambda _: 1
) -> tuple[Scene, ...]:
    """Returns the pages: on one as large as fits, else on as few as readable text needs; no block is left out.

    Blocks fill one of the `columns` after the other, each as wide as its share of the sheet.
    """
    sizes = Sizes.of(paper)
    words = _footer_words(facts, (10.0, 1.0), 10, 10)
    foot_h = footer_h(words, sizes)
    first, later = (_room(sizes, foot_h, is_first).h for is_first in (True, False))

    def pages_at(share: float) -> list[_Spread]:
        em = sizes.small * share
        count = columns(sizes.inner.w / em)
        width = (sizes.inner.w - (count - 1) * _GUTTER * em) / count
        flowed = flowed_columns(blocks(width, em), first, later, count)
        return [_Spread(tuple(page), width, _GUTTER * em) for page in flowed]

    readable = pages_at(_READABLE)
    pages = readable
    # the largest steps are for broad sheets, where no column of a list gives way to them
    broad = sizes.inner.w / (_BROAD * sizes.small)
    for share in (share for share in _EMS if share <= largest and (share <= _USUAL or share <= broad)):
        tried = pages_at(share)
        if len(tried) <= len(readable):
            pages = tried
            break
    if len(pages) == 1:
        (page,) = pages
        pages = [attrs.evolve(page, columns=tuple(grown(page.columns, first)))]
    bodies = [tuple(_body(facts, page, n, len(pages), sizes, foot_h)) for n, page in enumerate(pages)]
    smallest = _smallest([Scene(0, 0, body) for body in bodies], sizes)
    return tuple(_page(facts, body, n, len(pages), sizes, foot_h, smallest) for n, body in enumerate(bodies))


@attrs.frozen(eq=False)
class _Spread:
    """The columns of a page, from left to right; their width and what lies between two of them in mm."""

    columns: tuple[Sequence[Block], ...] = ()
    width: float = 0.0
    gutter: float = 0.0

    def drawn(self, room: Rect) -> Iterator[Item]:
        """Yields what stands in the room, a thin line between two columns."""
        for number, column in enumerate(self.columns):
            x = room.x + number * (self.width + self.gutter)
            yield from drawn(column, Rect(x, room.y, self.width, room.h))
            if number and column:
                bottom = room.y + max(sum(block.h for block in blocks) for blocks in self.columns)
                line = x - self.gutter / 2
                yield Line(line, room.y, line, bottom, "border", self.gutter * 0.02)


def framed_page(facts: FrameFacts, body: Callable[[Rect, Sizes], Iterator[Item]], paper: Paper) -> Scene:
    """Returns the one page of a sheet that draws freely into the room inside its frame."""
    sizes = Sizes.of(paper)
    foot_h = footer_h(_footer_words(facts, (10.0, 1.0), 1, 1), sizes)
    items = (*_body(facts, _Spread(), 0, 1, sizes, foot_h), *body(_room(sizes, foot_h, True), sizes))
    smallest = _smallest([Scene(0, 0, items)], sizes)
    return _page(facts, items, 0, 1, sizes, foot_h, smallest)


def _smallest(pages: Sequence[Scene], sizes: Sizes) -> tuple[float, float]:
    """Returns the ems of the smallest body text and of the smallest of all, the footer's among them."""
    body = min((size for page in pages if (size := page.smallest_body())), default=sizes.small)
    return body, min([sizes.small, *(page.smallest_text() for page in pages)])


def _room(sizes: Sizes, foot_h: float, is_first: bool) -> Rect:
    inner = sizes.inner
    top = inner.y + band_h(sizes, is_first) + sizes.gap
    return Rect(inner.x, top, inner.w, inner.bottom - foot_h - legend_h(sizes) - top)


def _body(
    facts: FrameFacts, spread: _Spread, number: int, count: int, sizes: Sizes, foot_h: float
) -> Iterator[Item]:
    inner = sizes.inner
    top = Rect(inner.x, inner.y, inner.w, band_h(sizes, number == 0))
    if number == 0:
        yield from band(facts.band, top, sizes)
    else:
        yield from low_band(facts.band.title, f"第 {number + 1}/{count} 页", top, sizes)
    yield from spread.drawn(_room(sizes, foot_h, number == 0))
    low = Rect(inner.x, inner.bottom - foot_h - legend_h(sizes), inner.w, legend_h(sizes))
    yield from legend(low, sizes, facts.security, facts.marks)


def _page(
    facts: FrameFacts,
    body: tuple[Item, ...],
    number: int,
    count: int,
    sizes: Sizes,
    foot_h: float,
    smallest: tuple[float, float],
) -> Scene:
    paper, inner = sizes.paper, sizes.inner
    words = _footer_words(facts, smallest, number + 1, count)
    foot = Rect(inner.x, inner.bottom - foot_h, inner.w, foot_h)
    ground = Box(Rect(0, 0, paper.width, paper.height), "card")
    items = (ground, *alert_frame(facts.alert, sizes), *body, *footer(words, foot, sizes))
    return Scene(paper.width, paper.height, items, f"{facts.band.title} {number + 1}/{count}")


def alert_frame(words: str, sizes: Sizes) -> Iterator[Item]:
    """Yields a red frame close around all that stands on a page while 临战状态 holds; nothing for no words."""
    if words:
        width = max(0.8, 3 * sizes.unit)
        yield Box(sizes.inner.inset(-width * 1.6), None, "red", width)


def _footer_words(
    facts: FrameFacts, smallest: tuple[float, float], number: int, count: int
) -> tuple[str, ...]:
    return (*facts.footer, *all_size_words(*smallest), f"第 {number} 页 共 {count} 页")
