"""A USB scanner at the keyboard: a burst of keys that ends with Enter is a card's code, not shortcuts."""

from __future__ import annotations

from contextlib import suppress
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QMainWindow,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

#: Milliseconds within which a scanner sends its next key; people need more than twice as long.
GAP: Final = 50
#: The shortest code: A-01.
_LEAST: Final = 4
_TYPING: Final = (
    QLineEdit, QTextEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox, QAbstractItemView,
)  # fmt: skip
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PLAIN: Final = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)


class Scanner(QObject):
    """Emits `scanned(code)`; a letter that is no scan reaches its shortcut or widget after `GAP`.

    Only keys that go to `window` itself count, not those typed into fields or dialogs.
    """

    scanned = Signal(str)

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._keys: list[QKeyEvent] = []
        self._target: QWidget | None = None
        self._is_passing = False
        self._timer = QTimer(self, singleShot=True, interval=GAP)
        self._timer.timeout.connect(self._pass_on)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            # keys and the question whether they are shortcuts go to the widget with the keyboard first; a filter on
            # the application would be asked of every paint and mouse move too
            application.focusChanged.connect(self._on_focus)
            self._on_focus(None, application.focusWidget())

    def _on_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        if old is not None:
            with suppress(RuntimeError):  # Qt has destroyed it already
                old.removeEventFilter(self)
        if new is not None:
            new.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Holds back what may be a scan."""
        kind = event.type()
        if kind not in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress) or self._is_passing:
            return False
        if not isinstance(event, QKeyEvent) or not isinstance(watched, QWidget) or not self._hears(watched):
            return False
        is_code, is_end = self._may_be_code(event), event.key() in _ENTER and bool(self._keys)
        if kind == QEvent.Type.ShortcutOverride:
            if is_code or is_end:
                # the shortcut waits; the key comes as a press
                event.accept()
                return True
            return False
        if is_end:
            self._end()
            return True
        if not is_code:
            self._pass_on()
            return False
        self._keys.append(event.clone())
        self._target = watched
        self._timer.start()
        return True

    def _hears(self, watched: QWidget) -> bool:
        return (
            watched.window() is self._window
            and QApplication.activeModalWidget() is None
            and not isinstance(watched, _TYPING)
        )

    def _may_be_code(self, event: QKeyEvent) -> bool:
        text = event.text()
        if event.isAutoRepeat() or event.modifiers() not in _PLAIN or len(text) != 1 or not text.isascii():
            return False
        return text.isalpha() or (bool(self._keys) and (text.isdigit() or text == "-"))

    def _end(self) -> None:
        code = "".join(key.text() for key in self._keys)
        if len(code) < _LEAST:
            self._pass_on()
            return
        self._timer.stop()
        self._keys = []
        self.scanned.emit(code)

    def _pass_on(self) -> None:
        """Gives the held keys to whom they were meant for."""
        self._timer.stop()
        keys, self._keys = self._keys, []
        self._is_passing = True
        try:
            for key in keys:
                self._give(key)
        finally:
            self._is_passing = False

    def _give(self, key: QKeyEvent) -> None:
        typed = QKeySequence(key.keyCombination())
        for action in self._window.actions():
            if action.isEnabled() and any(typed == shortcut for shortcut in action.shortcuts()):
                action.trigger()
                return
        if self._target is not None:
            QApplication.sendEvent(self._target, key)
