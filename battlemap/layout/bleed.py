"""Bleed (出血): what touches the edge of a page is carried beyond it, with marks where the printing house cuts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import attrs

from battlemap.errors import BadInput
from battlemap.layout.scene import Box, Item, Line, Rect, Scene
from battlemap.layout.shift import moved

#: The usual bleed in mm.
BLEED: Final = 3.0
_MOST: Final = 20.0
#: Length of a cut mark and its distance from the bleed, in mm.
_MARK: Final = 5.0
_AWAY: Final = 1.0


def with_bleed(scene: Scene, bleed: float = BLEED) -> Scene:
    """Returns the page so much larger on each side that boxes at its edges bleed, with cut marks at the corners.

    Raises BadInput for a bleed that no printing house asks for.
    """
    if not 0 < bleed <= _MOST:
        raise BadInput(f"出血 {bleed:g} 毫米不合适，应在 0 到 {_MOST:g} 毫米之间，常用 {BLEED:g} 毫米。")
    rim = bleed + _AWAY + _MARK
    trim = Rect(rim, rim, scene.width, scene.height)
    items = tuple(moved(_carried(item, scene, bleed), rim, rim) for item in scene.items)
    return Scene(scene.width + 2 * rim, scene.height + 2 * rim, (*items, *_marks(trim, bleed)), scene.title)


def _carried(item: Item, scene: Scene, bleed: float) -> Item:
    """Returns a filled box with the sides that touch the edge of the page moved out; anything else as it is."""
    if not isinstance(item, Box) or item.fill is None:
        return item
    rect = item.rect
    left = bleed if rect.x <= 1e-6 else 0.0
    top = bleed if rect.y <= 1e-6 else 0.0
    right = bleed if rect.right >= scene.width - 1e-6 else 0.0
    bottom = bleed if rect.bottom >= scene.height - 1e-6 else 0.0
    return attrs.evolve(
        item, rect=Rect(rect.x - left, rect.y - top, rect.w + left + right, rect.h + top + bottom)
    )


def _marks(trim: Rect, bleed: float) -> Iterator[Line]:
    near, far = bleed + _AWAY, bleed + _AWAY + _MARK
    for x, along in ((trim.x, -1), (trim.right, 1)):
        for y, down in ((trim.y, -1), (trim.bottom, 1)):
            yield Line(x + along * near, y, x + along * far, y, "#000000", 0.2)
            yield Line(x, y + down * near, x, y + down * far, "#000000", 0.2)
