"""A chart on the screen: shows the newest sketch, tells the numbers under the pointer, is enlarged by a click."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QToolTip, QWidget

from battlemap.ui.labels import tip
from battlemap.ui.trends.studio import Sketch

if TYPE_CHECKING:
    from battlemap.charts.ground import Spot


class Picture(QWidget):
    """`words_of(key)` tells what a spot stands for. Emits `clicked(key or None)` and `resized()`."""

    clicked = Signal(object)
    resized = Signal()

    def __init__(self, words_of: Callable[[tuple[int, ...]], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words_of = words_of
        self.sketch: Sketch | None = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_sketch(self, sketch: Sketch) -> None:
        """Shows a newer sketch."""
        self.sketch = sketch
        self.update()

    def spot_at(self, at: QPointF) -> Spot | None:
        """Returns the spot under a point of the widget."""
        if self.sketch is None or not self.width() or not self.height():
            return None
        x, y = at.x() / self.width(), at.y() / self.height()
        return next((spot for spot in self.sketch.spots if spot.holds(x, y)), None)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the sketch, stretched while one of the right size is still being drawn; a frame shows the focus."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self.sketch is not None:
            painter.drawImage(self.rect(), self.sketch.image)
        if self.hasFocus():
            painter.setPen(self.palette().highlight().color())
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tells that a sketch of another size is needed."""
        super().resizeEvent(event)
        self.resized.emit()

    def event(self, event: QEvent) -> bool:
        """Tells the numbers under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            spot = self.spot_at(QPointF(event.pos()))
            words = self._words_of(spot.key) if spot else ""
            QToolTip.showText(event.globalPos(), tip(words), self)
            return True
        return super().event(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tells that it was clicked, and where."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            spot = self.spot_at(event.position())
            self.clicked.emit(spot.key if spot else None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and space are a click."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.clicked.emit(None)
        else:
            super().keyPressEvent(event)
