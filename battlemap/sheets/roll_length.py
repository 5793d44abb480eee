"""How much of a roll a sheet needs: the least length on which it stands on one page."""

from __future__ import annotations

from typing import Final

import attrs

from battlemap.domain.snapshot import Snapshot
from battlemap.errors import BadInput
from battlemap.layout.paper import Orientation, Paper, roll
from battlemap.sheets.catalogue import Sheet
from battlemap.sheets.options import SheetOptions

#: Lengths are tried in steps of so many mm, from the first to the last.
_STEP: Final = 50
_LEAST: Final = 300
_MOST: Final = 8000


def needed_roll(drawn: Sheet, snapshot: Snapshot, options: SheetOptions, width: int) -> Paper:
    """Returns the shortest piece of a roll of that width (mm) that takes the sheet on one page, in steps of 50 mm.

    It lies as the sheet usually does, or the other way where only that will do. Raises BadInput for a width that no
    plotter has, or where even eight metres are too short.
    """
    ways: tuple[Orientation, Orientation] = ("landscape", "portrait")
    for way in reversed(ways) if drawn.paper.endswith("portrait") else ways:
        piece = _shortest(drawn, snapshot, options, width, way)
        if piece is not None:
            return piece
    metres = f"{_MOST / 1000:g} 米"
    raise BadInput(f"{drawn.title}在 {width} 毫米卷纸上 {metres}仍放不下一页，请换更宽的卷纸或减少内容。")


def _shortest(
    drawn: Sheet, snapshot: Snapshot, options: SheetOptions, width: int, way: Orientation
) -> Paper | None:
    def is_enough(steps: int) -> bool:
        piece = roll(width, steps * _STEP, way)
        return len(drawn.pages(snapshot, attrs.evolve(options, paper=piece))) == 1

    low, high = _LEAST // _STEP, _MOST // _STEP
    if not is_enough(high):
        return None
    while low < high:
        middle = (low + high) // 2
        if is_enough(middle):
            high = middle
        else:
            low = middle + 1
    return roll(width, high * _STEP, way)
