"""What serves a feature: it lives as long as the window and follows the campaign that is open."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from battlemap.domain.reach import Reach
from battlemap.domain.step import Step
from battlemap.ui.shell import Shell

if TYPE_CHECKING:
    from battlemap.ui.campaign_page import CampaignPage


class Desk(QObject):
    """Asks for what a deed needs and has it done on the open campaign; does nothing while none is open."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.shell = shell

    @property
    def page(self) -> CampaignPage | None:
        """The open campaign."""
        return self.shell.page

    def take(self, page: CampaignPage | None) -> None:
        """Serves another campaign, none for None."""

    def follow(self, step: Step, reach: Reach) -> None:
        """Takes a committed step of the open campaign with what it touches."""

    def refresh(self) -> None:
        """Shows what can be done now: told whenever something may have become (im)possible."""


def on_page(deed: Callable[[CampaignPage], object]) -> Callable[[Desk], None]:
    """Returns the deed of a desk that does this to the open campaign, if one is open."""

    def does(desk: Desk) -> None:
        if desk.page is not None:
            deed(desk.page)

    return does


def on_saved(deed: Callable[[CampaignPage], object]) -> Callable[[Desk], None]:
    """Returns the deed of a desk as `on_page` does; what is being typed in the card is saved first."""

    def saves(page: CampaignPage) -> None:
        page.dock.flush()
        deed(page)

    return on_page(saves)
