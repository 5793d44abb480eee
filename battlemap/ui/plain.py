"""Text from data is shown as it is, never read as rich text."""

from __future__ import annotations

import html

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget


def label(text: str = "", look: str = "", *, wraps: bool = False) -> QLabel:
    """Returns a label that shows `text` letter by letter; `look` is its style name in `ui.look`."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wraps)
    if look:
        made.setProperty("look", look)
    return made


def set_look(widget: QWidget, look: str) -> None:
    """Gives a widget that is there already another style of `ui.look`."""
    widget.setProperty("look", look)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def tip(text: str) -> str:
    """Returns `text` for a tool tip, in which nothing is read as markup."""
    return f"<qt>{html.escape(text).replace(chr(10), '<br>')}</qt>" if text else ""
