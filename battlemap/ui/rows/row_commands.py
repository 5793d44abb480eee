"""The commands by which rows of a kind come, change and go; a kind with deeds of its own brings its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import attrs

from battlemap.commands.command import Command
from battlemap.commands.rows import AddRow, EditRow, RemoveRow

#: Values of fields by their keys.
Values = Mapping[str, Any]


@attrs.frozen
class RowCommands:
    """`move` is there where people put the rows in order: (row, the one that it comes to stand before)."""

    add: Callable[[Values], Command]
    edit: Callable[[str, Values], Command]
    remove: Callable[[str], Command]
    move: Callable[[str, str | None], Command] | None = None


def plain_commands(table: str, of: Values | None = None) -> RowCommands:
    """Returns those of a kind without rules of its own; a new row takes the values of `of` beside the entered ones."""
    return RowCommands(
        lambda values: AddRow(table, {**values, **(of or {})}),
        lambda id, changes: EditRow(table, id, changes),
        lambda id: RemoveRow(table, id),
    )
