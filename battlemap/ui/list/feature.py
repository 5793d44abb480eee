"""The task list as a feature: its page and its keys."""

from __future__ import annotations

from typing import Final

from battlemap.ui.desk import Desk
from battlemap.ui.feature import Feature, PageEntry
from battlemap.ui.page import Page, Tools


def _page(tools: Tools) -> Page:
    from battlemap.ui.list.page import ListPage

    return ListPage(tools)


LIST: Final = Feature(
    "list",
    Desk,
    page=PageEntry(
        "清单", "table", "全部任务列成表格，可排序、修改，与 Excel、WPS 互相复制粘贴", _page, ("Ctrl+3",)
    ),
    gestures=(
        ("Enter / Tab", "到下一行 / 右边一格；在编号上打开任务卡"),
        ("Ctrl+Enter", "打开任务卡"),
        ("F2 / 双击 / 直接输入", "修改单元格；Alt+Enter 换行，Esc 放弃"),
        ("Ctrl+C / Ctrl+V", "与 Excel、WPS 互相复制粘贴"),
        ("Ctrl+D", "第一行向下填充"),
        ("Del / Ctrl+X", "清空 / 剪切单元格"),
        ("Ctrl+Del", "删除选中的任务"),
        ("Ctrl+方向键", "到第一行、最后一行、最左、最右；加 Shift 一路选中"),
        ("Shift+空格", "选中整行"),
        ("Ctrl+A", "全选"),
        ("单击 / 拖动 / 右键列头", "排序 / 换位 / 选择列"),
    ),
)
