"""What a feature sees of the window that it lives in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMainWindow

from battlemap.shown.settings import Settings
from battlemap.theme import Theme
from battlemap.ui.actions import Actions
from battlemap.ui.error_bar import ErrorBar
from battlemap.ui.icons import IconBook

if TYPE_CHECKING:
    from battlemap.render.fonts import Fonts
    from battlemap.ui.files import Files
    from battlemap.ui.workspace import Workspace

D = TypeVar("D", bound=QObject)


class Shell(QMainWindow):
    """The window's tools, and the one campaign that is open in it."""

    settings: Settings
    icons: IconBook
    fonts: Fonts
    actions_: Actions
    bar: ErrorBar
    files: Files
    workspace: Workspace | None
    look: Theme

    def desk(self, kind: type[D]) -> D:
        """Returns the desk of that class."""
        raise NotImplementedError

    def say(self, words: str) -> None:
        """Puts words into the status line."""
        raise NotImplementedError

    def show_names(self) -> None:
        """Shows the campaign's and the operator's names as they are now."""
        raise NotImplementedError

    def open_any(self, path: Path) -> None:
        """Opens a campaign, or begins one from a plan."""
        raise NotImplementedError

    def close_campaign(self) -> bool:
        """Closes the open campaign; False where the user stays with what is not saved."""
        raise NotImplementedError

    def choose_theme(self, name: str) -> None:
        """Wears another theme from now on."""
        raise NotImplementedError
