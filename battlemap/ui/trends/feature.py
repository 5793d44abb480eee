"""The curves as a feature: their page."""

from __future__ import annotations

from typing import Final

from battlemap.ui.desk import Desk
from battlemap.ui.feature import Feature, PageEntry
from battlemap.ui.page import Page, Tools


def _page(tools: Tools) -> Page:
    from battlemap.ui.trends.page import TrendsPage

    return TrendsPage(tools)


TRENDS: Final = Feature(
    "trends",
    Desk,
    page=PageEntry(
        "态势",
        "chart-line",
        "完成、亮灯、流转等六条曲线，随每步操作重绘",
        _page,
        ("Ctrl+4",),
        has_sheet=False,
    ),
)
