"""The table of cells that cannot be written: row, column, content, what is wrong and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from battlemap.domain.looking.pasted_cells import WrongCell
from battlemap.ui.labels import tip

_HEADS: Final = ("行", "列", "内容", "问题和处理办法")
_MOST: Final = 500


class WrongCells(QTreeWidget):
    """Lists wrong cells; the first 500 of them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setHeaderLabels(list(_HEADS))
        self.setAccessibleName("不能写入的单元格")
        self.setRootIsDecorated(False)
        self.setWordWrap(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        for place, width in enumerate((88, 80, 140)):
            self.setColumnWidth(place, width)
        self.header().setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Breaks the lines anew."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def show_cells(self, wrong: Sequence[WrongCell]) -> None:
        """Lists these cells."""
        self.clear()
        for cell in wrong[:_MOST]:
            text = " ".join(cell.text[:80].split()) or "（空）"
            item = QTreeWidgetItem([cell.where, cell.title, text, cell.words])
            item.setToolTip(2, tip(cell.text[:400]))
            item.setToolTip(3, tip(cell.words))
            self.addTopLevelItem(item)
        if len(wrong) > _MOST:
            self.addTopLevelItem(QTreeWidgetItem(["", "", "", f"另有 {len(wrong) - _MOST} 格"]))


def some_names(names: Sequence[str], most: int = 8) -> str:
    """Returns the first names in a row, with 等 where there are more."""
    return "、".join(name[:20] for name in names[:most]) + ("等" if len(names) > most else "")
