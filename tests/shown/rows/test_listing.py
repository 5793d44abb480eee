from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from battlemap.domain.kinds.catalogue import CATALOGUE
from battlemap.domain.kinds.kind import Kind
from battlemap.domain.looking.columns import Columns
from battlemap.domain.looking.row_filter import RowFilter
from battlemap.shown.rows.listing import Listing, Sorting
from tests.campaigns import AS_OF
from tests.random_steps import anew, board, draw_step

BY_HAND = [kind for kind in CATALOGUE if kind.is_kept_by_hand]


def listed(kind: Kind, listing: Listing) -> list[list[str]]:
    return [[listing.text(row, column) for column in listing.columns.all] for row in listing.rows]


@pytest.mark.parametrize("kind", BY_HAND, ids=lambda kind: kind.table)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_a_list_shown_anew_only_when_it_is_reached_is_the_same_as_a_new_one(
    kind: Kind, data: st.DataObject
) -> None:
    snapshot = board()
    listing = Listing(Columns.of(kind), snapshot, AS_OF)
    for _ in range(data.draw(st.integers(1, 4))):
        _, reach, snapshot = draw_step(data, snapshot)
        listing.snapshot = snapshot
        if listing.is_reached(reach):
            listing.arrange()
        assert listed(kind, listing) == listed(kind, Listing(Columns.of(kind), anew(snapshot), AS_OF))


def test_a_column_sorts_both_ways_with_empty_cells_last() -> None:
    kind = next(kind for kind in BY_HAND if kind.table == "milestone")
    listing = Listing(Columns.of(kind), board(), AS_OF)
    for is_down in (False, True):
        listing.sorting = Sorting("due_on", is_down)
        listing.arrange()
        days = [row.due_on for row in listing.rows]
        filled = [day for day in days if day is not None]
        assert filled == sorted(filled, reverse=is_down)
        assert days[: len(filled)] == filled


def test_only_what_passes_is_listed_and_all_is_counted() -> None:
    kind = next(kind for kind in BY_HAND if kind.table == "unit")
    listing = Listing(Columns.of(kind), board(), AS_OF)
    first = listing.rows[0]
    listing.wanted = RowFilter(first.name)
    listing.arrange()
    assert [row.name for row in listing.rows] == [first.name]
    assert len(listing.every) > 1
