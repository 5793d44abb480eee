"""The pages of the window in the order of the rail: names and words only, so that actions and rail are made from them."""

from __future__ import annotations

from typing import Final

import attrs


@attrs.frozen
class Page:
    """One page: its action is ``go_<name>``; beside `has_sheet` pages the card sheet may stand."""

    name: str
    title: str
    icon: str
    tip: str
    has_sheet: bool = True


PAGES: Final = (
    Page("board", "战况板", "board", "按专项和状态摆开全部任务卡，拖动推进"),
    Page("timeline", "时间轴", "timeline", "按时间摆开全部任务的工期条，拖动调整工期和先后关系"),
    Page("list", "清单", "list", "全部任务列成表格，可排序、修改，与 Excel、WPS 互相复制粘贴"),
    Page("trends", "态势", "trends", "完成、亮灯、流转等六条曲线，随每步操作重绘", has_sheet=False),
    Page("posters", "出图", "poster", "全部挂图的缩略图；预览、打印、发布、标记上墙", has_sheet=False),
)
