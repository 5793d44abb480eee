"""Text from data is shown as it is, never read as rich text."""

from __future__ import annotations

import html

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget


def label(text: str = "", look: str = "", *, wraps: bool = False) -> QLabel:
    """Returns a label that shows `text` letter by letter; `look` is its style name in `ui.look`."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wraps)
    if look:
        made.setProperty("look", look)
    return made


class Elided(QLabel):
    """One line that ends in 「…」 where it has less room than it takes; its tool tip tells all of it then."""

    def __init__(self, look: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        if look:
            self.setProperty("look", look)

    @property
    def shown(self) -> str:
        """The words as they are painted."""
        return self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, self.contentsRect().width()
        )

    @property
    def needed(self) -> int:
        """The width that the whole text takes, px."""
        return self.fontMetrics().horizontalAdvance(self.text())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Has the tool tip tell what is cut off."""
        super().resizeEvent(event)
        self.setToolTip(tip(self.text()) if self.shown != self.text() else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints what there is room for."""
        painter = QPainter(self)
        self.style().drawItemText(
            painter, self.contentsRect(), int(self.alignment()), self.palette(), self.isEnabled(), self.shown,
            self.foregroundRole(),
        )  # fmt: skip


class Sums(Elided):
    """Sums one after the other; those behind are left out where they have no room, the tool tip tells all of them."""

    def __init__(self, look: str = "", parent: QWidget | None = None, *, mark: str = "，") -> None:
        super().__init__(look, parent)
        self._words, self._mark = "", mark

    def tell(self, words: str) -> None:
        """Shows other sums, with `mark` between them."""
        self._words = words
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tells as many as there is room for now."""
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Fits what was told while it was hidden."""
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        words, room = self._words, self.contentsRect().width()
        while self.isVisible() and self.fontMetrics().horizontalAdvance(words) > room and self._mark in words:
            words = words.rpartition(self._mark)[0]
        self.setText(words)
        self.setToolTip(tip(self._words) if words != self._words else "")


class Paragraph(QLabel):
    """Wrapped text that is never clipped: it claims the height of its lines, which a form in a scroll area grants not."""

    def __init__(self, look: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        if look:
            self.setProperty("look", look)

    def setText(self, text: str) -> None:
        """Shows another text."""
        super().setText(text)
        self._claim()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Breaks the lines anew."""
        super().resizeEvent(event)
        self._claim()

    def showEvent(self, event: QShowEvent) -> None:
        """Breaks the lines that were given while it was hidden."""
        super().showEvent(event)
        self._claim()

    def _claim(self) -> None:
        self.setMinimumHeight(0)  # what was claimed before would be counted in
        self.setMinimumHeight(max(0, self.heightForWidth(self.width())) if self.isVisible() else 0)


def set_look(widget: QWidget, look: str) -> None:
    """Gives a widget that is there already another style of `ui.look`."""
    widget.setProperty("look", look)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def tip(text: str) -> str:
    """Returns `text` for a tool tip, in which nothing is read as markup."""
    return f"<qt>{html.escape(text).replace(chr(10), '<br>')}</qt>" if text else ""
