"""Editors in the cells of the task list: a choice, a name with suggestions, a number, a day in words, a text."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from battlemap import wording
from battlemap.domain.kinds.task import LANES
from battlemap.domain.looking.task_columns import COLUMNS
from battlemap.ui.fields import NameField
from battlemap.ui.list.model import TaskTable

Index = QModelIndex | QPersistentModelIndex
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
#: Lines of text that an editor for long texts shows.
_LINES = 4


class CellEditors(QStyledItemDelegate):
    """Makes the editor that fits a column; `leave(down, right)` is told where the cursor goes after Enter and Tab."""

    def __init__(
        self, model: TaskTable, leave: Callable[[int, int], None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._model, self._leave = model, leave

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Returns the editor that fits the column."""
        column, task = COLUMNS[index.column()], self._model.ids[index.row()]
        made: QWidget
        if column.editing == "choice":
            made = QComboBox(parent)
            made.setMaxVisibleItems(20)
            for text in self._choices(task, column.key):
                made.addItem(text)
            made.activated.connect(lambda: self._close(made))
            QTimer.singleShot(0, made, made.showPopup)
        elif column.editing == "name":
            made = NameField(parent=parent)
            made.fill(self._names(task, column.key))
        elif column.editing == "text":
            made = QPlainTextEdit(parent)
            made.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        else:
            line = QLineEdit(parent)
            line.setPlaceholderText("日期，或 11月底前" if column.editing == "day" else "")
            made = line
        made.setAccessibleName(column.title)
        made.setObjectName("cell_editor")
        return made

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Shows what the cell holds."""
        task, key = self._model.ids[index.row()], COLUMNS[index.column()].key
        text = self._model.text(task, key)
        if isinstance(editor, NameField):
            editor.setEditText(text)
            line = editor.lineEdit()
            if line is not None:
                line.selectAll()
        elif isinstance(editor, QComboBox):
            editor.setCurrentIndex(self._chosen(editor, task, key, text))
        elif isinstance(editor, QPlainTextEdit):
            editor.setPlainText(text)
            editor.selectAll()
        elif isinstance(editor, QLineEdit):
            known = self._model.known(task).task
            editor.setText(known.due_text or text if key == "due_on" else text)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Hands on what was typed, or chosen anew."""
        if isinstance(editor, QComboBox):
            text = editor.currentText()
            task, key = self._model.ids[index.row()], COLUMNS[index.column()].key
            if not editor.isEditable() and editor.currentIndex() == self._chosen(
                editor, task, key, self._model.text(task, key)
            ):
                return
        elif isinstance(editor, QPlainTextEdit):
            text = editor.toPlainText()
        else:
            text = cast(QLineEdit, editor).text()
        if index.isValid():
            model.setData(index, text)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Gives long texts and choices more room than the cell, within the table."""
        box = option.rect
        if isinstance(editor, QPlainTextEdit):
            height = editor.fontMetrics().lineSpacing() * _LINES + 16
            box.setHeight(max(box.height(), height))
        if isinstance(editor, QComboBox):
            box.setWidth(max(box.width(), min(320, editor.sizeHint().width() + 24)))
        ground = editor.parentWidget()
        if ground is not None:
            box.moveBottom(min(box.bottom(), max(ground.height() - 1, box.height() - 1)))
            box.moveRight(min(box.right(), max(ground.width() - 1, box.width() - 1)))
        editor.setGeometry(box)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Enter takes what was typed and goes down, Tab goes right; Alt+Enter breaks a line, as in Excel."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(editor, event)
        widget, modifiers = cast(QWidget, editor), event.modifiers()
        is_shifted = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        if event.key() in _ENTER:
            if isinstance(widget, QPlainTextEdit) and modifiers & Qt.KeyboardModifier.AltModifier:
                widget.insertPlainText("\n")
                return True
            self._close(widget)
            self._leave(-1 if is_shifted else 1, 0)
            return True
        if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self._close(widget)
            self._leave(0, -1 if event.key() == Qt.Key.Key_Backtab else 1)
            return True
        return super().eventFilter(editor, event)

    def _close(self, editor: QWidget) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)

    # -- what is offered ----------------------------------------------------------------------------------------

    def _choices(self, task: str, key: str) -> list[str]:
        snapshot = self._model.snapshot
        if key == "lane":
            return [wording.LANES[lane] for lane in LANES]
        if key == "emphasis":
            return ["无", *wording.EMPHASES.values()]
        if key == "action":
            return [f"{action.ordinal}、{action.title}" for action in snapshot.columns]
        measures = snapshot.measures_of(snapshot.tasks[task].action)
        return ["", *(f"{measure.number}. {measure.title}" for measure in measures)]

    def _chosen(self, editor: QComboBox, task: str, key: str, text: str) -> int:
        snapshot, known = self._model.snapshot, self._model.snapshot.tasks[task]
        if key == "action":
            return [action.id for action in snapshot.columns].index(known.action)
        if key == "measure":
            ids = [None, *(measure.id for measure in snapshot.measures_of(known.action))]
            return ids.index(known.measure) if known.measure in ids else 0
        return max(0, editor.findText(text))

    def _names(self, task: str, key: str) -> list[str]:
        snapshot = self._model.snapshot
        if key == "responsible_unit":
            units = [unit for unit in snapshot.units.values() if not unit.deleted]
            return [unit.label for unit in sorted(units, key=lambda unit: unit.rank)]
        own = snapshot.tasks[task].responsible_unit
        persons = [person for person in snapshot.persons.values() if not person.deleted]
        persons.sort(key=lambda person: (person.unit != own, person.rank))
        return list(dict.fromkeys(person.name for person in persons))
