"""A roll is cut as long as the sheet needs, and no longer."""

from __future__ import annotations

import attrs
import pytest

from battlemap.errors import BadInput
from battlemap.layout.paper import roll
from battlemap.sheets.catalogue import sheet
from battlemap.sheets.roll_length import needed_roll
from tests.sheets.campaigns import campaign
from tests.sheets.test_every_sheet import options


@pytest.mark.parametrize(("name", "width"), [("overview", 610), ("overview", 914), ("lamps", 610)])
def test_a_roll_is_as_long_as_the_sheet_needs(name: str, width: int) -> None:
    snapshot, drawn = campaign(150), sheet(name)
    paper = needed_roll(drawn, snapshot, options(), width)
    assert width in (paper.width, paper.height)
    assert len(drawn.pages(snapshot, attrs.evolve(options(), paper=paper))) == 1
    length = paper.width if paper.height == width else paper.height
    assert length > 300
    way = "landscape" if paper.height == width else "portrait"
    shorter = attrs.evolve(options(), paper=roll(width, length - 50, way))
    assert len(drawn.pages(snapshot, shorter)) > 1


def test_what_no_roll_takes_is_refused() -> None:
    with pytest.raises(BadInput, match="没有 800 毫米宽"):
        needed_roll(sheet("overview"), campaign(20), options(), 800)
    with pytest.raises(BadInput, match="仍放不下一页"):
        needed_roll(sheet("action"), campaign(60), options(), 610)
