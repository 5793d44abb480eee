"""The pages of one campaign, one of them in sight: each is made on its first visit and told only what it shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from battlemap.domain.reach import Reach
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import Step
from battlemap.theme import Theme
from battlemap.ui.view import View

BOARD: Final = "board"

_ROOM: Final = QSizePolicy.Policy.Preferred
_NO_ROOM: Final = QSizePolicy.Policy.Ignored


class Ground(QStackedWidget):
    """The board hears everything; another page that is out of sight is shown anew when it comes back.

    `make(name)` makes a page. Emits the signals of its pages and `turned(name)` when another one is shown.
    """

    opened = Signal(str)
    selection_changed = Signal(object)
    refused = Signal(str)
    turned = Signal(str)

    def __init__(
        self, board: View, make: Mapping[str, Callable[[], View]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._make = make
        self._views: dict[str, View] = {}
        self._stale: set[str] = set()
        self._facts: tuple[Snapshot, date, frozenset[str] | None] | None = None
        self._look: Theme | None = None
        self._selected: tuple[str, ...] = ()
        self._can_change = self._moves = True
        self.name = BOARD
        self._add(BOARD, board)

    @property
    def current(self) -> View:
        """The page in sight."""
        return self._views[self.name]

    def view(self, name: str) -> View:
        """Returns a page, made now if it is asked for the first time."""
        if name not in self._views:
            self._add(name, self._make[name]())
            self._stale.add(name)
        return self._views[name]

    def turn_to(self, name: str) -> None:
        """Shows a page as things are now."""
        view = self.view(name)
        if name in self._stale:
            self._renew(name, view)
        # a page out of sight claims no room
        self.current.setSizePolicy(_NO_ROOM, _NO_ROOM)
        self.name = name
        view.setSizePolicy(_ROOM, _ROOM)
        self.setCurrentWidget(view)
        self.turned.emit(name)

    def present(self, snapshot: Snapshot, as_of: date, only: frozenset[str] | None) -> None:
        """Shows everything anew."""
        self._facts = (snapshot, as_of, only)
        for view in self._heard():
            view.present(snapshot, as_of, only)

    def follow(self, step: Step, reach: Reach, snapshot: Snapshot) -> None:
        """Takes a committed step."""
        if self._facts is not None:
            self._facts = (snapshot, *self._facts[1:])
        for view in self._heard():
            view.follow(step, reach, snapshot)

    def show_only(self, only: frozenset[str] | None) -> None:
        """Shows these tasks alone, all of them for None."""
        if self._facts is not None:
            self._facts = (*self._facts[:2], only)
        for view in self._heard():
            view.show_only(only)

    def set_look(self, look: Theme) -> None:
        """Has every page take another theme."""
        self._look = look
        for view in self._heard():
            view.set_look(look)

    def select(self, tasks: Sequence[str]) -> None:
        """Marks these tasks on the page in sight and on the board."""
        self._selected = tuple(tasks)
        for view in self._heard():
            view.select(self._selected)

    def set_can_change(self, can_change: bool) -> None:
        """Allows or forbids changes on every page."""
        self._can_change = can_change
        for view in self._views.values():
            view.set_can_change(can_change)

    def set_motion(self, moves: bool) -> None:
        """Allows or forbids on every page whatever blinks or moves by itself."""
        self._moves = moves
        for view in self._views.values():
            view.set_motion(moves)

    def _add(self, name: str, view: View) -> None:
        self._views[name] = view
        view.opened.connect(self.opened)
        view.selection_changed.connect(lambda tasks: self._on_selected(view, tuple(tasks)))
        view.refused.connect(self.refused)
        view.set_can_change(self._can_change)
        view.set_motion(self._moves)
        self.addWidget(view)

    def _heard(self) -> list[View]:
        """The pages that are told at once; the others are marked stale."""
        self._stale |= self._views.keys() - {self.name, BOARD}
        return [self._views[name] for name in dict.fromkeys((BOARD, self.name))]

    def _renew(self, name: str, view: View) -> None:
        if self._look is not None:
            view.set_look(self._look)
        if self._facts is not None:
            view.present(*self._facts)
        view.select(self._selected)
        self._stale.discard(name)

    def _on_selected(self, view: View, tasks: tuple[str, ...]) -> None:
        if view is not self.current:
            return
        self._selected = tasks
        self._stale |= self._views.keys() - {self.name, BOARD}
        if self.name != BOARD:
            self._views[BOARD].select(tasks)
        self.selection_changed.emit(tasks)
