"""The attachments of a task in the card sheet: added by button or by dropping files, opened, removed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from battlemap.domain.kinds.attachment import Attachment
from battlemap.domain.words import brief
from battlemap.shown.chinese_days import short_day
from battlemap.ui.icons import IconBook
from battlemap.ui.labels import label, tip

_KIB = 1024
#: Characters of a title that a row shows.
_TITLE = 11


class AttachmentList(QWidget):
    """Shows attachments and tells what is wanted of them; it changes nothing itself."""

    #: Files to attach, as paths.
    add_wanted = Signal(list)
    open_wanted = Signal(str)
    remove_wanted = Signal(str)

    def __init__(self, icons: IconBook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons = icons
        self.setAcceptDrops(True)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(4)
        self._shown: tuple[Attachment, ...] | None = None
        self.add = QPushButton("添加附件…")
        self.add.setToolTip("也可以把文件拖到这里；文件会复制到档案旁的附件文件夹")
        self.add.clicked.connect(self._ask)
        self._rows.addWidget(self.add)

    def show_attachments(self, attachments: Sequence[Attachment]) -> None:
        """Shows these, in order."""
        if self._shown == tuple(attachments):
            return
        self._shown = tuple(attachments)
        while self._rows.count() > 1:
            item = self._rows.takeAt(0)
            row = item.widget() if item is not None else None
            if row is not None:
                row.hide()
                row.setParent(None)
                row.deleteLater()
        for place, attachment in enumerate(attachments):
            self._rows.insertWidget(place, self._row(attachment))

    def _row(self, attachment: Attachment) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        name = QPushButton(brief(attachment.title, _TITLE).replace("&", "&&"))
        name.setFlat(True)
        name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        words = f"{attachment.title}，{short_day(attachment.added_on)} {attachment.added_by} 添加"
        name.setToolTip(tip(words))
        name.setAccessibleName(f"打开附件 {attachment.title}")
        name.clicked.connect(lambda: self.open_wanted.emit(attachment.id))
        line.addWidget(name, 1)
        line.addWidget(label(size_words(attachment.size), "muted"))
        gone = QToolButton()
        gone.setIcon(self._icons.icon("close"))
        gone.setIconSize(QSize(12, 12))
        gone.setToolTip("移除附件（可撤销，文件仍保留）")
        gone.setAccessibleName(f"移除附件 {attachment.title}")
        gone.clicked.connect(lambda: self.remove_wanted.emit(attachment.id))
        line.addWidget(gone)
        return row

    def _ask(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self.window(), "选择附件")
        if names:
            self.add_wanted.emit([Path(name) for name in names])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Takes local files."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        """Attaches the files that are dropped."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.accept()
        if paths:
            self.add_wanted.emit(paths)


def size_words(size: int) -> str:
    """Returns a number of bytes as 「3 KB」 or 「1.4 MB」."""
    if size < _KIB * _KIB:
        return f"{max(1, round(size / _KIB))} KB"
    return f"{size / _KIB / _KIB:.1f} MB"
