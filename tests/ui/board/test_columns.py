"""Columns are moved by their heads, limited, coloured and archived; each deed is one undoable step."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from battlemap.commands.action import ArchiveAction, CreateAction, EditAction
from battlemap.commands.session import Session
from battlemap.errors import Refused
from battlemap.shown.board.target import target_at
from battlemap.ui.board.canvas import BoardCanvas
from battlemap.ui.dialogs.action import ActionDialog
from battlemap.ui.main_window import MainWindow
from tests.ui.conftest import answer, task


@pytest.fixture
def running(window: MainWindow) -> Session:
    assert window.workspace
    session = window.workspace.session
    session.run(CreateAction("城市建设", code="CITY"))
    return session


@pytest.fixture
def board(window: MainWindow, running: Session) -> BoardCanvas:
    assert window.workspace
    window.resize(1366, 768)
    QApplication.processEvents()
    return window.workspace.board


def titles(running: Session) -> list[str]:
    return [action.title for action in running.snapshot.columns]


def middle(board: BoardCanvas, action: str) -> QPointF:
    """Returns the middle of a head in the viewport."""
    return QPointF(board.viewport().mapFromGlobal(board.head_rect_of(action).center()))


def pull(qtbot: QtBot, board: BoardCanvas, start: QPointF, end: QPointF, *, lets_go: bool = True) -> None:
    ground = board.viewport()
    qtbot.mousePress(ground, Qt.MouseButton.LeftButton, pos=start.toPoint())
    for at in (start + QPointF(12, 0), end):
        where = QPointF(ground.mapToGlobal(QPoint(0, 0))) + at
        left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        event = QMouseEvent(QEvent.Type.MouseMove, at, where, Qt.MouseButton.NoButton, left, none)
        QApplication.sendEvent(ground, event)
    if lets_go:
        qtbot.mouseRelease(ground, Qt.MouseButton.LeftButton, pos=end.toPoint())


def test_a_head_is_dragged_to_another_place(
    qtbot: QtBot, window: MainWindow, board: BoardCanvas, running: Session
) -> None:
    first, _, third = running.snapshot.columns
    pull(qtbot, board, middle(board, third.id), middle(board, first.id) - QPointF(40, 0))
    assert titles(running) == ["城市建设", "经济运行", "项目建设"]
    window.actions_["undo"].trigger()
    assert titles(running) == ["经济运行", "项目建设", "城市建设"]
    pull(qtbot, board, middle(board, first.id), middle(board, third.id) + QPointF(40, 0))
    assert titles(running) == ["项目建设", "城市建设", "经济运行"]


def test_a_head_that_is_put_down_in_its_place_or_escaped_changes_nothing(
    qtbot: QtBot, board: BoardCanvas, running: Session
) -> None:
    before = len(running.steps())
    first, second, _ = running.snapshot.columns
    pull(qtbot, board, middle(board, first.id), middle(board, second.id) - QPointF(40, 0))
    pull(qtbot, board, middle(board, first.id), middle(board, second.id) + QPointF(60, 0), lets_go=False)
    assert board.mouse.column is not None
    qtbot.keyClick(board, Qt.Key.Key_Escape)
    qtbot.mouseRelease(board.viewport(), Qt.MouseButton.LeftButton)
    assert len(running.steps()) == before


def test_a_full_lane_is_told_on_the_head_and_before_the_drop(board: BoardCanvas, running: Session) -> None:
    economy = running.snapshot.columns[0]
    running.run(EditAction(economy.id, {"limit_moving": 2}))
    assert board.stage
    board.stage.contents.judge_some(10)
    head = board.stage.contents.head(0)
    assert head
    assert head.over == "", "two of two are not too many"
    rect = board.stage.cell_rect(economy.id, "moving")
    assert rect
    words = target_at(board.stage, rect.x + rect.w / 2, rect.bottom - 4, (task(running, "ECON-03").id,)).words
    assert words.endswith("，3 项超过上限 2")
    running.run(EditAction(economy.id, {"limit_moving": 1}))
    board.stage.contents.judge_some(10)
    head = board.stage.contents.head(0)
    assert head
    assert head.over == "推进中 2/1"


def test_an_archived_action_keeps_its_tasks_and_comes_back_to_its_place(
    window: MainWindow, board: BoardCanvas, running: Session
) -> None:
    economy = running.snapshot.columns[0]
    tasks = len(running.snapshot.live_tasks)
    running.run(ArchiveAction(economy.id))
    assert titles(running) == ["项目建设", "城市建设"]
    assert len(running.snapshot.live_tasks) == tasks - 3
    assert [action.id for action in running.snapshot.archived] == [economy.id]
    assert board.stage
    assert board.stage.contents.place(task(running, "ECON-01").id) is None
    running.run(ArchiveAction(economy.id, False))
    assert titles(running)[0] == "经济运行"
    assert len(running.snapshot.live_tasks) == tasks


def test_colour_and_limits_are_chosen_in_the_dialog(window: MainWindow, running: Session) -> None:
    assert window.workspace
    economy = running.snapshot.columns[0]

    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, ActionDialog)
        dialog.colour.setCurrentIndex(dialog.colour.findText("藏青"))
        dialog.limits["moving"].setValue(8)

    answer(ActionDialog, fill)
    window.workspace.deeds.edit_action(economy.id)
    changed = running.snapshot.actions[economy.id]
    assert (changed.colour, changed.limit_moving) == ("#1f4e8c", 8)


@pytest.mark.parametrize("changes", [{"limit_moving": -1}, {"limit_checking": 1000}, {"colour": "blue"}])
def test_what_no_column_can_bear_is_refused(running: Session, changes: dict[str, object]) -> None:
    with pytest.raises(Refused):
        running.run(EditAction(running.snapshot.columns[0].id, changes))
