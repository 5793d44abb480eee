"""What stands over the page while no task passes the filter: the words, and the way out."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from battlemap.ui.actions import Actions, words
from battlemap.ui.labels import label


class NothingFound(QFrame):
    """Keeps to the middle of the widget that it is put over."""

    def __init__(
        self, actions: Actions, over: QWidget, said: str = "没有符合条件的任务", way: str = "clear_filter"
    ) -> None:
        super().__init__(over)
        self._over, self._all, self._way = over, actions, way
        self.setObjectName("nothing_found")
        head = label(said, look="head")
        head.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.note = label(look="muted")
        self.note.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.note.hide()
        self.way_on = QPushButton()
        self.way_on.clicked.connect(lambda: self._all[self._way].trigger())
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 20, 32, 20)
        column.setSpacing(12)
        column.addWidget(head)
        column.addWidget(self.note)
        column.addWidget(self.way_on, 0, Qt.AlignmentFlag.AlignCenter)
        self.lead(way)
        self.hide()
        over.installEventFilter(self)

    def lead(self, way: str, note: str = "") -> None:
        """Lets the button do the action `way`; `note` says what for."""
        self._way = way
        self.way_on.setText(words(self._all[way].text()))
        self.way_on.setIcon(self._all[way].icon())
        self.note.setText(note)
        self.note.setVisible(bool(note))

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
