from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from battlemap.commands.session import Session
from battlemap.ui.main_window import MainWindow
from battlemap.ui.timeline.page import TimelinePage

#: Wide enough for every bar to be held by its ends.
SIZE = (1366, 768)


@pytest.fixture
def view(qtbot: QtBot, window: MainWindow) -> TimelinePage:
    """The timeline of the small campaign, as it stands in the window."""
    assert window.workspace
    window.resize(*SIZE)
    window.actions_["go_timeline"].trigger()
    page = window.workspace.pages.current
    assert isinstance(page, TimelinePage)
    qtbot.waitUntil(lambda: page.canvas.stage is not None and page.canvas.stage.size[0] > 600)
    QApplication.processEvents()
    return page


@pytest.fixture
def running(window: MainWindow, view: TimelinePage) -> Session:
    """The session whose campaign the timeline shows."""
    assert window.workspace
    return window.workspace.session


def drag(view: TimelinePage, start: QPointF, *ways: QPointF, lets_go: bool = True) -> None:
    """Presses at `start`, moves over the points and lets go at the last."""
    ground = view.canvas.viewport()
    QTest.mouseMove(ground, start.toPoint())
    QTest.mousePress(ground, Qt.MouseButton.LeftButton, pos=start.toPoint())
    for way in ways:
        move(view, way)
    if lets_go:
        QTest.mouseRelease(ground, Qt.MouseButton.LeftButton, pos=ways[-1].toPoint())


def move(view: TimelinePage, to: QPointF, buttons: Qt.MouseButton = Qt.MouseButton.LeftButton) -> None:
    """Moves the pointer with the button held."""
    ground = view.canvas.viewport()
    at = QPointF(ground.mapToGlobal(QPoint(0, 0))) + to
    none = Qt.MouseButton.NoButton
    event = QMouseEvent(QEvent.Type.MouseMove, to, at, none, buttons, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(ground, event)


def bar(view: TimelinePage, task: str, *, share: float = 0.5) -> QPointF:
    """Returns a point in the middle of a bar's height; `share` is 0 at its start and 1 at its end."""
    assert view.canvas.stage
    rect = view.canvas.stage.bar_rect(task)
    assert rect
    return QPointF(rect.x + rect.w * share, rect.y + rect.h / 2)


def day_w(view: TimelinePage) -> float:
    """Returns the width of a day in px."""
    assert view.canvas.stage
    return view.canvas.stage.layout.axis.day_w
