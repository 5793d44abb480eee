"""The timeline as a feature: its page and its keys beside those that it shares with the board."""

from __future__ import annotations

from typing import Final

from battlemap.ui.desk import Desk
from battlemap.ui.feature import Feature, PageEntry
from battlemap.ui.page import Page, Tools


def _page(tools: Tools) -> Page:
    from battlemap.ui.timeline.page import TimelinePage

    return TimelinePage(tools)


TIMELINE: Final = Feature(
    "timeline",
    Desk,
    page=PageEntry(
        "时间轴", "chart-gantt", "按时间摆开全部任务的工期条，拖动调整工期和先后关系", _page, ("Ctrl+2",)
    ),
    gestures=(
        ("拖动工期条 / 两端", "调整工期；选中的几条一起移动"),
        ("拖动进度边缘", "改进度"),
        ("拖动节点", "改节点日期"),
        ("从圆点拖到另一条", "建立先后关系"),
        ("Ctrl+← →", "整条提前 / 推后一个工作日"),
        ("Ctrl+Shift+← →", "完成时限提前 / 推后一个工作日"),
        ("← →", "折叠 / 展开专项和要点"),
        ("+ / -", "进度加减 10%"),
        ("Ctrl+滚轮", "以指针为中心缩放"),
    ),
)
