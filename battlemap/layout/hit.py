"""What lies under a point of a scene."""

from __future__ import annotations

from battlemap.layout.scene import Extract, Item, Line, Scene


def about_at(scene: Scene, x: float, y: float) -> str | None:
    """Returns the id of what the uppermost item under the point stands for, None where that stands for nothing."""
    for item in reversed(scene.items):
        about = _about(item, x, y)
        if about is not None:
            return about
    return None


def _about(item: Item, x: float, y: float) -> str | None:
    if isinstance(item, Line) or not item.rect.contains(x, y):
        return None
    if isinstance(item, Extract):
        factor = item.source.w / item.rect.w
        within = about_at(
            item.scene,
            item.source.x + (x - item.rect.x) * factor,
            item.source.y + (y - item.rect.y) * factor,
        )
        return within or item.about
    return item.about
