"""A scanner's burst finds the card; what a person types reaches shortcut and board as ever."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from battlemap.domain.looking.task_filter import TaskFilter
from battlemap.ui.main_window import MainWindow
from battlemap.ui.wall_marks.desk import MarksDesk
from battlemap.ui.wall_marks.scanner import GAP
from tests.ui.conftest import task


@pytest.fixture
def heard(window: MainWindow) -> list[str]:
    codes: list[str] = []
    window.desk(MarksDesk).scanner.scanned.connect(codes.append)
    return codes


def burst(qtbot: QtBot, window: MainWindow, code: str) -> None:
    assert window.workspace
    qtbot.keyClicks(window.workspace.board, code)
    qtbot.keyClick(window.workspace.board, Qt.Key.Key_Return)


def test_a_scanned_card_is_selected_on_the_board(qtbot: QtBot, window: MainWindow, heard: list[str]) -> None:
    assert window.workspace
    window.actions_["go_trends"].trigger()
    window.actions_["go_board"].trigger()
    before = window.workspace.session.steps(1)
    burst(qtbot, window, "PROJ-01")
    assert heard == ["PROJ-01"]
    assert window.workspace.selected == (task(window.workspace.session, "PROJ-01").id,)
    qtbot.wait(2 * GAP)
    assert window.workspace.session.steps(1) == before
    assert not QApplication.activeModalWidget()


def test_a_code_of_another_campaign_is_told(qtbot: QtBot, window: MainWindow, heard: list[str]) -> None:
    burst(qtbot, window, "XYZ-99")
    assert heard == ["XYZ-99"]
    assert window.bar.sentence == "扫到的“XYZ-99”不是这份档案的任务卡编号。"


def test_a_letter_alone_still_triggers_its_shortcut_a_moment_later(
    qtbot: QtBot, window: MainWindow, heard: list[str]
) -> None:
    assert window.workspace
    action = QAction("试", window)
    action.setShortcut("Q")
    window.addAction(action)
    with qtbot.waitSignal(action.triggered, timeout=20_000):
        qtbot.keyClick(window.workspace.board, Qt.Key.Key_Q)
    assert heard == []


def test_a_letter_without_a_shortcut_reaches_the_board(
    qtbot: QtBot, window: MainWindow, heard: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert window.workspace
    got: list[str] = []
    monkeypatch.setattr(
        type(window.workspace.board), "keyPressEvent", lambda _, event: got.append(QKeyEvent.text(event))
    )
    qtbot.keyClick(window.workspace.board, Qt.Key.Key_J)
    assert got == []
    qtbot.waitUntil(lambda: got == ["j"])


def test_what_is_typed_into_a_field_is_not_held_back(
    qtbot: QtBot, window: MainWindow, heard: list[str]
) -> None:
    assert window.workspace
    find = window.workspace.filters._find
    qtbot.keyClicks(find, "PROJ-01")
    assert find.text() == "PROJ-01"
    assert heard == []


def test_a_scan_under_a_filter_shows_the_card_all_the_same(
    qtbot: QtBot, window: MainWindow, heard: list[str]
) -> None:
    assert window.workspace
    window.workspace.filters.set_filter(TaskFilter(words="税收"))
    assert not window.workspace.filters.filter.is_empty
    burst(qtbot, window, "proj-01")
    assert window.workspace.selected == (task(window.workspace.session, "PROJ-01").id,)
    assert window.workspace.filters.filter.is_empty
