"""One action alone: its lanes side by side, with the board's own rules and commands."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from battlemap.commands.action import ArchiveAction
from battlemap.commands.session import Session
from battlemap.ui.board.focus import FocusPanel, LaneList
from battlemap.ui.board.page import BoardPage
from battlemap.ui.main_window import MainWindow
from tests.ui.conftest import task


@pytest.fixture
def running(window: MainWindow) -> Session:
    assert window.workspace
    return window.workspace.session


@pytest.fixture
def view(qtbot: QtBot, window: MainWindow, running: Session) -> BoardPage:
    """The board with the action of ECON-01 alone, entered by its key."""
    assert window.workspace
    window.resize(1366, 768)
    page = window.workspace.pages.current
    assert isinstance(page, BoardPage)
    page.canvas.setFocus()
    page.canvas.select((task(running, "ECON-01").id,))
    qtbot.keyClicks(page.canvas, "f")
    qtbot.waitUntil(lambda: page.focus.isVisible())
    return page


def drop(listed: LaneList, data: QMimeData, at: QPoint) -> None:
    event = QDropEvent(
        QPointF(at), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    listed.dropEvent(event)


def codes(panel: FocusPanel, running: Session, lane: str) -> list[str]:
    return [running.snapshot.tasks[id].code for id in panel.lists[lane].tasks]  # type: ignore[index]


def test_the_lanes_stand_side_by_side_with_the_cards_of_one_action(view: BoardPage, running: Session) -> None:
    assert codes(view.focus, running, "moving") == ["ECON-01", "ECON-02"]
    assert codes(view.focus, running, "waiting") == ["ECON-03"]
    tops = {listed.mapToGlobal(QPoint()).y() for listed in view.focus.lists.values()}
    lefts = [listed.mapToGlobal(QPoint()).x() for listed in view.focus.lists.values()]
    assert len(tops) == 1
    assert lefts == sorted(lefts)


def test_a_dropped_card_goes_before_the_one_under_it_and_undo_brings_it_back(
    window: MainWindow, view: BoardPage, running: Session
) -> None:
    waiting, moving = view.focus.lists["waiting"], view.focus.lists["moving"]
    waiting.item(0).setSelected(True)
    second = moving.visualItemRect(moving.item(1))
    drop(moving, waiting.mimeData([]), second.topLeft() + QPoint(20, 4))
    assert codes(view.focus, running, "moving") == ["ECON-01", "ECON-03", "ECON-02"]
    window.actions_["undo"].trigger()
    assert codes(view.focus, running, "moving") == ["ECON-01", "ECON-02"]


def test_what_a_rule_forbids_is_said_before_the_drop(view: BoardPage, running: Session) -> None:
    assert "未经核查" in view.focus.lists["struck_off"].why_not((task(running, "ECON-01").id,))
    assert view.focus.lists["checking"].why_not((task(running, "ECON-01").id,)) == ""


def test_keys_move_cards_open_them_and_lead_back(qtbot: QtBot, view: BoardPage, running: Session) -> None:
    moving = view.focus.lists["moving"]
    moving.setFocus()
    moving.item(0).setSelected(True)
    assert view.focus.lists["moving"].selected == (task(running, "ECON-01").id,)
    with qtbot.waitSignal(view.opened) as signal:
        qtbot.keyClick(moving, Qt.Key.Key_Return)
    assert signal.args == [task(running, "ECON-01").id]
    qtbot.keyClick(moving, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert task(running, "ECON-01").lane == "checking"
    qtbot.keyClick(moving, Qt.Key.Key_Escape)
    assert view.canvas.isVisible()


def test_an_action_that_leaves_the_board_is_looked_at_no_more(view: BoardPage, running: Session) -> None:
    running.run(ArchiveAction(running.snapshot.columns[0].id))
    QApplication.processEvents()
    assert view.focus.action is None
    assert view.canvas.isVisible()


def test_filters_hold_there_too(view: BoardPage, running: Session) -> None:
    view.show_only(frozenset({task(running, "ECON-02").id}))
    assert codes(view.focus, running, "moving") == ["ECON-02"]
    assert codes(view.focus, running, "waiting") == []
