"""A copied block on the clipboard: each of its two ways is written when somebody asks for it, mostly only one ever is."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication, QMetaType, QMimeData
from PySide6.QtGui import QGuiApplication

from battlemap.exchange.table_block import WrittenBlock

_TEXT: Final = "text/plain"
_TABLE: Final = "text/html"


class LaidBlock(QMimeData):
    """Text and table of a block."""

    def __init__(self, block: WrittenBlock) -> None:
        super().__init__()
        self._ways = {_TEXT: lambda: block.text, _TABLE: lambda: block.html}
        application = QCoreApplication.instance()
        assert application is not None, "there is a clipboard"
        application.aboutToQuit.connect(self.write_out)

    def formats(self) -> list[str]:
        """Returns both ways."""
        return list(self._ways)

    def hasFormat(self, mimetype: str) -> bool:
        """Whether it is one of them."""
        return mimetype in self._ways

    def retrieveData(self, mimetype: str, preferred: QMetaType | QMetaType.Type) -> object:
        """Returns the block one way, nothing where another is asked for."""
        return self._ways[mimetype]() if mimetype in self._ways else None

    def write_out(self) -> None:
        """Lies there written both ways from now on: when the program has gone, nobody can be asked."""
        clipboard = QGuiApplication.clipboard()
        if clipboard.mimeData() is self:
            data = QMimeData()
            data.setText(self.text())
            data.setHtml(self.html())
            clipboard.setMimeData(data)


def lay_down(block: WrittenBlock) -> None:
    """Puts a block on the clipboard."""
    QGuiApplication.clipboard().setMimeData(LaidBlock(block))
