"""The tasks behind a figure that was clicked in the preview, with a way to the card."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from battlemap import wording
from battlemap.domain.snapshot import Snapshot
from battlemap.sheets.framing import due_words, owner_words, unit_words
from battlemap.sheets.options import SheetOptions
from battlemap.shown.press.behind import Behind
from battlemap.ui.labels import label

_HEADS = ("编号", "任务", "状态", "亮灯", "时限", "责任单位", "责任人")
_WIDTHS = (88, 320, 72, 56, 88, 120, 80)


class BehindDialog(QDialog):
    """Emits `task_wanted(task)` for a double click, Enter or the button."""

    task_wanted = Signal(str)

    def __init__(
        self, behind: Behind, snapshot: Snapshot, options: SheetOptions, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("数字背后的任务")
        self.resize(900, 420)
        self.table = QTableWidget(len(behind.tasks), len(_HEADS))
        self.table.setHorizontalHeaderLabels(_HEADS)
        self.table.setAccessibleName(behind.title)
        self.table.verticalHeader().hide()
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setShowGrid(False)
        for number, width in enumerate(_WIDTHS):
            self.table.setColumnWidth(number, width)
        self.table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        for row, id in enumerate(behind.tasks):
            task = snapshot.tasks[id]
            lamp = wording.LAMPS[snapshot.judge(task, options.as_of).lamp]
            unit, owner = unit_words(snapshot, task.responsible_unit), owner_words(snapshot, task, options)
            words = (task.code, task.title, wording.LANES[task.lane], lamp, due_words(task), unit, owner)
            for column, text in enumerate(words):
                item = QTableWidgetItem(text)
                item.setData(Qt.ItemDataRole.UserRole, id)
                item.setToolTip(text if column == 1 else "")
                self.table.setItem(row, column, item)
        self.table.itemActivated.connect(lambda _: self._open())
        count = f"{len(behind.tasks)} 项任务"
        if behind.problems:
            count = f"{len(behind.problems)} 个卡点，涉及 {count}"
        self.go = QPushButton("打开任务卡")
        self.go.setDefault(True)
        self.go.setEnabled(bool(behind.tasks))
        self.go.clicked.connect(self._open)
        shut = QPushButton("关闭")
        shut.setAutoDefault(False)
        shut.clicked.connect(self.reject)
        row_of_buttons = QHBoxLayout()
        row_of_buttons.addStretch(1)
        row_of_buttons.addWidget(self.go)
        row_of_buttons.addWidget(shut)
        column_ = QVBoxLayout(self)
        column_.setContentsMargins(16, 12, 16, 12)
        column_.setSpacing(8)
        column_.addWidget(label(behind.title, "head", wraps=True))
        column_.addWidget(label(count, "muted"))
        column_.addWidget(self.table, 1)
        column_.addLayout(row_of_buttons)
        if behind.tasks:
            self.table.selectRow(0)

    def _open(self) -> None:
        item = self.table.currentItem()
        if item is not None:
            self.accept()
            self.task_wanted.emit(str(item.data(Qt.ItemDataRole.UserRole)))
