"""分页: blocks flow over pages; none is cut, headings stay with what follows and are repeated where it goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

import attrs

from battlemap.layout.scene import Item, Rect

#: So often the height of even columns is halved: far below what an eye can see.
_HALVINGS: Final = 16
#: A row of a list that leaves room on its page is so many times as high as it must be, at most.
_MOST_GROWTH: Final = 1.6

Draw = Callable[[Rect], Iterator[Item]]


@attrs.frozen(eq=False)
class Block:
    """Something of a known height that takes the full width; `heads` stand above it where it begins a page.

    A heading (`stays_with_next`) never stands last on a page. What `may_grow` draws itself into more height as well.
    """

    h: float
    draw: Draw
    heads: tuple[Block, ...] = ()
    stays_with_next: bool = False
    may_grow: bool = False


def flowed_pages(blocks: Sequence[Block], first_h: float, later_h: float) -> list[list[Block]]:
    """Returns the blocks page by page, heads repeated; a block that fits no page has one of its own.

    The first page may stay empty where nothing fits on it.
    """
    return [columns[0] for columns in flowed_columns(blocks, first_h, later_h, 1)]


def flowed_columns(
    blocks: Sequence[Block], first_h: float, later_h: float, count: int
) -> list[list[list[Block]]]:
    """Returns page by page `count` columns of blocks, as `flowed_pages`; those of the last page end at one height."""
    filled = _filled(blocks, lambda number: first_h if number < count else later_h)
    pages = [filled[start : start + count] for start in range(0, len(filled), count)]
    if count > 1:
        rest = [*pages[-1][0].heads, *(block for room in pages[-1] for block in room.own)]
        pages[-1] = _even(rest, later_h if len(pages) > 1 else first_h, count)
    columns = [[[*room.heads, *room.own] for room in page] for page in pages]
    return [page + [[] for _ in range(count - len(page))] for page in columns]


@attrs.frozen(eq=False)
class _Room:
    """What stands in a column of a page: heads that are repeated, then its own blocks."""

    heads: tuple[Block, ...] = ()
    own: list[Block] = attrs.field(factory=list)


def _filled(blocks: Sequence[Block], height: Callable[[int], float]) -> list[_Room]:
    """Returns the blocks room by room; `height` is that of a room by its number."""
    rooms = [_Room()]
    left = height(0)
    for group in _groups(blocks):
        needed = sum(block.h for block in group)
        if needed > left + 1e-6 and (rooms[-1].own or len(rooms) == 1):
            rooms.append(_Room(group[0].heads))
            left = height(len(rooms) - 1) - sum(block.h for block in group[0].heads)
        rooms[-1].own.extend(group)
        left -= needed
    return rooms


def _even(blocks: Sequence[Block], most: float, count: int) -> list[_Room]:
    """Returns the blocks in at most `count` rooms that are no higher than they must be, nor than `most`."""
    low, high = 0.0, most
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        tried = _filled(blocks, lambda _, h=middle: h)  # type: ignore[misc]
        is_enough = len(tried) <= count and all(_height(room) <= middle + 1e-6 for room in tried)
        low, high = (low, middle) if is_enough else (middle, high)
    return _filled(blocks, lambda _: high)


def _height(room: _Room) -> float:
    return sum(block.h for block in (*room.heads, *room.own))


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


def grown(columns: Sequence[Sequence[Block]], room: float) -> list[list[Block]]:
    """Returns the same columns, their growing blocks higher by one share, at most `_MOST_GROWTH`, as far as the room holds."""
    shares = [1 + _spare(column, room) / grows for column in columns if (grows := _growing(column)) > 0]
    share = max(1.0, min([_MOST_GROWTH, *shares]))
    return [
        [attrs.evolve(block, h=block.h * share) if block.may_grow else block for block in column]
        for column in columns
    ]


def _growing(column: Sequence[Block]) -> float:
    return sum(block.h for block in column if block.may_grow)


def _spare(column: Sequence[Block], room: float) -> float:
    return room * (1 - 1e-6) - sum(block.h for block in column)


def drawn(blocks: Sequence[Block], place: Rect) -> Iterator[Item]:
    """Yields the blocks one under the other, from the upper edge of the place."""
    y = place.y
    for block in blocks:
        yield from block.draw(Rect(place.x, y, place.w, block.h))
        y += block.h


def space(h: float) -> Block:
    """Returns an empty block."""
    return Block(h, lambda _: iter(()))
