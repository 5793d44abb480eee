"""What is wrong with a file that does not open, and the two ways out of it, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QListWidget,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from battlemap.errors import BattlemapError
from battlemap.store.backup.backups import Backup
from battlemap.ui.labels import label

#: Heights in px of a row and of the head, and how many rows are shown without scrolling.
_ROW, _HEAD, _MOST = 24, 36, 10
_LOOKING = "正在查看备份和可读的内容……"


class RescueDialog(QDialog):
    """`restore` and `salvage` are its two ways out; closing it changes nothing."""

    def __init__(self, path: Path, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("档案打不开")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.resize(860, 660)
        self.backup: Backup | None = None
        self.wrong = label(look="warning", wraps=True)
        self.wrong.hide()
        self.table = QTreeWidget()
        self.table.setAccessibleName("两种办法各留下什么")
        self.table.setRootIsDecorated(False)
        self.table.setSelectionMode(QTreeWidget.SelectionMode.NoSelection)
        self.table.setHeaderLabels(["内容", "最近的完好备份", "抢救读得出的内容"])
        self.table.header().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.backup_words = label(_LOOKING, wraps=True)
        self.salvage_words = label(wraps=True)
        for words in (self.backup_words, self.salvage_words):
            words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.steps = QListWidget()
        self.steps.setAccessibleName("恢复备份将缺少的操作")
        self.steps.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(label(sentence, "head", wraps=True))
        advice = "下面两种办法任选其一。原来的档案不会被覆盖：恢复备份时改名保存，抢救时原样不动。"
        column.addWidget(label(advice, "muted", wraps=True))
        column.addWidget(self.table)
        column.addLayout(self._ways(), 1)
        column.addWidget(self.wrong)
        column.addWidget(self._buttons())
        self.allow(restore=False, salvage=False)

    def _ways(self) -> QHBoxLayout:
        left, right, ways = QVBoxLayout(), QVBoxLayout(), QHBoxLayout()
        left.addWidget(label("恢复备份", "head"))
        left.addWidget(self.backup_words)
        left.addWidget(self.steps, 100)
        left.addStretch(1)
        right.addWidget(label("抢救", "head"))
        right.addWidget(self.salvage_words)
        right.addStretch(1)
        ways.setSpacing(24)
        ways.addLayout(left, 1)
        ways.addLayout(right, 1)
        return ways

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        self.restore = QPushButton("恢复这份备份")
        self.salvage = QPushButton("抢救到新档案…")
        buttons.addButton(self.restore, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.salvage, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        return buttons

    def show_sides(
        self,
        rows: Sequence[tuple[str, str, str]],
        backup_words: str,
        missing: Sequence[str],
        salvage_words: str,
    ) -> None:
        """Shows what each way would give back, and the steps that the backup lacks."""
        self.table.clear()
        for row in rows:
            self.table.addTopLevelItem(QTreeWidgetItem(list(row)))
        self.table.setFixedHeight(_ROW * min(len(rows), _MOST) + _HEAD)
        self.backup_words.setText(backup_words)
        self.salvage_words.setText(salvage_words)
        self.steps.clear()
        self.steps.addItems(missing)
        self.steps.setVisible(bool(missing))

    def allow(self, *, restore: bool, salvage: bool, prefers_salvage: bool = False) -> None:
        """Enables the ways that can be gone; the better one is the default."""
        self.restore.setEnabled(restore)
        self.salvage.setEnabled(salvage)
        is_salvage_better = salvage and (prefers_salvage or not restore)
        self.restore.setDefault(restore and not is_salvage_better)
        self.salvage.setDefault(is_salvage_better)

    def fail(self, error: BaseException) -> None:
        """Says what went wrong and stays."""
        if not isinstance(error, BattlemapError):
            raise error
        self.wrong.setText(str(error))
        self.wrong.show()
