"""The list beside the board: units and persons with what they answer for; a card that is dropped there is theirs."""

from __future__ import annotations

from collections import Counter
from typing import Final, Literal

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from battlemap.domain.snapshot import Snapshot
from battlemap.shown.board.target import Target
from battlemap.ui.plain import label

_KIND: Final = Qt.ItemDataRole.UserRole
_ROW: Final = Qt.ItemDataRole.UserRole + 1
_PERSONAL: Final = Qt.ItemDataRole.UserRole + 2
_WIDTH: Final = 190

Side = Literal["unit", "owner"]


class SideList(QFrame):
    """Shows whose the open tasks are; `target` tells what a drop on it would mean.

    Emits `personal_wanted(person, is_personal)` when a name is to be masked on walls, or no longer.
    """

    personal_wanted = Signal(str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("side_list")
        self.setFixedWidth(_WIDTH)
        self.list = QListWidget()
        self.list.setAccessibleName("责任单位和责任人")
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._on_menu)
        self.can_change = True
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
                name = f"{person.name}（打码）" if person.is_personal else person.name
                self._add("owner", person.id, name, owners[person.id], place)
                self.list.item(self.list.count() - 1).setData(_PERSONAL, person.is_personal)
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

    def menu_for(self, item: QListWidgetItem) -> QMenu | None:
        """Returns the menu of a person's row; None for a unit, and where nothing can be changed."""
        if item.data(_KIND) != "owner" or not self.can_change:
            return None
        menu = QMenu(self)
        mask = menu.addAction("姓名上墙打码（张某某）")
        mask.setCheckable(True)
        mask.setChecked(bool(item.data(_PERSONAL)))
        id = str(item.data(_ROW))
        mask.triggered.connect(lambda is_on: self.personal_wanted.emit(id, is_on))
        return menu

    def _on_menu(self, at: QPoint) -> None:
        item = self.list.itemAt(at)
        menu = self.menu_for(item) if item else None
        if menu is not None:
            menu.exec(self.list.viewport().mapToGlobal(at))

    def _add(self, kind: Side, id: str, name: str, count: int, hint: str) -> None:
        item = QListWidgetItem(f"{name}　{count} 项" if count else name)
        item.setData(_KIND, kind)
        item.setData(_ROW, id)
        item.setToolTip(hint)
        self.list.addItem(item)
