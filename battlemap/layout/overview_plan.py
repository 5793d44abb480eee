"""How the cards of a wall chart are spread: how large, how many abreast, on how many pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

import attrs

from battlemap.layout.board import Band, BoardLayout, BoardMetrics
from battlemap.layout.card_face import CardMetrics, Density, card_metrics, paper_card_metrics

#: A card is at least so many of its title's ems wide.
_NARROWEST: Final = 10.5
#: The same where all cards fit on one page and titles are as large as they can be.
_TIGHTEST: Final = 7.0
#: A title that is longer than most is set smaller, down to this part of the others, before it is cut.
_SMALLER: Final = 0.68
#: Lines of title and density, best first, with how much they are worth beside the size of the text.
_FACES: Final[tuple[tuple[int, Density, float], ...]] = (
    (2, "normal", 1.0), (3, "normal", 1.0), (4, "normal", 1.0), (1, "normal", 0.85), (2, "compact", 0.6),
)  # fmt: skip
#: The pin cell is at most so many ems of the title.
_PIN: Final = 2.0
#: Columns of unequal width are taken only where they gain this much.
_UNEVEN: Final = 0.8
#: The small texts of a card are this part of its title, at most and where there is room.
SMALL: Final = 12 / 13
_SMALL_WISHED: Final = 0.6
#: Rim, gap and bar of a card in ems of its title.
_PAD: Final = 0.42
_GAP: Final = 0.18
_BAR: Final = 0.2
#: A card grows to at most so many lines of title where there is room.
_MOST_LINES: Final = 4


@attrs.frozen
class Area:
    """Room for cards in mm."""

    w: float
    h: float


@attrs.frozen
class Spread:
    """What the plan is made for, in mm: gaps and rims, the least small text, the largest title.

    `typical` is how many ems of title most cards have, `longest` how many every card should have room for, where need be
    in smaller type; `pin` is the side of the cell for pins.
    """

    gap: float
    pad: float
    least_lane: float
    least_small: float
    most: float
    longest: float = 16.0
    typical: float = 12.0
    pin: float = 8.0

    @property
    def least(self) -> float:
        """The smallest title."""
        return self.least_small / SMALL


@attrs.frozen
class BoardPage:
    """One page's part of the board: which columns and lanes, from which card on, and where everything stands."""

    columns: tuple[int, ...]
    lanes: tuple[int, ...]
    first: tuple[tuple[int, ...], ...]
    ground: BoardLayout
    card: CardMetrics


@attrs.frozen
class _Fit:
    score: float
    flows: tuple[int, ...]
    em: float
    lines: int
    density: Density


def plan_pages(
    counts: Sequence[Sequence[int]], first: Area, later: Area, spread: Spread
) -> tuple[BoardPage, ...]:
    """Returns the pages for ``counts[column][lane]`` cards; every card stands on exactly one of them.

    One page where the title can be as large as `spread.least`; else the columns go to several pages in even groups
    and lanes are cut between rows. A first page without room for a card gets none.
    """
    if not counts:
        return ()
    abreast = columns_abreast(later.w, spread)
    pages: list[BoardPage] = []
    for group in _even(len(counts), abreast):
        members = [counts[column] for column in group]
        area = later if pages else first
        fit = _best(members, area, spread)
        if fit is None and not pages and first.h < later.h * 0.25:
            fit, area = _best(members, later, spread), later
        if fit is not None:
            pages.append(_whole(group, members, area, fit, spread))
        else:
            pages += _cut(group, members, Area(later.w, first.h) if not pages else later, later, spread)
    return tuple(pages)


def columns_abreast(width: float, spread: Spread) -> int:
    """Returns how many columns a page of this width can bear at most."""
    return max(1, int(width / (_NARROWEST * spread.least + 2 * spread.pad)))


def _even(number: int, most: int) -> Iterator[tuple[int, ...]]:
    """Yields the numbers 0 … in as few groups of nearly equal size as possible, none larger than `most`."""
    groups = -(-number // most)
    for group in range(groups):
        yield tuple(range(number * group // groups, number * (group + 1) // groups))


def _best(counts: Sequence[Sequence[int]], area: Area, spread: Spread) -> _Fit | None:
    """Returns the fit with the largest, best readable titles on one page; None where none is legible."""
    best: _Fit | None = None
    columns = len(counts)
    for slots in range(columns, max(columns, int(area.w / (_NARROWEST * spread.least))) + 1):
        flows = _flows(counts, slots)
        rows = _rows(counts, flows)
        width = _card_w(area.w, flows, spread)
        spare = area.h - sum(_rim(number, spread) for number in rows)
        for lines, density, worth in _FACES:
            em = min(
                width / _TIGHTEST, spread.most, _largest(spare / max(1, sum(rows)), lines, density, spread)
            )
            if em < spread.least or not _holds_titles(width, em, lines, spread):
                em = _roomy(width, em, lines, spread)
            if em < spread.least:
                continue
            score = em * worth * (_UNEVEN if len(set(flows)) > 1 else 1.0)
            if best is None or score > best.score + 1e-9:
                best = _Fit(score, flows, em, lines, density)
    return best


def _holds_titles(width: float, em: float, lines: int, spread: Spread) -> bool:
    """Whether most titles stand on a card at this em, and the longest one where it is set smaller."""
    if _title_ems(width, em, lines, spread) < spread.typical:
        return False
    small = max(spread.least_small, em * _SMALLER)
    return _title_ems(width, small, int(lines * em / small + 1e-6), spread) >= spread.longest


def _roomy(width: float, em: float, lines: int, spread: Spread) -> float:
    """Returns the largest em below `em` at which the titles stand on the card, 0 where none is legible."""
    while em >= spread.least:
        em *= 0.96
        if em >= spread.least and _holds_titles(width, em, lines, spread):
            return em
    return 0.0


def _title_ems(width: float, em: float, lines: int, spread: Spread) -> float:
    """Returns how many ems of title a card surely shows; breaking a line may cost an em and a half."""
    line = width / em - 1.05 - min(_PIN, spread.pin / em)
    return line if lines == 1 else (line - 0.75) * lines - 0.75


def _largest(height: float, lines: int, density: Density, spread: Spread) -> float:
    """Returns the largest em of a title with which a card of this height has so many lines of it."""
    of_title, of_small = _shares(lines, density)
    least = spread.least_small
    wished = height / (of_title + of_small * _SMALL_WISHED)
    if wished * _SMALL_WISHED >= least:
        em = wished
    elif (fixed := (height - of_small * least) / of_title) * SMALL >= least:
        em = fixed
    else:
        em = height / (of_title + of_small * SMALL)
    return max(0.0, min(em, spread.most))


@cache
def _shares(lines: int, density: Density) -> tuple[float, float]:
    """Returns how often the height of a card holds the em of its title and that of its small texts."""
    usual = card_metrics(density)
    title = attrs.evolve(usual, title=1.0, small=0.0, pad=_PAD, gap=_GAP, bar=_BAR)
    small = attrs.evolve(usual, title=0.0, small=1.0, pad=0.0, gap=0.0, bar=0.0)
    return title.height(lines), small.height(lines)


def _card_metrics(em: float, density: Density, spread: Spread) -> CardMetrics:
    """Returns the metrics of a wall card: title before all, small texts smaller where the paper allows."""
    small = min(SMALL * em, max(spread.least_small, _SMALL_WISHED * em))
    base = paper_card_metrics(em, density, min(_PIN * em, spread.pin))
    least = max(spread.least_small, em * _SMALLER)
    return attrs.evolve(
        base,
        small=small,
        pad=em * _PAD,
        gap=em * _GAP,
        lamp=small * 1.15,
        bar=em * _BAR,
        least_title=least,
        most_title=em * 1.4,
    )


def _flows(counts: Sequence[Sequence[int]], slots: int) -> tuple[int, ...]:
    """Returns how many cards stand abreast in each column: the fullest column gets the next slot."""
    flows = [1] * len(counts)
    for _ in range(slots - len(counts)):
        stacks = [sum(-(-cell // flow) for cell in cells) for cells, flow in zip(counts, flows, strict=True)]
        flows[max(range(len(flows)), key=lambda column: (stacks[column], -flows[column], -column))] += 1
    return tuple(flows)


def _rows(counts: Sequence[Sequence[int]], flows: Sequence[int]) -> list[int]:
    """Returns the rows that each lane needs."""
    lanes = len(counts[0])
    return [
        max(-(-cells[lane] // flow) for cells, flow in zip(counts, flows, strict=True))
        for lane in range(lanes)
    ]


def _card_w(width: float, flows: Sequence[int], spread: Spread) -> float:
    slots = sum(flows)
    return (width - 2 * spread.pad * len(flows) - spread.gap * (slots - len(flows))) / slots


def _rim(rows: int, spread: Spread) -> float:
    """Returns what a lane needs beside its cards."""
    return 2 * spread.pad + (rows - 1) * spread.gap if rows else spread.least_lane


def _whole(
    group: tuple[int, ...], counts: Sequence[Sequence[int]], area: Area, fit: _Fit, spread: Spread
) -> BoardPage:
    """Returns the page that holds all cards of the group and fills its area: first the cards grow, then the lanes."""
    rows = _rows(counts, fit.flows)
    card = _card_metrics(fit.em, fit.density, spread)
    spare = area.h - sum(_rim(number, spread) for number in rows)
    height = min(card.height(_MOST_LINES), spare / max(1, sum(rows)))
    board = BoardMetrics(
        _card_w(area.w, fit.flows, spread), height, spread.gap, spread.pad, spread.least_lane
    )
    ground = BoardLayout.of(counts, board, len(rows), flows=fit.flows)
    return BoardPage(
        group,
        tuple(range(len(rows))),
        tuple(tuple(0 for _ in rows) for _ in group),
        _stretched(ground, area.h),
        card,
    )


def _grown(ground: BoardLayout, height: float) -> BoardLayout:
    """Returns the ground with its cards up to a quarter higher, so that a cut page is filled."""
    rows = sum(_rows(ground.counts, [column.flow for column in ground.columns]))
    spare = max(0.0, height - ground.height) / max(1, rows)
    taller = min(ground.metrics.card_h * 1.25, ground.metrics.card_h + spare)
    metrics = attrs.evolve(ground.metrics, card_h=taller)
    flows = [column.flow for column in ground.columns]
    grown = BoardLayout.of(ground.counts, metrics, len(ground.lanes), flows=flows)
    return grown if grown.height <= height + 1e-6 else ground


def _stretched(ground: BoardLayout, height: float) -> BoardLayout:
    """Returns the ground with its lanes made higher until it is `height` high, fuller lanes by more."""
    spare = height - ground.height
    if spare <= 0:
        return ground
    whole = ground.height
    y, bands = 0.0, []
    for band in ground.lanes:
        h = band.h + spare * band.h / whole
        bands.append(Band(y, h))
        y += h
    return attrs.evolve(ground, lanes=tuple(bands))


def _cut(
    group: tuple[int, ...], counts: Sequence[Sequence[int]], first: Area, later: Area, spread: Spread
) -> Iterator[BoardPage]:
    """Yields as many pages as the cards need at the smallest legible size, cut between rows."""
    slots = max(len(counts), int(later.w / (_NARROWEST * spread.least + spread.gap + 2 * spread.pad)))
    flows = _flows(counts, slots)
    width = _card_w(later.w, flows, spread)
    em = spread.least
    faces = [face for face in _FACES if _title_ems(width, em, face[0], spread) >= spread.longest] or [
        _FACES[2]
    ]
    for lines, density, _ in (*faces, *_FACES):
        height = _card_metrics(em, density, spread).height(lines)
        if height + 2 * spread.pad <= later.h:
            break
    else:
        # paper for a ticket: the card shrinks, for it may not vanish
        height = max(1.0, later.h - 2 * spread.pad)
        em = _largest(height, lines, density, attrs.evolve(spread, least_small=0.0))
        spread = attrs.evolve(spread, least_small=0.0)
    board = BoardMetrics(width, height, spread.gap, spread.pad, spread.least_lane)
    rows = _rows(counts, flows)
    if not any(rows):
        heads = BoardLayout.of([()] * len(counts), board, 0, flows=flows)
        yield BoardPage(group, (), ((),) * len(counts), heads, _card_metrics(em, density, spread))
    pages = list(_row_pages(rows, first.h, later.h, board))
    for number, (begins, page_rows) in enumerate(pages):
        lanes = tuple(page_rows)
        starts = tuple(tuple(begins.get(lane, 0) * flow for lane in lanes) for flow in flows)
        shown = tuple(
            tuple(
                max(0, min(cells[lane], start + page_rows[lane] * flow) - start)
                for lane, start in zip(lanes, begun, strict=True)
            )
            for cells, begun, flow in zip(counts, starts, flows, strict=True)
        )
        ground = BoardLayout.of(shown, board, len(lanes), flows=flows)
        if number < len(pages) - 1:
            ground = _grown(ground, first.h if number == 0 and first.h < later.h else later.h)
        yield BoardPage(group, lanes, starts, ground, _card_metrics(em, density, spread))


def _row_pages(
    rows: Sequence[int], first: float, later: float, board: BoardMetrics
) -> Iterator[tuple[dict[int, int], dict[int, int]]]:
    """Yields for each page where its lanes begin and how many rows of each it holds; empty lanes are left out."""
    begins: dict[int, int] = {}
    taken: dict[int, int] = {}
    left = first
    for lane, number in enumerate(rows):
        for row in range(number):
            needed = board.card_h + (board.gap if lane in taken else 2 * board.pad)
            # a lane never becomes lower than the least, however few its rows
            needed = max(needed, board.least_lane) if lane not in taken else needed
            if needed > left + 1e-6 and (taken or left < later - 1e-6):
                if taken:
                    yield begins, taken
                begins, taken, left = {}, {}, later
                needed = max(board.card_h + 2 * board.pad, board.least_lane)
            begins.setdefault(lane, row)
            taken[lane] = taken.get(lane, 0) + 1
            left -= needed
    if taken:
        yield begins, taken
