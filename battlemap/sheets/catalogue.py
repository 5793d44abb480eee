"""The catalogue of wall charts: one line per sheet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import attrs

from battlemap.domain.snapshot import Snapshot
from battlemap.errors import NotFound
from battlemap.layout.scene import Scene
from battlemap.sheets import overview, timeline
from battlemap.sheets.options import SheetOptions


@attrs.frozen
class Sheet:
    """A wall chart: how it is called on the command line and on screen, what it is for, and who draws its pages."""

    name: str
    title: str
    number: str
    purpose: str
    pages: Callable[[Snapshot, SheetOptions], tuple[Scene, ...]]


CATALOGUE: Final[tuple[Sheet, ...]] = (
    Sheet(overview.NAME, overview.TITLE, overview.NUMBER, overview.PURPOSE, overview.overview),
    Sheet(timeline.NAME, timeline.TITLE, timeline.NUMBER, timeline.PURPOSE, timeline.timeline),
)


def sheet(name: str) -> Sheet:
    """Returns the sheet of that name or title; raises NotFound and names the known ones."""
    for known in CATALOGUE:
        if name.strip() in (known.name, known.title):
            return known
    names = "、".join(f"{known.name}（{known.title}）" for known in CATALOGUE)
    raise NotFound(f"没有「{name}」这张图。可用：{names}。")
