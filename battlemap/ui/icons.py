"""Icons by what they stand for or by their glyph: QtAwesome's Material Design font, drawn in the palette's colour.

Its glyph font and name table are read without importing the package, whose import opens twelve fonts and costs half
of the start-up time.
"""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path
from typing import Final, Literal

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QIcon,
    QIconEngine,
    QPainter,
    QPalette,
    QPixmap,
)  # fmt: skip

#: What an icon stands for in several places → glyph name; what only one feature needs, its literal names by itself.
GLYPHS: Final = {
    "about": "information-outline",
    "add": "plus",
    "back": "chevron-left",
    "battlemap": "flag-variant",
    "cells": "content-copy",
    "close": "close",
    "columns": "view-column-outline",
    "compare": "compare-horizontal",
    "copy": "content-save-outline",
    "day": "calendar",
    "delete": "trash-can-outline",
    "edition": "newspaper-variant-outline",
    "edit": "pencil-outline",
    "error": "alert-circle-outline",
    "file": "file-outline",
    "forward": "chevron-right",
    "hang": "pin-outline",
    "history": "history",
    "lock": "lock-outline",
    "paste": "content-paste",
    "past": "clock-time-eight-outline",
    "person": "account-outline",
    "plan": "file-document-outline",
    "poster": "image-frame",
    "print": "printer-outline",
    "redo": "redo",
    "restore": "delete-restore",
    "search": "magnify",
    "undo": "undo",
    "zoom_fit": "fit-to-page-outline",
    "zoom_in": "magnify-plus-outline",
    "zoom_out": "magnify-minus-outline",
}

Role = Literal["text", "band", "accent"]
_ROLES: Final[dict[Role, QPalette.ColorRole]] = {
    "text": QPalette.ColorRole.WindowText,
    "band": QPalette.ColorRole.BrightText,
    "accent": QPalette.ColorRole.Highlight,
}


class IconBook:
    """Makes icons by what they stand for; needs a running application."""

    def __init__(self) -> None:
        spec = find_spec("qtawesome")
        if spec is None or spec.origin is None:
            raise ImportError("QtAwesome is not installed")
        fonts = Path(spec.origin).parent / "fonts"
        font_file = next(fonts.glob("materialdesignicons6-webfont-*.ttf"))
        name_table = next(fonts.glob("materialdesignicons6-webfont-charmap-*.json"))
        self._codes: dict[str, str] = json.loads(name_table.read_text("utf-8"))
        families = QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(font_file)))
        self._family = families[0]

    def icon(self, name: str, role: Role = "text") -> QIcon:
        """Returns the icon for `name`, a key of GLYPHS or a glyph, that follows the palette's colour of `role`."""
        character = chr(int(self._codes[GLYPHS.get(name, name)], 16))
        return QIcon(_Glyph(self._family, character, _ROLES[role]))


class _Glyph(QIconEngine):
    """Paints one character of the glyph font, whatever the size, in the colour the palette has now."""

    def __init__(self, family: str, character: str, role: QPalette.ColorRole) -> None:
        super().__init__()
        self._family, self._character, self._role = family, character, role

    def clone(self) -> QIconEngine:
        return _Glyph(self._family, self._character, self._role)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        palette = QGuiApplication.palette()
        colour = QColor(palette.color(QPalette.ColorGroup.Active, self._role))
        if mode == QIcon.Mode.Disabled:
            colour.setAlphaF(0.35)
        font = QFont(self._family)
        font.setPixelSize(max(1, round(rect.height())))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        painter.setFont(font)
        painter.setPen(colour)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self._character)
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return pixmap
