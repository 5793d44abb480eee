"""Before hidden particulars of persons are shown: why they are looked at, which the journal keeps."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from battlemap.domain.ledgers.definition import Definition
from battlemap.errors import BadInput
from battlemap.ui.dialogs.frame import Ask
from battlemap.ui.labels import Paragraph


class UnmaskDialog(Ask):
    """Asks for the reason; `answer` is its words."""

    def __init__(self, definition: Definition, parent: QWidget | None = None) -> None:
        super().__init__("显示完整信息", "显示", parent)
        hidden = "、".join(field.title for field in definition.fields if definition.is_masked(field))
        column = QVBoxLayout()
        column.setSpacing(8)
        words = (
            f"“{definition.ledger.title}”的{hidden}涉及个人信息，平时隐去。"
            "显示前须写明事由，连同查看人和时间记入日志；关闭档案后重新隐去。"
        )
        paragraph = Paragraph()
        paragraph.setText(words)
        column.addWidget(paragraph)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText("如：入户走访核对")
        self.reason.setAccessibleName("查看事由")
        column.addWidget(self.reason)
        self.fill(column)
        self.setMinimumWidth(440)

    def check(self) -> None:
        """Raises BadInput without a reason."""
        if len(self.reason.text().strip()) < 2:
            raise BadInput("请写明查看完整信息的事由，如“走访核对”。")

    def answer(self) -> str:
        """Returns the reason."""
        return self.reason.text().strip()
