"""First start and tour as a feature."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from battlemap.ui.desk import Desk
from battlemap.ui.feature import Feature, MenuEntry
from battlemap.ui.shell import Shell

if TYPE_CHECKING:
    from battlemap.ui.tour.panel import TourPanel
    from battlemap.ui.workspace import Workspace


class TourDesk(Desk):
    """Shows the pictures of the first start once, and leads through the window when asked."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.panel: TourPanel | None = None

    def greet(self) -> None:
        """Shows the pictures to somebody who has never been here."""
        from battlemap.ui.tour.first_start import FirstStart

        settings = self.shell.settings
        if settings.has_been_greeted:
            return
        settings.has_been_greeted = True
        settings.save()
        FirstStart(self.shell).exec()

    def lead(self) -> None:
        """Leads through the open campaign from the beginning."""
        from battlemap.ui.tour.panel import TourPanel

        if self.workspace is None:
            return
        self._leave()
        self.panel = TourPanel(self.shell)
        self.panel.reached.connect(self._turn_to)
        self.panel.left.connect(self._leave)
        self.panel.go(0)

    def take(self, workspace: Workspace | None) -> None:
        """Ends the tour with the campaign that it led through."""
        self._leave()

    def _turn_to(self, page: str) -> None:
        if self.workspace is not None and self.workspace.pages.name != page:
            self.workspace.turn_to(page)

    def _leave(self) -> None:
        if self.panel is not None:
            panel, self.panel = self.panel, None
            panel.hide()
            panel.deleteLater()


TOUR: Final = Feature(
    "tour",
    TourDesk,
    (
        MenuEntry(
            "tour",
            "导览(&G)",
            "help/help",
            TourDesk.lead,
            "map-marker-path",
            "从战况板到上墙图走一遍，随时可以离开",
            "campaign",
        ),
    ),
)
