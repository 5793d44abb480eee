"""A page of a wall chart on the screen: fitted to the window, or enlarged and scrolled."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from battlemap.layout.hit import about_at
from battlemap.layout.scene import Rect, Scene
from battlemap.render.fonts import Fonts
from battlemap.render.painter import ScenePainter
from battlemap.theme import Theme

_RIM = 16
_MOST = 12.0
#: The mouse may tremble by so many px in a click.
_STILL = 4


class SceneView(QAbstractScrollArea):
    """Paints one scene; Ctrl+wheel or a double click enlarges, the mouse drags the paper.

    Emits `clicked(id)` for what stands for something, and `rescaled()`.
    """

    clicked = Signal(str)
    rescaled = Signal()

    def __init__(self, fonts: Fonts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fonts = fonts
        self._scene: Scene | None = None
        self._painter: ScenePainter | None = None
        self._ground = "#808080"
        self._enlarged = 1.0
        self._grip: QPoint | None = None
        self._pressed: QPoint | None = None
        self.setMinimumSize(QSize(320, 240))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)

    def show_scene(self, scene: Scene | None, look: Theme, ground: str) -> None:
        """Shows a scene in the colours of `look`, upon the colour `ground`; the enlargement stays."""
        self._scene, self._ground = scene, ground
        self._painter = ScenePainter(self._fonts, look)
        self._arrange()

    @property
    def scale(self) -> float:
        """Px per mm of the paper."""
        return self._fitting * self._enlarged

    @property
    def true_scale(self) -> float:
        """Px per mm at which a millimetre on the screen is one, as far as the screen knows its own size."""
        return self.screen().physicalDotsPerInch() / 25.4 / self.devicePixelRatioF()

    @property
    def _fitting(self) -> float:
        if self._scene is None:
            return 1.0
        room = self.viewport().size()
        fitting = min(
            (room.width() - 2 * _RIM) / self._scene.width, (room.height() - 2 * _RIM) / self._scene.height
        )
        return max(0.05, fitting)

    def show_true_size(self) -> None:
        """Shows the paper as large as it is."""
        self.enlarge(self.true_scale / self.scale)

    def show_whole(self) -> None:
        """Fits the paper to the window."""
        self._enlarged = 1.0
        self._arrange()

    def enlarge(self, factor: float, at: QPoint | None = None) -> None:
        """Enlarges (or with a factor below 1 reduces) around a point of the viewport."""
        at = at or self.viewport().rect().center()
        before = self.scale
        x, y = self._origin()
        on_paper = (at.x() - x) / before, (at.y() - y) / before
        true = self.true_scale / self._fitting
        self._enlarged = min(max(self._enlarged * factor, min(1.0, true)), max(_MOST, 2 * true))
        self._arrange()
        self.horizontalScrollBar().setValue(round(on_paper[0] * self.scale + _RIM - at.x()))
        self.verticalScrollBar().setValue(round(on_paper[1] * self.scale + _RIM - at.y()))

    def _origin(self) -> tuple[float, float]:
        if self._scene is None:
            return 0.0, 0.0
        room, scale = self.viewport().size(), self.scale
        x = max((room.width() - self._scene.width * scale) / 2, _RIM) - self.horizontalScrollBar().value()
        y = max((room.height() - self._scene.height * scale) / 2, _RIM) - self.verticalScrollBar().value()
        return x, y

    def _arrange(self) -> None:
        room = self.viewport().size()
        width, height = (self._scene.width, self._scene.height) if self._scene else (0, 0)
        for bar, need, there in (
            (self.horizontalScrollBar(), width * self.scale + 2 * _RIM, room.width()),
            (self.verticalScrollBar(), height * self.scale + 2 * _RIM, room.height()),
        ):
            bar.setRange(0, max(0, round(need - there)) if self._enlarged > 1 else 0)
            bar.setPageStep(there)
            bar.setSingleStep(40)
        self.viewport().update()
        self.rescaled.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the paper, only what is in sight."""
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), QColor(self._ground))
        if self._scene is None or self._painter is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = self.scale
        x, y = self._origin()
        room = self.viewport().size()
        painter.translate(x, y)
        clip = Rect(-x / scale, -y / scale, room.width() / scale, room.height() / scale)
        self._painter.paint(painter, self._scene, scale, clip)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fits the paper anew."""
        self._arrange()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Enlarges with Ctrl, scrolls without."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.enlarge(1.25 ** (event.angleDelta().y() / 120), event.position().toPoint())
        else:
            super().wheelEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Enlarges to reading size, or back to the whole paper."""
        self.enlarge(4 if self._enlarged == 1 else 0.01, event.position().toPoint())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Takes hold of the paper."""
        self._grip = self._pressed = event.position().toPoint()
        self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drags the paper."""
        if self._grip is not None:
            moved = event.position().toPoint() - self._grip
            self._grip = event.position().toPoint()
            self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() - moved.x())
            self.verticalScrollBar().setValue(self.verticalScrollBar().value() - moved.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Lets go of the paper; where it was not dragged, says what was clicked."""
        at, pressed, self._grip = event.position().toPoint(), self._pressed, None
        if self._scene is not None and pressed is not None and (at - pressed).manhattanLength() < _STILL:
            x, y = self._origin()
            about = about_at(self._scene, (at.x() - x) / self.scale, (at.y() - y) / self.scale)
            if about is not None:
                self.clicked.emit(about)
        self._pressed = None
        self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
