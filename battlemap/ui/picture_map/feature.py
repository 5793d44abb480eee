"""一张图 as a feature: the page of the picture map."""

from __future__ import annotations

from typing import Final

from battlemap.ui.desk import Desk
from battlemap.ui.feature import Feature, PageEntry
from battlemap.ui.page import Page, Tools


def _page(tools: Tools) -> Page:
    from battlemap.ui.picture_map.page import MapPage

    return MapPage(tools)


PICTURE_MAP: Final = Feature(
    "picture_map",
    Desk,
    page=PageEntry(
        "一张图", "map-outline", "底图上的任务、线路和片区：画点线面、登记路段、按亮灯着色", _page,
    ),
    gestures=(
        ("画线画面：空格 / 单击", "加一个点；方向键移动准星，Shift 画水平、垂直或 45° 线"),
        ("画线画面：回车 / 双击", "画完；退格去掉上一点，Esc 放弃"),
        ("选中后拖动 / 方向键", "移动图钉；拖拐点改形状，双击边线加拐点，Del 删拐点或标绘"),
        ("滚轮 / N B", "放大缩小；到下一处、上一处标绘"),
    ),
)  # fmt: skip
