"""运行监测 as a feature: its page."""

from __future__ import annotations

from typing import Final

from battlemap.ui.desk import Desk
from battlemap.ui.feature import Feature, PageEntry
from battlemap.ui.page import Page, Tools


def _page(tools: Tools) -> Page:
    from battlemap.ui.indicators.page import IndicatorsPage

    return IndicatorsPage(tools)


INDICATORS: Final = Feature(
    "indicators",
    Desk,
    page=PageEntry(
        "运行", "finance", "指标亮灯、同比、预测和研判意见；按月录入，与 Excel 往来", _page, has_sheet=False
    ),
    gestures=(("0–9", "在指标数据表里直接录入；Enter 到下一项，Tab 到下个月"),),
)
