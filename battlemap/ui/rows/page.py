"""台账 as a page: ledgers by action with their counts, below them all other rows that people keep, one kind a list."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from battlemap.domain.kinds.catalogue import CATALOGUE
from battlemap.domain.kinds.kind import Kind
from battlemap.domain.ledgers.definition import Definition
from battlemap.domain.reach import Reach
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import Step
from battlemap.shown.ledgers.ledger_book import LedgerBook
from battlemap.theme import Theme
from battlemap.ui.ledgers.ledger_desk import LedgerDesk
from battlemap.ui.ledgers.ledger_view import LedgerView
from battlemap.ui.page import Page, Tools
from battlemap.ui.rows.kind_list import KindList

#: px of the list of ledgers and kinds.
_WIDE: Final = 196
#: px of one of its lines, and of a heading.
_HIGH, _HEADING = 32, 30
_KEY: Final = Qt.ItemDataRole.UserRole
#: What a key of a ledger begins with; the others are tables.
_LEDGER: Final = "ledger:"
_OTHERS: Final = "其他"


def kept_by_hand(kinds: Iterable[Kind] = CATALOGUE) -> tuple[Kind, ...]:
    """Returns the kinds whose rows people add, edit and remove as they like; those in the background stand last."""
    return tuple(
        sorted((kind for kind in kinds if kind.is_kept_by_hand), key=lambda kind: kind.is_background)
    )


class RowsPage(Page):
    """Ledgers and kinds at the left, the rows of the chosen one beside them; each is made when it is first chosen."""

    hears_filter = False

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        self._snapshot: Snapshot | None = None
        self._as_of = date.min
        self._can_change = True
        self.book = LedgerBook(tools.session)
        self.desk = LedgerDesk(self, tools, self.book)
        self.desk.entry_wanted.connect(lambda ledger, entry: self.choose_ledger(ledger).open_record(entry))
        self._kinds = {kind.table: kind for kind in kept_by_hand()}
        self._lists: dict[str, KindList] = {}
        self._ledgers: dict[str, LedgerView] = {}
        self._lifted: set[str] = set()
        self.kinds = QListWidget()
        self.kinds.setAccessibleName("台账种类")
        self.kinds.currentItemChanged.connect(lambda *_: self._show())
        self.new = QPushButton(tools.icons.icon("add"), "新建台账…")
        self.new.setAutoDefault(False)
        self.new.setToolTip("从模板、从表格，或自己定义字段")
        self.new.clicked.connect(lambda: self._open(self.desk.new_ledger()))
        left = QWidget()
        left.setObjectName("side_list")
        left.setFixedWidth(_WIDE)
        side = QVBoxLayout(left)
        side.setContentsMargins(0, 0, 0, 6)
        side.setSpacing(6)
        side.addWidget(self.kinds, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(6, 0, 6, 0)
        foot.addWidget(self.new)
        side.addLayout(foot)
        self._stack = QStackedWidget()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(left)
        row.addWidget(self._stack, 1)

    @property
    def key(self) -> str:
        """What is chosen: a table, or a ledger."""
        item = self.kinds.currentItem()
        return item.data(_KEY) or "" if item is not None else ""

    @property
    def shown(self) -> KindList:
        """The list in sight."""
        return self.list_of(self.key)

    @property
    def ledger(self) -> LedgerView | None:
        """The ledger in sight, None where another kind is."""
        return self.ledger_view(self.key.removeprefix(_LEDGER)) if self.key.startswith(_LEDGER) else None

    def choose(self, table: str) -> KindList:
        """Shows the rows of a kind."""
        self._choose(table)
        return self.shown

    def choose_ledger(self, ledger: str) -> LedgerView:
        """Shows a ledger."""
        self._choose(f"{_LEDGER}{ledger}")
        view = self.ledger
        assert view is not None, "no such ledger"
        return view

    def _choose(self, key: str) -> None:
        for place in range(self.kinds.count()):
            if self.kinds.item(place).data(_KEY) == key:
                self.kinds.setCurrentRow(place)

    def _open(self, ledger: str) -> None:
        if ledger:
            self.choose_ledger(ledger)

    def list_of(self, table: str) -> KindList:
        """Returns the list of a kind, made now if it is asked for the first time."""
        if table not in self._lists:
            assert self._snapshot is not None, "nothing has been presented"
            made = KindList(self._kinds[table], self._tools, self._snapshot, self._as_of, self.refused.emit)
            made.set_can_change(self._can_change)
            self._lists[table] = made
            self._stack.addWidget(made)
        return self._lists[table]

    def ledger_view(self, ledger: str) -> LedgerView:
        """Returns the view of a ledger; made now if it is asked for the first time or has been defined otherwise since."""
        assert self._snapshot is not None, "nothing has been presented"
        definition = self._snapshot.definitions[ledger]
        view, is_lifted = self._ledgers.get(ledger), ledger in self._lifted
        if view is not None and (view.definition != definition or view.rows.masking.is_lifted != is_lifted):
            self._stack.removeWidget(view)
            view.deleteLater()
            view = None
        if view is None:
            view = LedgerView(definition, self.book, self._tools, is_unmasked=is_lifted)
            view.task_opened.connect(self.opened)
            view.refused.connect(self.refused)
            view.asked.connect(self.desk.do)
            view.sheet_dropped.connect(self.desk.read_sheet)
            view.print_wanted.connect(lambda ids, view=view: self.desk.print_records(view.rows, ids))
            view.unmasked.connect(self._lift)
            view.present(self._snapshot, self._as_of)
            view.set_can_change(self._can_change)
            self._ledgers[ledger] = view
            self._stack.addWidget(view)
        return view

    def _lift(self, ledger: str) -> None:
        self._lifted.add(ledger)
        self._show()

    # -- what every page can do -------------------------------------------------------------------------------------

    def present(self, snapshot: Snapshot, as_of: date, only: frozenset[str] | None) -> None:
        """Shows everything anew; a filter for tasks is none for these rows."""
        self._snapshot, self._as_of = snapshot, as_of
        self.book.take(snapshot, as_of)
        for shown in self._lists.values():
            shown.present(snapshot, as_of)
        for ledger in [id for id in self._ledgers if id not in snapshot.definitions]:
            self._drop(ledger)
        for view in self._ledgers.values():
            view.present(snapshot, as_of)
        self._fill()
        self._show()

    def follow(self, step: Step, reach: Reach, snapshot: Snapshot) -> None:
        """Takes a committed step."""
        self._snapshot = snapshot
        self.book.follow(step, snapshot)
        for shown in self._lists.values():
            shown.follow(step, reach, snapshot)
        if reach.touches("ledger", "ledger_field"):
            for ledger in [
                id for id, view in self._ledgers.items() if snapshot.definitions.get(id) != view.definition
            ]:
                self._drop(ledger)
        for view in self._ledgers.values():
            view.follow(step, reach, snapshot)
        if reach.touches("ledger", "ledger_field", "action"):
            self._fill()
            self._show()
        elif reach.touches("entry", *self._kinds):
            self._count()

    def _drop(self, ledger: str) -> None:
        view = self._ledgers.pop(ledger)
        self._stack.removeWidget(view)
        view.deleteLater()

    def show_only(self, only: frozenset[str] | None) -> None:
        """Nothing: the filter is one for tasks."""

    def set_look(self, look: Theme) -> None:
        """Takes another theme."""
        for shown in self._lists.values():
            shown.set_look(look)
        for view in self._ledgers.values():
            view.set_look(look)

    def set_can_change(self, can_change: bool) -> None:
        """Allows or forbids changes."""
        self._can_change = self.desk.can_change = can_change
        self.new.setEnabled(can_change)
        for shown in self._lists.values():
            shown.set_can_change(can_change)
        for view in self._ledgers.values():
            view.set_can_change(can_change)

    def begin_search(self) -> bool:
        """Puts the cursor into the list's search field."""
        if not self.key:
            return False
        ledger = self.ledger
        if ledger is not None:
            ledger.begin_search()
            return True
        self.shown.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.shown.search.selectAll()
        return True

    def take_focus(self) -> None:
        """Takes the keyboard."""
        ledger = self.ledger
        if ledger is not None:
            ledger.take_focus()
        elif self.key:
            self.shown.frame.take_focus()

    def places(self) -> dict[str, QRect]:
        """Returns the lines at the left by their names, and the cards and stages of a stage board in sight."""
        port = self.kinds.viewport()
        places = {}
        for place in range(self.kinds.count()):
            box = self.kinds.visualItemRect(self.kinds.item(place)).intersected(port.rect())
            if self.kinds.item(place).data(_KEY) and not box.isEmpty():
                places[self.kinds.item(place).toolTip()] = QRect(port.mapToGlobal(box.topLeft()), box.size())
        ledger = self.ledger
        return places | (ledger.places() if ledger is not None else {})

    def _show(self) -> None:
        if self._snapshot is None or not self.key:
            return
        ledger = self.ledger
        self._stack.setCurrentWidget(ledger if ledger is not None else self.shown)

    # -- the list at the left -----------------------------------------------------------------------------------------

    def _fill(self) -> None:
        """Lists the ledgers by action, then the other kinds; what was chosen stays chosen."""
        assert self._snapshot is not None
        before = self.key
        self.kinds.blockSignals(True)
        self.kinds.clear()
        for heading, ledgers in self._by_action():
            self._heading(heading)
            for definition in ledgers:
                self._line(f"{_LEDGER}{definition.ledger.id}", definition.ledger.parent is not None)
        if self._snapshot.definitions:
            self._heading(_OTHERS)
        for table in self._kinds:
            self._line(table)
        self._count()
        keys = [self.kinds.item(place).data(_KEY) for place in range(self.kinds.count())]
        self.kinds.setCurrentRow(
            keys.index(before) if before in keys else next(n for n, key in enumerate(keys) if key)
        )
        self.kinds.blockSignals(False)

    def _by_action(self) -> list[tuple[str, list[Definition]]]:
        """Returns (action, its ledgers, each followed by its children), those of no action last."""
        snapshot = self._snapshot
        assert snapshot is not None
        tops = [
            definition
            for definition in snapshot.definitions.values()
            if definition.ledger.parent not in snapshot.definitions
        ]
        grouped: dict[str, list[Definition]] = {}
        places = {action.id: action.title for action in snapshot.columns}
        for id in (*places, ""):
            for top in tops:
                own = top.ledger.action if top.ledger.action in places else ""
                if own == id:
                    below = [d for d in snapshot.definitions.values() if d.ledger.parent == top.ledger.id]
                    grouped.setdefault(places.get(id, "未归专项"), []).extend((top, *below))
        return list(grouped.items())

    def _heading(self, words: str) -> None:
        item = QListWidgetItem(words.removesuffix("专项攻坚行动"))
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setToolTip(words)
        item.setSizeHint(QSize(0, _HEADING))
        font = item.font()
        font.setPixelSize(12)
        item.setFont(font)
        self.kinds.addItem(item)

    def _line(self, key: str, is_child: bool = False) -> None:
        item = QListWidgetItem("　" if is_child else "")
        item.setData(_KEY, key)
        item.setSizeHint(QSize(0, _HIGH))
        self.kinds.addItem(item)

    def _count(self) -> None:
        """Shows how many rows each ledger and kind has."""
        assert self._snapshot is not None
        for place in range(self.kinds.count()):
            item = self.kinds.item(place)
            key = item.data(_KEY)
            if not key:
                continue
            if key.startswith(_LEDGER):
                definition = self._snapshot.definitions[key.removeprefix(_LEDGER)]
                count, name = self.book.count(definition), definition.ledger.title
                name = f"　{name}" if definition.ledger.parent else name
            else:
                count, name = len(self._snapshot.live_rows(key)), self._kinds[key].noun
            words = f"{name}　{count}" if count else name
            if item.text() != words:
                item.setText(words)
                item.setToolTip(name.strip())
