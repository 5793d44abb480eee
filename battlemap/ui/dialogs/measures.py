"""The measures (工作要点) of an action: added, renamed, reordered, numbered anew, removed when empty, with their texts."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from battlemap.commands.command import Command
from battlemap.commands.measure import CreateMeasure, DeleteMeasure, EditMeasure, MoveMeasure, NumberMeasures
from battlemap.commands.session import Session
from battlemap.domain.kinds.action import Measure
from battlemap.errors import BattlemapError
from battlemap.ui.card.part_list import Line, PartList
from battlemap.ui.fields import AreaField
from battlemap.ui.labels import label


class MeasuresDialog(QDialog):
    """Every deed is saved at once as a step of its own; what is refused is told below the list."""

    def __init__(self, session: Session, action: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("工作要点")
        self.resize(880, 520)
        self._session = session
        self._shown: str | None = None
        self.action = QComboBox()
        self.action.setAccessibleName("专项行动")
        for column in session.snapshot.columns:
            self.action.addItem(f"{column.ordinal}、{column.title}", column.id)
        self.action.setCurrentIndex(max(0, self.action.findData(action)))
        self.list = PartList("工作要点", can_rename=True, can_move=True, fits=False)
        self.new = QLineEdit()
        self.new.setPlaceholderText("添加要点，回车继续")
        self.new.setAccessibleName("添加要点")
        self.number = QPushButton("按次序重新编号")
        self.number.setAutoDefault(False)
        self.about = label(look="muted", wraps=True)
        self.text = AreaField("要点原文，离开即保存", lines=12)
        self.text.setAccessibleName("要点原文")
        self.wrong = label(look="warning", wraps=True)
        self._lay_out()
        self._wire()
        self.fill()
        self.list.setFocus()

    @property
    def measures(self) -> tuple[Measure, ...]:
        """What is listed, as it stands in the file."""
        return self._session.snapshot.measures_of(self.action.currentData() or "")

    def fill(self) -> None:
        """Shows the measures of the chosen action."""
        self.list.show_lines([Line(one.id, one.title, hint=self._about(one)) for one in self.measures])
        self.number.setEnabled(any(one.number != place for place, one in enumerate(self.measures, 1)))
        self._show_text()

    def done(self, result: int) -> None:
        """Saves what is still being typed before it shuts; stays where that is not taken."""
        self.text.commit()
        if not self.text.kept.is_held:
            super().done(result)

    def _lay_out(self) -> None:
        left, right = QVBoxLayout(), QVBoxLayout()
        hint = label("F2 改名，Ctrl+↑ ↓ 换位，Del 删除；要点下还有任务时不能删除。", "muted", wraps=True)
        for widget in (self.list, self.new, hint):
            left.addWidget(widget)
        left.addWidget(self.number)
        right.addWidget(self.about)
        self.text.setMinimumHeight(120)
        self.text.setMaximumHeight(10_000)
        right.addWidget(self.text, 1)
        body = QHBoxLayout()
        body.setSpacing(16)
        body.addLayout(left, 1)
        body.addLayout(right, 1)
        head = QFormLayout()
        head.addRow("专项行动", self.action)
        buttons = QDialogButtonBox()
        buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole).setAutoDefault(False)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addLayout(head)
        column.addLayout(body, 1)
        column.addWidget(self.wrong)
        column.addWidget(buttons)
        self.wrong.hide()

    def _wire(self) -> None:
        self.action.currentIndexChanged.connect(lambda: self.fill())
        self.new.returnPressed.connect(self._add)
        self.list.renamed.connect(lambda id, title: self._run(EditMeasure(id, {"title": title.strip()})))
        self.list.moved.connect(lambda id, before: self._run(MoveMeasure(id, self._column, before)))
        self.list.removed.connect(lambda id: self._run(DeleteMeasure(id)))
        self.list.currentRowChanged.connect(lambda: self._show_text())
        self.number.clicked.connect(lambda: self._run(NumberMeasures(self._column)))
        self.text.left.connect(self._on_text)

    @property
    def _column(self) -> str:
        return str(self.action.currentData())

    def _add(self) -> None:
        title = self.new.text().strip()
        if title and self._run(CreateMeasure(self._column, title)):
            self.new.clear()

    def _on_text(self, text: str) -> None:
        if self._shown is not None:
            is_saved = self._run(EditMeasure(self._shown, {"text": text}))
            self.text.kept.settle() if is_saved else self.text.kept.keep()

    def _show_text(self) -> None:
        """Shows the text of the current measure; what was typed for the one before is saved first."""
        self.text.commit()
        row, measures = self.list.currentRow(), self.measures
        one = measures[row] if 0 <= row < len(measures) and self.list.count() == len(measures) else None
        if one is None or one.id != self._shown:
            self._shown = one.id if one else None
            self.text.kept.settle()
        self.text.setEnabled(one is not None)
        self.text.show_value(one.text if one else "")
        self.about.setText(self._about(one) if one else "这个专项还没有工作要点，在左侧添加。")

    def _about(self, one: Measure) -> str:
        tasks = sum(
            task.measure == one.id and not task.deleted for task in self._session.snapshot.tasks.values()
        )
        return f"要点 {one.number} · {tasks} 项任务"

    def _run(self, command: Command) -> bool:
        try:
            self._session.run(command)
        except BattlemapError as error:
            self.wrong.setText(str(error))
            self.wrong.show()
            self.list.forget()
            return False
        self.wrong.hide()
        self.fill()
        return True
