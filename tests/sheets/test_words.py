"""Every sheet speaks as a mainland office writes."""

from __future__ import annotations

import attrs
import pytest

from battlemap.domain.snapshot import Snapshot
from battlemap.sheets.catalogue import CATALOGUE, Sheet
from tests.sheets.campaigns import campaign
from tests.sheets.test_every_sheet import compared, moved_on, options


def words_of(drawn: Sheet, snapshot: Snapshot, before: Snapshot) -> str:
    pages = drawn.pages(snapshot, compared(before, options()))
    return "\n".join("".join(text.lines) for page in pages for text in page.texts())


@pytest.mark.parametrize("drawn", CATALOGUE, ids=lambda drawn: drawn.name)
def test_quotation_marks_are_those_of_the_mainland(drawn: Sheet) -> None:
    before = campaign(60)
    told = words_of(drawn, moved_on(before, 3), before)
    assert not set("「」『』") & set(told)


@pytest.mark.parametrize("drawn", CATALOGUE, ids=lambda drawn: drawn.name)
def test_a_map_unit_that_nobody_has_named_is_left_out(drawn: Sheet) -> None:
    named = campaign(9)
    chosen = named.campaign
    snapshot = Snapshot.of(
        [
            ("campaign", attrs.evolve(chosen, map_unit="", command_post="")),
            *((table, row) for table, rows in named.rows.items() if table != "campaign" for row in rows.values()),
        ]
    )  # fmt: skip
    told = words_of(drawn, snapshot, snapshot)
    assert "未填写" not in told
    assert "制图单位" not in told
