from __future__ import annotations

from datetime import datetime

import attrs
import pytest

from battlemap.errors import BadInput
from battlemap.layout.paper import paper
from battlemap.sheets.catalogue import sheet
from battlemap.sheets.options import SheetOptions
from battlemap.sheets.page_count import paper_for
from tests.sheets.campaigns import campaign

MOMENT = datetime(2018, 11, 20, 17, 30)


@pytest.mark.parametrize(("name", "pages"), [("duties", 3), ("duties", 2), ("overview", 2), ("overview", 4)])
def test_a_sheet_is_put_on_exactly_so_many_pages(name: str, pages: int) -> None:
    drawn, snapshot = sheet(name), campaign(100)
    options = SheetOptions(MOMENT, paper("A3"))
    fitted = paper_for(drawn, snapshot, options, pages)
    made = drawn.pages(snapshot, attrs.evolve(options, paper=fitted))
    assert len(made) == pages
    assert (fitted.width, fitted.height) == (420, 297)


def test_too_few_pages_are_refused_with_how_many_it_takes() -> None:
    with pytest.raises(BadInput, match="放不进 1 页"):
        paper_for(sheet("duties"), campaign(400), SheetOptions(MOMENT, paper("A5")), 1)
