"""What every page of the window can do: show tasks, follow steps, and say in signals what the user wants."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import ClassVar

import attrs
from PySide6.QtCore import QRect, Signal
from PySide6.QtWidgets import QWidget

from battlemap.commands.session import Session
from battlemap.domain.judging.lamp import Lamp
from battlemap.domain.reach import Reach
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import Step
from battlemap.render.fonts import Fonts
from battlemap.shown.presence import Presence
from battlemap.shown.settings import Settings
from battlemap.theme import Theme
from battlemap.ui.actions import Actions
from battlemap.ui.deeds import Deeds
from battlemap.ui.icons import IconBook


@attrs.frozen
class Tools:
    """What a page is made with. `lamp_of(task)` is the lamp of a live task as it is judged on the page now."""

    session: Session
    deeds: Deeds
    settings: Settings
    icons: IconBook
    actions: Actions
    fonts: Fonts
    look: Theme
    lamp_of: Callable[[str], Lamp]


class Page(QWidget):
    """A page that changes no data by itself; it is told of everything by its methods, also while it is hidden.

    Emits `opened(task)` where a card is wanted, `selection_changed(tasks)` and `refused(sentence)`.
    """

    #: Whether the filter for tasks decides what the page shows.
    hears_filter: ClassVar[bool] = True

    opened = Signal(str)
    selection_changed = Signal(object)
    refused = Signal(str)

    def present(self, snapshot: Snapshot, as_of: date, only: frozenset[str] | None) -> None:
        """Shows everything anew as of a day; with `only` these tasks alone."""
        raise NotImplementedError

    def follow(self, step: Step, reach: Reach, snapshot: Snapshot) -> None:
        """Takes a committed step: shows anew what it touches."""
        raise NotImplementedError

    def show_only(self, only: frozenset[str] | None) -> None:
        """Shows these tasks alone, all of them for None."""
        raise NotImplementedError

    def set_look(self, look: Theme) -> None:
        """Takes another theme."""

    def select(self, tasks: Sequence[str]) -> None:
        """Marks these tasks, without a signal."""

    def set_can_change(self, can_change: bool) -> None:
        """Allows or forbids gestures that change data (a file opened read-only, a past day)."""

    def set_presence(self, presence: Presence) -> None:
        """Marks the tasks whose cards are open elsewhere."""

    def set_motion(self, moves: bool) -> None:
        """Allows or forbids whatever blinks or moves by itself."""

    def begin_search(self) -> bool:
        """Puts the cursor into a search field of the page's own; False where there is none."""
        return False

    def take_focus(self) -> None:
        """Takes the keyboard."""
        self.setFocus()

    def places(self) -> dict[str, QRect]:
        """Returns where things stand on the screen, by names that last, for tests with a real mouse."""
        return {}

    def will_show(self, snapshot: Snapshot) -> str:
        """Returns what the page shows once there are tasks, "" where it says by itself what is missing."""
        return ""

    def zoom_in(self) -> None:
        """Shows things larger, where the page can."""

    def zoom_out(self) -> None:
        """Shows things smaller, where the page can."""

    def zoom_to_fit(self) -> None:
        """Shows the whole, where the page can."""
