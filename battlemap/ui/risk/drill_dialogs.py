"""What went wrong in a drill is handed on: as a 卡点 in the way of a task, or as a task of an action."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from PySide6.QtWidgets import QComboBox, QFormLayout, QRadioButton, QWidget

from battlemap.commands.drill import TakeDrillIssue
from battlemap.domain.kinds.drill import DrillIssue
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import BadInput
from battlemap.ui.dialogs.frame import Ask
from battlemap.ui.labels import label


class ChooseDialog(Ask):
    """Which of several rows something belongs to."""

    def __init__(self, noun: str, offered: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(f"选择{noun}", "下一步", parent)
        self.choice = QComboBox()
        self.choice.setAccessibleName(noun)
        for id, name in offered:
            self.choice.addItem(name, id)
        form = QFormLayout()
        form.addRow(noun, self.choice)
        self.fill(form)
        self.setMinimumWidth(420)

    def answer(self) -> str:
        """Returns the chosen row."""
        return str(self.choice.currentData())


class TakeIssueDialog(Ask):
    """As a 卡点 of which task, or as a task of which action; the deadline is the issue's."""

    def __init__(self, snapshot: Snapshot, issue: str, parent: QWidget | None = None) -> None:
        super().__init__("演练问题转办", "转办", parent)
        self._issue = cast(DrillIssue, snapshot.rows["drill_issue"][issue])
        self.as_problem, self.as_task = (
            QRadioButton("转为卡点，挡住任务"),
            QRadioButton("转为任务，下达到专项"),
        )
        self.task, self.action = QComboBox(), QComboBox()
        self.task.setAccessibleName("任务")
        self.action.setAccessibleName("专项")
        for task in snapshot.live_tasks:
            if not task.is_finished:
                self.task.addItem(f"{task.code} {task.title}", task.id)
        for action in snapshot.columns:
            self.action.addItem(action.title, action.id)
        for box in (self.task, self.action):
            box.setMinimumContentsLength(20)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.as_task.setChecked(True)
        self.as_task.toggled.connect(lambda _: self._enable())
        due = self._issue.due_on.isoformat() if self._issue.due_on else "未填，请先填写"
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        form.addRow("问题", label(self._issue.title, wraps=True))
        form.addRow("完成期限", label(due))
        form.addRow(self.as_task)
        form.addRow("专项", self.action)
        form.addRow(self.as_problem)
        form.addRow("任务", self.task)
        self.fill(form)
        self.setMinimumWidth(480)
        self._enable()

    def _enable(self) -> None:
        self.action.setEnabled(self.as_task.isChecked())
        self.task.setEnabled(self.as_problem.isChecked())

    def check(self) -> None:
        """Raises BadInput where there is nothing to hand it on to."""
        chosen = self.action if self.as_task.isChecked() else self.task
        if chosen.currentData() is None:
            raise BadInput("没有可选的专项或任务，请先建立。")

    def answer(self) -> TakeDrillIssue:
        """Returns the command."""
        if self.as_task.isChecked():
            return TakeDrillIssue(self._issue.id, "task", str(self.action.currentData()))
        return TakeDrillIssue(self._issue.id, "problem", str(self.task.currentData()))
