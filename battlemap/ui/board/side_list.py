"""The list beside the board: units with their persons and what they answer for; a card that is dropped there is theirs."""

from __future__ import annotations

from collections import Counter
from typing import Final, Literal

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from battlemap.domain.kinds.people import Person, Unit
from battlemap.domain.naming import addressed
from battlemap.domain.snapshot import Snapshot
from battlemap.shown.board.target import Target
from battlemap.ui.labels import label

_KIND: Final = Qt.ItemDataRole.UserRole
_ROW: Final = Qt.ItemDataRole.UserRole + 1
_PERSONAL: Final = Qt.ItemDataRole.UserRole + 2
#: What the search looks through.
_WORDS: Final = Qt.ItemDataRole.UserRole + 3
_WIDTH: Final = 190
_NO_UNIT: Final = "未定单位"

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
        self.search = QLineEdit()
        self.search.setPlaceholderText("查单位、人名")
        self.search.setAccessibleName("查单位、人名")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._search)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(4)
        head = label("责任清单", "field")
        head.setContentsMargins(12, 0, 12, 0)
        note = label("把任务卡拖到单位或人名上，即由其负责", "muted", wraps=True)
        note.setContentsMargins(12, 0, 12, 4)
        column.addWidget(head)
        column.addWidget(note)
        column.addWidget(self.search)
        column.addWidget(self.list, 1)

    def present(self, snapshot: Snapshot) -> None:
        """Shows the units of a snapshot, each with its persons below it, and the number of their open tasks."""
        still = [task for task in snapshot.live_tasks if not task.is_finished]
        units, owners = Counter(t.responsible_unit for t in still), Counter(t.owner for t in still)
        bar = self.list.verticalScrollBar()
        scroll = bar.value()
        self.list.clear()
        persons: dict[str | None, list[Person]] = {}
        for person in sorted(snapshot.persons.values(), key=lambda row: (row.rank, row.id)):
            if not person.deleted:
                unit = snapshot.units.get(person.unit) if person.unit else None
                home = unit.id if unit is not None and not unit.deleted else None
                persons.setdefault(home, []).append(person)
        for unit in sorted(snapshot.units.values(), key=lambda row: (row.rank, row.id)):
            if not unit.deleted:
                self._add_unit(unit, units[unit.id])
                for person in persons.get(unit.id, ()):
                    self._add_person(person, unit.name, owners[person.id])
        if None in persons:
            self._add_heading(_NO_UNIT)
            for person in persons[None]:
                self._add_person(person, _NO_UNIT, owners[person.id])
        bar.setValue(scroll)
        self._search(self.search.text())

    def target(self, at: QPoint, snapshot: Snapshot, tasks: tuple[str, ...]) -> Target | None:
        """Returns what dropping cards at a point of the screen means; None beside the list."""
        if not self.isVisible() or not self.rect().contains(self.mapFromGlobal(at)):
            self.list.setCurrentRow(-1)
            return None
        item = self.list.itemAt(self.list.viewport().mapFromGlobal(at))
        if item is None or not item.data(_ROW):
            self.list.setCurrentRow(-1)
            return Target()
        self.list.setCurrentItem(item)
        kind, id = item.data(_KIND), str(item.data(_ROW))
        if kind == "unit":
            name, field, words = snapshot.units[id].name, "responsible_unit", "责任单位"
        else:
            name = addressed(snapshot.persons[id], snapshot.persons.values(), snapshot.units)
            field, words = "owner", "责任人"
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

    def _search(self, text: str) -> None:
        """Leaves the rows in sight that hold the text, a unit with all its persons, a person under the unit's name."""
        wanted = text.strip().casefold()
        unit: QListWidgetItem | None = None
        unit_passes = False
        for number in range(self.list.count()):
            item = self.list.item(number)
            passes = wanted in item.data(_WORDS)
            if item.data(_KIND) != "owner":
                unit, unit_passes = item, passes
            item.setHidden(not passes and not (unit_passes and item is not unit))
            if passes and unit is not None:
                unit.setHidden(False)

    def _add_unit(self, unit: Unit, count: int) -> None:
        item = self._add("unit", unit.id, unit.label, count, unit.name, f"{unit.name}{unit.short_name}")
        font = QFont(item.font())
        font.setBold(True)
        item.setFont(font)

    def _add_person(self, person: Person, unit: str, count: int) -> None:
        name = f"{person.name}（打码）" if person.is_personal else person.name
        item = self._add("owner", person.id, f"　{name}", count, unit, person.name)
        item.setData(_PERSONAL, person.is_personal)

    def _add_heading(self, words: str) -> None:
        item = self._add("unit", "", words, 0, "", words)
        item.setFlags(Qt.ItemFlag.NoItemFlags)

    def _add(self, kind: Side, id: str, name: str, count: int, hint: str, words: str) -> QListWidgetItem:
        item = QListWidgetItem(f"{name}　{count} 项" if count else name)
        item.setData(_KIND, kind)
        item.setData(_ROW, id)
        item.setData(_WORDS, words.casefold())
        item.setToolTip(hint)
        self.list.addItem(item)
        return item
