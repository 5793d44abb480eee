"""台账 as a feature: the page of all rows that people keep by hand."""

from __future__ import annotations

from typing import Final

from battlemap.ui.desk import Desk
from battlemap.ui.feature import Feature, PageEntry
from battlemap.ui.page import Page, Tools


def _page(tools: Tools) -> Page:
    from battlemap.ui.rows.page import RowsPage

    return RowsPage(tools)


ROWS: Final = Feature(
    "rows",
    Desk,
    page=PageEntry(
        "台账", "notebook-outline", "卡点、批示、节点、单位、人员等，一类一张表，可查找、修改、粘贴、导出", _page,
        ("Ctrl+6",), has_sheet=False,
    ),
    gestures=(
        ("F2 / 双击 / 直接输入", "修改单元格；看不懂的内容留在格里"),
        ("Ctrl+Enter", "打开表单"),
        ("Ctrl+C / Ctrl+V", "与 Excel、WPS 互相复制粘贴，粘贴前核对"),
        ("Alt+↓", "筛选这一列；Esc 清除"),
        ("Ctrl+Del", "删除选中的行，可撤销"),
    ),
)  # fmt: skip
