"""The window's theme, chosen in the menu."""

from __future__ import annotations

from functools import cache
from typing import Final

from battlemap.theme import theme
from battlemap.ui.desk import Desk
from battlemap.ui.feature import Feature, MenuChoices
from battlemap.ui.look import SCREEN_THEMES


@cache
def _titles() -> tuple[tuple[str, str], ...]:
    """Returns names and titles; asked for at every step, read from their files once."""
    return tuple((name, theme(name).title) for name in SCREEN_THEMES)


class ThemeDesk(Desk):
    """Knows the themes that a screen can wear."""

    def rows(self) -> list[tuple[str, str]]:
        """Returns names and titles of the themes."""
        return list(_titles())

    def worn(self) -> str:
        """Returns the name of the theme that is worn."""
        return self.shell.look.name

    def choose(self, name: str) -> None:
        """Wears another theme from now on."""
        self.shell.choose_theme(name)


THEME: Final = Feature(
    "theme",
    ThemeDesk,
    (MenuChoices("配色(&C)", "view/look", ThemeDesk.rows, ThemeDesk.choose, ThemeDesk.worn),),
)
