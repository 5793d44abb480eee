"""Asks where the backups should lie."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from battlemap.errors import BadInput
from battlemap.store.backup.backups import backup_folder
from battlemap.ui.dialogs.frame import Ask
from battlemap.ui.labels import label


class PlaceDialog(Ask):
    """Beside the file, or in a folder of choice."""

    def __init__(self, file: Path, chosen: str, parent: QWidget | None = None) -> None:
        super().__init__("备份位置", "确定", parent)
        self.is_beside = QRadioButton("档案旁边")
        self.is_elsewhere = QRadioButton("指定文件夹，如 U 盘、移动硬盘")
        (self.is_elsewhere if chosen else self.is_beside).setChecked(True)
        self.folder = QLineEdit(chosen)
        self.folder.setPlaceholderText("选择文件夹")
        self.folder.setAccessibleName("备份文件夹")
        self.folder.textEdited.connect(lambda: self.is_elsewhere.setChecked(True))
        pick = QPushButton("浏览…")
        pick.clicked.connect(self._on_pick)
        row = QHBoxLayout()
        row.setContentsMargins(24, 0, 0, 0)
        row.addWidget(self.folder, 1)
        row.addWidget(pick)
        beside = label(str(backup_folder(file)), "muted", wraps=True)
        beside.setContentsMargins(24, 0, 0, 0)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(self.is_beside)
        column.addWidget(beside)
        column.addWidget(self.is_elsewhere)
        column.addLayout(row)
        words = "放在另一块盘上，本机硬盘坏了也能恢复。已有的备份留在原处，恢复时两处都会列出。"
        column.addWidget(label(words, "muted", wraps=True))
        self.fill(column)
        self.setMinimumWidth(520)

    @classmethod
    def ask(cls, file: Path, chosen: str, parent: QWidget | None = None) -> str | None:
        """Returns the folder, "" for beside the file, None where the user turns away."""
        dialog = cls(file, chosen, parent)
        return dialog.answer() if dialog.is_answered() else None

    def check(self) -> None:
        """Raises BadInput for a folder that is not there or cannot be written."""
        chosen = self.answer()
        if self.is_elsewhere.isChecked() and not (chosen and Path(chosen).is_dir()):
            raise BadInput("请选择一个已有的文件夹。")
        if chosen and not os.access(chosen, os.W_OK):
            raise BadInput(f"文件夹“{chosen}”不可写，请另选一个。")

    def answer(self) -> str:
        """Returns what is chosen."""
        return self.folder.text().strip() if self.is_elsewhere.isChecked() else ""

    def _on_pick(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "备份位置", self.folder.text())
        if chosen:
            self.folder.setText(chosen)
            self.is_elsewhere.setChecked(True)
