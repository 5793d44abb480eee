"""A register as people read it: heads, lines of words with their tone, and what is to be said of all of them."""

from __future__ import annotations

from typing import Literal

import attrs

#: How a cell is told apart: by nothing, as urgent, as near, as done with.
Tone = Literal["", "red", "yellow", "muted"]


@attrs.frozen
class RegisterCell:
    """Words and their tone."""

    words: str
    tone: Tone = ""


@attrs.frozen
class RegisterLine:
    """One line and the row for which it stands."""

    id: str
    cells: tuple[RegisterCell, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """What stands in its cells."""
        return tuple(cell.words for cell in self.cells)


@attrs.frozen
class Register:
    """The whole: window, sheet and command line show the same one."""

    heads: tuple[str, ...]
    lines: tuple[RegisterLine, ...]
    summary: str


def cell(words: object, tone: Tone = "") -> RegisterCell:
    """Returns a cell; nothing leaves it empty."""
    return RegisterCell("" if words is None else str(words), tone)
