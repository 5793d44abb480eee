"""The strip under the task list: how many tasks, what is selected, and the deeds that work on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QToolButton, QWidget

from battlemap.domain.judging.progress import whole_percent
from battlemap.ui.actions import Actions, words
from battlemap.ui.icons import IconBook
from battlemap.ui.labels import Elided, label


class Footer(QFrame):
    """Shows counts and what was done last; its buttons are those of the keys."""

    def __init__(
        self, icons: IconBook, actions: Actions, menu: Callable[[], QMenu], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("list_footer")
        self.count, self.said = label(look="muted"), Elided("muted")
        self.copy = _button(icons, "cells", "复制", "复制选中的单元格，可粘贴到 Excel、WPS（Ctrl+C）")
        self.paste = _button(icons, "paste", "粘贴", "粘贴从 Excel、WPS 复制的内容，先逐格核对（Ctrl+V）")
        self.excel = _button(icons, "table-arrow-left", "导出 Excel…", "把正在显示的任务和列存为 Excel 表格")
        self.columns = _button(icons, "columns", "选择列", "选择要显示的列")
        self.columns.clicked.connect(lambda: self._choose_columns(menu()))
        self.bulk = QToolButton()
        actions["bulk_edit"].setIconText(words(actions["bulk_edit"].text()))
        self.bulk.setDefaultAction(actions["bulk_edit"])
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 8, 4)
        row.setSpacing(4)
        row.addWidget(self.count)
        row.addSpacing(12)
        row.addWidget(self.said, 1)
        for button in (self.copy, self.paste, self.bulk, self.excel, self.columns):
            row.addWidget(button)
        self.excel.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)

    def show_counts(self, listed: Sequence[int], chosen: Sequence[int], cells: int) -> None:
        """Shows the number and the mean progress of the listed tasks and of the chosen ones, given their percents."""
        parts = [f"合计 {_sum(listed)}"]
        if len(chosen) > 1 or cells > 1:
            parts.append(f"已选 {_sum(chosen) if len(chosen) > 1 else '1 项'}，{cells} 格")
        self.count.setText(" · ".join(parts))

    def say(self, sentence: str) -> None:
        """Shows what was done last."""
        self.said.setText(sentence)
        self.said.setToolTip(sentence if len(sentence) > 40 else "")

    def _choose_columns(self, menu: QMenu) -> None:
        menu.exec(self.columns.mapToGlobal(QPoint(0, -menu.sizeHint().height())))
        menu.deleteLater()


def _sum(percents: Sequence[int]) -> str:
    count = len(percents)
    return f"{count} 项，平均进度 {whole_percent(Fraction(sum(percents), count))}%" if count else "0 项"


def _button(icons: IconBook, icon: str, text: str, tip: str) -> QToolButton:
    made = QToolButton()
    made.setIcon(icons.icon(icon))
    made.setText(text)
    made.setToolTip(tip)
    made.setAccessibleName(text)
    return made
