"""A register in the window: its lines in a table with their tones, the sum above them, its deeds beside that."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

import attrs
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from battlemap.commands.command import Command
from battlemap.domain.kinds.catalogue import KINDS
from battlemap.domain.risk.register import Register, RegisterCell
from battlemap.domain.snapshot import Snapshot
from battlemap.theme import Theme
from battlemap.ui.dialogs.frame import Ask
from battlemap.ui.labels import Elided, Paragraph
from battlemap.ui.page import Tools
from battlemap.ui.rows.form import RowDialog
from battlemap.ui.rows.row_commands import plain_commands

#: px that a column takes at most, and of a line.
_WIDEST: Final = 300
_HIGH: Final = 30
#: px between the words of two columns.
_GAP: Final = 14
_TONES: Final = {"red": "red", "muted": "muted"}
_ID: Final = Qt.ItemDataRole.UserRole


@attrs.frozen
class Deed:
    """A button: what it is called and what it does; where it `needs_row` it is there for a chosen line alone."""

    words: str
    do: Callable[[RegisterView], None]
    needs_row: bool = False
    tip: str = ""


@attrs.frozen
class RegisterSpec:
    """A register as a tab: its title, where it comes from, whose rows its lines are, its deeds, what an empty one says."""

    title: str
    register: Callable[[Snapshot, date], Register]
    table: str
    deeds: tuple[Deed, ...]
    none: str
    touched_by: tuple[str, ...]


class RegisterView(QWidget):
    """Follows every step that touches one of its tables; Enter and double click open the chosen row."""

    def __init__(self, spec: RegisterSpec, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.spec, self.tools = spec, tools
        self.snapshot: Snapshot | None = None
        self.as_of = date.min
        self._look = tools.look
        self._can_change = True
        self.register = Register((), (), "")
        self.buttons = {deed.words: QPushButton(deed.words) for deed in spec.deeds}
        for deed in spec.deeds:
            button = self.buttons[deed.words]
            button.setToolTip(deed.tip)
            button.clicked.connect(lambda _=False, deed=deed: deed.do(self))
        self.table, self.summary, self.nothing = QTableWidget(), Elided("muted"), Paragraph("muted")
        self.nothing.setText(spec.none)
        self.nothing.setContentsMargins(24, 16, 24, 16)
        self.table.setAccessibleName(spec.title)
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.table.setShowGrid(False)
        self.table.setAlternatingRowColors(True)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(_HIGH)
        self.table.setTabKeyNavigation(False)
        self.table.cellActivated.connect(lambda *_: self.edit())
        self.table.itemSelectionChanged.connect(self._enable)
        bar = QFrame()
        bar.setObjectName("filters")
        row = QHBoxLayout(bar)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(8)
        for button in self.buttons.values():
            row.addWidget(button)
        row.addWidget(self.summary, 1)
        self.summary.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self.nothing)
        column.addWidget(self.table, 1)
        self.setFocusProxy(self.table)

    # -- showing ----------------------------------------------------------------------------------------------------

    def present(self, snapshot: Snapshot, as_of: date) -> None:
        """Shows the register as of a day; the chosen line stays chosen."""
        chosen = self.chosen
        self.snapshot, self.as_of = snapshot, as_of
        register = self.register = self.spec.register(snapshot, as_of)
        self.summary.setText(register.summary)
        self.nothing.setVisible(not register.lines)
        self.table.blockSignals(True)
        self.table.clear()
        self.table.setColumnCount(len(register.heads))
        self.table.setRowCount(len(register.lines))
        self.table.setHorizontalHeaderLabels(register.heads)
        for y, line in enumerate(register.lines):
            for x, cell in enumerate(line.cells):
                self.table.setItem(y, x, self._item(cell, line.id))
        head = self.table.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setMaximumSectionSize(_WIDEST)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.table.resizeColumnsToContents()
        for x in range(len(register.heads)):
            self.table.setColumnWidth(x, min(_WIDEST, self.table.columnWidth(x) + _GAP))
        head.setStretchLastSection(True)
        ids = [line.id for line in register.lines]
        self.table.setCurrentCell(ids.index(chosen) if chosen in ids else 0 if ids else -1, 0)
        self.table.blockSignals(False)
        self._enable()

    def _item(self, cell: RegisterCell, id: str) -> QTableWidgetItem:
        item = QTableWidgetItem(cell.words)
        item.setData(_ID, id)
        item.setToolTip(cell.words)
        if cell.tone in _TONES:
            item.setForeground(QColor(self._look.colour(_TONES[cell.tone])))
        if cell.tone in ("red", "yellow"):
            font = item.font()
            font.setBold(True)
            item.setFont(font)
        return item

    def set_look(self, look: Theme) -> None:
        """Takes another theme."""
        self._look = look
        if self.snapshot is not None:
            self.present(self.snapshot, self.as_of)

    def set_can_change(self, can_change: bool) -> None:
        """Allows or forbids changes."""
        self._can_change = can_change
        self._enable()

    def _enable(self) -> None:
        for deed in self.spec.deeds:
            has_row = bool(self.chosen) or not deed.needs_row
            self.buttons[deed.words].setEnabled(self._can_change and has_row)

    # -- deeds ------------------------------------------------------------------------------------------------------

    @property
    def chosen(self) -> str:
        """The row of the chosen line, "" for none."""
        item = self.table.item(self.table.currentRow(), 0)
        return str(item.data(_ID)) if item is not None else ""

    def choose(self, id: str) -> None:
        """Chooses a line."""
        ids = [line.id for line in self.register.lines]
        self.table.setCurrentCell(ids.index(id), 0)

    def edit(self) -> None:
        """Shows the form of the chosen row."""
        if self.chosen and self._can_change and KINDS[self.spec.table].is_kept_by_hand:
            self.ask_row(self.spec.table, self.chosen)

    def ask_row(self, table: str, id: str | None = None, of: str = "") -> None:
        """Shows the form of a row, new or known; a new one belongs to `of`."""
        if self.snapshot is None:
            return
        kind = KINDS[table]
        home = {kind.parent: of} if of else {}
        row = self.snapshot.rows[table][id] if id else None
        dialog = RowDialog(kind, plain_commands(table, home), row, self.snapshot, self.tools.icons, self)
        self.tools.deeds.ask(dialog, dialog.answer)

    def ask(self, dialog: Ask, command: Callable[[], Command | None]) -> None:
        """Shows a dialog of a register's own until its command is carried out."""
        self.tools.deeds.ask(dialog, command)


def adding(words: str, table: str, of_chosen: bool = False, tip: str = "") -> Deed:
    """Returns the button that shows the form of a new row; `of_chosen` for one that belongs to the chosen line."""
    return Deed(
        words,
        lambda view: view.ask_row(table, None, view.chosen if of_chosen else ""),
        needs_row=of_chosen,
        tip=tip,
    )


#: The button that shows the form of the chosen line.
EDITING: Final = Deed("修改…", lambda view: view.edit(), needs_row=True)
