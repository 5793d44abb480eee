"""The manual in a window of its own: headings at the left, pages with their pictures at the right, and a search."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QKeySequence, QResizeEvent, QShortcut, QTextCursor, QTextDocument
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

_HEADING: Final = re.compile(r"^(#{1,3}) +(.+?)\s*$", re.MULTILINE)
_COMMENT: Final = re.compile(r"<!--.*?-->\n?", re.DOTALL)
_PICTURE: Final = re.compile(r"(\(images/[^)#]+)\)")
#: Marks a picture that shares its row with another.
_BESIDE: Final = "beside"
_CONTENTS_WIDTH: Final = 230
_MARGIN: Final = 24


class Pages(QTextBrowser):
    """Shows Markdown whose pictures lie in `folder`; a picture is never wider than the window."""

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self.setOpenLinks(False)
        self.document().setDocumentMargin(_MARGIN)

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """Returns a picture of the manual, made as narrow as the window; nothing from anywhere else."""
        address = QUrl(name)
        picture = self._folder / address.path()
        if (
            kind != QTextDocument.ResourceType.ImageResource.value
            or self._folder not in picture.resolve().parents
        ):
            return None
        image = QImage(str(picture))
        room = max(100, self.viewport().width() - 3 * _MARGIN)
        room = room // 2 - _MARGIN if address.fragment() == _BESIDE else room
        if image.isNull() or image.width() <= room:
            return image
        return image.scaledToWidth(room, Qt.TransformationMode.SmoothTransformation)


class ManualWindow(QDialog):
    """Reads `manual` once it is shown; it stays open beside the window."""

    def __init__(self, manual: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle("使用手册")
        self.resize(1080, 680)
        self.pages = Pages(manual.parent)
        self.pages.setAccessibleName("手册正文")
        self.contents = QListWidget()
        self.contents.setAccessibleName("手册目录")
        self.contents.setMinimumWidth(_CONTENTS_WIDTH)
        self.search = QLineEdit()
        self.search.setPlaceholderText("在手册中查找，回车找下一处")
        self.search.setAccessibleName("在手册中查找")
        self.search.setClearButtonEnabled(True)
        self.search.returnPressed.connect(self._find_next)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.search)
        column.addWidget(self.contents, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(self.pages)
        split.setStretchFactor(1, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 12, 12, 12)
        row.addWidget(split)
        lines = _COMMENT.sub("", manual.read_text("utf-8")).splitlines()
        self._text = "\n".join(
            _PICTURE.sub(rf"\1#{_BESIDE})", line) if line.startswith("|") else line for line in lines
        )
        self.contents.currentItemChanged.connect(self._go_to)
        QShortcut(QKeySequence.StandardKey.Find, self, self.search.setFocus)
        self._fill()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Makes the pictures fit anew; the place stays."""
        super().resizeEvent(event)
        bar = self.pages.verticalScrollBar()
        share = bar.value() / max(1, bar.maximum())
        self.pages.setMarkdown(self._text)
        bar.setValue(round(share * bar.maximum()))

    def _fill(self) -> None:
        for marks, words in _HEADING.findall(self._text):
            item = QListWidgetItem("　" * (len(marks) - 1) + words)
            item.setData(Qt.ItemDataRole.UserRole, words)
            self.contents.addItem(item)

    def _go_to(self, item: QListWidgetItem | None) -> None:
        """Brings a heading to the upper edge."""
        if item is None:
            return
        words = item.data(Qt.ItemDataRole.UserRole)
        block = self.pages.document().begin()
        while block.isValid():
            if block.blockFormat().headingLevel() and block.text().strip() == words:
                top = self.pages.document().documentLayout().blockBoundingRect(block).top()
                self.pages.verticalScrollBar().setValue(int(top))
                return
            block = block.next()

    def _find_next(self) -> None:
        """Selects the next place, after the last one the first."""
        if not self.search.text().strip() or self.pages.find(self.search.text()):
            return
        self.pages.moveCursor(QTextCursor.MoveOperation.Start)
        self.pages.find(self.search.text())
