"""The task list as a feature: its page and its keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from battlemap.ui.desk import Desk, on_saved
from battlemap.ui.feature import Feature, MenuEntry, PageEntry
from battlemap.ui.page import Page, Tools

if TYPE_CHECKING:
    from battlemap.ui.workspace import Workspace


def _page(tools: Tools) -> Page:
    from battlemap.ui.list.page import ListPage

    return ListPage(tools)


def _to_excel(workspace: Workspace) -> None:
    """Turns to the list, so that what goes out is seen, and asks where it goes."""
    from battlemap.ui.list.page import ListPage

    workspace.turn_to("list")
    page = workspace.pages.current
    assert isinstance(page, ListPage)
    page.ask_excel()


LIST: Final = Feature[Desk](
    "list",
    Desk,
    (
        MenuEntry(
            "list_excel",
            "清单导出 Excel(&X)…",
            "file/copy",
            on_saved(_to_excel),
            "table-arrow-left",
            "把清单中正在显示的任务和列存为 Excel 表格",
            "campaign",
        ),
    ),
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
        ("Alt+↓", "筛选这一列；Esc 清除"),
        ("Shift+空格", "选中整行"),
        ("Ctrl+A", "全选"),
        ("单击 / 拖动 / 右键列头", "排序 / 换位 / 选择列；单击漏斗筛选"),
    ),
)
