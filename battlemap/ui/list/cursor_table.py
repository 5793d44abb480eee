"""A table in which the cursor moves and selects as in Excel, also where columns are hidden or stand in another order."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QTableView

_WAYS: Final = QAbstractItemView.CursorAction
_MOVES: Final = {
    Qt.Key.Key_Up: _WAYS.MoveUp,
    Qt.Key.Key_Down: _WAYS.MoveDown,
    Qt.Key.Key_Left: _WAYS.MoveLeft,
    Qt.Key.Key_Right: _WAYS.MoveRight,
    Qt.Key.Key_Home: _WAYS.MoveHome,
    Qt.Key.Key_End: _WAYS.MoveEnd,
    Qt.Key.Key_PageUp: _WAYS.MovePageUp,
    Qt.Key.Key_PageDown: _WAYS.MovePageDown,
}
_CONTROL: Final = Qt.KeyboardModifier.ControlModifier
_SHIFT: Final = Qt.KeyboardModifier.ShiftModifier
_ALT: Final = Qt.KeyboardModifier.AltModifier
Index = QModelIndex | QPersistentModelIndex
_FLAGS: Final = QItemSelectionModel.SelectionFlag


class CursorTable(QTableView):
    """Selects from where the cursor came to rest last, however it came there."""

    _anchor = QPersistentModelIndex()
    _is_extending = False

    def places(self) -> list[int]:
        """Returns the columns in sight from left to right, by their places in the model."""
        head = self.horizontalHeader()
        order = [head.logicalIndex(visual) for visual in range(head.count())]
        return [place for place in order if not head.isSectionHidden(place)]

    def step(self, down: int, right: int) -> None:
        """Moves the cursor so many cells; at an edge it stays."""
        here, places = self.currentIndex(), self.places()
        if here.isValid() and here.column() in places:
            visual, row = places.index(here.column()) + right, here.row() + down
            if 0 <= visual < len(places) and 0 <= row < self.model().rowCount():
                there = self.model().index(row, places[visual])
                self.selectionModel().setCurrentIndex(there, _FLAGS.ClearAndSelect)
        self.setFocus()

    def extend_to(self, target: QModelIndex) -> None:
        """Selects the block between the cell where the cursor rested and `target`, where the cursor goes."""
        start = self._anchor if self._anchor.isValid() else QPersistentModelIndex(self.currentIndex())
        places = self.places()
        if not target.isValid() or start.column() not in places or target.column() not in places:
            return
        left, right = sorted((places.index(start.column()), places.index(target.column())))
        top, bottom = sorted((start.row(), target.row()))
        block = QItemSelection()
        for place in places[left : right + 1]:
            block.select(self.model().index(top, place), self.model().index(bottom, place))
        self._is_extending = True
        self.selectionModel().setCurrentIndex(target, _FLAGS.NoUpdate)
        self.selectionModel().select(block, _FLAGS.ClearAndSelect)
        self._is_extending = False

    def select_whole_rows(self) -> None:
        """Selects all of every row in which a cell is selected."""
        self.selectionModel().select(self.selectionModel().selection(), _FLAGS.Select | _FLAGS.Rows)

    def go(self, event: QKeyEvent) -> bool:
        """Moves the cursor for a key that does so, with Shift selecting the way; returns whether it was one."""
        modifiers = event.modifiers()
        way = _MOVES.get(Qt.Key(event.key()))
        if way is None or modifiers & _ALT or not self.currentIndex().isValid():
            return False
        target = self._edge(way) if modifiers & _CONTROL else self.moveCursor(way, modifiers)
        if modifiers & _SHIFT:
            self.extend_to(target)
        elif target.isValid():
            self.selectionModel().setCurrentIndex(target, _FLAGS.ClearAndSelect)
        return True

    def _edge(self, way: QAbstractItemView.CursorAction) -> QModelIndex:
        """Returns the cell at the edge; Home and End with Ctrl are the first and the last of all."""
        row, place, places = self.currentIndex().row(), self.currentIndex().column(), self.places()
        if way in (_WAYS.MoveUp, _WAYS.MovePageUp, _WAYS.MoveHome):
            row = 0
        if way in (_WAYS.MoveDown, _WAYS.MovePageDown, _WAYS.MoveEnd):
            row = self.model().rowCount() - 1
        if way in (_WAYS.MoveLeft, _WAYS.MoveHome):
            place = places[0]
        if way in (_WAYS.MoveRight, _WAYS.MoveEnd):
            place = places[-1]
        return self.model().index(row, place)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Remembers where the cursor rests, from where Shift selects."""
        super().currentChanged(current, previous)
        if not self._is_extending and QApplication.mouseButtons() == Qt.MouseButton.NoButton:
            self._anchor = QPersistentModelIndex(current)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A right click into the selection keeps it; a click with Shift selects from where the cursor rested."""
        index = self.indexAt(event.position().toPoint())
        is_right = event.button() == Qt.MouseButton.RightButton
        if is_right and self.selectionModel().isSelected(index):
            return
        if event.button() == Qt.MouseButton.LeftButton and event.modifiers() & _SHIFT:
            self.extend_to(index)
            return
        super().mousePressEvent(event)
        self._anchor = QPersistentModelIndex(index)
