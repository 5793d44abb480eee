"""Editors in the cells of a list: a choice, a name with suggestions, a number, a day in words, a text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, cast

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from battlemap.ui.fields import NameField
from battlemap.ui.list.model import ListModel

Index = QModelIndex | QPersistentModelIndex
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
#: Lines of text that an editor for long texts shows.
_LINES: Final = 4
#: Ways of editing in which one of several words is chosen, and in which a name is chosen or typed.
_CHOICES: Final = ("choice", "switch")
_NAMES: Final = ("name", "row")


class CellEditors(QStyledItemDelegate):
    """Makes the editor that fits a column; `leave(down, right)` is told where the cursor goes after Enter and Tab.

    What is refused stays in its cell as it was typed: the editor opens again.
    """

    def __init__(self, model: ListModel, leave: Callable[[int, int], None], view: QAbstractItemView) -> None:
        super().__init__(view)
        self._model, self._leave, self._view = model, leave, view
        self._refused: tuple[str, str, str] | None = None

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Returns the editor that fits the column."""
        column, id = self._model.columns[index.column()], self._model.ids[index.row()]
        made: QWidget
        if column.editing in _CHOICES:
            made = QComboBox(parent)
            made.setMaxVisibleItems(20)
            made.addItems(list(self._model.rows.choices(id, column.key)))
            made.activated.connect(lambda: self._close(made))
            QTimer.singleShot(0, made, made.showPopup)
        elif column.editing in _NAMES:
            made = NameField(parent=parent)
            made.fill(self._model.rows.choices(id, column.key))
        elif column.editing == "text":
            made = QPlainTextEdit(parent)
            made.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        else:
            line = QLineEdit(parent)
            line.setPlaceholderText("日期，或 11月底前" if column.editing == "day" else column.field.hint)
            made = line
        made.setAccessibleName(column.title)
        made.setObjectName("cell_editor")
        return made

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Shows what the cell holds, or what was typed and refused before."""
        id, key = self._at(index)
        text = self._model.rows.typed(id, key)
        if self._refused is not None and self._refused[:2] == (id, key):
            text, self._refused = self._refused[2], None
        if isinstance(editor, NameField):
            editor.setEditText(text)
            line = editor.lineEdit()
            if line is not None:
                line.selectAll()
        elif isinstance(editor, QComboBox):
            editor.setCurrentIndex(self._model.rows.chosen(id, key))
        elif isinstance(editor, QPlainTextEdit):
            editor.setPlainText(text)
            editor.selectAll()
        elif isinstance(editor, QLineEdit):
            editor.setText(text)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Hands on what was typed, or chosen anew."""
        if not index.isValid():
            return
        id, key = self._at(index)
        if isinstance(editor, QComboBox):
            text = editor.currentText()
            if not editor.isEditable() and editor.currentIndex() == self._model.rows.chosen(id, key):
                return
        elif isinstance(editor, QPlainTextEdit):
            text = editor.toPlainText()
        else:
            text = cast(QLineEdit, editor).text()
        if not model.setData(index, text) and not (isinstance(editor, QComboBox) and not editor.isEditable()):
            self._refused = (id, key, text)
            QTimer.singleShot(0, self._view, lambda: self.edit_cell(id, key))

    def edit_cell(self, id: str, key: str) -> None:
        """Opens the editor of a cell, if it is listed."""
        row = self._model.row(id)
        if row is not None:
            index = self._model.index(row, self._model.place[key])
            self._view.setCurrentIndex(index)
            self._view.edit(index)

    def _at(self, index: Index) -> tuple[str, str]:
        return self._model.ids[index.row()], self._model.keys[index.column()]

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
