"""The files of an entry in its record: added, opened, and taken out again."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu, QPushButton, QToolButton, QWidget

from battlemap.commands.entry_files import RemoveEntryFile, attach_to_entry, opened_file
from battlemap.domain.fields.links import PaperFile
from battlemap.domain.ledgers.definition import DefinedField
from battlemap.shown.ledgers.entry_list import EntryList
from battlemap.ui.deeds import Deeds
from battlemap.ui.icons import IconBook
from battlemap.ui.labels import label, tip


class FilesLine(QWidget):
    """A button per file that opens it or takes it out, and one that adds some; each deed is one step."""

    def __init__(
        self,
        field: DefinedField,
        row: Any,
        rows: EntryList,
        icons: IconBook,
        deeds: Deeds,
        can_change: bool,
    ) -> None:
        super().__init__()
        self._field, self._entry, self._rows, self._deeds = field, row.id, rows, deeds
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        files = getattr(row, field.key)
        if isinstance(files, tuple):
            for file in files:
                line.addWidget(self._file(file, can_change))
        elif files:
            line.addWidget(label(str(files), "warning"))
        self.add = QPushButton(icons.icon("add"), "添加附件…")
        self.add.setAutoDefault(False)
        self.add.setAccessibleName(f"添加{field.title}")
        self.add.setEnabled(can_change)
        self.add.clicked.connect(self._ask)
        line.addWidget(self.add)
        line.addStretch(1)

    def _file(self, file: PaperFile, can_change: bool) -> QToolButton:
        button = QToolButton()
        button.setText(file.title)
        button.setToolTip(tip(f"{file.title}，{file.size / 1024:.0f} KB；单击打开"))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        button.clicked.connect(lambda: self._open(file))
        menu = QMenu(button)
        menu.addAction("打开", lambda: self._open(file))
        menu.addAction("移除（可撤销）", lambda: self._remove(file)).setEnabled(can_change)
        button.setMenu(menu)
        return button

    def _ask(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self, f"添加{self._field.title}", "", "全部文件 (*)")
        self.attach([Path(name) for name in names])

    def attach(self, paths: list[Path]) -> None:
        """Copies files beside the campaign and adds them, one step each; the first refusal ends it."""
        session, ledger = self._rows.book.session, self._rows.definition.ledger.id
        entry, key, deeds = self._entry, self._field.key, self._deeds
        for path in paths:
            if deeds.attempt(partial(attach_to_entry, session, ledger, entry, key, path)) is not True:
                return

    def _open(self, file: PaperFile) -> None:
        session = self._rows.book.session
        self._deeds.attempt(
            lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(opened_file(session, file))))
        )

    def _remove(self, file: PaperFile) -> None:
        ledger = self._rows.definition.ledger.id
        self._deeds.run(RemoveEntryFile(ledger, self._entry, self._field.key, file.sha256))
