"""态势图: the six curves of the campaign on one sheet."""

from __future__ import annotations

from collections.abc import Iterator

from battlemap.charts.names import NAMES
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.telling.trend_sentences import trend_sentence
from battlemap.domain.telling.trends import Trends
from battlemap.layout.framed import framed_page
from battlemap.layout.overview_frame import Sizes
from battlemap.layout.scene import Box, Item, Picture, Rect, Scene
from battlemap.layout.text import em_width
from battlemap.layout.words import fitted
from battlemap.sheets.catalogue import heading_of
from battlemap.sheets.framing import frame, wanted
from battlemap.sheets.options import SheetOptions

TITLE, NUMBER = heading_of("trends")


def trends(snapshot: Snapshot, options: SheetOptions) -> tuple[Scene, ...]:
    """Returns the one page; without a course in the options the curves over days say that nothing is recorded."""
    only = frozenset(task.id for task, _ in wanted(snapshot, options)) if options.is_filtered else None
    situation = options.situate(only) if options.situate else Trends(snapshot, options.as_of, only)

    def body(place: Rect, sizes: Sizes) -> Iterator[Item]:
        yield from _charts(situation, options, place, sizes)

    return (framed_page(frame(snapshot, options, TITLE, NUMBER), body, options.paper),)


def _charts(situation: Trends, options: SheetOptions, place: Rect, sizes: Sizes) -> Iterator[Item]:
    """Yields three by two charts, two by three on upright paper, each in a frame under its title."""
    from battlemap.charts.gallery import DRAW
    from battlemap.charts.ground import Ground

    across = 3 if place.w > place.h * 1.1 else 2
    down = -(-len(NAMES) // across)
    gap = sizes.gap
    width, height = (place.w - gap * (across - 1)) / across, (place.h - gap * (down - 1)) / down
    em = min(width / 32, height / 21)
    for n, chart in enumerate(NAMES):
        row, column = divmod(n, across)
        cell = Rect(place.x + column * (width + gap), place.y + row * (height + gap), width, height)
        yield Box(cell, "card", "border", max(0.15, 0.4 * sizes.unit))
        head = Rect(cell.x + em, cell.y + 0.5 * em, cell.w - 2 * em, 1.9 * em)
        title = max(sizes.small, 1.35 * em)
        yield from fitted(head, chart.title, title, "accent", True, least=sizes.small)
        taken = (em_width(chart.title) + 1) * title
        brief = Rect(head.x + taken, head.y, head.w - taken, head.h)
        yield from fitted(
            brief, chart.brief, max(sizes.small, 0.9 * em), "muted", least=sizes.small, is_fine=True
        )
        sentence = trend_sentence(chart.name, situation)
        said = Rect(head.x, head.bottom, head.w, 2.2 * em)
        ink = "red" if sentence.is_bad else "text"
        yield from fitted(said, sentence.words, max(sizes.small, 1.45 * em), ink, True, least=sizes.small)
        head = Rect(head.x, head.y, head.w, head.h + said.h)
        picture = Rect(
            cell.x + 0.6 * em, head.bottom, cell.w - 1.2 * em, cell.bottom - head.bottom - 0.5 * em
        )
        yield Picture(
            picture, DRAW[chart.name](situation, Ground(options.theme, picture.w, picture.h, em)).svg
        )
