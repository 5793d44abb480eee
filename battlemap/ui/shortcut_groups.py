"""The list that F1 shows, made from what the features offer, so that it cannot be wrong."""

from __future__ import annotations

from battlemap.ui.actions import spoken, words
from battlemap.ui.feature import MenuEntry
from battlemap.ui.features.catalogue import FEATURES
from battlemap.ui.menus import MENUS, in_menu


def shortcut_groups() -> list[tuple[str, list[tuple[str, str]]]]:
    """Returns (group, ((keys, words), …)): what the pages themselves understand comes first, then the menus."""
    groups = [
        (feature.page.title, list(feature.gestures))
        for feature in FEATURES
        if feature.page is not None and feature.gestures
    ]
    for menu in MENUS:
        entries = [
            entry
            for group in in_menu(FEATURES, menu)
            for _, entry in group
            if isinstance(entry, MenuEntry) and entry.keys
        ]
        rows = [(" / ".join(dict.fromkeys(map(spoken, entry.keys))), words(entry.text)) for entry in entries]
        groups.append((menu.title, rows))
    return groups
