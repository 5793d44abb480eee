"""The progress reports in the card sheet, the newest first; the card's percent comes from the newest."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from battlemap.commands.loop import RemoveReport, ReportProgress
from battlemap.domain.kinds.report import Report
from battlemap.domain.snapshot import Snapshot
from battlemap.ui.card.part_list import Line, PartList, day_or_blank
from battlemap.ui.day_field import DayField
from battlemap.ui.feature import PartOfCard
from battlemap.ui.fields import PercentField
from battlemap.ui.view import Tools

#: Reports that are shown; the others stand in the card's history.
_SHOWN = 30


class ReportsPart(PartOfCard):
    """A report is typed in one row: percent, words, and a day where it is not today's."""

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        icons, deeds = tools.icons, tools.deeds
        self._deeds = deeds
        self._task = ""
        self.list = PartList("进度反馈")
        self.percent = PercentField()
        self.percent.setAccessibleName("反馈进度")
        self.words = QLineEdit()
        self.words.setPlaceholderText("干到哪一步了，回车反馈")
        self.words.setAccessibleName("反馈内容")
        self.day = DayField(icons, "今日")
        self.day.line.setAccessibleName("反馈日期")
        self.reporter = QLineEdit()
        self.reporter.setPlaceholderText("反馈人")
        self.reporter.setAccessibleName("反馈人")
        self.send = QPushButton("反馈")
        self.send.setAutoDefault(False)
        self.send.clicked.connect(self._add)
        for field in (self.words, self.day.line, self.reporter):
            field.returnPressed.connect(self._add)
        self.list.removed.connect(lambda id: deeds.run(RemoveReport(id)))
        first, second = QHBoxLayout(), QHBoxLayout()
        first.setSpacing(4)
        second.setSpacing(4)
        first.addWidget(self.percent)
        first.addWidget(self.words, 1)
        second.addWidget(self.day, 2)
        second.addWidget(self.reporter, 1)
        second.addWidget(self.send)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(first)
        column.addLayout(second)
        column.addWidget(self.list)

    def show_task(self, task: str, snapshot: Snapshot, as_of: date) -> str:
        """Shows the reports of a task and returns how many they are; another task's half-typed one is dropped."""
        if task != self._task:
            self._clear(snapshot)
        self._task = task
        known = snapshot.tasks[task]
        self.percent.show_value(known.progress)
        for field in (self.percent, self.words, self.day, self.reporter, self.send):
            field.setEnabled(not known.is_finished)
        reports = snapshot.reports_of(task)
        self.list.show_lines([_line(report) for report in reports[:_SHOWN]])
        return f"{len(reports)} 次" if reports else ""

    def _clear(self, snapshot: Snapshot | None = None) -> None:
        self.words.clear()
        self.reporter.clear()
        self.day.line.clear()
        if snapshot is not None:
            self.day.show_value(None, "", snapshot.campaign)

    def _add(self) -> None:
        day, _ = self.day.understood(self.day.line.text())
        command = ReportProgress(
            self._task, self.percent.value(), self.words.text().strip(), day, self.reporter.text()
        )
        if self._deeds.run(command):
            self._clear()
            self.words.setFocus()


def _line(report: Report) -> Line:
    words = f"{day_or_blank(report.reported_on)}　{report.progress}%　{report.words}".rstrip("　")
    return Line(report.id, f"{words}　{report.reporter}".rstrip("　"), hint="Del 删除这次反馈（可撤销）")
