"""Sheets to be cut apart: pieces of one size side by side, dashed lines between them, a line of words at the foot."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from battlemap.errors import BadInput
from battlemap.layout.paper import Paper
from battlemap.layout.scene import Box, Item, Line, Rect, Scene
from battlemap.layout.words import fitted

_DASH: Final = (1.6, 1.2)
#: Draws piece number n into its place.
DrawPiece = Callable[[int, Rect], Iterator[Item]]


def cut_sheets(
    count: int, w: float, h: float, draw: DrawPiece, paper: Paper, title: str, foot: Sequence[str]
) -> tuple[Scene, ...]:
    """Returns pages with `count` pieces of `w` × `h` mm, as many to a page as fit, shared cuts between neighbours.

    Raises BadInput where not even one fits.
    """
    em = paper.least_text
    line_h = em * 1.6
    inner = Rect(0, 0, paper.width, paper.height).inset(paper.margin)
    ground = Rect(inner.x, inner.y + line_h, inner.w, inner.h - 2 * line_h)
    across, down = int((ground.w + 1e-6) / w), int((ground.h + 1e-6) / h)
    if across < 1 or down < 1:
        raise BadInput(f"{paper.words} 放不下 {w:.0f}×{h:.0f} 毫米的卡片，请换更大的纸张或方向。")
    each = across * down
    pages = max(1, -(-count // each))
    x0 = ground.x + (ground.w - across * w) / 2
    scenes = []
    for page in range(pages):
        items: list[Item] = [Box(Rect(0, 0, paper.width, paper.height), "card")]
        numbers = range(page * each, min(count, (page + 1) * each))
        for number in numbers:
            row, column = divmod(number - page * each, across)
            items += draw(number, Rect(x0 + column * w, ground.y + row * h, w, h))
        rows = -(-len(numbers) // across)
        items += _cuts(Rect(x0, ground.y, min(len(numbers), across) * w, rows * h), w, h)
        head = Rect(inner.x, inner.y, inner.w, line_h)
        items += fitted(head, f"{title}　沿虚线裁开", em, "muted", least=em * 0.9, is_fine=True)
        words = "　".join((*foot, f"第 {page + 1} 页 共 {pages} 页"))
        below = Rect(inner.x, inner.bottom - line_h, inner.w, line_h)
        items += fitted(below, words, em, "muted", least=em * 0.9, is_fine=True)
        scenes.append(Scene(paper.width, paper.height, tuple(items), f"{title} {page + 1}/{pages}"))
    return tuple(scenes)


def _cuts(ground: Rect, w: float, h: float) -> Iterator[Line]:
    if ground.w <= 0 or ground.h <= 0:
        return
    for number in range(round(ground.w / w) + 1):
        x = ground.x + number * w
        yield Line(x, ground.y, x, ground.bottom, "muted", 0.15, _DASH)
    for number in range(round(ground.h / h) + 1):
        y = ground.y + number * h
        yield Line(ground.x, y, ground.right, y, "muted", 0.15, _DASH)
