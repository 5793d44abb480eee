"""The red frame of 临战状态 on sheets that draw their pages by themselves."""

from __future__ import annotations

import attrs

from battlemap.domain.duty.alert_effects import alert_words
from battlemap.domain.snapshot import Snapshot
from battlemap.layout.overview_frame import Sizes
from battlemap.layout.scene import Box, Rect, Scene
from battlemap.sheets.options import SheetOptions


def framed_in_red(pages: tuple[Scene, ...], snapshot: Snapshot, options: SheetOptions) -> tuple[Scene, ...]:
    """Returns the pages with a red frame close around all that stands on them while 临战状态 holds, else as they are."""
    if not alert_words(snapshot, options.as_of):
        return pages
    width = max(0.8, 3 * Sizes.of(options.paper).unit)
    rim = max(width / 2, options.paper.margin - width * 1.6)
    framed = []
    for page in pages:
        box = Box(Rect(0, 0, page.width, page.height).inset(rim), None, "red", width)
        # right after the ground, below all that is written
        framed.append(attrs.evolve(page, items=(*page.items[:1], box, *page.items[1:])))
    return tuple(framed)
