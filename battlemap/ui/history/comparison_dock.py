"""The dock 变化: two moments compared, by kind; a line leads to its card."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDockWidget, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from battlemap import wording
from battlemap.domain.telling.comparison import Comparison, Difference
from battlemap.ui.labels import label, tip

_TASK = Qt.ItemDataRole.UserRole


class ComparisonDock(QDockWidget):
    """Emits `task_wanted(id)`, and `shut()` when it is closed."""

    task_wanted = Signal(str)
    shut = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("变化", parent)
        self.setObjectName("comparison_dock")
        self.heading = label(look="head", wraps=True)
        self.summary = label(look="muted", wraps=True)
        self.list = QTreeWidget()
        self.list.setHeaderHidden(True)
        self.list.setAccessibleName("变化清单")
        self.list.currentItemChanged.connect(lambda item, _: self._on_current(item))
        column = QVBoxLayout()
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self.heading)
        column.addWidget(self.summary)
        column.addWidget(self.list, 1)
        inner = QWidget()
        inner.setLayout(column)
        self.setWidget(inner)
        self.setMinimumWidth(320)
        self.visibilityChanged.connect(lambda _: self.shut.emit() if self.isHidden() else None)

    def show_comparison(self, heading: str, comparison: Comparison) -> None:
        """Lists the differences by kind."""
        self.heading.setText(heading)
        self.summary.setText(comparison.summary)
        self.list.clear()
        groups: dict[str, list[Difference]] = {}
        for difference in comparison.differences:
            groups.setdefault(wording.ASPECTS[difference.aspect], []).append(difference)
        for name, differences in groups.items():
            group = QTreeWidgetItem([f"{name}（{len(differences)}）"])
            font = group.font(0)
            font.setBold(True)
            group.setFont(0, font)
            for difference in differences:
                row = QTreeWidgetItem([f"{difference.code}　{difference.words}"])
                row.setData(0, _TASK, difference.task)
                row.setToolTip(0, tip(f"{difference.code}　{difference.words}"))
                group.addChild(row)
            self.list.addTopLevelItem(group)
            group.setExpanded(True)
        self.show()
        self.raise_()

    def _on_current(self, item: QTreeWidgetItem | None) -> None:
        task = item.data(0, _TASK) if item is not None else None
        if isinstance(task, str):
            self.task_wanted.emit(task)
