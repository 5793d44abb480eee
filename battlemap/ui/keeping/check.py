"""检查档案: a full check of the open file, told in a sentence and a list."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QListWidget, QVBoxLayout, QWidget

from battlemap.commands.session import Session
from battlemap.store.damage.inspection import Findings, inspect
from battlemap.ui import jobs
from battlemap.ui.labels import label


def check(session: Session, window: QWidget) -> Findings | None:
    """Checks the file in a thread, which can be cancelled, and shows what is wrong; raises what opening it raises.

    Returns the findings where the user wants the rows put right that differ from the journal, else None.
    """
    path, now = session.file.path, session.clock()
    words = f"正在检查“{path.name}”：数据页、关联、触发器和全部日志……"
    findings = jobs.run(window, words, lambda progress: inspect(path, now, lambda: progress.is_stopped))
    if findings is None:
        return None
    dialog = FindingsDialog(path.name, findings, not session.file.is_read_only, window)
    return findings if dialog.exec() == QDialog.DialogCode.Accepted else None


class FindingsDialog(QDialog):
    """What a check has brought to light; accepted where rows are to be put right from the journal."""

    def __init__(
        self, name: str, findings: Findings, can_write: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("检查档案")
        self.setMinimumWidth(520)
        self.sentence = label(verdict(name, findings), wraps=True)
        buttons = QDialogButtonBox()
        buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole).setDefault(True)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(self.sentence)
        self.faults = QListWidget()
        self.faults.setAccessibleName("查出的问题")
        self.faults.addItems(findings.faults)
        self.faults.setVisible(bool(findings.faults))
        column.addWidget(self.faults, 1)
        if findings.faults:
            self.resize(680, 420)
            copy = buttons.addButton("复制", QDialogButtonBox.ButtonRole.ActionRole)
            copy.setAutoDefault(False)
            report = "\n".join([self.sentence.text(), *findings.faults])
            copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(report))
        if findings.mendable and can_write:
            words = f"按日志改回 {len(findings.mendable)} 项"
            self.mend = buttons.addButton(words, QDialogButtonBox.ButtonRole.AcceptRole)
            self.mend.setAutoDefault(False)
            buttons.accepted.connect(self.accept)
        column.addWidget(buttons)


def verdict(name: str, findings: Findings) -> str:
    """Returns the sentence."""
    if not findings.faults:
        return f"“{name}”完好：共 {findings.steps} 步操作，数据页、关联、触发器均无误，日志未被改动，与现状一致。"
    return (
        f"“{name}”有 {len(findings.faults)} 处问题。请先“立即备份”留下现状，"
        + ("其中与日志不符的可按日志改回；其余" if findings.mendable else "再")
        + "用“从备份恢复”找回出问题之前的内容。清单可复制给维护人员。"
    )
