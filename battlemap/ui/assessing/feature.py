"""考核 as a feature: its page."""

from __future__ import annotations

from typing import Final

from battlemap.ui.desk import Desk
from battlemap.ui.feature import Feature, PageEntry
from battlemap.ui.page import Page, Tools


def _page(tools: Tools) -> Page:
    from battlemap.ui.assessing.page import AssessingPage

    return AssessingPage(tools)


ASSESSING: Final = Feature(
    "assessing",
    Desk,
    page=PageEntry(
        "考核",
        "scale-balance",
        "考核指标树、得分与短板；推演不写入；位次、后三分之一与三级 KPI",
        _page,
        has_sheet=False,
    ),
    gestures=(("推演", "在考核指标树上试改完成值、目标、权重，只算不写"),),
)
