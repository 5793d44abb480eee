"""What became different in a ledger between two moments; a line leads to its entry."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from battlemap.shown.ledgers.comparison import ASPECTS, EntryComparison
from battlemap.ui.dialogs.frame import closing
from battlemap.ui.labels import label, tip

_ENTRY: Final = Qt.ItemDataRole.UserRole
#: So many entries of one aspect are listed.
_MOST: Final = 1_000


class ComparisonDialog(QDialog):
    """Emits `entry_wanted(entry)` for a line that is opened."""

    entry_wanted = Signal(str)

    def __init__(self, heading: str, compared: EntryComparison, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"“{compared.definition.title}”的变化")
        self.summary = label(f"{heading}：{compared.summary}。", wraps=True)
        self.list = QTreeWidget()
        self.list.setAccessibleName("变化清单")
        self.list.setHeaderLabels([compared.definition.noun, "变化"])
        self.list.setColumnWidth(0, 260)
        self.list.setToolTip("双击或回车，打开这一条")
        self.list.itemActivated.connect(self._open)
        for aspect, words in ASPECTS.items():
            differences = [one for one in compared.differences if one.aspect == aspect]
            if not differences:
                continue
            head = QTreeWidgetItem([f"{words}（{len(differences)}）"])
            font = head.font(0)
            font.setBold(True)
            head.setFont(0, font)
            self.list.addTopLevelItem(head)
            for one in differences[:_MOST]:
                item = QTreeWidgetItem([one.title, one.words])
                item.setData(0, _ENTRY, "" if aspect == "deleted" else one.entry)
                item.setToolTip(1, tip(one.words))
                head.addChild(item)
            head.setExpanded(True)
        self.list.setVisible(bool(compared.differences))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(self.summary)
        column.addWidget(self.list, 1)
        column.addWidget(closing(self))
        self.resize(*((760, 520) if compared.differences else (420, 120)))

    def _open(self, item: QTreeWidgetItem) -> None:
        entry = item.data(0, _ENTRY)
        if entry:
            self.entry_wanted.emit(entry)
            self.accept()
