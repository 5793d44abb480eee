"""Every word of every wall chart stands out from its ground in every theme."""

from __future__ import annotations

import pytest

from battlemap.sheets.catalogue import CATALOGUE
from battlemap.sheets.options import SheetOptions
from battlemap.theme import theme
from tests.sheets.campaigns import campaign
from tests.sheets.test_every_sheet import NOON, moved_on
from tests.ui.looks.scene_contrast import faint_words


@pytest.mark.parametrize("look", ["light", "red", "paper", "red-grey", "paper-grey"])
@pytest.mark.parametrize("name", [one.name for one in CATALOGUE])
def test_every_word_of_a_chart_can_be_read(name: str, look: str) -> None:
    chosen = theme(look)
    chart = next(one for one in CATALOGUE if one.name == name)
    before = campaign(60)
    options = SheetOptions(NOON, theme=chosen, before=before, since=NOON)
    pages = chart.pages(moved_on(before, 3), options)
    faint = set().union(*(faint_words(page.items, chosen, "ground") for page in pages))
    assert not faint
