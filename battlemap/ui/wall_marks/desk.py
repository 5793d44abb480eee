"""Typing the wall back at the window's service: the dialog 图上回填, and cards found by a scanner."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMainWindow

from battlemap.domain.telling.wall_marks import canonical
from battlemap.ui.actions import Actions
from battlemap.ui.campaign_page import CampaignPage
from battlemap.ui.error_bar import ErrorBar
from battlemap.ui.ground import BOARD
from battlemap.ui.icons import IconBook
from battlemap.ui.wall_marks.scanner import Scanner


class MarksDesk(QObject):
    """Lives as long as the window; serves one page at a time."""

    def __init__(self, window: QMainWindow, actions: Actions, icons: IconBook, bar: ErrorBar) -> None:
        super().__init__(window)
        self._window, self._actions, self._icons, self._bar = window, actions, icons, bar
        self._page: CampaignPage | None = None
        self.scanner = Scanner(window)
        self.scanner.scanned.connect(self.find)
        actions["wall_marks"].triggered.connect(lambda: self.ask())

    def take(self, page: CampaignPage | None) -> None:
        """Serves another page, none for None."""
        self._page = page

    def ask(self) -> None:
        """Asks for marks until they are written as one step or the user turns away."""
        from battlemap.ui.wall_marks.dialog import WallMarksDialog

        page = self._page
        if page is None:
            return
        page.dock.flush()
        dialog = WallMarksDialog(self._icons, page.session.snapshot, self._window)
        page.deeds.ask(dialog, dialog.answer)

    def find(self, scanned: str) -> None:
        """Shows the card that bears the scanned code on the board."""
        page = self._page
        if page is None:
            return
        task = page.shown.task_by_code(canonical(scanned))
        if task is None:
            self._bar.show_words(f"扫到的「{scanned[:30]}」不是这份档案的任务卡编号。", is_note=True)
            return
        self._bar.hide()
        if not page.filters.filter.is_empty:
            self._actions["clear_filter"].trigger()
        if page.ground.name != BOARD:
            page.turn_to(BOARD)
        page.board.select((task.id,))
