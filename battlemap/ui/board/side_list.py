"""The list beside the board: units and persons with what they answer for; a card that is dropped there is theirs."""

from __future__ import annotations

from collections import Counter
from typing import Final, Literal

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from battlemap.domain.snapshot import Snapshot
from battlemap.ui.board.target import Target
from battlemap.ui.plain import label

_KIND: Final = Qt.ItemDataRole.UserRole
_ROW: Final = Qt.ItemDataRole.UserRole + 1
_WIDTH: Final = 190

Side = Literal["unit", "owner"]


class SideList(QFrame):
    """Shows whose the open tasks are; `target` tells what a drop on it would mean."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("side_list")
        self.setFixedWidth(_WIDTH)
        self.list = QListWidget()
        self.list.setAccessibleName("责任单位和责任人")
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(4)
        head = label("责任清单", "field")
        head.setContentsMargins(12, 0, 12, 0)
        note = label("把任务卡拖到单位或人名上，即由其负责", "muted", wraps=True)
        note.setContentsMargins(12, 0, 12, 4)
        column.addWidget(head)
        column.addWidget(note)
        column.addWidget(self.list, 1)

    def present(self, snapshot: Snapshot) -> None:
        """Shows the units and persons of a snapshot with the number of their open tasks."""
        still = [task for task in snapshot.live_tasks if not task.is_finished]
        units, owners = Counter(t.responsible_unit for t in still), Counter(t.owner for t in still)
        bar = self.list.verticalScrollBar()
        scroll = bar.value()
        self.list.clear()
        for unit in sorted(snapshot.units.values(), key=lambda row: (row.rank, row.id)):
            if not unit.deleted:
                self._add("unit", unit.id, unit.short_name or unit.name, units[unit.id], unit.name)
        for person in sorted(snapshot.persons.values(), key=lambda row: (row.rank, row.id)):
            if not person.deleted:
                place = snapshot.unit_label(person.unit)
                self._add("owner", person.id, person.name, owners[person.id], place)
        bar.setValue(scroll)

    def target(self, at: QPoint, snapshot: Snapshot, tasks: tuple[str, ...]) -> Target | None:
        """Returns what dropping cards at a point of the screen means; None beside the list."""
        if not self.isVisible() or not self.rect().contains(self.mapFromGlobal(at)):
            self.list.setCurrentRow(-1)
            return None
        item = self.list.itemAt(self.list.viewport().mapFromGlobal(at))
        self.list.setCurrentRow(self.list.row(item) if item else -1)
        if item is None:
            return Target()
        kind, id = item.data(_KIND), str(item.data(_ROW))
        if kind == "unit":
            name, field, words = snapshot.units[id].name, "responsible_unit", "责任单位"
        else:
            name, field, words = snapshot.persons[id].name, "owner", "责任人"
        is_still = all(getattr(snapshot.tasks[task], field) == id for task in tasks)
        return Target(kind, name=name, words=f"→ {words}改为 {name}", is_still=is_still)

    def _add(self, kind: Side, id: str, name: str, count: int, hint: str) -> None:
        item = QListWidgetItem(f"{name}　{count} 项" if count else name)
        item.setData(_KIND, kind)
        item.setData(_ROW, id)
        item.setToolTip(hint)
        self.list.addItem(item)
