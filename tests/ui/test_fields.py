"""Fields help to type what is known."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from battlemap.ui.fields import NamesField


def typed(field: QLineEdit, words: str) -> None:
    """Types Chinese, as an input method leaves it."""
    for letter in words:
        QApplication.sendEvent(
            field, QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
        )


def test_each_of_several_names_is_completed_where_it_is_typed(qtbot: QtBot) -> None:
    field = NamesField()
    qtbot.addWidget(field)
    field.fill(["发展和改革局", "住房和城乡建设局", "自然资源局"])
    field.show()
    completer = field.offer
    left: list[str] = []
    field.left.connect(left.append)
    typed(field, "建设")
    assert completer.currentCompletion() == "住房和城乡建设局"
    qtbot.keyClick(completer.popup(), Qt.Key.Key_Down)
    qtbot.keyClick(completer.popup(), Qt.Key.Key_Return)
    typed(field, "、改革")
    assert completer.completionCount() == 1
    qtbot.keyClick(completer.popup(), Qt.Key.Key_Down)
    qtbot.keyClick(completer.popup(), Qt.Key.Key_Return)
    assert field.text() == "住房和城乡建设局、发展和改革局"
    typed(field, "、新单位")
    field.commit()
    assert left[-1] == "住房和城乡建设局、发展和改革局、新单位"
