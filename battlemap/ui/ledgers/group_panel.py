"""Groups beside a table, for a field of several choices: an entry stands in as many groups as it has marks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem

from battlemap import wording
from battlemap.domain.ledgers.asking import EntryGroup
from battlemap.domain.looking.columns import Column

_GROUP: Final = Qt.ItemDataRole.UserRole
#: px of the panel, and at most.
_WIDE, _WIDEST, _PER_SUM = 280, 440, 80


class GroupPanel(QTreeWidget):
    """Emits `picked(words)` for a group that is chosen."""

    picked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("分组小计")
        self.setRootIsDecorated(False)
        self.setFixedWidth(_WIDE)
        self.setToolTip("单击只看这一组，再单击全部显示")
        self.itemClicked.connect(lambda item, _: self._pick(item))
        self.itemActivated.connect(lambda item, _: self._pick(item))
        self.hide()

    def show_groups(
        self,
        title: str,
        groups: Sequence[tuple[str, EntryGroup]],
        sums: Sequence[Column],
        chosen: frozenset[str] | None,
    ) -> None:
        """Lists (words, group) of a field with their counts and sums; an entry may stand in several, so nothing is added up."""
        self.clear()
        self.setColumnCount(2 + len(sums))
        self.setHeaderLabels([title, "数量", *(column.title for column in sums)])
        self.setFixedWidth(_WIDE if not sums else min(_WIDEST, _WIDE + _PER_SUM * len(sums)))
        for words, group in groups:
            texts = [words or wording.EMPTY, str(group.count)]
            texts += [
                "" if group.sums.get(c.key) is None else f"{c.field.type.measure(group.sums[c.key]):,f}"
                for c in sums
            ]
            item = QTreeWidgetItem(texts)
            item.setData(0, _GROUP, words)
            for place in range(1, item.columnCount()):
                item.setTextAlignment(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.addTopLevelItem(item)
            if chosen is not None and words in chosen:
                self.setCurrentItem(item)
        head = self.header()
        head.setStretchLastSection(False)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for place in range(1, 2 + len(sums)):
            head.setSectionResizeMode(place, QHeaderView.ResizeMode.ResizeToContents)

    def _pick(self, item: QTreeWidgetItem) -> None:
        self.picked.emit(item.data(0, _GROUP))
