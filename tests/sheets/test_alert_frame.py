"""While 临战状态 holds every page of every sheet has a red frame, and no page has one else."""

from __future__ import annotations

from datetime import datetime

import attrs
import pytest

from battlemap.domain.kinds.alert import Alert
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import Change, Step
from battlemap.layout.paper import paper
from battlemap.layout.scene import Box, Scene
from battlemap.sheets.catalogue import CHARTS, Sheet
from battlemap.sheets.options import SheetOptions
from tests.campaigns import make_snapshot

NOON = datetime(2018, 11, 20, 17, 30)
CALM = make_snapshot(actions=3, tasks=12)
ALERT = Alert("al", 1, NOON.date(), "社会面防控", basis="会议决定")
ALARMED = CALM.take(Step("s", "", "do", "", NOON, (Change("alert", "al", None, ALERT),)))


def frames(page: Scene) -> list[Box]:
    """Returns the red frames that are nearly as large as the page."""
    return [
        item
        for item in page.items
        if isinstance(item, Box) and item.fill is None and item.stroke == "red" and item.rect.w > page.width * 0.85
    ]  # fmt: skip


def pages(entry: Sheet, snapshot: Snapshot) -> tuple[Scene, ...]:
    options = attrs.evolve(SheetOptions(NOON), paper=paper("A3"))
    return entry.pages(snapshot, options)


@pytest.mark.parametrize("entry", CHARTS, ids=lambda entry: entry.name)
def test_every_page_has_a_red_frame_while_an_alert_holds(entry: Sheet) -> None:
    for page in pages(entry, ALARMED):
        (frame,) = frames(page)
        assert frame.rect.x >= 0
        assert frame.rect.right <= page.width
        assert frame.rect.bottom <= page.height
    assert not any(frames(page) for page in pages(entry, CALM))
