"""Wrapped text in a form that scrolls shows all its lines, however wide the form is and whenever it is filled."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QFormLayout, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from battlemap.ui.labels import Paragraph, label

WORDS = (
    "预测：2018年12月21日前后完成，有八成把握在 2018年12月24日前完成（按近 14 个工作日进度，本任务 4 次反馈）"
)


def test_no_line_of_a_paragraph_is_clipped(qtbot: QtBot) -> None:
    scroll, body, form = QScrollArea(), QWidget(), QFormLayout()
    qtbot.addWidget(scroll)
    parts = [Paragraph("muted") for _ in range(4)]
    for part in parts:
        form.addRow(label("推算", "field"), part)
    column = QVBoxLayout(body)
    column.addLayout(form)
    column.addStretch(1)
    scroll.setWidgetResizable(True)
    scroll.setWidget(body)
    parts[0].setText(WORDS)
    scroll.resize(300, 120)
    scroll.show()
    for width in (300, 180, 420, 150):
        scroll.resize(width, 120)
        for number, part in enumerate(parts):
            part.setText(WORDS * (number + 1))
            QApplication.processEvents()
            assert part.height() >= part.heightForWidth(part.width()) > 0
    parts[3].setText("")
    QApplication.processEvents()
    assert parts[3].height() < parts[0].height()
