"""The strip above a ledger: in one line, or in two where that is too short."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

#: A strip that is less wide (px) has two lines.
_NARROW: Final = 940


class Strip(QWidget):
    """Views at the left, deeds at the right; what finds stands between them, below them where it has no room."""

    def __init__(self) -> None:
        super().__init__()
        self.views, self.finding, self.deeds = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        self._found = QWidget()
        self._found.setLayout(self.finding)
        self._is_low = False
        grid = self._grid = QGridLayout(self)
        grid.setContentsMargins(12, 6, 8, 6)
        grid.setSpacing(6)
        for row in (self.views, self.finding, self.deeds):
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(6)
        grid.addLayout(self.views, 0, 0)
        grid.addWidget(self._found, 0, 1)
        grid.addLayout(self.deeds, 0, 2)
        grid.setColumnStretch(1, 1)

    def minimumSizeHint(self) -> QSize:
        """Returns what two lines need."""
        hint = super().minimumSizeHint()
        ends = self.views.minimumSize().width() + self.deeds.minimumSize().width() + 40
        return QSize(max(ends, self.finding.minimumSize().width() + 20), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Puts what finds below where one line is too short for all."""
        super().resizeEvent(event)
        is_low = self.width() < _NARROW
        if is_low != self._is_low:
            self._is_low = is_low
            self._grid.removeWidget(self._found)
            self._grid.addWidget(self._found, *((1, 0, 1, 3) if is_low else (0, 1, 1, 1)))
