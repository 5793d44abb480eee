"""A part of the card for any kind that belongs to a task: its rows as lines, added, edited, ticked and moved there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import attrs
from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from battlemap.commands.command import Command
from battlemap.domain.kinds.kind import Kind
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import BadInput
from battlemap.ui.card.part_list import Line, PartList
from battlemap.ui.feature import PartOfCard
from battlemap.ui.page import Tools
from battlemap.ui.rows.field_editor import DayEditor, FieldEditor, LineEditor
from battlemap.ui.rows.form import RowDialog
from battlemap.ui.rows.row_commands import RowCommands


@attrs.frozen
class PartWords:
    """How a kind's rows are told and kept in the card; `commands(task)` are those for the rows of a task.

    `quick` are the fields that stand open below the list, line by line; Enter in one of them adds a row. Without any
    a `button` asks by a form; without either none is added here. `answers` are fields that only a row that is there
    is asked for. `tick(row, is_ticked)` is what a tick means; `is_renamed` edits the words in place; a row that is not
    `is_opened` is never edited; `pastes` takes a pasted block line by line.
    """

    kind: Kind
    commands: Callable[[str], RowCommands]
    rows: Callable[[Snapshot, str], Sequence[Any]]
    line: Callable[[Any, Snapshot, date], Line]
    count: Callable[[Sequence[Any]], str]
    quick: tuple[tuple[str, ...], ...] = ()
    button: str = ""
    answers: tuple[str, ...] = ()
    hints: Mapping[str, str] = attrs.field(factory=dict)
    tick: Callable[[str, bool], Command] | None = None
    is_renamed: bool = False
    is_opened: bool = True
    pastes: Callable[[str, str], Command | None] | None = None
    most: int = 200


class PastedLines(LineEditor):
    """Emits `pasted(text)` for a pasted text of several lines: the field itself would run them together."""

    pasted = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Takes a pasted block as it is."""
        text = QGuiApplication.clipboard().text() if event.matches(QKeySequence.StandardKey.Paste) else ""
        if len(text.strip().splitlines()) > 1:
            self.pasted.emit(text)
            event.accept()
            return
        super().keyPressEvent(event)


class RowsPart(PartOfCard):
    """Each deed is one command; what is refused stays as it was typed, what is half typed goes with its task."""

    def __init__(self, words: PartWords, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words, self._tools = words, tools
        self._task = ""
        self._snapshot: Snapshot | None = None
        kind = words.kind
        self.list = PartList(kind.noun, can_rename=words.is_renamed, can_move=kind.has_rank)
        self.list.ticked.connect(self._on_ticked)
        self.list.renamed.connect(
            lambda id, text: self._run(self._commands.edit(id, {kind.name_keys[0]: text}))
        )
        self.list.opened.connect(self.open_row)
        self.list.removed.connect(lambda id: self._run(self._commands.remove(id)))
        self.list.moved.connect(self._on_moved)
        self.quick: dict[str, FieldEditor] = {}
        self.add = QPushButton(words.button)
        self.add.setAutoDefault(False)
        self.add.clicked.connect(self.add_row)
        self.add.setVisible(bool(words.button))
        self.takes_new = bool(words.quick or words.button)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addWidget(self.list)

    def __getitem__(self, key: str) -> Any:
        """Returns the widget of an open field."""
        return self.quick[key].widget

    @property
    def _commands(self) -> RowCommands:
        return self.words.commands(self._task)

    def _make(self, snapshot: Snapshot) -> None:
        """Makes the open fields, once there is something that they can offer."""
        for keys in self.words.quick:
            row = QHBoxLayout()
            row.setSpacing(4)
            for key in keys:
                row.addWidget(self._quick(key, snapshot), self.words.kind.by_key[key].width // 96)
            if self.words.button and keys is self.words.quick[-1]:
                row.addWidget(self.add)
            self._column.addLayout(row)
        if not self.words.quick:
            self._column.addWidget(self.add)

    def _quick(self, key: str, snapshot: Snapshot) -> QWidget:
        field, hint = self.words.kind.by_key[key], self.words.hints.get(key, "")
        editor = FieldEditor.of(field, snapshot, self._tools.icons, hint, is_short=True)
        if self.words.pastes is not None and key == self.words.quick[0][0]:
            lines = PastedLines()
            lines.pasted.connect(self._on_pasted)
            editor = editor.standing_in(lines, hint)
        self.quick[key] = editor
        line = editor.widget.line if isinstance(editor.widget, DayEditor) else editor.widget
        if isinstance(line, QLineEdit):
            line.returnPressed.connect(self.add_row)
        widget: QWidget = editor.widget
        return widget

    # -- showing ----------------------------------------------------------------------------------------------------

    def show_task(self, task: str, snapshot: Snapshot, as_of: date) -> str:
        """Shows the rows of a task as of a day and returns their count in words."""
        if self._snapshot is None:
            self._make(snapshot)
        is_other = task != self._task
        self._task, self._snapshot = task, snapshot
        if is_other:
            self._empty(snapshot)
        rows = self.words.rows(snapshot, task)
        self.list.show_lines([self.words.line(row, snapshot, as_of) for row in rows[: self.words.most]])
        return self.words.count(rows)

    def _empty(self, snapshot: Snapshot) -> None:
        """Empties the open fields."""
        for editor in self.quick.values():
            editor.show(editor.field.type.nothing, snapshot)

    # -- hearing ----------------------------------------------------------------------------------------------------

    def add_row(self) -> None:
        """Adds what the open fields say, or asks by the form."""
        snapshot = self._snapshot
        if snapshot is None:
            return
        if not self.quick:
            self._ask(None)
            return
        for editor in self.quick.values():
            if editor.field.is_required and not editor.written.text_of() and editor.field.type.nothing == "":
                editor.widget.setFocus()
                return
        if self._tools.deeds.attempt(self._added):
            self._empty(snapshot)
            next(iter(self._texts())).setFocus()

    def _added(self) -> None:
        assert self._snapshot is not None
        values = {}
        for key, editor in self.quick.items():
            try:
                values[key] = editor.value(self._snapshot)
            except BadInput:
                editor.widget.setFocus()
                raise
        self._tools.session.run(self._commands.add(values))

    def _texts(self) -> list[QWidget]:
        """The open fields, those for words first: the next row is typed there."""
        return sorted(
            (editor.widget for editor in self.quick.values()),
            key=lambda widget: not isinstance(widget, QLineEdit),
        )

    def _on_pasted(self, text: str) -> None:
        command = self.words.pastes(self._task, text) if self.words.pastes else None
        if command is not None and self._tools.deeds.run(command) and self._snapshot is not None:
            self._empty(self._snapshot)

    def open_row(self, id: str) -> None:
        """Shows a row in the form."""
        if self._snapshot is not None and self.words.is_opened:
            self._ask(
                next((row for row in self.words.rows(self._snapshot, self._task) if row.id == id), None)
            )

    def _ask(self, row: Any) -> None:
        assert self._snapshot is not None
        words, kind = self.words, self.words.kind
        keys = [
            field.key
            for field in kind.form_fields
            if field.key != kind.parent and (row is not None or field.key not in words.answers)
        ]
        dialog = RowDialog(
            kind,
            self._commands,
            row,
            self._snapshot,
            self._tools.icons,
            self.window(),
            keys=keys,
            hints=words.hints,
        )
        if row is not None and words.answers:
            dialog.form.begin(words.answers[0])
        self._tools.deeds.ask(dialog, dialog.answer)

    def _on_ticked(self, id: str, is_ticked: bool) -> None:
        if self.words.tick is not None:
            self._run(self.words.tick(id, is_ticked))

    def _on_moved(self, id: str, before: str | None) -> None:
        move = self._commands.move
        if move is not None:
            self._run(move(id, before))

    def _run(self, command: Command) -> None:
        if not self._tools.deeds.run(command):
            self.list.forget()
