"""The strip under a list: how many rows, what is selected, and the deeds that work on it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QToolButton, QWidget

from battlemap.ui.icons import IconBook
from battlemap.ui.labels import Elided, Sums


class Footer(QFrame):
    """Shows counts and what was done last; its buttons are those of the keys."""

    def __init__(self, icons: IconBook, menu: Callable[[], QMenu], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("list_footer")
        self.count, self.said = Sums("muted"), Elided("muted")
        self.copy = _button(icons, "cells", "复制", "复制选中的单元格，可粘贴到 Excel、WPS（Ctrl+C）")
        self.paste = _button(icons, "paste", "粘贴", "粘贴从 Excel、WPS 复制的内容，先逐格核对（Ctrl+V）")
        self.excel = _button(icons, "table-arrow-left", "导出 Excel…", "把正在显示的行存为 Excel 表格")
        self.columns = _button(icons, "columns", "选择列", "选择要显示的列")
        self.columns.clicked.connect(lambda: self._choose_columns(menu()))
        self.bulk = _button(icons, "playlist-edit", "批量修改…", "给选中的各行填上同样的内容")
        self.clear = QToolButton()
        self.clear.setText("清除筛选")
        self.clear.setToolTip("清除列头里的筛选（Esc）")
        self.clear.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clear.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 8, 4)
        row.setSpacing(4)
        row.addWidget(self.count, 4)
        row.addWidget(self.clear)
        row.addSpacing(12)
        row.addWidget(self.said, 1)
        for button in (self.copy, self.paste, self.bulk, self.excel, self.columns):
            row.addWidget(button)
        self.excel.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)

    def show_counts(self, listed: str, chosen: str, filtered: str) -> None:
        """Shows what is listed and chosen, and by which heads it is filtered."""
        parts = [f"合计 {listed}", *([f"已选 {chosen}"] if chosen else [])]
        self.count.tell(" · ".join(parts))
        self.clear.setVisible(bool(filtered))
        self.clear.setText(f"清除筛选：{filtered[:40]}{'…' if len(filtered) > 40 else ''}")

    def say(self, sentence: str) -> None:
        """Shows what was done last."""
        self.said.setText(sentence)
        self.said.setToolTip(sentence if len(sentence) > 40 else "")

    def _choose_columns(self, menu: QMenu) -> None:
        menu.exec(self.columns.mapToGlobal(QPoint(0, -menu.sizeHint().height())))
        menu.deleteLater()


def _button(icons: IconBook, icon: str, text: str, tip: str) -> QToolButton:
    made = QToolButton()
    made.setIcon(icons.icon(icon))
    made.setText(text)
    made.setToolTip(tip)
    made.setAccessibleName(text)
    return made
