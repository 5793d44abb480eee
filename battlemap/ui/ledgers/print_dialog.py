"""A ledger on paper: which sheet, and whether it goes to a printer or into a PDF."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QComboBox, QFormLayout, QPushButton, QWidget

from battlemap.domain.ledgers.definition import Definition
from battlemap.sheets.ledgers.catalogue import LedgerSheet, sheets_for
from battlemap.ui.dialogs.frame import Ask
from battlemap.ui.labels import label


class LedgerPrintDialog(Ask):
    """Asks for the sheet; `save(sheet)` makes a PDF of it, yes means the printer."""

    def __init__(
        self,
        definition: Definition,
        count: int,
        name: str,
        save: Callable[[LedgerSheet], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(f"打印“{definition.ledger.title}”", "打印…", parent)
        self._sheets = sheets_for(definition)
        self.sheet = QComboBox()
        self.sheet.setAccessibleName("图表")
        for sheet in self._sheets:
            self.sheet.addItem(sheet.title, sheet.name)
        self.sheet.setCurrentIndex(max(0, self.sheet.findData(name)))
        self._purpose = label(look="muted", wraps=True)
        self.sheet.currentIndexChanged.connect(lambda _: self._tell())
        self.pdf = QPushButton("存为 PDF…")
        self.pdf.setAutoDefault(False)
        self.pdf.clicked.connect(lambda: save(self.chosen))
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        form.addRow("内容", label(f"列出的 {count} {definition.counter}"))
        form.addRow("图表", self.sheet)
        form.addRow("", self._purpose)
        form.addRow("", self.pdf)
        self.fill(form)
        self.setMinimumWidth(460)
        self._tell()

    @property
    def chosen(self) -> LedgerSheet:
        """The sheet that is chosen."""
        return self._sheets[self.sheet.currentIndex()]

    def _tell(self) -> None:
        self._purpose.setText(f"{self.chosen.purpose}（{self.chosen.paper}）")
