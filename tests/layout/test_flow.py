"""Blocks flow over pages: none is cut or lost, headings stay with what follows and are repeated."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from battlemap.layout.flow import Block, flowed_pages, space


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
