"""Moves items of a scene: a face made at (0, 0) is set where it belongs."""

from __future__ import annotations

import attrs

from battlemap.layout.scene import Item, Line


def moved(item: Item, dx: float, dy: float) -> Item:
    """Returns the item, shifted."""
    if isinstance(item, Line):
        return attrs.evolve(item, x1=item.x1 + dx, y1=item.y1 + dy, x2=item.x2 + dx, y2=item.y2 + dy)
    return attrs.evolve(item, rect=item.rect.moved(dx, dy))
