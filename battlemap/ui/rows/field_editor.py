"""How a field of any kind is edited: one widget per way of editing, all speaking the text that the field's type reads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final, Protocol

import attrs
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QCompleter, QLineEdit, QPlainTextEdit, QWidget

from battlemap.domain.fields.field_type import Editor
from battlemap.domain.fields.kept import Unread
from battlemap.domain.fields.names import Names
from battlemap.domain.fields.worded_day import WordedDay, said_of
from battlemap.domain.kinds.field import Field
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import BadInput
from battlemap.ui.day_field import DayField
from battlemap.ui.fields import PercentField
from battlemap.ui.icons import IconBook

#: px of a field for long text.
_TEXT_HIGH: Final = 72
_YES, _NO = "是", "否"


class Written(Protocol):
    """What every widget here can do."""

    def show_text(self, text: str) -> None:
        """Shows a value as the field's type tells it."""
        ...

    def text_of(self) -> str:
        """Returns what is typed or chosen."""
        ...


class LineEditor(QLineEdit):
    """One line."""

    def show_text(self, text: str) -> None:
        """Shows a text."""
        self.setText(text)
        self.setCursorPosition(0)

    def text_of(self) -> str:
        """Returns the text."""
        return self.text().strip()


class TextEditor(QPlainTextEdit):
    """Several lines; Tab leaves it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setFixedHeight(_TEXT_HIGH)

    def show_text(self, text: str) -> None:
        """Shows a text."""
        self.setPlainText(text)

    def text_of(self) -> str:
        """Returns the text."""
        return self.toPlainText().strip()


class DayEditor(DayField):
    """A day in figures or words, or picked from a calendar."""

    def show_text(self, text: str) -> None:
        """Shows a day."""
        day, words = self.understood(text)
        self.show_value(day, words, self.campaign)

    def text_of(self) -> str:
        """Returns what is typed."""
        return self.line.text().strip()


class PercentEditor(PercentField):
    """0 … 100 %."""

    def show_text(self, text: str) -> None:
        """Shows a percentage."""
        figures = text.removesuffix("%").strip()
        self.setValue(int(figures) if figures.isdecimal() else 0)

    def text_of(self) -> str:
        """Returns the figures."""
        return str(self.value())


class SwitchEditor(QCheckBox):
    """Yes or no."""

    def show_text(self, text: str) -> None:
        """Ticks it for yes."""
        self.setChecked(text == _YES)

    def text_of(self) -> str:
        """Returns 是 or 否."""
        return _YES if self.isChecked() else _NO


class ChoiceEditor(QComboBox):
    """One of several words."""

    def __init__(self, options: list[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.addItems(options)

    def show_text(self, text: str) -> None:
        """Shows a word; one that is not offered any more is added."""
        if self.findText(text) < 0:
            self.addItem(text)
        self.setCurrentIndex(self.findText(text))

    def text_of(self) -> str:
        """Returns the word."""
        return self.currentText().strip()


class NameEditor(ChoiceEditor):
    """The name of another row, chosen or typed."""

    def __init__(self, options: list[str], parent: QWidget | None = None) -> None:
        super().__init__(options, parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = QCompleter(self.model(), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCompleter(completer)

    def show_text(self, text: str) -> None:
        """Shows a name."""
        self.setEditText(text)


def _words(field: Field, snapshot: Snapshot) -> list[str]:
    return [word for _, word in field.type.options(snapshot)]


def _day(field: Field, snapshot: Snapshot, icons: IconBook) -> QWidget:
    editor = DayEditor(icons)
    editor.show_value(None, "", snapshot.campaign)
    return editor


#: Way of editing → what makes its widget.
_MAKERS: Final[Mapping[Editor, Callable[[Field, Snapshot, IconBook], QWidget]]] = {
    "line": lambda field, snapshot, icons: LineEditor(),
    "text": lambda field, snapshot, icons: TextEditor(),
    "number": lambda field, snapshot, icons: LineEditor(),
    "percent": lambda field, snapshot, icons: PercentEditor(),
    "day": _day,
    "moment": lambda field, snapshot, icons: LineEditor(),
    "switch": lambda field, snapshot, icons: SwitchEditor(),
    "choice": lambda field, snapshot, icons: ChoiceEditor(_words(field, snapshot)),
    "row": lambda field, snapshot, icons: NameEditor(_words(field, snapshot)),
}


@attrs.frozen(eq=False)
class FieldEditor:
    """A field with its widget."""

    field: Field
    widget: Any
    #: What the field showed and what it stood for, where the text alone does not tell the value.
    _shown: list[tuple[str, Any]] = attrs.field(factory=list, init=False)

    @classmethod
    def of(
        cls, field: Field, snapshot: Snapshot, icons: IconBook, hint: str = "", *, is_short: bool = False
    ) -> FieldEditor:
        """Returns the editor of a field, empty; `hint` is shown while nothing is typed.

        One that `is_short` has one line for a long text as well.
        """
        way: Editor = "line" if is_short and field.type.editor == "text" else field.type.editor
        widget = _MAKERS[way](field, snapshot, icons)
        widget.setAccessibleName(field.title)
        wanted = hint or field.hint
        line = widget.line if isinstance(widget, DayEditor) else widget
        if wanted and isinstance(line, QLineEdit | QPlainTextEdit):
            line.setPlaceholderText(wanted)
        return cls(field, widget)

    def standing_in(self, widget: QWidget, hint: str) -> FieldEditor:
        """Returns the editor with another line that is filled in its stead."""
        line = widget
        assert isinstance(line, LineEditor)
        line.setAccessibleName(self.field.title)
        line.setPlaceholderText(hint)
        return FieldEditor(self.field, line)

    @property
    def written(self) -> Written:
        """The widget as what is written in it."""
        written: Written = self.widget
        return written

    def show(self, value: Any, names: Names) -> None:
        """Shows a value; a day in the words in which it was told."""
        said = said_of(value)
        if said and isinstance(self.widget, DayEditor):
            self.widget.show_value(value, said, self.widget.campaign)
        else:
            self.written.show_text(self.field.type.show(value, names))
        self._shown[:] = [(self.written.text_of(), value)] if said or isinstance(value, Unread) else []

    def value(self, names: Names) -> Any:
        """Returns the value that is typed; raises BadInput that names the field.

        What could not be read stays as it was written until somebody types over it; so do the words of a day.
        """
        text = self.written.text_of()
        for shown, before in self._shown:
            if text == shown:
                return before
        try:
            value = self.field.type.read(text, names)
        except BadInput as error:
            raise BadInput(f"{self.field.name}：{error}", error.detail) from error
        is_over_words = type(value) is date and any(said_of(before) for _, before in self._shown)
        return WordedDay(value.year, value.month, value.day) if is_over_words else value
