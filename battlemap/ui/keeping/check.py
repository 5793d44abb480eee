"""检查档案: a full check of the open file, told in a sentence and a list."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QListWidget, QVBoxLayout, QWidget

from battlemap.commands.session import Session
from battlemap.store.damage.inspection import Findings, inspect
from battlemap.ui import jobs
from battlemap.ui.plain import label


def check(session: Session, window: QWidget) -> None:
    """Checks the file in a thread, which can be cancelled, and shows what was found; raises what opening it raises."""
    path, now = session.file.path, session.clock()
    words = f"正在检查「{path.name}」：数据页、关联、触发器和全部日志……"
    found = jobs.run(window, words, lambda progress: inspect(path, now, lambda: progress.is_stopped))
    if found is not None:
        FindingsDialog(path.name, found, window).exec()


class FindingsDialog(QDialog):
    """What a check has found."""

    def __init__(self, name: str, found: Findings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("检查档案")
        self.setMinimumWidth(520)
        self.sentence = label(verdict(name, found), wraps=True)
        buttons = QDialogButtonBox()
        buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole).setDefault(True)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(self.sentence)
        self.faults = QListWidget()
        self.faults.setAccessibleName("查出的问题")
        self.faults.addItems(found.faults)
        self.faults.setVisible(bool(found.faults))
        column.addWidget(self.faults, 1)
        if found.faults:
            self.resize(680, 420)
            copy = buttons.addButton("复制", QDialogButtonBox.ButtonRole.ActionRole)
            copy.setAutoDefault(False)
            told = "\n".join([self.sentence.text(), *found.faults])
            copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(told))
        column.addWidget(buttons)


def verdict(name: str, found: Findings) -> str:
    """Returns the sentence."""
    if not found.faults:
        return (
            f"「{name}」完好：共 {found.steps} 步操作，数据页、关联、触发器均无误，日志未被改动，与现状一致。"
        )
    return (
        f"「{name}」有 {len(found.faults)} 处问题。请先“立即备份”留下现状，"
        "再用“从备份恢复”找回出问题之前的内容；清单可复制给维护人员。"
    )
