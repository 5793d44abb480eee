"""A table whose first column stays in sight when it is scrolled sideways; it draws its rows by itself."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QLabel, QWidget

from battlemap.theme import Theme
from battlemap.ui.list.bands import BandPainter, Lines, RowHead
from battlemap.ui.list.cell_painter import CellPainter, Strip
from battlemap.ui.list.cursor_table import CursorTable, Index
from battlemap.ui.list.head import ListHead
from battlemap.ui.list.model import ListModel

_Rows = list[tuple[int, QRect]]


class PinnedTable(CursorTable):
    """Shows one list; the first column stands over the others while they are scrolled away under it."""

    def __init__(self, model: ListModel, look: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table, self.pinned = model, model.rows.pinned
        self.setModel(model)
        self._cells, self._bands = CellPainter(model, look), BandPainter(look)
        self.lines = Lines()
        self._heads = ListHead(model, look, self)
        self.setHorizontalHeader(self._heads)
        self.setVerticalHeader(RowHead(self._around, self))
        # else each head, whenever it is drawn, asks cell by cell whether all of its column is selected
        for head in (self.horizontalHeader(), self.verticalHeader()):
            head.setSelectionModel(QItemSelectionModel(model, self))
        self.head = PinnedHead(self._pinned_title, self.horizontalHeader())
        self.horizontalHeader().sectionResized.connect(lambda *_: self._place_head())

    @property
    def _pinned_title(self) -> str:
        return self.table.rows.columns.by_key[self.pinned].title

    @property
    def keys(self) -> list[str]:
        """The columns in sight, from left to right."""
        return [self.table.keys[place] for place in self.places()]

    @property
    def pinned_width(self) -> int:
        """How many px of the viewport the codes cover; 0 while nothing is scrolled away under them."""
        return self.columnWidth(self.table.place[self.pinned]) if self.horizontalHeader().offset() > 0 else 0

    def set_look(self, look: Theme) -> None:
        """Takes another theme."""
        self._cells.set_look(look)
        self._bands.set_look(look)
        self._heads.set_look(look)
        self.viewport().update()

    # -- lines between the rows ---------------------------------------------------------------------------------

    def set_lines(self, lines: Lines) -> None:
        """Shows headings between the rows and a sum below them; rows are as tall as that takes."""
        count, head = len(self.table.ids), self.verticalHeader()
        usual = head.defaultSectionSize()
        if self.lines.above or self.lines.below is not None:
            # rows that came and went have taken heights along: all are as usual again
            head.setDefaultSectionSize(usual)
        self.lines = lines
        for row in lines.rows(count):
            self.setRowHeight(row, usual + sum(lines.around(row, count)))
        self.viewport().update()

    def _around(self, row: int) -> tuple[int, int]:
        return self.lines.around(row, len(self.table.ids))

    def line_at(self, at: QPoint) -> int:
        """Returns the row above which the heading under a point stands, -1 for none."""
        row = self.rowAt(at.y())
        above, _ = self._around(row) if row >= 0 else (0, 0)
        return row if above and at.y() < self.rowViewportPosition(row) + above else -1

    def _draw_lines(self, painter: QPainter, rows: _Rows) -> None:
        head = self.horizontalHeader()
        right = head.length() - head.offset()
        columns = [
            (key, self.columnViewportPosition(self.table.place[key]), self.columnWidth(self.table.place[key]))
            for key in self.keys
        ]
        for row, box in rows:
            line, below = self.lines.above.get(row), self.lines.below
            above, under = self._around(row)
            if line is not None:
                self._bands.draw(painter, line, QRect(0, box.top() - above, right, above), columns, 0)
            if below is not None and under:
                self._bands.draw(painter, below, QRect(0, box.bottom() + 1, right, under), columns, 0)

    # -- painting -----------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws what has come into sight, without asking cell by cell as Qt does: twenty times as fast."""
        rows, strips, wide = self._rows_in(event.rect()), self._strips_in(event.rect()), self.pinned_width
        here = self.visualRect(self.currentIndex()) if self.hasFocus() else QRect()
        is_pinned = self.currentIndex().column() == self.table.place[self.pinned]
        painter = QPainter(self.viewport())
        if wide:
            painter.setClipRect(self.viewport().rect().adjusted(wide, 0, 0, 0))
        self._draw(painter, rows, [strip for strip in strips if not wide or strip.key != self.pinned])
        if here.isValid() and not (wide and is_pinned):
            self._cells.frame(painter, here)
        if wide:
            painter.setClipping(False)
            self._draw(painter, rows, [Strip(self.pinned, 0, wide)])
            self._cells.edge(painter, wide, rows[-1][1].bottom() if rows else 0)
            if here.isValid() and is_pinned:
                self._cells.frame(painter, here)
        if self.lines.above or self.lines.below is not None:
            self._draw_lines(painter, rows)
        painter.end()

    def _draw(self, painter: QPainter, rows: _Rows, strips: list[Strip]) -> None:
        self._cells.draw(painter, self.font(), rows, strips, self._chosen_boxes(rows, strips))

    def cells_in_sight(self) -> dict[str, QRect]:
        """Returns where the cells stand in the viewport, as `code/column`."""
        free = self.viewport().rect().adjusted(self.pinned_width, 0, 0, 0)
        boxes = {}
        for row, box in self._rows_in(free):
            for strip in self._strips_in(free):
                cell = QRect(strip.x, box.top(), strip.width, box.height()).intersected(free)
                boxes[f"{self.table.text(self.table.ids[row], self.pinned)}/{strip.key}"] = cell
        return boxes

    def _rows_in(self, rect: QRect) -> _Rows:
        if not self.table.ids or self.rowAt(rect.top()) < 0:
            return []
        first, last = self.rowAt(rect.top()), self.rowAt(rect.bottom())
        last = len(self.table.ids) - 1 if last < 0 else last
        wide = self.horizontalHeader().length() - self.horizontalHeader().offset()
        boxes = []
        for row in range(first, last + 1):
            above, below = self._around(row)
            high = self.rowHeight(row) - above - below
            boxes.append((row, QRect(0, self.rowViewportPosition(row) + above, wide, high)))
        return boxes

    def _strips_in(self, rect: QRect) -> list[Strip]:
        strips = [
            Strip(
                key,
                self.columnViewportPosition(self.table.place[key]),
                self.columnWidth(self.table.place[key]),
            )
            for key in self.keys
        ]
        return [strip for strip in strips if strip.x <= rect.right() and strip.x + strip.width > rect.left()]

    def _chosen_boxes(self, rows: _Rows, strips: list[Strip]) -> list[QRect]:
        """Returns the selected cells among these, those of a column that lie below each other as one box."""
        if not rows:
            return []
        boxes = []
        for part in self.selectionModel().selection().toList():
            high = [box for row, box in rows if part.top() <= row <= part.bottom()]
            for strip in strips if high else ():
                if part.left() <= self.table.place[strip.key] <= part.right():
                    height = high[-1].bottom() - high[0].top() + 1
                    boxes.append(QRect(strip.x, high[0].top(), strip.width, height))
        return boxes

    # -- where the codes stand ------------------------------------------------------------------------------------

    def visualRect(self, index: Index) -> QRect:
        """Returns where a cell stands, without the lines around its row; a code stands at the left edge."""
        box = super().visualRect(index)
        if index.isValid():
            above, below = self._around(index.row())
            box.adjust(0, above, 0, -below)
        if index.isValid() and index.column() == self.table.place[self.pinned] and self.pinned_width:
            box.moveLeft(0)
        return box

    def indexAt(self, at: QPoint) -> QModelIndex:
        """Returns the cell under a point; over what is scrolled away there are the codes, in a line between rows there is none."""
        row = self.rowAt(at.y())
        if row >= 0 and any(self._around(row)):
            top, (above, below) = self.rowViewportPosition(row), self._around(row)
            if not top + above <= at.y() < top + self.rowHeight(row) - below:
                return QModelIndex()
        if at.x() < self.pinned_width:
            row = self.rowAt(at.y())
            return self.model().index(row, self.table.place[self.pinned]) if row >= 0 else QModelIndex()
        return super().indexAt(at)

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """Brings a cell into sight, out from under the codes."""
        bar, wide = self.horizontalScrollBar(), self.pinned_width
        before = bar.value()
        super().scrollTo(index, hint)
        if wide and index.column() == self.table.place[self.pinned]:
            bar.setValue(before)
        elif self.pinned_width:
            covered = self.pinned_width - self.visualRect(index).left()
            if covered > 0:
                bar.setValue(bar.value() - covered)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Paints the codes anew where the rest moves sideways."""
        super().scrollContentsBy(dx, dy)
        if dx:
            self._place_head()
            self.viewport().update()

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Paints the codes anew too; Qt knows only where they would have been."""
        super().selectionChanged(selected, deselected)
        if self.pinned_width:
            self.viewport().update(0, 0, self.pinned_width, self.viewport().height())

    def _place_head(self) -> None:
        self.head.setGeometry(0, 0, self.pinned_width, self.horizontalHeader().height())
        self.head.setVisible(self.pinned_width > 0)


class PinnedHead(QLabel):
    """The head over the codes; emits `clicked`."""

    clicked = Signal()

    def __init__(self, title: str, over: QWidget) -> None:
        super().__init__(title, over)
        self.setObjectName("pinned_head")
        self.setIndent(0)
        self.hide()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Keeps the click from the columns beneath."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit()
