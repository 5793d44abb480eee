"""One question above a plan's preview: are two names in it the same unit? Answered once, then remembered."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from battlemap.domain.planning.plan_units import SameUnit
from battlemap.ui.labels import label


class SameUnitBar(QFrame):
    """Asks one question after the other; emits `answered(question, is_same)`."""

    answered = Signal(object, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._questions: Sequence[SameUnit] = ()
        self.words = label(wraps=True)
        self.yes, self.no = QPushButton(), QPushButton("不是")
        for button, is_same in ((self.yes, True), (self.no, False)):
            button.setAutoDefault(False)
            button.clicked.connect(partial(self._on_answer, is_same))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.words, 1)
        row.addWidget(self.yes)
        row.addWidget(self.no)
        self.hide()

    def _on_answer(self, is_same: bool, is_checked: bool = False) -> None:
        self.answered.emit(self._questions[0], is_same)

    def ask(self, questions: Sequence[SameUnit]) -> None:
        """Shows the first of these questions, nothing where there is none."""
        self._questions = questions
        self.setVisible(bool(questions))
        if questions:
            first = questions[0]
            more = f"（还有 {len(questions) - 1} 问）" if len(questions) > 1 else ""
            self.words.setText(
                f"方案里的“{first.short}”就是“{first.full}”吗？{first.count} 项任务写的是简称。{more}"
            )
            self.yes.setText(f"是，都写{first.full}")
