"""Finding and filtering as a feature: its keys."""

from __future__ import annotations

from typing import Final

from battlemap.ui.desk import on_workspace
from battlemap.ui.feature import Feature, MenuEntry
from battlemap.ui.find.desk import FindDesk

FIND: Final = Feature[FindDesk](
    "find",
    FindDesk,
    (
        MenuEntry(
            "find", "查找(&F)", "edit/find", FindDesk.begin, "search",
            "按名称、编号、单位、责任人、内容查找，可用拼音", "campaign", ("Ctrl+F", "/"),
        ),
        MenuEntry(
            "next_hit", "下一项(&J)", "edit/find", FindDesk.to_next, "", "选中下一张显示的任务卡", "campaign", ("F3",)
        ),
        MenuEntry(
            "previous_hit", "上一项(&S)", "edit/find", FindDesk.to_previous, "", "选中上一张显示的任务卡", "campaign",
            ("Shift+F3",),
        ),
        MenuEntry(
            "filter_panel", "筛选(&T)…", "edit/find", on_workspace(lambda workspace: workspace.filters.open_panel()),
            "filter-outline", "按专项、状态、亮灯、单位、责任人、时限等筛选", "campaign", ("Ctrl+G",),
        ),
        MenuEntry(
            "views", "筛选视图(&I)…", "edit/find", on_workspace(lambda workspace: workspace.filters.views.open()), "",
            "选用、保存常用的筛选", "campaign", ("F7",),
        ),
        MenuEntry(
            "clear_filter", "清除筛选(&L)", "edit/find", on_workspace(lambda workspace: workspace.filters.clear()),
            "filter-remove-outline", "显示全部任务", "filter", ("Ctrl+Shift+F",),
        ),
    ),
)  # fmt: skip
