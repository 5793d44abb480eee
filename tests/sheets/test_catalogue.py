"""The catalogue finds sheets by name and title and lists them where a name is wrong."""

from __future__ import annotations

import pytest

from battlemap.errors import NotFound
from battlemap.sheets.catalogue import CATALOGUE, sheet


def test_every_sheet_is_found_by_its_name_and_its_title() -> None:
    assert CATALOGUE
    for one in CATALOGUE:
        assert sheet(one.name) is sheet(one.title) is one
        assert one.purpose and one.number


def test_an_unknown_name_lists_the_known_ones() -> None:
    with pytest.raises(NotFound, match="overview（总作战图）"):
        sheet("nothing")
