"""Help: the list of keys, and what this program is."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from battlemap.paths import manual
from battlemap.ui.desk import Desk
from battlemap.ui.feature import Feature, MenuEntry
from battlemap.ui.shell import Shell

if TYPE_CHECKING:
    from battlemap.ui.dialogs.manual import ManualWindow


class HelpDesk(Desk):
    """Shows the dialogs of the menu 帮助."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._manual: ManualWindow | None = None

    def show_manual(self) -> None:
        """Shows the manual, beside the window; a second wish brings it to the front."""
        from battlemap.ui.dialogs.manual import ManualWindow

        if self._manual is None:
            self._manual = ManualWindow(manual(), self.shell)
        self._manual.show()
        self._manual.raise_()
        self._manual.activateWindow()

    def show_shortcuts(self) -> None:
        """Shows every key."""
        from battlemap.ui.dialogs.words import ShortcutList
        from battlemap.ui.shortcut_groups import shortcut_groups

        ShortcutList(shortcut_groups(), self.shell).exec()

    def check_up(self) -> None:
        """Shows how this PC and the open file stand; looks again as often as the user likes."""
        from battlemap.render.equipment import equipment
        from battlemap.shown.health.checkup import checkup
        from battlemap.ui import jobs
        from battlemap.ui.health.dialog import CheckupDialog

        workspace, files = self.workspace, self.shell.files
        path = workspace.session.file.path if workspace else None
        is_again = True
        while is_again:
            there, now = equipment(), files.clock()
            with files.bar.guarding():
                findings = jobs.run(
                    self.shell,
                    "正在体检：版本、字体、打印机、磁盘、权限和档案……",
                    lambda progress, there=there, now=now: checkup(  # type: ignore[misc]
                        path, now, os.environ, there, lambda: progress.is_stopped
                    ),
                )
                if findings is None:
                    return
                dialog = CheckupDialog(findings, self.shell.look, self.shell)
                dialog.exec()
                is_again = dialog.is_again

    def show_about(self) -> None:
        """Shows what this program is."""
        from battlemap.ui.dialogs.words import About

        About(self.shell).exec()


HELP: Final = Feature(
    "help",
    HelpDesk,
    (
        MenuEntry(
            "manual", "使用手册(&M)", "help/help", HelpDesk.show_manual, "book-open-variant", "不用联网，随程序安装",
            keys=("Shift+F1",),
        ),
        MenuEntry(
            "shortcuts", "快捷键一览(&K)", "help/help", HelpDesk.show_shortcuts, "keyboard-outline", keys=("F1",)
        ),
        MenuEntry(
            "checkup", "体检(&D)…", "help/help", HelpDesk.check_up, "stethoscope", "字体、打印机、磁盘、权限、时钟和档案"
        ),
        MenuEntry("about", "关于(&A)", "help/help", HelpDesk.show_about, "about"),
    ),
)  # fmt: skip
