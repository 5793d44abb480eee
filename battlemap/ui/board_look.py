"""How the board's cards look: how much they say and which fade; chosen in the menu, remembered."""

from __future__ import annotations

from typing import Final, cast

from battlemap.layout.card_face import Density
from battlemap.shown.settings import Settings
from battlemap.ui.board.canvas import BoardCanvas

#: How much a card says → its words in the menu.
DENSITIES: Final = {"compact": "紧凑", "normal": "标准", "wide": "详细"}
#: After how many calendar days without news a card is shown faintly, 0 for never → its words in the menu.
FADINGS: Final = {"0": "不淡显", "5": "5 天", "7": "7 天", "10": "10 天", "15": "15 天", "30": "30 天"}


class BoardLook:
    """Keeps the choices in the settings and gives them to the board that is open."""

    def __init__(self, settings: Settings) -> None:
        settings.density = settings.density if settings.density in DENSITIES else "normal"
        self._settings = settings
        self._board: BoardCanvas | None = None

    def take(self, board: BoardCanvas | None) -> None:
        """Dresses another board, none for None."""
        self._board = board
        self._dress()

    def choose_density(self, name: str) -> None:
        """Lets the cards say more or less from now on."""
        self._settings.density = name
        self._keep()

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
