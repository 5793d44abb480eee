"""A list that says in its middle why nothing stands in it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QListWidget, QWidget

_RIM = 10


class QuietList(QListWidget):
    """Shows `empty` while it has no line; one without words shows nothing."""

    def __init__(self, empty: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.empty = empty

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the lines, or the words that stand for them."""
        super().paintEvent(event)
        if self.count() or not self.empty:
            return
        painter = QPainter(self.viewport())
        painter.setPen(self.palette().placeholderText().color())
        place = self.viewport().rect().adjusted(_RIM, _RIM, -_RIM, -_RIM)
        painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap), self.empty)
        painter.end()
