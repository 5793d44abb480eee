"""Whoever opens a dialog types at once; the letters of a menu lead to one entry each."""

from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from battlemap.ui.main_window import MainWindow
from tests.ui.looks.dialogs import DIALOGS
from tests.ui.looks.test_screens import screen

#: One may also begin by choosing in a list.
LISTS = (QAbstractItemView,)
FIELDS = (QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox)


def fields(dialog: QWidget) -> list[QWidget]:
    """The fields that can be typed into, in the order of the Tab key."""
    reached, widget = [], dialog.nextInFocusChain()
    while widget is not None and widget is not dialog:
        is_open = isinstance(widget, FIELDS) and not getattr(widget, "isReadOnly", bool)()
        if (
            is_open
            and widget.isVisible()
            and widget.isEnabled()
            and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        ):
            reached.append(widget)
        widget = widget.nextInFocusChain()
    return reached


@pytest.mark.parametrize("name", DIALOGS)
def test_a_dialog_opens_with_the_focus_where_one_begins(opened: MainWindow, name: str) -> None:
    with screen(opened, name) as dialog:
        focus, wanted = dialog.focusWidget(), fields(dialog)
        assert not wanted or focus is not None
        assert not wanted or focus in wanted or isinstance(focus, LISTS), type(focus).__name__


def test_the_letters_of_a_menu_lead_to_one_entry_each(opened: MainWindow) -> None:
    clashing = {}
    for menu in opened.menuBar().findChildren(QMenu):
        letters = Counter(
            action.text().partition("(&")[2][:1] for action in menu.actions() if "(&" in action.text()
        )
        if twice := [letter for letter, count in letters.items() if count > 1]:
            clashing[menu.title()] = twice
    assert clashing == {}
