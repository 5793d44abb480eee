"""The fields of a task in a plan's preview, beside the words that they came from; what is in doubt stands above them."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from battlemap.domain.planning.plan import TaskDraft
from battlemap.exchange.quantities import find_target
from battlemap.ui.day_field import DayField
from battlemap.ui.icons import IconBook
from battlemap.ui.labels import label


class PlanFields(QWidget):
    """Emits `changed(dict)` with new values of a task's fields, `due_changed(day, words)`, `split_wanted(at)`,
    `settled()` when a person has looked at what is in doubt, and `refused(sentence)`."""

    changed = Signal(object)
    due_changed = Signal(object, str)
    split_wanted = Signal(int)
    settled = Signal()
    refused = Signal(str)

    def __init__(self, icons: IconBook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._task: TaskDraft | None = None
        self.words = QPlainTextEdit()
        self.words.setReadOnly(True)
        self.words.setAccessibleName("原文")
        self.doubts = label(look="warning", wraps=True)
        self.is_right = QPushButton("已核对")
        self.is_right.setToolTip("这一项看过了，不再列入待核")
        self.is_right.setAutoDefault(False)
        self.is_right.clicked.connect(self.settled)
        self.due = DayField(icons, "日期，或 11月底前；可空")
        self.due.setAccessibleName("完成时限")
        self.due.left.connect(self._on_due)
        self.unit, self.partners, self.target = QLineEdit(), QLineEdit(), QLineEdit()
        self.cut = QPushButton("在光标处拆成两项")
        self.cut.setToolTip("先把光标放在原文里两句之间（Ctrl+K）")
        self.cut.setShortcut("Ctrl+K")
        self.cut.setAutoDefault(False)
        self.cut.clicked.connect(lambda: self.split_wanted.emit(self.words.textCursor().position()))
        doubted = QHBoxLayout()
        doubted.addWidget(self.doubts, 1)
        doubted.addWidget(self.is_right)
        form = QFormLayout()
        form.setHorizontalSpacing(8)
        form.setVerticalSpacing(6)
        for name, field, hint in (
            ("责任单位", self.unit, "一个单位"),
            ("配合单位", self.partners, "几个单位用顿号隔开"),
            ("目标", self.target, "如 30 家"),
        ):
            field.setAccessibleName(name)
            field.setPlaceholderText(hint)
            form.addRow(name, field)
        form.addRow("完成时限", self.due)
        self.unit.editingFinished.connect(self._on_units)
        self.partners.editingFinished.connect(self._on_units)
        self.target.editingFinished.connect(self._on_target)
        self._low = QWidget()
        low = QVBoxLayout(self._low)
        low.setContentsMargins(0, 0, 0, 0)
        low.addLayout(doubted)
        low.addLayout(form)
        low.addWidget(self.cut)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.addWidget(self.words, 1)
        column.addWidget(self._low)
        self._low.hide()

    def show_words(self, words: str, task: TaskDraft | None) -> None:
        """Shows the plan's words of a row, and the fields where it is a task."""
        if self.words.toPlainText() != words:
            self.words.setPlainText(words)
        self._task = task
        self._low.setVisible(task is not None)
        if task is None:
            return
        self.doubts.setText("、".join(task.doubts))
        self.doubts.setVisible(bool(task.doubts))
        self.is_right.setVisible(bool(task.doubts))
        self.unit.setText(task.unit)
        self.partners.setText(task.partners)
        self.target.setText(f"{task.target_value or ''} {task.target_unit or ''}".strip())
        self.due.show_value(task.due_on, task.due_text)

    def _on_units(self) -> None:
        if self._task is None:
            return
        unit, partners = self.unit.text().strip(), self.partners.text().strip()
        if (unit, partners) != (self._task.unit, self._task.partners):
            self.changed.emit({"lead_unit": "", "responsible_unit": unit, "coop_units": partners})

    def _on_target(self) -> None:
        text = self.target.text().strip()
        if (
            self._task is None
            or text == f"{self._task.target_value or ''} {self._task.target_unit or ''}".strip()
        ):
            return
        changes: dict[str, Any] = {"target_value": None, "target_unit": None}
        if text:
            target = find_target(f"完成{text}")
            if target is None:
                self.refused.emit(f"看不懂目标“{text[:20]}”，请写数量和单位，如 30 家。")
                return
            changes = {"target_value": target[0], "target_unit": target[1]}
        self.changed.emit(changes)

    def _on_due(self, day: object, words: str) -> None:
        if self._task is None:
            return
        if day is None and words:
            self.refused.emit(f"看不懂时限“{words[:20]}”，请写成 2018-11-30 或 11月底前。")
            return
        if (day, words) != (self._task.due_on, self._task.due_text):
            self.due_changed.emit(day, words)
