"""A foldable part of the card sheet: a heading that counts, and what is below it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget


class Section(QWidget):
    """Shows or hides its content; emits `folded(name, is_folded)` when the user turns it."""

    folded = Signal(str, bool)

    def __init__(self, name: str, title: str, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name, self._title, self._content = name, title, content
        self.heading = QToolButton()
        self.heading.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.heading.setCheckable(True)
        self.heading.setProperty("look", "section")
        self.heading.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.heading.clicked.connect(self._on_turned)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.heading)
        column.addWidget(content)
        self.set_folded(False)
        self.set_count("")

    @property
    def is_folded(self) -> bool:
        """Whether the content is hidden."""
        return self._content.isHidden()

    def set_folded(self, is_folded: bool) -> None:
        """Hides or shows the content, without a signal."""
        self.heading.setChecked(not is_folded)
        self.heading.setArrowType(Qt.ArrowType.RightArrow if is_folded else Qt.ArrowType.DownArrow)
        self._content.setVisible(not is_folded)

    def set_count(self, words: str) -> None:
        """Shows what is counted behind the title."""
        self.heading.setText(f"{self._title}　{words}" if words else self._title)
        self.heading.setAccessibleName(f"{self._title} {words}".strip())

    def _on_turned(self, is_open: bool) -> None:
        self.set_folded(not is_open)
        self.folded.emit(self.name, not is_open)
