"""Headings between the rows of a table, and the sum below the last one: how tall rows are for them, and how they are drawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

import attrs
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from battlemap.theme import Theme
from battlemap.ui.look import mixed

#: Pixels of a line, as of a row.
BAND = 28
_PADDING = 6


class Line(Protocol):
    """What a line tells: words at the left, and sums by the key of their column."""

    @property
    def words(self) -> str:
        """The words."""
        ...

    @property
    def sums(self) -> Mapping[str, str]:
        """Key of a column → its sum in words."""
        ...


@attrs.frozen
class Lines:
    """Lines between rows: above the row at a place, and one below the last row."""

    above: Mapping[int, Line] = attrs.field(factory=dict)
    below: Line | None = None

    def around(self, row: int, count: int) -> tuple[int, int]:
        """Returns how many px of a row belong to the lines above and below its cells."""
        is_last = self.below is not None and row == count - 1
        return BAND if row in self.above else 0, BAND if is_last else 0

    def rows(self, count: int) -> set[int]:
        """Returns the places of the rows that are taller than others."""
        last = {count - 1} if self.below is not None and count else set()
        return {row for row in self.above if row < count} | last


class RowHead(QHeaderView):
    """The numbers of the rows, each beside the cells of its row and not beside the lines around them."""

    def __init__(self, around: Callable[[int], tuple[int, int]], parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._around = around
        self.setSectionsClickable(True)
        self.setHighlightSections(True)

    def paintSection(self, painter: QPainter, rect: QRect, place: int) -> None:
        """Draws the number of a row."""
        above, below = self._around(place)
        super().paintSection(painter, rect.adjusted(0, above, 0, -below), place)


class BandPainter:
    """Draws lines in the colours of a theme."""

    def __init__(self, look: Theme) -> None:
        self.set_look(look)

    def set_look(self, look: Theme) -> None:
        """Takes another theme."""
        self._ground = QColor(mixed(look.colour("card"), look.colour("accent"), 0.1))
        self._text, self._edge = QColor(look.colour("text")), QColor(look.colour("border"))

    def draw(
        self, painter: QPainter, line: Line, box: QRect, columns: Sequence[tuple[str, int, int]], first: int
    ) -> None:
        """Draws a line; `columns` are (key, x, width) of those in sight, the words begin at `first` px."""
        painter.fillRect(box, self._ground)
        painter.setPen(self._edge)
        painter.drawLine(box.left(), box.bottom(), box.right(), box.bottom())
        font = painter.font()
        bold = painter.font()
        bold.setBold(True)
        painter.setFont(bold)
        painter.setPen(self._text)
        metrics, ends = QFontMetrics(bold), box.right()
        for key, x, width in columns:
            words = line.sums.get(key, "")
            if words:
                cell = QRect(x + _PADDING, box.top(), width - 2 * _PADDING, box.height())
                shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, cell.width())
                painter.drawText(cell, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, shown)
                ends = min(ends, x)
        room = QRect(first + _PADDING, box.top(), max(0, ends - first - 2 * _PADDING), box.height())
        elided = metrics.elidedText(line.words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, elided)
        painter.setFont(font)
