"""The commands by which rows of a kind come, change and go; a kind with deeds of its own brings its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import attrs

from battlemap.commands.command import Command

#: Values of fields by their keys.
Values = Mapping[str, Any]


@attrs.frozen
class RowCommands:
    """`move` is there where people put the rows in order: (row, the one that it comes to stand before)."""

    add: Callable[[Values], Command]
    edit: Callable[[str, Values], Command]
    remove: Callable[[str], Command]
    move: Callable[[str, str | None], Command] | None = None
