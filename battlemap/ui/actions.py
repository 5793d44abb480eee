"""The window's QActions, made from what the features offer: menus and buttons show these and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from battlemap.ui.icons import IconBook

if TYPE_CHECKING:
    from battlemap.ui.feature import MenuEntry


class Actions:
    """The actions by name: ``actions["undo"]``; they belong to the window they were made for."""

    def __init__(self, window: QWidget, icons: IconBook, entries: Iterable[MenuEntry[Any]] = ()) -> None:
        self._window, self._icons = window, icons
        self._needs: dict[str, set[str]] = {}
        self._made: dict[str, QAction] = {}
        self.add(entries)

    def add(self, entries: Iterable[MenuEntry[Any]]) -> None:
        """Makes the actions of more entries."""
        for entry in entries:
            action = QAction(entry.text, self._window)
            action.setObjectName(entry.name)
            action.setIconText(words(entry.text))
            action.setCheckable(entry.is_checkable)
            action.setShortcuts([QKeySequence(keys) for keys in entry.keys])
            if entry.icon:
                action.setIcon(self._icons.icon(entry.icon))
            action.setToolTip(with_keys(entry.tip or words(entry.text), entry.keys))
            action.setStatusTip(entry.tip)
            self._window.addAction(action)
            self._made[entry.name] = action
            self._needs[entry.name] = set(entry.needs.split())

    def __getitem__(self, name: str) -> QAction:
        return self._made[name]

    def allow(self, facts: set[str]) -> None:
        """Enables what can be done where `facts` hold: campaign, writing, selection, filter, undo, redo."""
        for name, action in self._made.items():
            action.setEnabled(self._needs[name] <= facts)


def words(text: str) -> str:
    """Returns an action's text without mnemonic and dots: 「打开(&O)…」 is 「打开」."""
    head = text.split("(&", 1)[0]
    return head.rstrip("…")


def with_keys(text: str, keys: tuple[str, ...]) -> str:
    """Returns a tool tip with an action's first keys behind it."""
    return f"{text}（{spoken(keys[0])}）" if keys else text


def spoken(keys: str) -> str:
    """Returns a key sequence as people say it: Ctrl+Del for Ctrl+Delete."""
    return keys.replace("Delete", "Del").replace("Ctrl+=", "Ctrl++")
