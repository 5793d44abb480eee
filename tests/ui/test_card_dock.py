"""The card sheet costs nothing until a card is looked at."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from battlemap.ui.card_sheet import CardSheet
from battlemap.ui.main_window import MainWindow
from tests.ui.conftest import task


def sheets(window: MainWindow) -> list[CardSheet]:
    return [found for found in window.findChildren(QWidget) if isinstance(found, CardSheet)]


def test_it_is_not_made_before_it_is_wanted(window: MainWindow) -> None:
    page = window.page
    assert page
    page.choose(task(page.session, "ECON-01").id)
    page.turn_to("list")
    page.turn_to("board")
    page.dock.flush()
    assert not page.dock.has_unsaved
    assert sheets(window) == []
    page.open_task(task(page.session, "ECON-02").id)
    assert sheets(window) == [page.sheet]
    assert page.sheet.task == task(page.session, "ECON-02").id


def test_where_it_was_left_open_it_comes_after_the_first_picture_with_its_hint(
    window: MainWindow, qtbot: QtBot
) -> None:
    page = window.page
    assert page
    window.actions_["show_sheet"].setChecked(True)
    assert sheets(window) == []
    qtbot.waitUntil(lambda: bool(sheets(window)))
    assert page.sheet.task is None
    assert page.sheet.isVisible()
