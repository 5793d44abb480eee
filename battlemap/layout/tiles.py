"""拼贴: one large scene cut into the pages of an office printer, to be glued together on the wall."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

import attrs

from battlemap.errors import BadInput
from battlemap.layout.paper import Paper
from battlemap.layout.scene import Box, Rect, Scene

#: Margin of a tile in mm: what no office printer reaches (about 5) and room for the labels.
TILE_MARGIN: Final = 10.0
#: The usual overlap in mm: wide enough for glue.
OVERLAP: Final = 10.0
#: A seam stays so many mm away from what should stay whole, where there is room.
_CLEAR: Final = 0.4
#: Crossing so many mm of things that should stay whole is worth one seam that stands where even spacing wants it.
_EVENNESS: Final = 0.02


@attrs.frozen
class Tile:
    """One page of a cut scene: its row and column from 1, and the part of the scene that it shows, in mm."""

    row: int
    column: int
    source: Rect

    @property
    def label(self) -> str:
        """行-列: 「2-3」 is the third of the second row."""
        return f"{self.row}-{self.column}"


@attrs.frozen
class Tiling:
    """How a scene is cut: its tiles row by row, on which page, with which overlap in mm."""

    page: Paper
    overlap: float
    tiles: tuple[Tile, ...]

    @property
    def rows(self) -> int:
        """How many tiles stand one under the other."""
        return self.tiles[-1].row

    @property
    def columns(self) -> int:
        """How many tiles stand side by side."""
        return self.tiles[-1].column


def tiling(
    scene: Scene, page: Paper, overlap: float = OVERLAP, keep_whole: Iterable[Rect] | None = None
) -> Tiling:
    """Returns the fewest tiles in rows and columns that cover the scene, neighbours sharing exactly `overlap` mm.

    Seams (where the next tile's picture begins) run between the rectangles `keep_whole` as far as that costs no further
    tile; for None those are the scene's cards. Raises BadInput where the overlap leaves no room.
    """
    most = page.width - 2 * TILE_MARGIN, page.height - 2 * TILE_MARGIN
    if not 0 <= overlap <= min(most) / 3:
        raise BadInput(
            f"重叠 {overlap:g} 毫米不合适：{page.name} 拼贴应在 0 到 {min(most) / 3:.0f} 毫米之间。"
        )
    whole = whole_things(scene) if keep_whole is None else tuple(keep_whole)
    across = _cut(scene.width, most[0], overlap, [(rect.x, rect.right) for rect in whole])
    down = _cut(scene.height, most[1], overlap, [(rect.y, rect.bottom) for rect in whole])
    tiles = tuple(
        Tile(row, column, Rect(x, y, right - x, bottom - y))
        for row, (y, bottom) in enumerate(down, 1)
        for column, (x, right) in enumerate(across, 1)
    )
    return Tiling(page, overlap, tiles)


def whole_things(scene: Scene) -> tuple[Rect, ...]:
    """Returns the boxes of what stands for something, cards above all: the largest box about each thing."""
    largest: dict[str, Rect] = {}
    for item in scene.items:
        if isinstance(item, Box) and item.about:
            largest_yet = largest.get(item.about)
            if largest_yet is None or largest_yet.w * largest_yet.h < item.rect.w * item.rect.h:
                largest[item.about] = item.rect
    return tuple(largest.values())


def _cut(
    length: float, most: float, overlap: float, whole: Sequence[tuple[float, float]]
) -> list[tuple[float, float]]:
    """Returns the spans of the tiles along one side, none longer than `most`."""
    number = max(1, -int(-(length - overlap - 1e-6) // (most - overlap)))
    begins = [0.0, *_seams(length, most, overlap, number, whole)]
    ends = [begin + overlap for begin in begins[1:]] + [length]
    return list(zip(begins, ends, strict=True))


def _seams(
    length: float, most: float, overlap: float, number: int, whole: Sequence[tuple[float, float]]
) -> list[float]:
    """Returns where the tiles behind the first begin: crossing as little as can be, then evenly spaced."""
    step = most - overlap
    even = (length - overlap) / number
    best: list[tuple[float, float, tuple[float, ...]]] = [(0.0, 0.0, ())]
    for place in range(1, number):
        # what lies before must fit into `place` tiles, what follows into the rest
        least = max(length - most - (number - 1 - place) * step, overlap * 0.5)
        reach = min(place * step, length)
        wanted = even * place
        following: list[tuple[float, float, tuple[float, ...]]] = []
        for seam in _candidates(least, reach, wanted, whole):
            fee = _crossed(seam, whole) + _EVENNESS * abs(seam - wanted)
            reached = [
                (cost + fee, seam, (*path, seam))
                for cost, last, path in best
                if last < seam <= last + step + 1e-6
            ]
            if reached:
                following.append(min(reached))
        best = following
    return list(min(best)[2])


def _candidates(
    least: float, reach: float, wanted: float, whole: Sequence[tuple[float, float]]
) -> list[float]:
    """Returns the seams worth a look: both ends of what is possible, even spacing, the middles of gaps, edges."""
    edges = sorted({edge for span in whole for edge in span if least <= edge <= reach})
    middles = [(one + other) / 2 for one, other in pairwise(edges)]
    return sorted({least, reach, min(max(wanted, least), reach), *edges, *middles})


def _crossed(seam: float, whole: Sequence[tuple[float, float]]) -> float:
    """Returns how many mm of things lie on the lesser side of the seam: a card cut in the middle is worst.

    A seam closer than `_CLEAR` to an edge crosses it: knives are not exact.
    """
    return sum(
        min(seam - begin, end - seam) + _CLEAR for begin, end in whole if begin - _CLEAR < seam < end + _CLEAR
    )
