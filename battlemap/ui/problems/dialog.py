"""The form of one deed on a 卡点: words, and a day where one is promised anew."""

from __future__ import annotations

from PySide6.QtWidgets import QFormLayout, QPlainTextEdit, QWidget

from battlemap.commands.command import Command
from battlemap.domain.kinds.problem import Problem
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import BadInput
from battlemap.shown.problems.deeds import ProblemDeed
from battlemap.ui.day_field import DayField
from battlemap.ui.dialogs.frame import Ask
from battlemap.ui.icons import IconBook
from battlemap.ui.labels import label


class ProblemDeedDialog(Ask):
    """Asks for what the deed needs."""

    def __init__(
        self,
        icons: IconBook,
        snapshot: Snapshot,
        what: ProblemDeed,
        problem: Problem,
        parent: QWidget | None = None,
    ) -> None:
        title = what.title.rstrip("…")
        super().__init__(title, title, parent)
        self._what, self._problem = what, problem
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        form.addRow("卡点", label(f"{problem.number} 号　{problem.title}", wraps=True))
        if problem.answer and what.name in ("confirm", "back"):
            form.addRow("答复", label(f"{problem.answer}（{problem.answered_by}）", wraps=True))
        self.day = DayField(icons, "日期，或 月底前；可空")
        self.day.show_value(None, "", snapshot.campaign)
        if what.day:
            self.day.line.setAccessibleName(what.day)
            form.addRow(what.day, self.day)
        self.words = QPlainTextEdit()
        self.words.setPlaceholderText(what.hint)
        self.words.setAccessibleName(what.words)
        self.words.setTabChangesFocus(True)
        self.words.setFixedHeight(72)
        form.addRow(what.words, self.words)
        self.fill(form)
        self.setMinimumWidth(460)
        self.words.setFocus()

    def check(self) -> None:
        """Raises BadInput for a day that cannot be read."""
        typed = self.day.line.text().strip()
        if typed and self.day.understood(typed)[0] is None:
            raise BadInput(f"看不懂日期“{typed}”，请写成 2018-11-30 或“月底前”。")

    def command(self) -> Command:
        """Returns what was asked for; raises as `ProblemDeed.checked`."""
        words = " ".join(self.words.toPlainText().split())
        return self._what.checked(self._problem, words, self.day.understood(self.day.line.text())[0])
