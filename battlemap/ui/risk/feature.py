"""风险 as a feature: the page with the 5×5 matrix."""

from __future__ import annotations

from typing import Final

from battlemap.ui.desk import Desk
from battlemap.ui.feature import Feature, PageEntry
from battlemap.ui.page import Page, Tools


def _page(tools: Tools) -> Page:
    from battlemap.ui.risk.page import RiskPage

    return RiskPage(tools)


RISK: Final = Feature(
    "risk",
    Desk,
    page=PageEntry(
        "风险", "shield-alert-outline", "5×5 风险矩阵；隐患、检查、信号、债务、预案、六个百分百", _page, has_sheet=False,
    ),
    gestures=(
        ("拖动编号 / N 空格 方向键 空格", "把风险移到另一格，L 和 S 一步改成，写明理由"),
    ),
)  # fmt: skip
