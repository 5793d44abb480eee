"""The list that F1 shows, made from the actions and their keys, so that it cannot be wrong."""

from __future__ import annotations

from battlemap.ui.actions import EDIT, FILE, HELP, PLAN, VIEW, shown, words
from battlemap.ui.board.letters import LETTERS
from battlemap.ui.shortcuts import BOARD, KEYS, LIST, TIMELINE

_GROUPS = (("文件", FILE), ("编辑", EDIT), ("视图", VIEW), ("计划", PLAN), ("帮助", HELP))


def shortcut_groups() -> list[tuple[str, list[tuple[str, str]]]]:
    """Returns (group, ((keys, words), …)): the board's own keys first."""
    groups = [
        ("战况板", [*BOARD, *((known.keys, known.words) for known in LETTERS)]),
        ("时间轴", list(TIMELINE)),
        ("清单", list(LIST)),
    ]
    for title, entries in _GROUPS:
        rows = [
            (" / ".join(dict.fromkeys(shown(keys) for keys in KEYS[entry.name])), words(entry.text))
            for entry in entries
            if entry.name in KEYS
        ]
        groups.append((title, rows))
    return groups
