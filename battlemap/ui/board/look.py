"""How the board's cards look: how much they say and which fade; chosen in the menu, remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from battlemap.layout.card_face import Density
from battlemap.ui.board.canvas import BoardCanvas
from battlemap.ui.desk import Desk
from battlemap.ui.shell import Shell

if TYPE_CHECKING:
    from battlemap.ui.workspace import Workspace

#: How much a card says → its words in the menu.
DENSITIES: Final = {"compact": "紧凑", "normal": "标准", "wide": "详细"}
#: After how many calendar days without news a card is shown faintly, 0 for never → its words in the menu.
FADINGS: Final = {"0": "不淡显", "5": "5 天", "7": "7 天", "10": "10 天", "15": "15 天", "30": "30 天"}


#: The zoom in the settings that means: all columns at once, whatever the window's size.
FITTED: Final = 0.0


class BoardLook(Desk):
    """Keeps the choices and the zoom in the settings and gives them to the board that is open."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._settings = settings = shell.settings
        settings.density = settings.density if settings.density in DENSITIES else "normal"
        self._board: BoardCanvas | None = None

    def take(self, workspace: Workspace | None) -> None:
        """Dresses another board, none for None; the zoom of the one before is remembered."""
        if self._board is not None:
            self._settings.zoom = FITTED if self._board.is_fitted else self._board.zoom
            self._settings.save()
        self._board = workspace.board if workspace else None
        self._dress()
        if self._board is not None:
            if self._settings.zoom == FITTED:
                self._board.zoom_to_fit()
            else:
                self._board.set_zoom(self._settings.zoom)

    def densities(self) -> list[tuple[str, str]]:
        """Returns what a card may say, with words."""
        return list(DENSITIES.items())

    def density(self) -> str:
        """Returns how much the cards say."""
        return self._settings.density

    def choose_density(self, name: str) -> None:
        """Lets the cards say more or less from now on."""
        self._settings.density = name
        self._keep()

    def fadings(self) -> list[tuple[str, str]]:
        """Returns the days after which cards may fade, with words."""
        return list(FADINGS.items())

    def fading(self) -> str:
        """Returns the days without news after which cards are shown faintly."""
        return str(self._settings.fades_after)

    def choose_fading(self, days: str) -> None:
        """Shows cards faintly after so many days without news from now on, never for 0."""
        self._settings.fades_after = int(days)
        self._keep()

    def _keep(self) -> None:
        self._settings.save()
        self._dress()

    def _dress(self) -> None:
        if self._board is not None:
            self._board.set_density(cast(Density, self._settings.density))
            self._board.set_fading(self._settings.fades_after)
