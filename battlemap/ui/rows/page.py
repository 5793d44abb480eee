"""台账: every kind of rows that people keep by hand, each as a list; a new kind stands here by itself."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QStackedWidget, QWidget

from battlemap.domain.kinds.catalogue import CATALOGUE
from battlemap.domain.kinds.kind import Kind
from battlemap.domain.reach import Reach
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import Step
from battlemap.theme import Theme
from battlemap.ui.page import Page, Tools
from battlemap.ui.rows.kind_list import KindList

#: px of the list of kinds.
_WIDE: Final = 132
#: px of one of its lines.
_HIGH: Final = 32
_TABLE: Final = Qt.ItemDataRole.UserRole


def kept_by_hand(kinds: Iterable[Kind] = CATALOGUE) -> tuple[Kind, ...]:
    """Returns the kinds whose rows people add, edit and remove as they like; those in the background stand last."""
    return tuple(
        sorted((kind for kind in kinds if kind.is_kept_by_hand), key=lambda kind: kind.is_background)
    )


class RowsPage(Page):
    """The kinds at the left, the rows of the chosen one beside them; each list is made when it is first chosen."""

    hears_filter = False

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        self._snapshot: Snapshot | None = None
        self._as_of = date.min
        self._can_change = True
        self._kinds = {kind.table: kind for kind in kept_by_hand()}
        self._lists: dict[str, KindList] = {}
        self.kinds = QListWidget()
        self.kinds.setAccessibleName("台账种类")
        self.kinds.setFixedWidth(_WIDE)
        for kind in self._kinds.values():
            item = QListWidgetItem(kind.noun)
            item.setData(_TABLE, kind.table)
            item.setSizeHint(QSize(0, _HIGH))
            self.kinds.addItem(item)
        self.kinds.currentItemChanged.connect(lambda *_: self._show())
        self._stack = QStackedWidget()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.kinds)
        row.addWidget(self._stack, 1)

    @property
    def shown(self) -> KindList:
        """The list in sight."""
        return self.list_of(self.kinds.currentItem().data(_TABLE))

    def choose(self, table: str) -> KindList:
        """Shows the rows of a kind."""
        self.kinds.setCurrentRow(list(self._kinds).index(table))
        return self.shown

    def list_of(self, table: str) -> KindList:
        """Returns the list of a kind, made now if it is asked for the first time."""
        if table not in self._lists:
            assert self._snapshot is not None, "nothing has been presented"
            made = KindList(self._kinds[table], self._tools, self._snapshot, self._as_of, self.refused.emit)
            made.set_can_change(self._can_change)
            self._lists[table] = made
            self._stack.addWidget(made)
        return self._lists[table]

    # -- what every page can do -------------------------------------------------------------------------------------

    def present(self, snapshot: Snapshot, as_of: date, only: frozenset[str] | None) -> None:
        """Shows everything anew; a filter for tasks is none for these rows."""
        self._snapshot, self._as_of = snapshot, as_of
        for shown in self._lists.values():
            shown.present(snapshot, as_of)
        self._count()
        if self.kinds.currentItem() is None:
            self.kinds.setCurrentRow(0)
        self._show()

    def follow(self, step: Step, reach: Reach, snapshot: Snapshot) -> None:
        """Takes a committed step."""
        self._snapshot = snapshot
        for shown in self._lists.values():
            shown.follow(step, reach, snapshot)
        if reach.touches(*self._kinds):
            self._count()

    def show_only(self, only: frozenset[str] | None) -> None:
        """Nothing: the filter is one for tasks."""

    def set_look(self, look: Theme) -> None:
        """Takes another theme."""
        for shown in self._lists.values():
            shown.set_look(look)

    def set_can_change(self, can_change: bool) -> None:
        """Allows or forbids changes."""
        self._can_change = can_change
        for shown in self._lists.values():
            shown.set_can_change(can_change)

    def begin_search(self) -> bool:
        """Puts the cursor into the list's search field."""
        if self.kinds.currentItem() is None:
            return False
        self.shown.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.shown.search.selectAll()
        return True

    def take_focus(self) -> None:
        """Takes the keyboard."""
        if self.kinds.currentItem() is not None:
            self.shown.frame.take_focus()

    def _show(self) -> None:
        if self._snapshot is not None and self.kinds.currentItem() is not None:
            self._stack.setCurrentWidget(self.shown)

    def _count(self) -> None:
        """Shows how many rows each kind has."""
        assert self._snapshot is not None
        for place, kind in enumerate(self._kinds.values()):
            count = len(self._snapshot.live_rows(kind.table))
            self.kinds.item(place).setText(f"{kind.noun}　{count}" if count else kind.noun)
