"""The menu in which the columns of a list are chosen: it stays open while several are ticked."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QWidget

from battlemap.domain.looking.columns import Column

_TICKING = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ColumnMenu(QMenu):
    """Offers every column; `show_column(key, is_on)` is told of each tick, `reset` shows them as they come."""

    def __init__(
        self,
        columns: Iterable[Column],
        pinned: str,
        shown: Collection[str],
        show_column: Callable[[str, bool], None],
        reset: Callable[[], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        for column in columns:
            entry = self.addAction(column.title)
            entry.setCheckable(True)
            entry.setChecked(column.key in shown)
            entry.setEnabled(column.key != pinned)
            entry.toggled.connect(lambda is_on, key=column.key: show_column(key, is_on))
        self.addSeparator()
        self.addAction("恢复默认列", reset)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Ticks without closing."""
        if not self._tick(self.actionAt(event.position().toPoint())):
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ticks without closing; Esc closes."""
        if event.key() not in _TICKING or not self._tick(self.activeAction()):
            super().keyPressEvent(event)

    def _tick(self, entry: QAction | None) -> bool:
        if entry is None or not entry.isCheckable() or not entry.isEnabled():
            return False
        entry.toggle()
        return True
