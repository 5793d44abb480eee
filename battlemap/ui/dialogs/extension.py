"""An extension (延期) needs a reason: the item is still judged by the original date."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from battlemap.errors import BadInput
from battlemap.shown.chinese_days import long_day
from battlemap.ui.dialogs.frame import Ask
from battlemap.ui.labels import label


class ExtensionDialog(Ask):
    """Asks for the reason."""

    def __init__(self, codes: str, day: date | None, parent: QWidget | None = None) -> None:
        super().__init__("延期理由", "延期", parent)
        self.reason = QPlainTextEdit()
        self.reason.setPlaceholderText("写明延期理由")
        self.reason.setAccessibleName("延期理由")
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(72)
        to = f"改为{long_day(day)}" if day else "取消"
        words = f"{codes} 已在推进，完成时限{to}属于延期。延期后仍按原定时限研判，并计入延期次数。"
        column = QVBoxLayout()
        column.addWidget(label(words, wraps=True))
        column.addWidget(self.reason)
        self.fill(column)
        self.setMinimumWidth(440)

    def check(self) -> None:
        """Raises BadInput without a reason."""
        if not self.answer():
            raise BadInput("请写明延期理由。")

    def answer(self) -> str:
        """Returns the reason."""
        return self.reason.toPlainText().strip()
