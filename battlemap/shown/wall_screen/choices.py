"""What can be chosen for the wall screen."""

from __future__ import annotations

from typing import Final

#: Themes for a large screen, the usual one first.
WALL_THEMES: Final = ("dark", "red")
LEAST_SECONDS: Final = 3
MOST_SECONDS: Final = 600
