"""反馈进度: percent and a note for the selected tasks, typed and confirmed without the mouse."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFormLayout, QLineEdit, QPlainTextEdit, QWidget

from battlemap.commands.loop import ReportProgress, ReportSeveral
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import BadInput
from battlemap.ui.day_field import DayField
from battlemap.ui.dialogs.frame import Ask
from battlemap.ui.fields import PercentField
from battlemap.ui.icons import IconBook
from battlemap.ui.labels import label


class ReportDialog(Ask):
    """One report for every task: the percent of the first stands there, selected, ready to be typed over."""

    def __init__(
        self, icons: IconBook, snapshot: Snapshot, tasks: tuple[str, ...], parent: QWidget | None = None
    ) -> None:
        super().__init__("反馈进度", "反馈", parent)
        self._tasks = tasks
        self.percent = PercentField()
        self.percent.setAccessibleName("进度")
        self.percent.show_value(snapshot.tasks[tasks[0]].progress)
        self.words = QPlainTextEdit()
        self.words.setAccessibleName("形象进度")
        self.words.setPlaceholderText("干到哪一步了")
        self.words.setTabChangesFocus(True)
        self.words.setFixedHeight(64)
        self.day = DayField(icons, "今日")
        self.day.show_value(None, "", snapshot.campaign)
        self.day.line.setAccessibleName("反馈日期")
        self.reporter = QLineEdit()
        self.reporter.setAccessibleName("反馈人")
        self.reporter.setPlaceholderText("不填则记操作员")
        named = [f"{snapshot.tasks[task].code} {snapshot.tasks[task].title}" for task in tasks[:3]]
        more = f"等 {len(tasks)} 项" if len(tasks) > 3 else ""
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        form.addRow("任务", label("；".join(named) + more, wraps=True))
        form.addRow("进度", self.percent)
        form.addRow("形象进度", self.words)
        form.addRow("日期", self.day)
        form.addRow("反馈人", self.reporter)
        self.fill(form)
        self.setMinimumWidth(460)

    def showEvent(self, event: QShowEvent) -> None:
        """Puts the cursor into the percent."""
        super().showEvent(event)
        self.percent.setFocus()
        self.percent.selectAll()

    def check(self) -> None:
        """Raises BadInput for a day that cannot be read."""
        typed = self.day.line.text().strip()
        if typed and self.day.understood(typed)[0] is None:
            raise BadInput(f"看不懂日期“{typed}”，请写成 2018-11-30 或 11月30日。")

    def answer(self) -> ReportSeveral:
        """Returns the reports."""
        day, _ = self.day.understood(self.day.line.text())
        words = " ".join(self.words.toPlainText().split())
        return ReportSeveral(
            tuple(
                ReportProgress(task, self.percent.value(), words, day, self.reporter.text())
                for task in self._tasks
            )
        )
