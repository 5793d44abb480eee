"""Help: the list of keys, and what this program is."""

from __future__ import annotations

from typing import Final

from battlemap.ui.desk import Desk
from battlemap.ui.feature import Feature, MenuEntry


class HelpDesk(Desk):
    """Shows the dialogs of the menu 帮助."""

    def show_shortcuts(self) -> None:
        """Shows every key."""
        from battlemap.ui.dialogs.words import ShortcutList
        from battlemap.ui.shortcut_groups import shortcut_groups

        ShortcutList(shortcut_groups(), self.shell).exec()

    def show_about(self) -> None:
        """Shows what this program is."""
        from battlemap.ui.dialogs.words import About

        About(self.shell).exec()


HELP: Final = Feature(
    "help",
    HelpDesk,
    (
        MenuEntry(
            "shortcuts", "快捷键一览(&K)", "help/help", HelpDesk.show_shortcuts, "keyboard-outline", keys=("F1",)
        ),
        MenuEntry("about", "关于(&A)", "help/help", HelpDesk.show_about, "about"),
    ),
)  # fmt: skip
