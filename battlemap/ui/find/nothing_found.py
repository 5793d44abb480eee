"""What stands over the page while no task passes the filter: the words, and the way out."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from battlemap.ui.actions import Actions
from battlemap.ui.plain import label


class NothingFound(QFrame):
    """Keeps to the middle of the widget that it is put over."""

    def __init__(self, actions: Actions, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self.setObjectName("nothing_found")
        words = label("没有符合条件的任务", look="head")
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        clear = QPushButton("清除筛选")
        clear.clicked.connect(actions["clear_filter"].trigger)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 20, 32, 20)
        column.setSpacing(12)
        column.addWidget(words)
        column.addWidget(clear, 0, Qt.AlignmentFlag.AlignCenter)
        self.hide()
        over.installEventFilter(self)

    def show_if(self, is_empty: bool) -> None:
        """Stands there while nothing passes."""
        if is_empty:
            self._centre()
            self.raise_()
        self.setVisible(is_empty)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stays in the middle."""
        if event.type() == QEvent.Type.Resize:
            self._centre()
        return super().eventFilter(watched, event)

    def _centre(self) -> None:
        self.adjustSize()
        middle = self._over.rect().center() - self.rect().center()
        self.move(middle)
