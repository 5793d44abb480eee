"""Entries registered one after the other by keyboard: Enter goes to the next field, behind the last one it registers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from battlemap.commands.entries import AddEntry
from battlemap.domain.fields.links import Files
from battlemap.domain.fields.serial import Serial
from battlemap.errors import BattlemapError
from battlemap.shown.ledgers.entry_list import EntryList
from battlemap.ui.day_field import DayField
from battlemap.ui.labels import label
from battlemap.ui.page import Tools
from battlemap.ui.rows.form import RowForm

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
#: So many of the entries registered last are named.
_NAMED = 5


class EntryForm(QWidget):
    """Emits `registered(entry)`; what is refused stays as it was typed."""

    registered = Signal(str)

    def __init__(self, rows: EntryList, tools: Tools) -> None:
        super().__init__()
        self.rows, self._tools = rows, tools
        self._done: list[str] = []
        self._can_change = True
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self.wrong = label(look="warning", wraps=True)
        self.wrong.hide()
        self.done = label(look="muted", wraps=True)
        self.add = QPushButton(tools.icons.icon("add"), f"登记{rows.definition.noun}")
        self.add.setToolTip("Ctrl+Enter")
        self.add.clicked.connect(self.register)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 8, 16, 8)
        foot.addWidget(self.done, 1)
        foot.addWidget(self.add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._area, 1)
        column.addWidget(self.wrong)
        column.addLayout(foot)
        self.wrong.setContentsMargins(16, 0, 16, 0)
        self.begin()

    def begin(self) -> None:
        """Shows an empty form."""
        rows = self.rows
        keys = [
            field.key
            for field in rows.kind.form_fields
            if field.key in rows.definition.by_key
            and not isinstance(rows.definition.by_key[field.key].type, Files | Serial)
        ]
        self.form = RowForm(rows.kind, keys, None, rows.snapshot, self._tools.icons, {}, rows.book.names)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 12, 16, 12)
        column.addWidget(self.form)
        column.addStretch(1)
        self.form.setMaximumWidth(720)
        self._area.setWidget(body)
        for editor in self.form.editors.values():
            self._line_of(editor.widget).installEventFilter(self)
        self.setFocusProxy(self._line_of(next(iter(self.form.editors.values())).widget))

    def set_can_change(self, can_change: bool) -> None:
        """Allows or forbids registering."""
        self._can_change = can_change
        self.add.setEnabled(can_change)

    def take_focus(self) -> None:
        """Puts the cursor into the first field."""
        self._lines()[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _lines(self) -> Sequence[QWidget]:
        return [self._line_of(editor.widget) for editor in self.form.editors.values()]

    @staticmethod
    def _line_of(widget: QWidget) -> QWidget:
        return widget.line if isinstance(widget, DayField) else widget

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes on, Shift+Enter back; Ctrl+Enter registers at once."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in _ENTER:
            modifiers = event.modifiers()
            lines = list(self._lines())
            if watched not in lines:
                return super().eventFilter(watched, event)
            if modifiers & Qt.KeyboardModifier.ControlModifier:
                self.register()
                return True
            is_back = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
            place = lines.index(watched) + (-1 if is_back else 1)
            if isinstance(watched, QLineEdit | QComboBox) or is_back:
                if place >= len(lines):
                    self.register()
                elif place >= 0:
                    lines[place].setFocus(Qt.FocusReason.TabFocusReason)
                    self._area.ensureWidgetVisible(lines[place])
                return True
        return super().eventFilter(watched, event)

    def register(self) -> None:
        """Registers what is typed and begins the next one; what is refused is said and stays."""
        if not self._can_change:
            return
        ledger = self.rows.definition.ledger.id
        try:
            values = {key: value for key, value in self.form.values().items() if value not in (None, "", ())}
            step = self._tools.session.run(AddEntry(ledger, values))
        except BattlemapError as error:
            self.wrong.setText(str(error))
            self.wrong.show()
            return
        self.wrong.hide()
        made = next((change.id for change in step.changes if change.table == "entry"), "") if step else ""
        title = self.rows.definition.title_field
        if title is not None:
            self._done.insert(0, title.type.show(values.get(title.key), self.rows.book.names) or "未命名")
        self.done.setText(
            f"已登记 {len(self._done)} {self.rows.definition.ledger.counter}：{'、'.join(self._done[:_NAMED])}"
        )
        self.begin()
        self.take_focus()
        self.registered.emit(made)
