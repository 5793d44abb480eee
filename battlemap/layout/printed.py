"""Pages as they leave the printer: as they are, cut into tiles of an office paper, or with bleed."""

from __future__ import annotations

from collections.abc import Sequence

from battlemap.errors import BadInput
from battlemap.layout.bleed import with_bleed
from battlemap.layout.paper import paper
from battlemap.layout.scene import Scene
from battlemap.layout.tile_pages import tile_pages
from battlemap.layout.tiles import OVERLAP


def printed(
    pages: Sequence[Scene], tiles: str = "", overlap: float = OVERLAP, bleed: float = 0.0
) -> tuple[Scene, ...]:
    """Returns the pages cut into tiles of the paper named, or with so many mm of bleed; raises BadInput for both."""
    if tiles and bleed:
        raise BadInput("拼贴不需要出血，请只选其一。")
    if tiles:
        small = paper(tiles)
        return tuple(tile for page in pages for tile in tile_pages(page, small, overlap))
    if bleed:
        return tuple(with_bleed(page, bleed) for page in pages)
    return tuple(pages)
