"""Fields that save themselves: each emits `left(value)` when it is left with another value than it was shown.

What the file did not take (`keep`) stays in the field, and is given out again when the field is left again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

from PySide6.QtCore import QEvent, QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QPlainTextEdit, QSpinBox, QWidget

#: What may stand between two names.
_BETWEEN: Final = re.compile(r"[、，,；;\s]")


class Kept:
    """What stands saved behind a field and what it gave out last: tells what of the typing may be replaced."""

    def __init__(self, value: Any) -> None:
        self._saved = self._given = value
        self._is_held = False

    def may_show(self, value: Any, typed: Any, is_written_in: bool) -> bool:
        """Whether a saved value may replace what stands in the field: not what is being typed or was not taken."""
        is_pending = typed != self._given and (is_written_in or self._is_held)
        is_known = value == self._given and is_written_in
        self._saved = self._given = value
        self._is_held = self._is_held and is_pending
        return not is_pending and not is_known

    def gives(self, typed: Any) -> bool:
        """Whether `typed` is to be given out, as it has not been before."""
        is_new = bool(typed != self._given)
        self._given, self._is_held = typed, False
        return is_new

    def settle(self) -> None:
        """Takes what was given out last for saved."""
        self._saved = self._given

    def keep(self) -> None:
        """Takes what was given out last for not saved."""
        self._is_held = self._is_held or self._given != self._saved
        self._given = self._saved

    def drop(self, typed: Any) -> None:
        """Takes what stands in the field for nobody's: it is neither saved nor kept."""
        self._saved = self._given = typed
        self._is_held = False

    def is_waiting(self, typed: Any) -> bool:
        """Whether `typed` is still to be saved."""
        return bool(typed != self._saved)

    @property
    def is_held(self) -> bool:
        """Whether something typed was not taken."""
        return self._is_held


class LineField(QLineEdit):
    """One line of text."""

    left = Signal(str)

    def __init__(self, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(hint)
        self.kept = Kept("")
        self.editingFinished.connect(self.commit)

    @property
    def typed(self) -> str:
        """What stands in the field."""
        return self.text().strip()

    def show_value(self, value: str) -> None:
        """Shows a saved value; what is being typed, or was not taken, stays."""
        if self.kept.may_show(value, self.typed, self.hasFocus()):
            self.setText(value)
            self.setCursorPosition(0)

    def commit(self) -> None:
        """Emits what was typed, if it is another value."""
        text = self.typed
        if self.kept.gives(text):
            self.left.emit(text)

    def event(self, event: QEvent) -> bool:
        """Leaves Ctrl+Z to the window while there is no typing to take back."""
        if is_idle_undo(event, self.isUndoAvailable(), self.isRedoAvailable()):
            event.ignore()
            return False
        return super().event(event)


class NamesField(LineField):
    """Several names with 、 between them, each completed from those that are offered; a new one is taken as it is."""

    def __init__(self, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(hint, parent)
        self._names = QStringListModel(self)
        # not the line's own completer: that one would complete the line as a whole
        self.offer = QCompleter(self._names, self)
        self.offer.setWidget(self)
        self.offer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.offer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.offer.activated.connect(self._take)
        self.textEdited.connect(self._complete)

    def fill(self, names: Iterable[str]) -> None:
        """Offers names."""
        self._names.setStringList(list(names))

    @property
    def _last(self) -> str:
        """The name that is being typed: the last one."""
        return _BETWEEN.split(self.text())[-1]

    def _complete(self) -> None:
        self.offer.setCompletionPrefix(self._last)
        popup = self.offer.popup()
        if self._last and self.offer.completionCount():
            self.offer.complete()
        elif popup is not None:
            popup.hide()

    def _take(self, name: str) -> None:
        before = self.text()
        self.setText(before[: len(before) - len(self._last)] + name)


class AreaField(QPlainTextEdit):
    """Several lines of text; Tab leaves it."""

    left = Signal(str)

    def __init__(self, hint: str = "", lines: int = 3, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * lines + 16)
        self.kept = Kept("")

    @property
    def typed(self) -> str:
        """What stands in the field."""
        return self.toPlainText().strip()

    def show_value(self, value: str) -> None:
        """Shows a saved value, as LineField does."""
        if self.kept.may_show(value, self.typed, self.hasFocus()) and value != self.toPlainText():
            self.setPlainText(value)

    def commit(self) -> None:
        """Emits what was typed, if it is another value."""
        text = self.typed
        if self.kept.gives(text):
            self.left.emit(text)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Saves when the field is left, not when a menu opens above it."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.commit()

    def event(self, event: QEvent) -> bool:
        """Leaves Ctrl+Z to the window while there is no typing to take back."""
        history = self.document()
        if is_idle_undo(event, history.isUndoAvailable(), history.isRedoAvailable()):
            event.ignore()
            return False
        return super().event(event)


class ChoiceField(QComboBox):
    """One of several values."""

    left = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMaxVisibleItems(20)
        self.activated.connect(self.commit)
        self._shown: Any = None

    def fill(self, rows: Iterable[tuple[Any, str]]) -> None:
        """Offers (value, text) pairs."""
        rows = list(rows)
        if [(self.itemData(index), self.itemText(index)) for index in range(self.count())] != rows:
            self.clear()
            for value, text in rows:
                self.addItem(text, value)

    def show_value(self, value: Any) -> None:
        """Shows a saved value; one that is not offered shows as nothing."""
        self._shown = value
        values = [self.itemData(index) for index in range(self.count())]
        self.setCurrentIndex(values.index(value) if value in values else -1)

    def commit(self) -> None:
        """Emits the value that was chosen, if it is another one."""
        value = self.currentData()
        if value != self._shown and self.currentIndex() >= 0:
            self._shown = value
            self.left.emit(value)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Lets the sheet scroll instead of changing the value."""
        event.ignore()


class NameField(QComboBox):
    """A name, chosen or typed; a new one is taken as it is."""

    left = Signal(str)

    def __init__(self, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMaxVisibleItems(20)
        completer = QCompleter(self.model(), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.setCompleter(completer)
        line = self.lineEdit()
        assert line is not None
        self._line = line
        self._line.setPlaceholderText(hint)
        self._line.editingFinished.connect(self.commit)
        self.activated.connect(self.commit)
        self.kept = Kept("")

    def fill(self, names: Iterable[str]) -> None:
        """Offers names; what is shown stays."""
        wanted = list(names)
        if [self.itemText(index) for index in range(self.count())] != wanted:
            text = self._line.text()
            self.clear()
            self.addItems(wanted)
            self._line.setText(text)

    @property
    def typed(self) -> str:
        """What stands in the field."""
        return self._line.text().strip()

    def show_value(self, value: str) -> None:
        """Shows a saved name, as LineField does."""
        if self.kept.may_show(value, self.typed, self._line.hasFocus()):
            self.setEditText(value)
            self._line.setCursorPosition(0)

    def commit(self) -> None:
        """Emits the name, if it is another one."""
        text = self.typed
        if self.kept.gives(text):
            self.left.emit(text)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Lets the sheet scroll instead of changing the value."""
        event.ignore()


class PercentField(QSpinBox):
    """0 … 100 %."""

    left = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setRange(0, 100)
        self.setSingleStep(5)
        self.setSuffix(" %")
        self.lineEdit().setTextMargins(6, 0, 0, 0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.editingFinished.connect(self.commit)
        self.kept = Kept(0)

    @property
    def typed(self) -> int:
        """What stands in the field."""
        return self.value()

    def show_value(self, value: int) -> None:
        """Shows a saved value, as LineField does."""
        if self.kept.may_show(value, self.typed, self.hasFocus()):
            self.setValue(value)

    def commit(self) -> None:
        """Emits the value, if it is another one."""
        value = self.typed
        if self.kept.gives(value):
            self.left.emit(value)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Lets the sheet scroll instead of changing the value."""
        event.ignore()


def is_idle_undo(event: QEvent, can_undo: bool, can_redo: bool) -> bool:
    """Whether the event asks a field if it wants Ctrl+Z or Ctrl+Y while it has nothing to take back."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    return (event.matches(QKeySequence.StandardKey.Undo) and not can_undo) or (
        event.matches(QKeySequence.StandardKey.Redo) and not can_redo
    )
