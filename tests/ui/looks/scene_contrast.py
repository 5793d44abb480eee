"""Which words of a scene can hardly be read upon what is painted behind them."""

from __future__ import annotations

from collections.abc import Iterable

from battlemap.layout.scene import Box, Item, Rect, Text
from battlemap.theme import LEAST_CONTRAST, Theme, contrast


def faint_words(items: Iterable[Item], look: Theme, ground: str = "card") -> set[tuple[str, str, float]]:
    """Returns (ink, ground, contrast) of all texts that stand out too little; boxes are in painting order."""
    boxes: list[tuple[Rect, str]] = []
    weak = set()
    for item in items:
        if isinstance(item, Box) and item.fill is not None:
            boxes.append((item.rect, item.fill))
        elif isinstance(item, Text) and any(line.strip() for line in item.lines):
            behind = next((fill for rect, fill in reversed(boxes) if _holds(rect, item)), ground)
            ratio = contrast(look.colour(item.colour), look.colour(behind))
            if ratio < LEAST_CONTRAST:
                weak.add((item.colour, behind, round(ratio, 2)))
    return weak


def _holds(rect: Rect, text: Text) -> bool:
    """Whether most of the words lie in the box: a thin bar behind them is not their ground."""
    box = text.rect
    return rect.contains(box.x + box.w / 2, box.y + box.h / 2) and rect.h >= text.size * 0.9
