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
from battlemap.shown.presence import Presence
from battlemap.theme import Theme
from battlemap.ui.page import Page

BOARD: Final = "board"

_ROOM: Final = QSizePolicy.Policy.Preferred
_NO_ROOM: Final = QSizePolicy.Policy.Ignored


class PageStack(QStackedWidget):
    """The board hears everything; another page that is out of sight is shown anew when it comes back.

    `make(name)` makes a page. Emits the signals of its pages and `turned(name)` when another one is shown.
    """

    opened = Signal(str)
    selection_changed = Signal(object)
    refused = Signal(str)
    turned = Signal(str)

    def __init__(
        self, board: Page, make: Mapping[str, Callable[[], Page]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._make = make
        self._pages: dict[str, Page] = {}
        self._stale: set[str] = set()
        self._facts: tuple[Snapshot, date, frozenset[str] | None] | None = None
        self._look: Theme | None = None
        self._selected: tuple[str, ...] = ()
        self._can_change = self._moves = True
        self._presence: Presence = {}
        self.name = BOARD
        self._add(BOARD, board)

    @property
    def current(self) -> Page:
        """The page in sight."""
        return self._pages[self.name]

    def page(self, name: str) -> Page:
        """Returns a page, made now if it is asked for the first time."""
        if name not in self._pages:
            self._add(name, self._make[name]())
            self._stale.add(name)
        return self._pages[name]

    def turn_to(self, name: str) -> None:
        """Shows a page as things are now."""
        page = self.page(name)
        if name in self._stale:
            self._renew(name, page)
        # a page out of sight claims no room
        self.current.setSizePolicy(_NO_ROOM, _NO_ROOM)
        self.name = name
        page.setSizePolicy(_ROOM, _ROOM)
        self.setCurrentWidget(page)
        self.turned.emit(name)

    def present(self, snapshot: Snapshot, as_of: date, only: frozenset[str] | None) -> None:
        """Shows everything anew."""
        self._facts = (snapshot, as_of, only)
        for page in self._heard():
            page.present(snapshot, as_of, only)

    def follow(self, step: Step, reach: Reach, snapshot: Snapshot) -> None:
        """Takes a committed step."""
        if self._facts is not None:
            self._facts = (snapshot, *self._facts[1:])
        for page in self._heard():
            page.follow(step, reach, snapshot)

    def show_only(self, only: frozenset[str] | None) -> None:
        """Shows these tasks alone, all of them for None."""
        if self._facts is not None:
            self._facts = (*self._facts[:2], only)
        for page in self._heard():
            page.show_only(only)

    def set_look(self, look: Theme) -> None:
        """Has every page take another theme."""
        self._look = look
        for page in self._heard():
            page.set_look(look)

    def select(self, tasks: Sequence[str]) -> None:
        """Marks these tasks on the page in sight and on the board."""
        self._selected = tuple(tasks)
        for page in self._heard():
            page.select(self._selected)

    def set_can_change(self, can_change: bool) -> None:
        """Allows or forbids changes on every page."""
        self._can_change = can_change
        for page in self._pages.values():
            page.set_can_change(can_change)

    def set_motion(self, moves: bool) -> None:
        """Allows or forbids on every page whatever blinks or moves by itself."""
        self._moves = moves
        for page in self._pages.values():
            page.set_motion(moves)

    def set_presence(self, presence: Presence) -> None:
        """Has every page mark the tasks whose cards are open elsewhere."""
        self._presence = presence
        for page in self._pages.values():
            page.set_presence(presence)

    def _add(self, name: str, page: Page) -> None:
        self._pages[name] = page
        page.opened.connect(self.opened)
        page.selection_changed.connect(lambda tasks: self._on_selected(page, tuple(tasks)))
        page.refused.connect(self.refused)
        page.set_can_change(self._can_change)
        page.set_motion(self._moves)
        page.set_presence(self._presence)
        self.addWidget(page)

    def _heard(self) -> list[Page]:
        """The pages that are told at once; the others are marked stale."""
        self._stale |= self._pages.keys() - {self.name, BOARD}
        return [self._pages[name] for name in dict.fromkeys((BOARD, self.name))]

    def _renew(self, name: str, page: Page) -> None:
        if self._look is not None:
            page.set_look(self._look)
        if self._facts is not None:
            page.present(*self._facts)
        page.select(self._selected)
        self._stale.discard(name)

    def _on_selected(self, page: Page, tasks: tuple[str, ...]) -> None:
        if page is not self.current:
            return
        self._selected = tasks
        self._stale |= self._pages.keys() - {self.name, BOARD}
        if self.name != BOARD:
            self._pages[BOARD].select(tasks)
        self.selection_changed.emit(tasks)
