"""Typing the wall back at the window's service: the dialog 图上回填, and cards found by a scanner."""

from __future__ import annotations

from battlemap.domain.telling.wall_marks import canonical
from battlemap.ui.desk import Desk
from battlemap.ui.page_stack import BOARD
from battlemap.ui.shell import Shell
from battlemap.ui.wall_marks.scanner import Scanner


class MarksDesk(Desk):
    """Asks for marks, and hears the scanner."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.scanner = Scanner(shell)
        self.scanner.scanned.connect(self.find)

    def ask(self) -> None:
        """Asks for marks until they are written as one step or the user turns away."""
        from battlemap.ui.wall_marks.dialog import WallMarksDialog

        workspace = self.workspace
        if workspace is None:
            return
        workspace.dock.flush()
        dialog = WallMarksDialog(
            self.shell.icons, workspace.session.snapshot, workspace.session.clock().date(), self.shell
        )
        workspace.deeds.ask(dialog, dialog.answer)

    def find(self, scanned: str) -> None:
        """Shows the card that bears the scanned code on the board."""
        workspace = self.workspace
        if workspace is None:
            return
        task = workspace.shown.task_by_code(canonical(scanned))
        if task is None:
            self.shell.bar.show_words(f"扫到的“{scanned[:30]}”不是这份档案的任务卡编号。", is_note=True)
            return
        self.shell.bar.hide()
        if not workspace.filters.filter.is_empty:
            workspace.filters.clear()
        if workspace.pages.name != BOARD:
            workspace.turn_to(BOARD)
        workspace.board.select((task.id,))
