"""The pages of a cut scene: the map first, every tile in true size with its labels and its neighbours' names."""

from __future__ import annotations

from battlemap.layout.paper import paper
from battlemap.layout.scene import Box, Extract, Rect, Scene
from battlemap.layout.tile_pages import tile_pages
from tests.sheets.law import outside, overlapping

SHEET = Scene(1189, 841, (Box(Rect(0, 0, 1189, 841), "card"),), "总作战图")


def words(page: Scene) -> str:
    return "\n".join("".join(text.lines) for text in page.texts())


def test_the_first_page_is_the_map_with_every_label() -> None:
    first, *tiles = tile_pages(SHEET, paper("A4"))
    assert len(tiles) == 25
    printed = words(first)
    for needed in ("5 行 5 列，共 25 张 A4", "重叠 10 毫米", "1189×841 毫米", "1-1", "5-5", "实际大小"):
        assert needed in printed


def test_every_tile_is_in_true_size_and_says_where_it_goes() -> None:
    _, *tiles = tile_pages(SHEET, paper("A4"))
    for number, tile in enumerate(tiles):
        row, column = divmod(number, 5)
        (part,) = [item for item in tile.items if isinstance(item, Extract)]
        assert (part.rect.w, part.rect.h) == (part.source.w, part.source.h)
        assert f"{row + 1}-{column + 1}（第 {row + 1} 行 第 {column + 1} 列）" in words(tile)
        assert (f"右接 {row + 1}-{column + 2}" in words(tile)) is (column < 4)
        assert (f"下接 {row + 2}-{column + 1}" in words(tile)) is (row < 4)


def test_nothing_overlaps_or_leaves_the_page() -> None:
    for sheet in (SHEET, Scene(2400, 1200, (), "很长的标题" * 20), Scene(430, 310, (), "")):
        for name in ("A4", "A3"):
            for page in tile_pages(sheet, paper(name)):
                assert overlapping(page) == []
                assert outside(page, 0) == []


def test_the_page_is_turned_where_that_needs_fewer() -> None:
    tall = Scene(180, 1000, (), "")
    _, *tiles = tile_pages(tall, paper("A4"))
    assert len(tiles) == 4
    assert tiles[0].height > tiles[0].width


def test_a_scene_that_fits_on_one_page_stays_as_it_is() -> None:
    small = Scene(297, 210, (), "")
    assert tile_pages(small, paper("A4")) == (small,)
