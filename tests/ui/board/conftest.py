"""A canvas with a campaign on it, and a mouse that moves in small steps like a hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import attrs
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from battlemap.domain.kinds.task import Task
from battlemap.domain.reach import Reach
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import Change, Step
from battlemap.theme import theme
from battlemap.ui.board.canvas import BoardCanvas
from tests.campaigns import AS_OF, make_snapshot

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier


def step_of(snapshot: Snapshot, *tasks: Task) -> Step:
    """The step that writes these tasks."""
    changes = tuple(Change("task", task.id, snapshot.tasks.get(task.id), task) for task in tasks)
    return Step("s", "改", "do", "张三", datetime(2018, 11, 20, 9), changes)


class Desk:
    """A canvas, what it asked for, and a hand."""

    def __init__(self, canvas: BoardCanvas, snapshot: Snapshot) -> None:
        self.canvas = canvas
        self.snapshot = snapshot
        self.asked: list[tuple[Any, ...]] = []
        for name in (
            "move_wanted", "due_wanted", "create_wanted", "opened", "selection_changed", "day_picked", "refused",
        ):  # fmt: skip
            getattr(canvas, name).connect(lambda *what, name=name: self.asked.append((name, *what)))

    def wishes(self, name: str) -> list[tuple[Any, ...]]:
        return [what[1:] for what in self.asked if what[0] == name]

    def at(self, task: str, dx: float = 0.5, dy: float = 0.5) -> QPoint:
        """A point of a card in the viewport, by its share of the card."""
        rect = self.canvas.rect_of(task)
        assert not rect.isEmpty(), f"{task} is not in sight"
        corner = self.canvas.viewport().mapFromGlobal(rect.topLeft())
        return corner + QPoint(int(rect.width() * dx), int(rect.height() * dy))

    def click(self, at: QPoint, modifiers: Qt.KeyboardModifier = NONE) -> None:
        QTest.mouseClick(self.canvas.viewport(), LEFT, modifiers, at)

    def press(self, at: QPoint) -> None:
        QTest.mousePress(self.canvas.viewport(), LEFT, NONE, at)
        self._last = at

    def glide(self, to: QPoint, steps: int = 8) -> None:
        start = self._last
        for n in range(1, steps + 1):
            QTest.mouseMove(self.canvas.viewport(), start + (to - start) * n / steps)
        self._last = to

    def release(self) -> None:
        QTest.mouseRelease(self.canvas.viewport(), LEFT, NONE, self._last)

    def drag(self, start: QPoint, to: QPoint) -> None:
        self.press(start)
        self.glide(to)
        self.release()

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(self.canvas, key, modifiers)

    def first(self, lane: str, action: str = "a0", index: int = 0) -> str:
        return self.snapshot.cell(action, lane)[index]  # type: ignore[arg-type]

    def write(self, *tasks: Task) -> None:
        step = step_of(self.snapshot, *tasks)
        self.snapshot = self.snapshot.take(step)
        self.canvas.follow(step, Reach.of(step, self.snapshot), self.snapshot)

    def put(self, task: str, **changes: Any) -> None:
        self.write(attrs.evolve(self.snapshot.tasks[task], **changes))


@pytest.fixture
def desk_of(qtbot: QtBot) -> Iterator[Callable[..., Desk]]:
    """Makes a desk with so many actions and tasks."""

    def make(actions: int = 11, tasks: int = 80, size: tuple[int, int] = (1366, 700)) -> Desk:
        snapshot = make_snapshot(actions, tasks)
        canvas = BoardCanvas(theme("light"))
        qtbot.addWidget(canvas)
        canvas.resize(*size)
        canvas.present(snapshot, AS_OF)
        canvas.show()
        qtbot.waitExposed(canvas)
        canvas.setFocus()
        return Desk(canvas, snapshot)

    yield make


@pytest.fixture
def desk(desk_of: Callable[..., Desk]) -> Desk:
    return desk_of(size=(1366, 1400))
