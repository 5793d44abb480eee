"""What ledgers say of a card: the tallies that it follows with their figures, and the entries that are tied to it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from battlemap.commands.asked_entries import AskedEntries
from battlemap.domain.ledgers.masking import Masking
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import BadInput
from battlemap.ui.feature import PartOfCard
from battlemap.ui.page import Tools
from battlemap.ui.rows.page import RowsPage

_KEY = Qt.ItemDataRole.UserRole
#: So many entries of one ledger are named.
_MOST = 20


class LedgersPart(PartOfCard):
    """Enter or a double click leads to the ledger, and to the entry there."""

    takes_new = False

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        self.list = QListWidget()
        self.list.setAccessibleName("台账")
        self.list.setWordWrap(True)
        self.list.setToolTip("双击或回车，到台账里看")
        self.list.itemActivated.connect(self.open)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list)

    def show_task(self, task: str, snapshot: Snapshot, as_of: date) -> str:
        """Shows tallies and entries of a task and returns their number."""
        self.list.clear()
        session = self._tools.session
        # a board of the past keeps its figures in the chart; entries are told as they stand now
        tallies = 0
        for tally in snapshot.tallies_driving(task):
            asked = AskedEntries(session, snapshot.definitions[tally.ledger], as_of)
            try:
                words = asked.tally(tally).words
            except BadInput:
                continue
            tallies += 1
            self._line(
                f"{words}　带动进度", tally.ledger, "", snapshot.definitions[tally.ledger].ledger.title
            )
        entries = 0
        for id, definition in snapshot.definitions.items():
            if not any(getattr(field.type, "table", "") == "task" for field in definition.fields):
                continue
            asked = AskedEntries(session, definition, as_of)
            ids = asked.linked_to("task", task)
            entries += len(ids)
            masking, stages = Masking(definition), definition.road
            for entry in asked.entries(ids[:_MOST]):
                stage = stages.stage(entry.stage)
                words = " · ".join(filter(None, (masking.title(entry.title), stage.name if stage else "")))
                self._line(words, id, entry.id, definition.ledger.title)
            if len(ids) > _MOST:
                self._line(f"另有 {len(ids) - _MOST} {definition.counter}", id, "", definition.ledger.title)
        rows = self.list.count()
        self.list.setFixedHeight(min(220, 8 + 26 * max(1, rows)))
        parts = [f"计数 {tallies}"] if tallies else []
        return "，".join([*parts, *([f"{entries} 条"] if entries else [])])

    def _line(self, words: str, ledger: str, entry: str, title: str) -> None:
        item = QListWidgetItem(f"{title}：{words}")
        item.setData(_KEY, (ledger, entry))
        self.list.addItem(item)

    def open(self, item: QListWidgetItem) -> None:
        """Turns to the ledger, and to the entry where the line is one."""
        ledger, entry = item.data(_KEY)
        self._tools.actions["go_rows"].trigger()
        page = self.window().findChild(RowsPage)
        if page is not None:
            view = page.choose_ledger(ledger)
            if entry:
                view.open_record(entry)
