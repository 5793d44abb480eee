"""Tiles cover the whole scene, overlap as asked, bear the right labels and spare the cards where they can."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from battlemap.errors import BadInput
from battlemap.layout.paper import Paper, paper
from battlemap.layout.scene import Box, Rect, Scene
from battlemap.layout.tiles import TILE_MARGIN, tiling

lengths = st.floats(150, 3000)
rects = st.builds(Rect, st.floats(0, 2900), st.floats(0, 2900), st.floats(1, 200), st.floats(1, 200))


def blank(width: float, height: float) -> Scene:
    return Scene(width, height, ())


@given(
    lengths,
    lengths,
    st.sampled_from(["A4", "A3"]),
    st.booleans(),
    st.floats(0, 40),
    st.lists(rects, max_size=30),
)
def test_tiles_cover_all_overlap_as_asked_and_fit_their_page(
    width: float, height: float, name: str, is_upright: bool, overlap: float, whole: list[Rect]
) -> None:
    page = paper(name, "portrait" if is_upright else "landscape")
    plan = tiling(blank(width, height), page, overlap, whole)
    assert len(plan.tiles) == plan.rows * plan.columns
    by_place = {(tile.row, tile.column): tile.source for tile in plan.tiles}
    for (row, column), source in by_place.items():
        assert source.w <= page.width - 2 * TILE_MARGIN + 1e-6
        assert source.h <= page.height - 2 * TILE_MARGIN + 1e-6
        assert (source.x == 0) is (column == 1)
        assert (source.y == 0) is (row == 1)
        right, below = by_place.get((row, column + 1)), by_place.get((row + 1, column))
        if right is None:
            assert source.right == pytest.approx(width)
        else:
            assert source.right - right.x == pytest.approx(overlap)
            assert source.x < right.x
        if below is None:
            assert source.bottom == pytest.approx(height)
        else:
            assert source.bottom - below.y == pytest.approx(overlap)


@given(lengths, lengths, st.floats(0, 40), st.lists(rects, max_size=30))
def test_keeping_cards_whole_costs_no_further_tile(
    width: float, height: float, overlap: float, whole: list[Rect]
) -> None:
    scene = blank(width, height)
    assert len(tiling(scene, paper("A4"), overlap, whole).tiles) == len(
        tiling(scene, paper("A4"), overlap, ()).tiles
    )


@given(st.integers(3, 12), st.floats(60, 110), st.floats(3, 8))
def test_a_seam_stands_between_cards_where_there_is_slack(count: int, width: float, gap: float) -> None:
    whole = [Rect(n * (width + gap), 0, width, 100) for n in range(count)]
    most = paper("A4").width - 2 * TILE_MARGIN
    length = whole[-1].right
    tiles = -(-(length - 10) // (most - 10))
    # slack of a card and a gap for every seam
    assume(tiles * (most - 10) - (length - 10) > (tiles - 1) * (width + gap))
    plan = tiling(blank(length, 100), paper("A4"), 10, whole)
    for tile in plan.tiles[1:]:
        assert not [rect for rect in whole if rect.x < tile.source.x < rect.right]


def test_labels_say_row_and_column() -> None:
    plan = tiling(blank(1189, 841), paper("A4"), 10)
    assert (plan.rows, plan.columns) == (5, 5)
    assert [tile.label for tile in plan.tiles[:6]] == ["1-1", "1-2", "1-3", "1-4", "1-5", "2-1"]


def test_cards_of_the_scene_are_what_stays_whole() -> None:
    cards = tuple(Box(Rect(10 + n * 82.0, 10, 80, 100), "card", about=f"t{n}") for n in range(7))
    plan = tiling(Scene(600, 150, cards), paper("A4"), 10)
    for tile in plan.tiles[1:]:
        assert not [card for card in cards if card.rect.x < tile.source.x < card.rect.right]


def test_an_overlap_that_leaves_no_room_is_refused() -> None:
    with pytest.raises(BadInput, match="重叠 90 毫米"):
        tiling(blank(1000, 1000), paper("A4"), 90)


def test_a_page_of_any_size_takes_tiles() -> None:
    plan = tiling(blank(1189, 841), Paper("自定", 700, 500, 5, 2), 10)
    assert (plan.rows, plan.columns) == (2, 2)
