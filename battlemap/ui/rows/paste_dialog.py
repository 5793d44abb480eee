"""Before a paste into rows of any kind: what it would do, and every cell that cannot be taken."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QCheckBox, QHeaderView, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from battlemap.errors import BadInput
from battlemap.shown.rows.pasting import RowPaste
from battlemap.ui.dialogs.frame import Ask
from battlemap.ui.labels import label, tip

#: So many wrong cells are listed.
_MOST: Final = 500


class RowPasteDialog(Ask):
    """Asks whether it may be written; rows with wrong cells are passed over only where that is wanted."""

    def __init__(self, paste: RowPaste, parent: QWidget | None = None) -> None:
        super().__init__(f"{paste.verb}前核对", paste.verb, parent)
        self._paste = paste
        column = QVBoxLayout()
        column.setSpacing(8)
        if not paste.is_empty:
            column.addWidget(label(f"将{paste.words}，作为一步操作，可一步撤销。", wraps=True))
        if paste.passed_over:
            names = "”“".join(paste.passed_over)
            column.addWidget(label(f"“{names}”由程序填写或不认识，{paste.verb}时略过。", "muted", wraps=True))
        rows = len({cell.row for cell in paste.wrong})
        self.skip = QCheckBox(f"跳过有问题的 {rows} 行，其余照常{paste.verb}")
        self.table = QTreeWidget()
        self.table.setHeaderLabels(["行", "列", "内容", "问题和处理办法"])
        self.table.setAccessibleName("不能写入的单元格")
        self.table.setRootIsDecorated(False)
        self.table.setWordWrap(True)
        for place, width in enumerate((48, 96, 140)):
            self.table.setColumnWidth(place, width)
        self.table.header().setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        for cell in paste.wrong[:_MOST]:
            item = QTreeWidgetItem([str(cell.row), cell.title, " ".join(cell.text[:80].split()), cell.words])
            item.setToolTip(2, tip(cell.text[:400]))
            item.setToolTip(3, tip(cell.words))
            self.table.addTopLevelItem(item)
        if paste.wrong:
            column.addWidget(label(f"有 {len(paste.wrong)} 格不能写入：", "head"))
            column.addWidget(self.table, 1)
            column.addWidget(self.skip)
            self.skip.setEnabled(not paste.is_empty)
        self.fill(column)
        self.resize(720 if paste.wrong else 440, 400 if paste.wrong else 0)

    def check(self) -> None:
        """Raises BadInput while something is still to be decided."""
        if self._paste.is_empty:
            raise BadInput("没有可以写入的内容。")
        if self._paste.wrong and not self.skip.isChecked():
            raise BadInput(f"请在原表中改好后重新{self._paste.verb}，或勾选“跳过有问题的”。")
