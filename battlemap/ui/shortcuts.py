"""The only file where shortcuts stand: keys of the window's actions, and the list that F1 shows."""

from __future__ import annotations

from typing import Final

#: Action → its key sequences, the first of which the menu shows.
KEYS: Final[dict[str, tuple[str, ...]]] = {
    "new_blank": ("Ctrl+Shift+N",),
    "open": ("Ctrl+O",),
    "from_plan": ("Ctrl+I",),
    "save_copy": ("Ctrl+Shift+S",),
    "properties": ("Ctrl+,",),
    "poster": ("Ctrl+E",),
    "print": ("Ctrl+P",),
    "close": ("Ctrl+W",),
    "quit": ("Ctrl+Q",),
    "undo": ("Ctrl+Z",),
    "redo": ("Ctrl+Y", "Ctrl+Shift+Z"),
    "new_task": ("Ctrl+N",),
    "edit_task": ("F2",),
    "delete_tasks": ("Ctrl+Delete",),
    "raise_problem": ("Ctrl+B",),
    "find": ("Ctrl+F", "/"),
    "clear_filter": ("Ctrl+Shift+F",),
    "judged_on": ("Ctrl+T",),
    "show_sheet": ("F4",),
    "go_board": ("Ctrl+1",),
    "zoom_in": ("Ctrl+=", "Ctrl++"),
    "zoom_out": ("Ctrl+-",),
    "zoom_fit": ("Ctrl+0",),
    "shortcuts": ("F1",),
}
