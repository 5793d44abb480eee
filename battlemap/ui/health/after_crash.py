"""After a program that ended without a word: what is safe, the way back to where one was, the report."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

import battlemap
from battlemap.shown.health.running import Broken, Running
from battlemap.ui.desk import Desk
from battlemap.ui.feature import Feature
from battlemap.ui.labels import label


class AfterCrash(QDialog):
    """Accepted where the user wants to be where the program ended."""

    def __init__(self, broken: Broken, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("上次异常退出")
        self.setMinimumWidth(520)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(label(broken.words, wraps=True))
        buttons = QDialogButtonBox()
        can_return = broken.file is not None and broken.file.is_file()
        words = "回到上次的页面" if can_return else "知道了"
        buttons.addButton(words, QDialogButtonBox.ButtonRole.AcceptRole).setDefault(True)
        if can_return:
            buttons.addButton("暂不打开", QDialogButtonBox.ButtonRole.RejectRole)
        self.report = f"battlemap {battlemap.__version__}　{broken.began}\n{broken.report}".strip()
        if broken.report:
            text = QPlainTextEdit(self.report)
            text.setReadOnly(True)
            text.setAccessibleName("技术细节")
            text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
            column.addWidget(
                label(
                    "下面的报告不含行动内容，可以复制给维护人员；它也存在日志文件夹里。", "muted", wraps=True
                )
            )
            column.addWidget(text, 1)
            copy = buttons.addButton("复制报告", QDialogButtonBox.ButtonRole.ActionRole)
            copy.setAutoDefault(False)
            copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.report))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)


class RunningDesk(Desk):
    """Keeps the mark of this window up to date, where there is one."""

    running: Running | None = None

    def refresh(self) -> None:
        """Notes which file is open on which page."""
        if self.running is not None:
            workspace = self.workspace
            file = workspace.session.file.path if workspace else None
            self.running.note(file, workspace.pages.name if workspace else "")

    def tell(self, exec_: Callable[[QDialog], int] = QDialog.exec) -> bool:
        """Tells of the last program that ended without a word; returns whether its file was opened again on its page."""
        broken = self.running.broken[0] if self.running and self.running.broken else None
        if broken is None:
            return False
        is_wanted = exec_(AfterCrash(broken, self.shell)) == QDialog.DialogCode.Accepted
        if not is_wanted or broken.file is None or not broken.file.is_file():
            return False
        open_already = self.workspace.session.file.path if self.workspace else None
        if open_already != broken.file:
            self.shell.open_any(broken.file)
        if self.workspace is not None and broken.page:
            self.workspace.turn_to(broken.page)
        return True


RUNNING: Final = Feature("running", RunningDesk)
