"""The tallies (计数) of a ledger with their figures: added, changed, deleted, each a step of its own."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from battlemap.commands.asked_entries import AskedEntries
from battlemap.commands.ledgers import RemoveTally
from battlemap.commands.session import Session
from battlemap.domain.kinds.tally import Tally
from battlemap.domain.ledgers.entry_filter import EntryFilter
from battlemap.domain.ledgers.rates import condition_words
from battlemap.errors import BadInput
from battlemap.ui.deeds import Deeds
from battlemap.ui.dialogs.frame import closing
from battlemap.ui.labels import label, tip
from battlemap.ui.ledgers.tally_dialog import TallyDialog


class TalliesDialog(QDialog):
    """Lists the tallies of one ledger."""

    def __init__(
        self, ledger: str, session: Session, deeds: Deeds, can_change: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._ledger, self._session, self._deeds, self._can_change = ledger, session, deeds, can_change
        definition = session.snapshot.definitions[ledger]
        self.setWindowTitle(f"“{definition.title}”的计数")
        self.table = QTableWidget(0, 4)
        self.table.setAccessibleName("计数")
        self.table.setHorizontalHeaderLabels(["计数", "现在", "带动任务", "条件"])
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.table.verticalHeader().hide()
        for place, width in enumerate((170, 130, 170)):
            self.table.setColumnWidth(place, width)
        self.table.horizontalHeader().setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        self.table.itemDoubleClicked.connect(lambda _: self.change())
        self.table.itemSelectionChanged.connect(self._allow)
        about = "计数算出台账里有多少条、合计多少；写了目标数并选定任务的，任务进度在同一步跟着变。"
        row = QHBoxLayout()
        self.buttons: dict[str, QPushButton] = {}
        for name, words, deed in (
            ("add", "增加…", self.add),
            ("change", "修改…", self.change),
            ("remove", "删除", self.remove),
        ):
            button = self.buttons[name] = QPushButton(words)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, deed=deed: deed())
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(closing(self))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(label(about, "muted", wraps=True))
        column.addWidget(self.table, 1)
        column.addLayout(row)
        self.resize(760, 400)
        self.show_tallies()

    @property
    def tallies(self) -> tuple[Tally, ...]:
        """The tallies in order."""
        return self._session.snapshot.tallies_of(self._ledger)

    def show_tallies(self) -> None:
        """Lists the tallies with what they come to."""
        session = self._session
        snapshot, definition = session.snapshot, session.snapshot.definitions[self._ledger]
        asked = AskedEntries(session, definition, session.clock().date())
        row = self.table.currentRow()
        self.table.setRowCount(len(self.tallies))
        for place, tally in enumerate(self.tallies):
            try:
                figure = asked.tally(tally)
                now = f"{figure.figures}{f'　{figure.progress}%' if figure.target else ''}"
                wanted = EntryFilter.from_json(tally.wanted).conditions
                words = "；".join(condition_words(one, definition, snapshot) for one in wanted) or "全部"
            except BadInput as error:
                now, words = "算不出", str(error)
            task = snapshot.tasks.get(tally.task or "")
            driven = f"{task.code}　{task.title}" if task else ""
            for column, text in enumerate((tally.title, now, driven, words)):
                item = QTableWidgetItem(text)
                item.setToolTip(tip(text))
                self.table.setItem(place, column, item)
        if self.tallies:
            self.table.selectRow(max(0, min(row, len(self.tallies) - 1)))
        self._allow()

    def _allow(self) -> None:
        is_one = 0 <= self.table.currentRow() < len(self.tallies)
        self.buttons["add"].setEnabled(self._can_change)
        for name in ("change", "remove"):
            self.buttons[name].setEnabled(self._can_change and is_one)

    def _ask(self, tally: Tally | None) -> None:
        definition = self._session.snapshot.definitions[self._ledger]
        dialog = TallyDialog(definition, self._session, tally, self)
        self._deeds.ask(dialog, dialog.answer)
        self.show_tallies()

    def add(self) -> None:
        """Asks for a new tally."""
        self._ask(None)

    def change(self) -> None:
        """Asks for changes of the chosen tally."""
        row = self.table.currentRow()
        if self._can_change and 0 <= row < len(self.tallies):
            self._ask(self.tallies[row])

    def remove(self) -> None:
        """Deletes the chosen tally; the card that it drove stays as it is."""
        row = self.table.currentRow()
        if 0 <= row < len(self.tallies):
            self._deeds.run(RemoveTally(self.tallies[row].id))
            self.show_tallies()
