"""图上回填: a fast list of codes and marks, written as one step."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from battlemap.commands.wall_marks import TypeBackMarks
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.telling.wall_marks import Marked, WallMark, foreseen
from battlemap.errors import BadInput
from battlemap.ui.dialogs.frame import Ask
from battlemap.ui.icons import IconBook
from battlemap.ui.labels import label
from battlemap.ui.wall_marks.entry import Entry

_KEYS = "w 完成　z 滞后　k 卡点＋原因　j 解除卡点　x 销号　y1 待启动　y2 推进中　y3 待核查　数字 进度%"


class WallMarksDialog(Ask):
    """Marks are typed one after the other; nothing is written until 写入, and then all of them or none."""

    def __init__(self, icons: IconBook, snapshot: Snapshot, day: date, parent: QWidget | None = None) -> None:
        super().__init__("图上回填", "写入", parent)
        self._snapshot, self._day = snapshot, day
        self.marks: list[tuple[WallMark, str]] = []
        self.entry = Entry(snapshot, day)
        self.entry.typed.connect(self._on_typed)
        self.table = QTableWidget(0, 4)
        self.table.setAccessibleName("已录入的标注")
        self.table.setHorizontalHeaderLabels(["编号", "任务", "标注", "写入后"])
        self.table.verticalHeader().hide()
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        head = self.table.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setStretchLastSection(True)
        for column, width in enumerate((100, 260, 110)):
            self.table.setColumnWidth(column, width)
        self.table.itemDoubleClicked.connect(lambda item: self._again(item.row()))
        self.remove = QPushButton(icons.icon("delete"), "删去选中的行")
        self.remove.setAutoDefault(False)
        self.remove.clicked.connect(self._on_remove)
        column_ = QVBoxLayout()
        column_.addWidget(label(_KEYS, "muted", wraps=True))
        column_.addWidget(self.entry)
        column_.addWidget(self.table, 1)
        column_.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignLeft)
        self.fill(column_)
        self.resize(820, 520)
        self._show()
        self.entry.begin()

    def answer(self) -> TypeBackMarks:
        """Returns the command of all marks in the list."""
        return TypeBackMarks(tuple(mark for mark, _ in self.marks))

    def check(self) -> None:
        """Raises BadInput where nothing is typed, or a mark is typed but not yet in the list."""
        if self.entry.code.text().strip() and self.entry.mark.text().strip():
            raise BadInput(
                f"“{self.entry.code.text().strip()[:20]}”这一行还没有加入，请按 Enter 加入或清空。"
            )
        if not self.marks:
            raise BadInput("还没有录入任何标注。")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter writes; Del takes a row away; Enter alone does nothing here."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.accept()
        elif event.key() == Qt.Key.Key_Delete and self.table.hasFocus():
            self._on_remove()
        else:
            super().keyPressEvent(event)

    def reject(self) -> None:
        """Closes; where marks would be lost, asks first."""
        from battlemap.ui.dialogs.confirm import confirmed

        words = f"已录入的 {len(self.marks)} 处标注还没有写入。"
        if not self.marks or confirmed(self, "标注没有写入", words, "放弃这些标注", "返回"):
            super().reject()

    def _on_typed(self, mark: WallMark) -> None:
        self.marks.append((mark, self.entry.mark.text().strip()))
        self._show()
        self.table.scrollToBottom()
        self.wrong.hide()
        self.entry.begin()

    def _on_remove(self) -> None:
        for row in sorted({item.row() for item in self.table.selectedItems()}, reverse=True):
            del self.marks[row]
        self._show()
        self.entry.code.setFocus()

    def _again(self, row: int) -> None:
        """Takes a row back into the fields, to be typed otherwise."""
        mark, typed = self.marks.pop(row)
        self._show()
        self.entry.begin(mark.code, typed)

    def _show(self) -> None:
        """Lists the marks with what each will do after those before it."""
        self.entry.expected = {}
        self.table.setRowCount(len(self.marks))
        for row, (mark, _) in enumerate(self.marks):
            words, title = self._outcome(mark)
            mark_words = mark.words.removeprefix(f"{mark.code} ")
            for column, text in enumerate((mark.code, title, mark_words, words)):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.table.setItem(row, column, item)
        self.yes.setText(f"写入 {len(self.marks)} 处" if self.marks else "写入")
        self.yes.setEnabled(bool(self.marks))
        self.remove.setEnabled(bool(self.marks))

    def _outcome(self, mark: WallMark) -> tuple[str, str]:
        task = self._snapshot.task_by_code(mark.code)
        if task is None:
            return "没有这张卡", ""
        marked = self.entry.expected.get(task.id) or Marked.on(self._snapshot, task, self._day)
        try:
            words, after = foreseen(mark, marked)
        except BadInput as error:
            return str(error), task.title
        self.entry.expected[task.id] = after
        return words, task.title
