from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QWheelEvent
from pytestqt.qtbot import QtBot

from battlemap.layout.scene import Rect
from battlemap.ui.painted_area import PaintedArea


class Plain:
    """A stage of 1000 × 2000 px."""

    def __init__(self) -> None:
        self.size, self.scroll_x, self.scroll_y = (0, 0), 0, 0
        self.arranged: list[tuple[int, int]] = []

    def arrange(self) -> None:
        self.arranged.append(self.size)

    @property
    def scroll_range(self) -> tuple[int, int]:
        return max(0, 1000 - self.size[0]), max(0, 2000 - self.size[1])

    @property
    def scrolled(self) -> Rect:
        return Rect(0, 0, *self.size)


class Area(PaintedArea):
    def __init__(self) -> None:
        super().__init__()
        self.painted: list[list[Rect]] = []
        self.shifted: list[tuple[int, int]] = []
        self.notches: list[float] = []

    def empty_colour(self) -> QColor:
        return QColor("white")

    def paint_parts(self, painter: QPainter, parts: list[Rect]) -> None:
        self.painted.append(parts)

    def shift_picture(self, dx: int, dy: int) -> None:
        self.shifted.append((dx, dy))

    def zoom_at(self, notches: float, at: QPoint) -> None:
        self.notches.append(notches)


def shown(qtbot: QtBot) -> tuple[Area, Plain]:
    area, stage = Area(), Plain()
    qtbot.addWidget(area)
    area.resize(300, 200)
    area.show()
    area.stage = stage
    area.fit_stage()
    area.rearrange()
    return area, stage


def turn(area: Area, delta: int, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    at = QPointF(10, 10)
    area.wheelEvent(
        QWheelEvent(
            at,
            at,
            QPoint(),
            QPoint(0, delta),
            Qt.MouseButton.NoButton,
            keys,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
    )


def test_an_area_without_a_stage_is_empty_and_takes_no_wheel(qtbot: QtBot) -> None:
    area = Area()
    qtbot.addWidget(area)
    area.resize(300, 200)
    area.show()
    turn(area, 120)
    assert area.grab().toImage().pixelColor(5, 5) == QColor("white")
    assert area.painted == area.shifted == []


def test_another_size_is_laid_out_anew_and_scroll_stays_in_range(qtbot: QtBot) -> None:
    area, stage = shown(qtbot)
    area.scroll_to_place(5000, 300)
    assert (stage.scroll_x, stage.scroll_y) == (area.horizontalScrollBar().maximum(), 300)
    area.resize(600, 400)
    assert stage.arranged[-1] == stage.size == (area.viewport().width(), area.viewport().height())
    assert stage.scroll_x <= stage.scroll_range[0]


def test_the_wheel_scrolls_sideways_with_shift_and_zooms_with_ctrl(qtbot: QtBot) -> None:
    area, stage = shown(qtbot)
    turn(area, -120)
    assert (stage.scroll_x, stage.scroll_y) == (0, 120)
    turn(area, -60, Qt.KeyboardModifier.ShiftModifier)
    assert (stage.scroll_x, stage.scroll_y) == (60, 120)
    turn(area, 240, Qt.KeyboardModifier.ControlModifier)
    assert area.notches == [2]
    assert area.shifted == [(0, -120), (-60, 0)]


def test_what_stays_in_sight_is_not_shifted_under_an_overlay(qtbot: QtBot) -> None:
    area, _ = shown(qtbot)
    area.has_overlay = lambda: True  # type: ignore[method-assign]
    area.scroll_by(0, 50)
    assert area.shifted == []
