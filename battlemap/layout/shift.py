"""Moves items of a scene: a face made at (0, 0) is set where it belongs."""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Any, Final

import attrs

from battlemap.layout.scene import Box, Extract, Item, Line, Picture, Shape, Text

#: Kind of item → what follows its rectangle, in the order of its making; a board has tens of thousands of items.
_REST: Final[dict[type, Callable[[Any], tuple[Any, ...]]]] = {
    kind: attrgetter(*(field.name for field in attrs.fields(kind)[1:]))
    for kind in (Box, Shape, Text, Picture, Extract)
}


def moved(item: Item, dx: float, dy: float) -> Item:
    """Returns the item, shifted."""
    if isinstance(item, Line):
        return Line(
            item.x1 + dx,
            item.y1 + dy,
            item.x2 + dx,
            item.y2 + dy,
            item.stroke,
            item.width,
            item.dash,
            item.about,
        )
    kind: Any = type(item)
    made: Item = kind(item.rect.moved(dx, dy), *_REST[kind](item))
    return made
