"""A sheet on exactly so many pages: its text is made as large, or as small, as that takes."""

from __future__ import annotations

from typing import Final

import attrs

from battlemap.domain.snapshot import Snapshot
from battlemap.errors import BadInput
from battlemap.layout.paper import Paper
from battlemap.sheets.catalogue import Sheet
from battlemap.sheets.options import SheetOptions

#: Text is scaled in steps of a fiftieth, from half to three times its usual size.
_STEP: Final = 50
_LEAST: Final = 25
_MOST: Final = 150


def paper_for(drawn: Sheet, snapshot: Snapshot, options: SheetOptions, pages: int) -> Paper:
    """Returns the options' paper with the largest text that puts the sheet on exactly so many pages.

    Raises BadInput where no size of text does, and says how many pages are possible.
    """

    def on(scale: int) -> Paper:
        return options.paper.with_text(scale / _STEP)

    def count(scale: int) -> int:
        return len(drawn.pages(snapshot, attrs.evolve(options, paper=on(scale))))

    low, high = (_LEAST, _STEP) if count(_STEP) > pages else (_STEP, _MOST)
    if count(low) > pages:
        raise BadInput(f"{drawn.title}缩到最小仍要 {count(low)} 页，放不进 {pages} 页。请换大纸或减少内容。")
    # the largest text that still fits
    while low < high:
        middle = (low + high + 1) // 2
        if count(middle) <= pages:
            low = middle
        else:
            high = middle - 1
    reached = count(low)
    if reached != pages:
        raise BadInput(f"{drawn.title}排不成正好 {pages} 页，可排成 {reached} 页或 {count(low + 1)} 页。")
    return on(low)
