"""A line is marked as current only where keys would reach it."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from battlemap.ui.card.part_list import Line, PartList


@pytest.fixture
def place(qtbot: QtBot) -> QWidget:
    """A shown window with a field above a list of two lines, the second late; the field has the focus."""
    window = QWidget()
    qtbot.addWidget(window)
    field, listed = QLineEdit(), PartList("节点")
    column = QVBoxLayout(window)
    column.addWidget(field)
    column.addWidget(listed)
    listed.show_lines([Line("a", "勘界", False), Line("b", "评估", False, is_late=True)])
    window.show()
    window.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    return window


def test_a_line_is_marked_while_the_list_has_the_focus(qtbot: QtBot, place: QWidget) -> None:
    listed, field = place.findChild(PartList), place.findChild(QLineEdit)
    assert isinstance(listed, PartList) and isinstance(field, QLineEdit)
    assert (listed.currentRow(), listed.selectedItems()) == (0, [])
    listed.setFocus()
    assert listed.selectedItems() == [listed.item(0)]
    listed.show_lines([Line("a", "勘界", True), Line("b", "评估", False)])
    assert listed.selectedItems() == [listed.item(0)]
    field.setFocus()
    assert listed.selectedItems() == []
    listed.show_lines([Line("b", "评估", False)])
    assert (listed.currentRow(), listed.selectedItems()) == (0, [])


def test_late_lines_are_bold_and_ticked_ones_keep_their_words_readable(place: QWidget) -> None:
    listed = place.findChild(PartList)
    assert isinstance(listed, PartList)
    assert [listed.item(row).font().bold() for row in range(2)] == [False, True]
    listed.show_lines([Line("a", "勘界", True)])
    assert not listed.item(0).font().strikeOut()
