"""Blocks flow over pages: none is cut or lost, headings stay with what follows and are repeated."""

from __future__ import annotations

import attrs
from hypothesis import given
from hypothesis import strategies as st

from battlemap.layout.flow import Block, flowed_columns, flowed_pages, grown, space


@given(
    st.lists(st.tuples(st.floats(1, 40), st.booleans(), st.booleans()), max_size=60),
    st.floats(0, 90),
    st.floats(100, 300),
)
def test_every_block_stands_once_and_no_page_overflows(
    wanted: list[tuple[float, bool, bool]], first: float, later: float
) -> None:
    head = space(8)
    blocks: list[Block] = []
    for h, is_heading, has_head in wanted:
        # two headings in a row are the most that a sheet has
        stays = is_heading and not (blocks and blocks[-1].stays_with_next)
        blocks.append(Block(h, lambda _: iter(()), (head,) if has_head and not stays else (), stays))
    pages = flowed_pages(blocks, first, later)
    assert [block for page in pages for block in page if block is not head] == blocks
    for number, page in enumerate(pages):
        assert sum(block.h for block in page) <= (later if number else first) + 1e-6
        assert number == 0 or page
        if number + 1 < len(pages) and page:
            assert not page[-1].stays_with_next
    for page in pages[1:]:
        own = next(block for block in page if block is not head)
        assert (page[0] is head) is bool(own.heads)


@given(
    st.lists(st.floats(1, 9), min_size=1, max_size=40),
    st.floats(10, 40),
    st.floats(10, 40),
    st.integers(1, 4),
)
def test_columns_hold_every_block_in_order_none_higher_than_its_page(
    heights: list[float], first: float, later: float, count: int
) -> None:
    head = space(0.5)
    blocks = [attrs.evolve(space(h), heads=(head,)) for h in heights]
    pages = flowed_columns(blocks, first, later, count)
    assert [b for page in pages for column in page for b in column if b is not head] == blocks
    assert all(len(page) == count for page in pages)
    for number, page in enumerate(pages):
        for column in page:
            assert sum(block.h for block in column) <= (later if number else first) + 1e-6


def test_the_columns_of_the_last_page_end_at_one_height() -> None:
    (page,) = flowed_columns([space(1) for _ in range(9)], 50, 50, 3)
    assert [len(column) for column in page] == [3, 3, 3]


@given(st.lists(st.lists(st.tuples(st.floats(1, 20), st.booleans()), max_size=9), min_size=1, max_size=3))
def test_rows_grow_alike_into_the_room_that_is_left(made: list[list[tuple[float, bool]]]) -> None:
    columns = [[attrs.evolve(space(h), may_grow=grows) for h, grows in column] for column in made]
    room = 100.0
    higher = grown(columns, room)
    shares = set()
    for before, after in zip(columns, higher, strict=True):
        was, is_now = (sum(block.h for block in column) for column in (before, after))
        assert is_now <= max(was, room)
        for one, other in zip(before, after, strict=True):
            assert one.may_grow or other.h == one.h
            shares |= {round(other.h / one.h, 6)} if one.may_grow else set()
    assert len(shares) <= 1 and all(1 <= share <= 1.6 for share in shares)
