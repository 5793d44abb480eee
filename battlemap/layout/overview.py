"""The overview wall chart (总作战图): every page as a scene in mm, from facts alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import attrs

from battlemap import wording
from battlemap.domain.kinds.campaign import Campaign
from battlemap.domain.kinds.task import LANES
from battlemap.layout.card import Card
from battlemap.layout.card_face import CardMetrics, face_in
from battlemap.layout.column_head import ColumnHead
from battlemap.layout.overview_frame import (
    BandFacts,
    Sizes,
    band,
    band_h,
    footer,
    footer_h,
    low_band,
)
from battlemap.layout.overview_head import wall_head, wall_head_h
from battlemap.layout.overview_legend import legend, legend_h
from battlemap.layout.overview_plan import SMALL, Area, BoardPage, Spread, columns_abreast, plan_pages
from battlemap.layout.overview_summary import Chart, SummaryFacts, summary, summary_h
from battlemap.layout.paper import Paper, all_size_words
from battlemap.layout.scene import Box, Item, Line, Rect, Scene, Text
from battlemap.layout.strip_face import StripFacts
from battlemap.layout.text import em_width, wrap
from battlemap.layout.wall_strip import wall_strip, wall_strip_h

#: Titles up to so many ems are shown whole; longer ones are elided where room ends.
_LONGEST: Final = 32.0
#: So many of the titles are set in full size; longer ones are set smaller.
_MOST: Final = 0.75
#: A head is set larger where its column is wider than so many of its ems.
_HEAD_EMS: Final = 15.5


@attrs.frozen(eq=False)
class OverviewFacts:
    """What the chart tells: ``cards[column][lane]`` in the order of the board, everything else in words and numbers."""

    campaign: Campaign
    band: BandFacts
    heads: tuple[ColumnHead, ...]
    cards: tuple[tuple[tuple[Card, ...], ...], ...]
    summary: SummaryFacts
    strip: StripFacts
    footer: tuple[str, ...]
    security: str = ""
    chart: Chart | None = None


def overview_pages(facts: OverviewFacts, sheet: Paper) -> tuple[Scene, ...]:
    """Returns the pages: one where the cards can be read on one, else as many as they need. No card is left out."""
    sizes = Sizes.of(sheet)
    frame, plan = _planned(facts, sizes)
    boards: list[BoardPage | None] = [*plan]
    if not boards or plan[0].ground.height > frame.cards_h(is_first=True) + 1e-6:
        boards.insert(0, None)
    bodies = [tuple(_page(facts, page, number == 0, frame)) for number, page in enumerate(boards)]
    texts = [item for page in bodies for item in page if isinstance(item, Text)]
    body = min([text.size for text in texts if not text.is_fine], default=sizes.small)
    fine = min([sizes.small, *(text.size for text in texts)])
    scenes = []
    for number, page in enumerate(bodies):
        words = _footer_words(facts, all_size_words(body, fine), number + 1, len(bodies))
        ground = Box(Rect(0, 0, sheet.width, sheet.height), "card")
        items = (ground, *page, *footer(words, frame.footer, sizes))
        scenes.append(
            Scene(sheet.width, sheet.height, items, f"{facts.band.title} {number + 1}/{len(bodies)}")
        )
    return tuple(scenes)


@attrs.frozen
class CardSize:
    """How large a card of a chart is, in mm, and the metrics of its face."""

    w: float
    h: float
    metrics: CardMetrics


def card_sizes(facts: OverviewFacts, sheet: Paper) -> tuple[CardSize, ...]:
    """Returns the size of the cards on each page of the chart that has some, for cards that replace one of them."""
    _, plan = _planned(facts, Sizes.of(sheet))
    return tuple(CardSize(page.ground.metrics.card_w, page.ground.metrics.card_h, page.card) for page in plan)


def _planned(facts: OverviewFacts, sizes: Sizes) -> tuple[_Frame, tuple[BoardPage, ...]]:
    # the words for size and page number are known last; these are as long
    words = _footer_words(facts, all_size_words(10.0, 1.0), 10, 10)
    spread = _spread(facts, sizes)
    frame = _Frame.of(sizes, words, len(facts.cards), spread)
    plan = plan_pages(
        [[len(cell) for cell in cells] for cells in facts.cards],
        Area(frame.cards_w, frame.cards_h(is_first=True)),
        Area(frame.cards_w, frame.cards_h(is_first=False)),
        spread,
    )
    return frame, plan


@attrs.frozen
class _Frame:
    """Where the fixed parts of every page stand; `head` is the em of the small texts in the heads of columns."""

    sizes: Sizes
    inner: Rect
    footer: Rect
    label_w: float
    remark_w: float
    head: float

    @classmethod
    def of(cls, sizes: Sizes, words: tuple[str, ...], columns: int, spread: Spread) -> _Frame:
        inner = sizes.inner
        height = footer_h(words, sizes)
        place = Rect(inner.x, inner.bottom - height, inner.w, height)
        label_w, remark_w = sizes.small * 2.4, min(sizes.small * 10, inner.w * 0.1)
        room = inner.w - label_w - remark_w
        pages = -(-columns // columns_abreast(room, spread)) or 1
        # wide columns have large heads
        wide = room / max(1, -(-columns // pages)) / _HEAD_EMS
        return cls(sizes, inner, place, label_w, remark_w, min(max(sizes.small, wide), sizes.small * 1.5))

    @property
    def cards_w(self) -> float:
        return self.inner.w - self.label_w - self.remark_w

    @property
    def legend(self) -> Rect:
        height = legend_h(self.sizes)
        return Rect(self.inner.x, self.footer.y - height, self.inner.w, height)

    def top(self, is_first: bool) -> float:
        """Where the board begins, heads included."""
        sizes = self.sizes
        y = self.inner.y + band_h(sizes, is_first) + sizes.gap
        if is_first:
            y += summary_h(sizes) + sizes.gap + wall_strip_h(sizes.small) + sizes.gap
        return y

    def cards_h(self, is_first: bool) -> float:
        """The height that is left for cards."""
        return max(0.0, self.legend.y - self.top(is_first) - wall_head_h(self.head))


def _spread(facts: OverviewFacts, sizes: Sizes) -> Spread:
    titles = sorted(em_width(card.title) for cells in facts.cards for cell in cells for card in cell)
    return Spread(
        gap=sizes.small * 0.35,
        pad=sizes.small * 0.4,
        least_lane=sizes.small * 5.6,
        least_small=sizes.paper.least_text,
        most=max(sizes.paper.least_text / SMALL, 13 * sizes.unit),
        longest=min(max([*titles, 8.0]), _LONGEST),
        typical=min(max(titles[int(len(titles) * _MOST)] if titles else 0.0, 8.0), _LONGEST),
        pin=max(2 * sizes.paper.least_text, 8 * sizes.unit),
    )


def _page(facts: OverviewFacts, board: BoardPage | None, is_first: bool, frame: _Frame) -> Iterator[Item]:
    sizes, inner = frame.sizes, frame.inner
    top = Rect(inner.x, inner.y, inner.w, band_h(sizes, is_first))
    if is_first:
        yield from band(facts.band, top, sizes)
        panels = Rect(inner.x, top.bottom + sizes.gap, inner.w, summary_h(sizes))
        yield from summary(facts.summary, facts.chart, panels, sizes)
        place = Rect(inner.x, panels.bottom + sizes.gap, inner.w, wall_strip_h(sizes.small))
        yield from wall_strip(
            facts.campaign, facts.strip, place, frame.label_w, sizes.small, sizes.paper.least_text
        )
    elif board is not None:
        yield from low_band(facts.band.title, _held(facts, board), top, sizes)
    if board is not None:
        yield from _board(facts, board, frame, frame.top(is_first))
    yield from legend(frame.legend, sizes, facts.security)


def _held(facts: OverviewFacts, board: BoardPage) -> str:
    """Says what a following page holds: 「专项 一 至 六 · 推进中（续）」."""
    first, last = facts.heads[board.columns[0]], facts.heads[board.columns[-1]]
    columns = f"专项{first.ordinal}" if first is last else f"专项{first.ordinal}至{last.ordinal}"
    lanes = [wording.LANES[LANES[lane]] for lane in board.lanes]
    return f"{columns}　{'、'.join(lanes)}" if len(lanes) < len(LANES) else columns


def _board(facts: OverviewFacts, board: BoardPage, frame: _Frame, top: float) -> Iterator[Item]:
    sizes = frame.sizes
    x, head_h = frame.inner.x + frame.label_w, wall_head_h(frame.head)
    y = top + head_h
    ground = board.ground
    thin, thick = max(0.15, 0.4 * sizes.unit), max(0.25, 0.8 * sizes.unit)
    yield Box(Rect(x, y, ground.width, ground.height), "ground")
    for number, column in enumerate(board.columns):
        place = ground.columns[number]
        head = Rect(x + place.x, top, place.w, head_h)
        yield from wall_head(facts.heads[column], head, frame.head, sizes.paper.least_text)
        if number:
            yield Line(x + place.x, y, x + place.x, y + ground.height, "border", thin)
    remarks = Rect(x + ground.width, top, frame.remark_w, head_h + ground.height)
    yield from _remarks(remarks, head_h, board, sizes)
    for number, lane in enumerate(board.lanes):
        yield from _lane(facts, board, number, lane, Rect(frame.inner.x, y, frame.label_w, 0), sizes)
        lower = y + ground.lanes[number].y + ground.lanes[number].h
        yield Line(frame.inner.x, lower, remarks.right, lower, "muted", thick)
    for number, column in enumerate(board.columns):
        for index, lane in enumerate(board.lanes):
            cards = facts.cards[column][lane]
            begun = board.first[number][index]
            for offset in range(ground.counts[number][index]):
                rect = ground.card_rect(number, index, offset)
                yield from face_in(cards[begun + offset], rect.moved(x, y), board.card)


def _lane(
    facts: OverviewFacts, board: BoardPage, number: int, lane: int, column: Rect, sizes: Sizes
) -> Iterator[Item]:
    """The lane's name from top to bottom, and under it how many tasks it holds in these columns."""
    band_ = board.ground.lanes[number]
    box = Rect(column.x, column.y + band_.y, column.w, band_.h)
    yield Box(box, "band", "border", max(0.15, 0.4 * sizes.unit))
    small = sizes.small
    count = sum(len(facts.cards[column][lane]) for column in board.columns)
    size = max(small, min(small * 1.35, (box.h - small * 1.6) / 3.6))
    name = Rect(box.x, box.y, box.w, box.h - small * 1.5)
    yield Text(name, tuple(wording.LANES[LANES[lane]]), size, "band_text", True, "center", leading=1.15)
    below = Rect(box.x, box.bottom - small * 1.6, box.w, small * 1.4)
    yield Text(below, (str(count),), small, "band_text", align="center")


def _remarks(place: Rect, head_h: float, board: BoardPage, sizes: Sizes) -> Iterator[Item]:
    """The last column: free for the pen, with faint lines to write on."""
    small = sizes.small
    thin = max(0.15, 0.4 * sizes.unit)
    head = Rect(place.x, place.y, place.w, head_h)
    yield Box(head, "card", "border", small * 0.05)
    yield Box(Rect(head.x, head.y, head.w, small * 0.3), "accent")
    yield Text(
        Rect(head.x, head.y + small * 0.7, head.w, small * 2),
        ("现场标注",),
        small * 1.5,
        "text",
        True,
        "center",
    )
    words = wrap("插旗、钉图钉、手写后，凭任务编号录入", (head.w - small) / small, 4)
    yield Text(
        Rect(head.x + small * 0.5, head.y + small * 3, head.w - small, head.h - small * 3.4), words, small, "muted",
        middle=False, leading=1.3, is_fine=True,
    )  # fmt: skip
    yield Box(Rect(place.x, head.bottom, place.w, place.h - head_h), "card", "border", small * 0.05)
    pitch = small * 2.6
    for number in range(len(board.lanes)):
        lane = board.ground.lanes[number]
        y = head.bottom + lane.y + pitch
        while y < head.bottom + lane.y + lane.h - small:
            yield Line(
                place.x + small * 0.5,
                y,
                place.right - small * 0.5,
                y,
                "grid",
                thin,
                (small * 0.3, small * 0.3),
            )
            y += pitch


def _footer_words(facts: OverviewFacts, smallest: tuple[str, ...], page: int, pages: int) -> tuple[str, ...]:
    return (*facts.footer, *smallest, f"第 {page} 页 共 {pages} 页")
