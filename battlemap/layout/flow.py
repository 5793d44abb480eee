"""分页: blocks flow over pages; none is cut, headings stay with what follows and are repeated where it goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import attrs

from battlemap.layout.scene import Item, Rect

Draw = Callable[[Rect], Iterator[Item]]


@attrs.frozen(eq=False)
class Block:
    """Something of a known height that takes the full width; `heads` stand above it where it begins a page.

    A heading (`stays_with_next`) never stands last on a page.
    """

    h: float
    draw: Draw
    heads: tuple[Block, ...] = ()
    stays_with_next: bool = False


def flowed_pages(blocks: Sequence[Block], first_h: float, later_h: float) -> list[list[Block]]:
    """Returns the blocks page by page, heads repeated; a block that fits no page has one of its own.

    The first page may stay empty where nothing fits on it.
    """
    pages: list[list[Block]] = [[]]
    room = first_h
    for group in _groups(blocks):
        needed = sum(block.h for block in group)
        if needed > room + 1e-6 and (pages[-1] or len(pages) == 1):
            heads = group[0].heads
            pages.append(list(heads))
            room = later_h - sum(block.h for block in heads)
        pages[-1] += group
        room -= needed
    return pages


def _groups(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Yields the blocks in runs that stay together: headings with the block that follows them."""
    group: list[Block] = []
    for block in blocks:
        group.append(block)
        if not block.stays_with_next:
            yield group
            group = []
    if group:
        yield group


def drawn(blocks: Sequence[Block], place: Rect) -> Iterator[Item]:
    """Yields the blocks one under the other, from the upper edge of the place."""
    y = place.y
    for block in blocks:
        yield from block.draw(Rect(place.x, y, place.w, block.h))
        y += block.h


def space(h: float) -> Block:
    """Returns an empty block."""
    return Block(h, lambda _: iter(()))
