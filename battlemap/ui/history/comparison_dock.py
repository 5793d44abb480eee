"""The dock 变化: two moments compared, by kind; a line leads to its card."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDockWidget, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from battlemap import wording
from battlemap.domain.telling.comparison import Comparison, Difference
from battlemap.shown.ledgers.comparison import ASPECTS, EntryComparison
from battlemap.ui.labels import label, tip

_TASK: Final = Qt.ItemDataRole.UserRole
_ENTRY: Final = Qt.ItemDataRole.UserRole + 1
#: So many entries of one ledger are listed; the rest is told as a number and stands in the ledger's own list.
_MOST: Final = 200
#: A ledger with more differences is folded, so that the next one stays in sight.
_FEW: Final = 12


class ComparisonDock(QDockWidget):
    """Emits `task_wanted(id)`, `entry_wanted(ledger, entry or "")`, and `shut()` when it is closed."""

    task_wanted = Signal(str)
    entry_wanted = Signal(str, str)
    shut = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("变化", parent)
        self.setObjectName("comparison_dock")
        self.heading = label(look="head", wraps=True)
        self.summary = label(look="muted", wraps=True)
        self.list = QTreeWidget()
        self.list.setHeaderHidden(True)
        self.list.setAccessibleName("变化清单")
        self.list.currentItemChanged.connect(lambda item, _: self._on_current(item))
        self.list.itemActivated.connect(self._on_opened)
        column = QVBoxLayout()
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self.heading)
        column.addWidget(self.summary)
        column.addWidget(self.list, 1)
        inner = QWidget()
        inner.setLayout(column)
        self.setWidget(inner)
        self.setMinimumWidth(320)
        self.visibilityChanged.connect(lambda _: self.shut.emit() if self.isHidden() else None)

    def show_comparison(
        self, heading: str, comparison: Comparison, ledgers: Sequence[EntryComparison] = ()
    ) -> None:
        """Lists the differences of tasks by kind, and below them those of entries by ledger."""
        self.heading.setText(heading)
        entries = sum(len(one.differences) for one in ledgers)
        below = f"；{len(ledgers)} 本台账有 {entries} 处变化，列在任务之后" if ledgers else ""
        self.summary.setText(f"{comparison.summary}{below}")
        self.list.clear()
        groups: dict[str, list[Difference]] = {}
        for difference in comparison.differences:
            groups.setdefault(wording.ASPECTS[difference.aspect], []).append(difference)
        for name, differences in groups.items():
            group = self._head(f"{name}（{len(differences)}）")
            for difference in differences:
                row = QTreeWidgetItem([f"{difference.code}　{difference.words}"])
                row.setData(0, _TASK, difference.task)
                row.setToolTip(0, tip(f"{difference.code}　{difference.words}"))
                group.addChild(row)
            group.setExpanded(True)
        for compared in ledgers:
            self._show_ledger(compared)
        self.show()
        self.raise_()

    def _head(self, words: str) -> QTreeWidgetItem:
        group = QTreeWidgetItem([words])
        font = group.font(0)
        font.setBold(True)
        group.setFont(0, font)
        self.list.addTopLevelItem(group)
        return group

    def _show_ledger(self, compared: EntryComparison) -> None:
        ledger, differences = compared.definition.ledger.id, compared.differences
        group = self._head(f"台账 · {compared.definition.title}（{compared.summary}）")
        group.setData(0, _ENTRY, (ledger, ""))
        group.setToolTip(0, "双击或回车，打开这本台账")
        for one in differences[:_MOST]:
            words = f"{ASPECTS[one.aspect]}　{one.title}　{one.words}".rstrip()
            row = QTreeWidgetItem([words])
            row.setData(0, _ENTRY, (ledger, "" if one.aspect == "deleted" else one.entry))
            row.setToolTip(0, tip(f"{words}\n双击或回车，打开这一条"))
            group.addChild(row)
        if differences[_MOST:]:
            rest = QTreeWidgetItem(
                [f"另有 {len(differences) - _MOST} 条，见这本台账的“更多 › 与某一天比较…”"]
            )
            rest.setData(0, _ENTRY, (ledger, ""))
            group.addChild(rest)
        group.setExpanded(len(differences) <= _FEW)

    def _on_opened(self, item: QTreeWidgetItem) -> None:
        place = item.data(0, _ENTRY)
        if place is not None:
            self.entry_wanted.emit(*place)

    def _on_current(self, item: QTreeWidgetItem | None) -> None:
        task = item.data(0, _TASK) if item is not None else None
        if isinstance(task, str):
            self.task_wanted.emit(task)
