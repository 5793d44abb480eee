"""A lamp as a small picture for buttons and labels: colour and shape together."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QPolygonF

from battlemap import wording
from battlemap.domain.judging.lamp import Lamp
from battlemap.theme import Theme


def lamp_mark(lamp: Lamp, look: Theme, size: int = 12, ratio: float = 1.0) -> QPixmap:
    """Returns the lamp's shape in its colour, `size` px high; `ratio` is the screen's device-pixel ratio."""
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colour = QColor(look.colour(lamp))
    box = QRectF(1, 1, size - 2, size - 2)
    shape = wording.LAMP_SHAPES[lamp]
    if shape == "ring":
        painter.setPen(QPen(colour, 2))
        painter.drawEllipse(box.adjusted(1, 1, -1, -1))
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        if shape == "circle":
            painter.drawEllipse(box)
        elif shape == "square":
            painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
        else:
            painter.drawPolygon(_corners(shape, box))
    painter.end()
    return pixmap


def _corners(shape: str, box: QRectF) -> QPolygonF:
    middle = box.center()
    if shape == "triangle":
        return QPolygonF([QPointF(middle.x(), box.top()), box.bottomRight(), box.bottomLeft()])
    return QPolygonF(
        [
            QPointF(middle.x(), box.top()),
            QPointF(box.right(), middle.y()),
            QPointF(middle.x(), box.bottom()),
            QPointF(box.left(), middle.y()),
        ]
    )
