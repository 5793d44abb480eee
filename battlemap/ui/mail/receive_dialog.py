"""Before packets of a file are taken in: every row that would be another one, and what cannot be taken and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QListView, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from battlemap.domain.snapshot import Snapshot
from battlemap.domain.telling.difference_words import WHOLE, difference_words, names_after
from battlemap.errors import BadInput
from battlemap.store.mailbox.sharing import Foresight
from battlemap.ui.dialogs.frame import Ask
from battlemap.ui.labels import label, tip

Index = QModelIndex | QPersistentModelIndex
_NOWHERE: Final = QModelIndex()


class Differences(QAbstractListModel):
    """Every row that would be another one, each worded when it is looked at: there may be tens of thousands."""

    def __init__(self, seen: Foresight, snapshot: Snapshot, parent: QWidget) -> None:
        super().__init__(parent)
        self._changes = seen.changes
        self._names = names_after(snapshot, seen.changes)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """How many rows would be others."""
        return 0 if parent.isValid() else len(self._changes)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words of a row."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        change = self._changes[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return difference_words(change, self._names)
        return tip(difference_words(change, self._names, WHOLE))


class ReceiveDialog(Ask):
    """Asks whether it may be written."""

    def __init__(
        self, seen: Foresight, torn: Sequence[str], snapshot: Snapshot, parent: QWidget | None = None
    ) -> None:
        super().__init__("接收增量包前核对", "接收", parent)
        order = seen.order
        self.count = len(order.ready)
        self._is_new = bool(order.ready or order.waiting or order.parked)
        actors = "、".join(dict.fromkeys(packet.actor for packet in order.ready))
        parts = [
            f"可接收 {self.count} 步{f'（{actors}）' if actors else ''}，涉及 {len(seen.changes)} 条内容"
        ]
        parts += [f"已有 {order.known_count} 步"] if order.known_count else []
        parts += [f"{len(order.parked)} 步由新版程序写出，先存下"] if order.parked else []
        problems = [*torn, *order.refused]
        if order.missing:
            shown = "、".join(order.missing[:12]) + ("等" if len(order.missing) > 12 else "")
            problems.append(
                f"还缺 {len(order.missing)} 个数据包：{shown}，请向对方索取；先到的已存下，补齐后自动接收。"
            )
        self.rows, self.problems = QListView(), QListWidget()
        self.rows.setUniformItemSizes(True)
        self.rows.setAccessibleName("将要改动的内容")
        self.problems.setAccessibleName("不能接收的内容和原因")
        self.rows.setModel(Differences(seen, snapshot, self))
        for words in problems:
            _add(self.problems, words)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(label("；".join(parts) + "。", wraps=True))
        column.addWidget(self.rows, 3)
        if problems:
            column.addWidget(label(f"{len(problems)} 处不能接收", "head"))
            column.addWidget(self.problems, 1)
        self.problems.setVisible(bool(problems))
        self.fill(column)
        self.resize(820, 520)

    def check(self) -> None:
        """Raises BadInput where nothing is new."""
        if not self._is_new:
            raise BadInput("没有新的内容可以接收。")


def _add(widget: QListWidget, words: str) -> None:
    item = QListWidgetItem(words)
    item.setToolTip(tip(words))
    widget.addItem(item)
