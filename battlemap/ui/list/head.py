"""The head of a list: titles that sort, each with a funnel that filters its column and is filled while it does."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, QPointF, QRect, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QHeaderView, QWidget

from battlemap.theme import Theme
from battlemap.ui.list.model import ListModel

#: px from the edge of a section to the middle of its funnel, within which a click means it, and for a mark of sorting.
_FROM_EDGE, _REACH, _SORT_MARK = 14, 9, 14
#: px that stay free for moving the edge of a column.
_GRIP: Final = 4
#: px that a title, its margins and its mark of sorting take beside the words themselves.
_BESIDE: Final = 32
_FUNNEL: Final = ((-5.0, -4.0), (5.0, -4.0), (1.0, 0.5), (1.0, 4.5), (-1.0, 3.5), (-1.0, 0.5))


class ListHead(QHeaderView):
    """Emits `filter_wanted(place)` for a click on a funnel."""

    filter_wanted = Signal(int)

    def __init__(self, model: ListModel, look: Theme, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setObjectName("list_head")
        self._model, self._look = model, look
        self._under = -1
        self.setMouseTracking(True)
        model.headerDataChanged.connect(lambda *_: self.viewport().update())

    def set_look(self, look: Theme) -> None:
        """Takes another theme."""
        self._look = look
        self.viewport().update()

    def funnel(self, place: int) -> QRect:
        """Returns where a click on the viewport means the funnel of a column."""
        return self._funnel_in(
            QRect(self.sectionViewportPosition(place), 0, self.sectionSize(place), self.height()), place
        )

    def _funnel_in(self, box: QRect, place: int) -> QRect:
        """Returns where the funnel stands in a section: at the right, where the title stands there at the left."""
        if self._model.columns[place].is_right:
            middle = box.left() + _FROM_EDGE
        else:
            is_sorted = self.isSortIndicatorShown() and self.sortIndicatorSection() == place
            middle = box.right() + 1 - _FROM_EDGE - (_SORT_MARK if is_sorted else 0)
        return QRect(middle - _REACH, box.top(), 2 * _REACH, box.height())

    def paintSection(self, painter: QPainter, rect: QRect, place: int) -> None:
        """Paints the title, and the funnel where it filters, is under the mouse, or has room beside the title."""
        painter.save()
        super().paintSection(painter, rect, place)
        painter.restore()
        is_set = self._model.keys[place] in self._model.heads.conditions
        words = self.fontMetrics().horizontalAdvance(self._model.columns[place].title)
        has_room = rect.width() >= words + _BESIDE
        if not (is_set or has_room or place == self._under):
            return
        area = self._funnel_in(rect, place)
        middle = QPointF(area.center().x() + 1, rect.center().y() + 0.5)
        painter.save()
        if not has_room:
            painter.fillRect(area.adjusted(1, 1, -1, -2), QColor(self._look.colour("ground")))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_strong = is_set or place == self._under
        colour = QColor(self._look.colour("accent" if is_strong else "muted"))
        if not is_strong:
            colour.setAlphaF(0.55)
        painter.setPen(QPen(colour, 1.2))
        painter.setBrush(colour if is_set else Qt.BrushStyle.NoBrush)
        painter.drawPolygon(QPolygonF([middle + QPointF(x, y) for x, y in _FUNNEL]))
        painter.restore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a funnel asks for its filter and sorts nothing."""
        place = self._funnel_at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and place >= 0:
            self.filter_wanted.emit(place)
            event.accept()
            return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Shows the funnel of the column under the mouse."""
        self._hover(self.logicalIndexAt(event.position().toPoint()))
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: object) -> None:
        """Shows no funnel for the mouse any more."""
        self._hover(-1)
        super().leaveEvent(event)  # type: ignore[arg-type]

    def _hover(self, place: int) -> None:
        if place != self._under:
            self._under = place
            self.viewport().update()

    def _funnel_at(self, at: QPoint) -> int:
        place = self.logicalIndexAt(at)
        if place < 0:
            return -1
        is_grip = min(abs(at.x() - edge) for edge in self._edges(place)) <= _GRIP
        return place if self.funnel(place).contains(at) and not is_grip else -1

    def _edges(self, place: int) -> tuple[int, int]:
        left = self.sectionViewportPosition(place)
        return left, left + self.sectionSize(place)
