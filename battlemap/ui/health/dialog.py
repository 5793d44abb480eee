"""体检: every finding in a line with its colour and what to do; the report can be copied without personal data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from battlemap.shown.health.findings import STATES, Finding, State, report, verdict
from battlemap.theme import Theme
from battlemap.ui.labels import label

#: State → the colour of its word.
_COLOURS: Final[dict[State, str]] = {"good": "green", "hint": "yellow", "bad": "red"}


class CheckupDialog(QDialog):
    """The findings, those that ask for something first; `again` is asked for when the user wants another look."""

    def __init__(self, findings: Sequence[Finding], look: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("体检")
        self.resize(860, 480)
        self.is_again = False
        self._report = report(findings)
        rank = ("bad", "hint", "good")
        ordered = sorted(findings, key=lambda finding: rank.index(finding.state))
        self.table = QTableWidget(len(ordered), 4)
        self.table.setHorizontalHeaderLabels(["", "项目", "情况", "建议"])
        self.table.setAccessibleName("体检结果")
        self.table.verticalHeader().hide()
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setShowGrid(False)
        self.table.setWordWrap(True)
        for row, finding in enumerate(ordered):
            words = (STATES[finding.state], finding.name, finding.words, finding.advice)
            for column, text in enumerate(words):
                item = QTableWidgetItem(text)
                item.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
                if column == 0:
                    item.setIcon(_dot(look.colour(_COLOURS[finding.state])))
                self.table.setItem(row, column, item)
        head = self.table.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column in (0, 1):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        for column in (2, 3):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        buttons = QDialogButtonBox()
        close = buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole)
        close.setDefault(True)
        self.copy = buttons.addButton("复制报告", QDialogButtonBox.ButtonRole.ActionRole)
        again = buttons.addButton("再查一次", QDialogButtonBox.ButtonRole.ActionRole)
        for button in (self.copy, again):
            button.setAutoDefault(False)
        self.copy.setToolTip("不含姓名和路径")
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._report))
        again.clicked.connect(self._again)
        buttons.rejected.connect(self.reject)
        column_ = QVBoxLayout(self)
        column_.setContentsMargins(20, 16, 20, 16)
        column_.setSpacing(12)
        column_.addWidget(label(verdict(findings), "head", wraps=True))
        column_.addWidget(self.table, 1)
        column_.addWidget(buttons)

    def _again(self) -> None:
        self.is_again = True
        self.accept()


def _dot(colour: str) -> QIcon:
    """Returns a round spot: the word beside it keeps the colour of text, which can be read on every ground."""
    picture = QPixmap(24, 24)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawEllipse(4, 4, 16, 16)
    painter.end()
    return QIcon(picture)
