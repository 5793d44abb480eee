"""The fonts that travel with the program have what official texts need, one glyph per character, and their licence."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fontTools.ttLib import TTFont

from battlemap.paths import resource


@pytest.fixture(scope="module", params=["Regular", "Bold"])
def font(request: pytest.FixtureRequest) -> Iterator[TTFont]:
    with TTFont(resource("fonts", f"BattlemapSansSC-{request.param}.ttf"), lazy=True) as font:
        yield font


def test_every_han_of_gb_2312_and_gbk_is_there(font: TTFont) -> None:
    characters = font.getBestCmap()
    assert [chr(char) for char in range(0x4E00, 0x9FA6) if char not in characters] == []
    assert [
        char
        for char in "0aZ，。、；：？！「」『』（）《》【】〔〕“”‘’—…·％①⑳㈠●○▲■◆→↓↑×÷≥±℃㎡"
        if ord(char) not in characters
    ] == []


def test_no_character_shares_a_glyph_so_that_pdf_text_comes_back(font: TTFont) -> None:
    glyphs = list(font.getBestCmap().values())
    assert len(glyphs) == len(set(glyphs))


def test_radicals_and_compatibility_ideographs_are_left_out(font: TTFont) -> None:
    assert [hex(c) for c in font.getBestCmap() if 0x2E80 <= c < 0x2FE0 or 0xF900 <= c < 0xFB00] == []


def test_layout_tables_that_spoil_pdf_text_are_gone(font: TTFont) -> None:
    assert not {"GSUB", "GPOS", "BASE", "STAT", "fvar"} & set(font.keys())


def test_the_family_is_renamed_and_its_makers_are_named(font: TTFont) -> None:
    assert font["name"].getDebugName(1) == "Battlemap Sans SC"
    assert "Adobe" in font["name"].getDebugName(0)
    assert "SIL Open Font License" in font["name"].getDebugName(13)
    assert "SIL OPEN FONT LICENSE" in resource("fonts", "OFL.txt").read_text("utf-8")
