"""Where things stand on the screen on the page 考核, by name: lines of the tree, tabs beside it, enterprises."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QTabWidget, QTreeView, QWidget

from battlemap.ui.assessing.member_list import MemberList
from battlemap.ui.assessing.node_model import EDITED, TITLES, NodeModel


def seen(tree: QTreeView, model: NodeModel, side: QTabWidget, members: MemberList) -> dict[str, QRect]:
    """Returns name → rectangle on the screen of what is in sight: 「1 知识创造」, 「1 知识创造 完成值」, 「栏 位次」."""
    places: dict[str, QRect] = {}
    index = tree.indexAt(QPoint(1, 1))
    while index.isValid():
        node = model.node_at(index)
        line = tree.visualRect(index)
        if node is None or line.top() > tree.viewport().height():
            break
        name = f"{node.number} {node.title}".strip()
        places[name] = _on_screen(tree.viewport(), line)
        for column in EDITED:
            cell = tree.visualRect(index.siblingAtColumn(column))
            places[f"{name} {TITLES[column]}"] = _on_screen(tree.viewport(), cell)
        index = tree.indexBelow(index)
    bar = side.tabBar()
    for place in range(bar.count()):
        if bar.isTabVisible(place):
            places[f"栏 {bar.tabText(place).split(' ')[0]}"] = _on_screen(bar, bar.tabRect(place))
    if members.table.isVisible():
        for row in range(members.table.rowCount()):
            item = members.table.item(row, 0)
            if item is not None:
                # the tick stands at the left end of its cell
                box = members.table.visualItemRect(item)
                places[item.text()] = _on_screen(
                    members.table.viewport(), QRect(box.x(), box.y(), 24, box.height())
                )
    return places


def _on_screen(of: QWidget, rect: QRect) -> QRect:
    return QRect(of.mapToGlobal(rect.topLeft()), rect.size())
