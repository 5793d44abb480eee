"""What serves a feature: it lives as long as the window and follows the campaign that is open."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from battlemap.ui.shell import Shell

if TYPE_CHECKING:
    from battlemap.domain.reach import Reach
    from battlemap.domain.step import Step
    from battlemap.ui.workspace import Workspace


class Desk(QObject):
    """Asks for what a deed needs and has it done on the open campaign; does nothing while none is open."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.shell = shell

    @property
    def workspace(self) -> Workspace | None:
        """The open campaign."""
        return self.shell.workspace

    def take(self, workspace: Workspace | None) -> None:
        """Serves another campaign, none for None."""

    def follow(self, step: Step, reach: Reach) -> None:
        """Takes a committed step of the open campaign with what it touches."""

    def refresh(self) -> None:
        """Shows what can be done now: told whenever something may have become (im)possible."""


def on_workspace(deed: Callable[[Workspace], object]) -> Callable[[Desk], None]:
    """Returns the deed of a desk that does this to the open campaign, if one is open."""

    def does(desk: Desk) -> None:
        if desk.workspace is not None:
            deed(desk.workspace)

    return does


def on_saved(deed: Callable[[Workspace], object]) -> Callable[[Desk], None]:
    """Returns the deed of a desk as `on_workspace` does; what is being typed in the card is saved first."""

    def saves(workspace: Workspace) -> None:
        workspace.dock.flush()
        deed(workspace)

    return on_workspace(saves)
