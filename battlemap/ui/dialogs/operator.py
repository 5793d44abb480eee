"""Who is at the keyboard: name and unit, which sign every step."""

from __future__ import annotations

from PySide6.QtWidgets import QFormLayout, QLineEdit, QVBoxLayout, QWidget

from battlemap.domain.operator import Operator
from battlemap.ui.dialogs.frame import Ask
from battlemap.ui.labels import label


class OperatorDialog(Ask):
    """Asks for name and unit; the last answer stands there already."""

    def __init__(self, operator: Operator, parent: QWidget | None = None) -> None:
        super().__init__("操作员", "确定", parent)
        self.name, self.unit = QLineEdit(operator.name), QLineEdit(operator.unit)
        self.name.setPlaceholderText("姓名")
        self.unit.setPlaceholderText("单位，可不填")
        form = QFormLayout()
        form.addRow("姓名", self.name)
        form.addRow("单位", self.unit)
        column = QVBoxLayout()
        column.addWidget(label("每一步操作都会记上操作员的姓名和单位。", "muted", wraps=True))
        column.addLayout(form)
        self.fill(column)
        self.setMinimumWidth(360)
        self.name.selectAll()

    @classmethod
    def ask(cls, operator: Operator, parent: QWidget | None = None) -> Operator | None:
        """Returns who it is, None where the user turns away."""
        dialog = cls(operator, parent)
        return dialog.answer().checked() if dialog.is_answered() else None

    def answer(self) -> Operator:
        """Returns what stands in the fields."""
        return Operator(self.name.text(), self.unit.text())

    def check(self) -> None:
        """Raises Refused for a name or unit that cannot sign."""
        self.answer().checked()
