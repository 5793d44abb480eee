"""The bar that says what went wrong, without stopping anybody: a sentence, 详情, close."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QToolButton, QWidget

from battlemap.errors import Altered, BattlemapError
from battlemap.ui.icons import IconBook
from battlemap.ui.labels import label


class ErrorBar(QFrame):
    """Hidden until something is to be said; emits `details_wanted(sentence, detail)`."""

    details_wanted = Signal(str, str)

    def __init__(self, icons: IconBook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("error_bar")
        self._icons = icons
        self._detail = ""
        self._way_out: Callable[[], None] | None = None
        #: Puts rows (table, id) right from the journal.
        self.mend: Callable[[tuple[tuple[str, str], ...]], None] = lambda rows: None
        self._mark = label()
        self._sentence = label(wraps=True)
        self._sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._sentence.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._more = QPushButton("详情")
        self._more.clicked.connect(self._on_more)
        self._remedy = QPushButton()
        self._remedy.clicked.connect(self._on_remedy)
        shut = QToolButton()
        shut.setIcon(icons.icon("close"))
        shut.setToolTip("关闭提示（Esc）")
        shut.setAccessibleName("关闭提示")
        shut.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 8, 6)
        row.setSpacing(8)
        row.addWidget(self._mark)
        row.addWidget(self._sentence, 1)
        for button in (self._remedy, self._more, shut):
            row.addWidget(button)
        self.hide()

    @property
    def sentence(self) -> str:
        """What the bar says, "" while it is hidden."""
        return "" if self.isHidden() else self._sentence.text()

    def show_error(
        self, error: BattlemapError, remedy: str = "", way_out: Callable[[], None] | None = None
    ) -> None:
        """Shows a known failure; `way_out` is done by a button named `remedy`, such as 以只读方式打开.

        A row that is not what the journal tells is offered to be put right from it.
        """
        if isinstance(error, Altered) and error.rows:
            rows = error.rows
            remedy, way_out = "按日志改回", lambda: self.mend(rows)
        self.show_words(str(error), error.detail, remedy, way_out)

    def show_words(
        self,
        sentence: str,
        detail: str = "",
        remedy: str = "",
        way_out: Callable[[], None] | None = None,
        *,
        is_note: bool = False,
    ) -> None:
        """Shows a sentence; a note is no error and looks calmer."""
        self._sentence.setText(sentence)
        self._detail, self._way_out = detail, way_out
        self._more.setVisible(bool(detail))
        self._remedy.setText(remedy)
        self._remedy.setVisible(way_out is not None)
        self._mark.setPixmap(self._icons.icon("about" if is_note else "error").pixmap(18, 18))
        self.setProperty("kind", "note" if is_note else "error")
        self.style().unpolish(self)
        self.style().polish(self)
        self.show()

    @contextmanager
    def guarding(self) -> Iterator[None]:
        """Shows a known failure that is raised inside instead of letting it pass."""
        try:
            yield
        except BattlemapError as error:
            self.show_error(error)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the bar."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            return
        super().keyPressEvent(event)

    def _on_more(self) -> None:
        self.details_wanted.emit(self._sentence.text(), self._detail)

    def _on_remedy(self) -> None:
        way_out = self._way_out
        self.hide()
        if way_out is not None:
            way_out()
