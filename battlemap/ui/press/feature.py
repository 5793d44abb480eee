"""The print shop as a feature: its page, and the poster's preview."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QTimer

from battlemap.ui.desk import Desk
from battlemap.ui.feature import Feature, MenuEntry, PageEntry
from battlemap.ui.page import Page, Tools


class PressDesk(Desk):
    """Shows the preview of posters."""

    def show_poster(self) -> None:
        """Shows the preview, from which a poster is saved."""
        self._show(prints=False)

    def print(self) -> None:
        """Shows the preview and opens the print dialog in it."""
        self._show(prints=True)

    def _show(self, *, prints: bool) -> None:
        from battlemap.ui.press.dialog import PosterDialog, Shop

        workspace, shell = self.workspace, self.shell
        if workspace is None:
            return
        workspace.dock.flush()
        shop = Shop(
            workspace.session, shell.settings, shell.icons, shell.fonts, shell.look, shell.files.folder, workspace.as_of, workspace.only
        )  # fmt: skip
        dialog = PosterDialog(shop, parent=shell)
        dialog.task_wanted.connect(workspace.open_task)
        if prints:
            dialog.print.setFocus()
            QTimer.singleShot(0, dialog, dialog.print.click)
        dialog.exec()


def _page(tools: Tools) -> Page:
    from battlemap.ui.press.page import PostersPage

    return PostersPage(tools)


POSTERS: Final = Feature[PressDesk](
    "posters",
    PressDesk,
    (
        MenuEntry(
            "poster", "出图(&E)…", "file/print", PressDesk.show_poster, "poster", "预览挂图，存为 PDF 或图片",
            "campaign", ("Ctrl+E",),
        ),
        MenuEntry(
            "print", "打印(&P)…", "file/print", PressDesk.print, "print", "预览挂图，用系统打印机打印", "campaign",
            ("Ctrl+P",),
        ),
    ),
    PageEntry(
        "出图", "poster", "全部挂图的缩略图；预览、打印、发布、标记上墙", _page, ("Ctrl+5",), has_sheet=False
    ),
)  # fmt: skip
