"""Who has seen the hidden particulars of a ledger, when and why."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QDialog,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from battlemap.domain.ledgers.definition import Definition
from battlemap.domain.snapshot import Snapshot
from battlemap.ui.dialogs.frame import closing
from battlemap.ui.labels import label, tip


class UnmaskingsDialog(QDialog):
    """Lists every look, the newest first."""

    def __init__(self, definition: Definition, snapshot: Snapshot, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"“{definition.title}”的查看登记")
        looks = snapshot.unmaskings_of(definition.ledger.id)
        summary = (
            f"共 {len(looks)} 次查看完整信息，记入日志，不能删改。" if looks else "还没有人查看过完整信息。"
        )
        self.table = QTableWidget(len(looks), 3)
        self.table.setAccessibleName("查看登记")
        self.table.setHorizontalHeaderLabels(["时间", "查看人", "事由"])
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.verticalHeader().hide()
        self.table.setColumnWidth(0, 140)
        self.table.setColumnWidth(1, 100)
        self.table.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        for row, look in enumerate(looks):
            texts = (f"{look.seen_at:%Y-%m-%d %H:%M}", look.seen_by, look.reason)
            for place, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setToolTip(tip(text))
                self.table.setItem(row, place, item)
        self.table.setVisible(bool(looks))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(label(summary, wraps=True))
        column.addWidget(self.table, 1)
        column.addWidget(closing(self))
        self.resize(*((640, 420) if looks else (400, 120)))
