"""The past at the window's service: wires history, recycle bin, time machine and comparison to the open campaign."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt

from battlemap import wording
from battlemap.commands.history import compare_moments
from battlemap.domain.reach import Reach
from battlemap.domain.step import Step
from battlemap.domain.telling.comparison import Comparison
from battlemap.shown.ledgers.comparison import compare_ledgers
from battlemap.ui.desk import Desk
from battlemap.ui.history.comparison_dock import ComparisonDock
from battlemap.ui.history.dock import HistoryDock
from battlemap.ui.shell import Shell

if TYPE_CHECKING:
    from battlemap.ui.workspace import Workspace

#: Aspect → the colour token of its mark on the board.
_TONES: Final = {
    "new": "blue", "deleted": "black", "struck_off": "green", "finished": "green", "moved": "accent", "lamp": "yellow",
    "due": "red",
}  # fmt: skip
_QUIET: Final = ("progress", "title")


class HistoryDesk(Desk):
    """Wires history, recycle bin, time machine and comparison to the open campaign."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.history = HistoryDock(shell.icons, shell)
        self.comparison = ComparisonDock(shell)
        for dock in (self.history, self.comparison):
            shell.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
            dock.hide()
        self.history.undo_wanted.connect(self._undo_to)
        self.history.moment_wanted.connect(self.travel)
        self.comparison.task_wanted.connect(self._show_task)
        self.comparison.entry_wanted.connect(self._show_entry)
        self.comparison.shut.connect(self.end_comparison)
        toggle = shell.actions_["history"]
        self.history.visibilityChanged.connect(lambda _: toggle.setChecked(not self.history.isHidden()))

    def take(self, workspace: Workspace | None) -> None:
        """Serves another campaign, none for None."""
        self.comparison.hide()
        if workspace is None:
            self.history.hide()
        self.history.take(workspace.session if workspace else None)
        if workspace is not None:
            banner = workspace.banner
            banner.earlier_wanted.connect(lambda: self._shift(-1))
            banner.later_wanted.connect(lambda: self._shift(1))
            banner.other_wanted.connect(self.ask_moment)
            banner.compare_wanted.connect(self._compare_with_now)
            banner.now_wanted.connect(lambda: self.travel(None))

    def turn(self, is_open: bool) -> None:
        """Shows or hides the history."""
        self.history.setVisible(is_open)

    def follow(self, step: Step, reach: Reach) -> None:
        """Takes new steps of the session in."""
        self.history.follow()

    def _undo_to(self, step: str) -> None:
        if self.workspace is not None:
            self.travel(None)
            self.workspace.deeds.undo_to(step)

    def _show_task(self, task: str) -> None:
        if self.workspace is not None:
            self.workspace.board.select((task,))

    def _show_entry(self, ledger: str, entry: str) -> None:
        """Turns to a ledger, and to the entry where one is meant."""
        from battlemap.ui.rows.page import RowsPage

        self.shell.actions_["go_rows"].trigger()
        page = self.shell.findChild(RowsPage)
        if page is not None:
            view = page.choose_ledger(ledger)
            if entry:
                view.open_record(entry)

    # -- deeds ----------------------------------------------------------------------------------------------------

    def open_bin(self) -> None:
        """Shows the recycle bin until it is closed."""
        from battlemap.ui.history.recycle_bin import RecycleBin

        workspace = self.workspace
        if workspace is not None:
            RecycleBin(
                workspace.session, workspace.deeds.run, self.shell.icons, workspace.can_write, self.shell
            ).exec()

    def ask_moment(self) -> None:
        """Asks for a moment and shows the board as it then was."""
        from battlemap.ui.history.moments import MomentDialog, evening_before

        workspace = self.workspace
        if workspace is None:
            return
        session, now = workspace.session, workspace.session.clock()
        shown = workspace.moment or evening_before(now, session.began_at)
        moment = MomentDialog.ask(session.began_at, now, shown, self.shell)
        if moment is not None:
            self.travel(moment)

    def travel(self, moment: datetime | None) -> None:
        """Shows the board as it was, as it is for None; a moment outside of the journal becomes its first or last."""
        workspace = self.workspace
        if workspace is None:
            return
        if moment is not None:
            moment = max(moment, workspace.session.began_at)
            if moment > workspace.session.clock():
                moment = None
        with self.shell.bar.guarding():
            workspace.travel(moment)

    def ask_comparison(self) -> None:
        """Asks for two moments and shows what is different."""
        from battlemap.ui.history.moments import CompareDialog, evening_before

        workspace = self.workspace
        if workspace is None:
            return
        session, now = workspace.session, workspace.session.clock()
        earlier = workspace.moment or evening_before(now, session.began_at)
        answer = CompareDialog.ask(session.began_at, now, earlier, self.shell)
        if answer is not None:
            self.compare(*answer)

    def compare(self, earlier: datetime, later: datetime | None = None) -> None:
        """Shows the board of the later moment (now for None), marked with what is different since the earlier one."""
        workspace = self.workspace
        if workspace is None:
            return
        with self.shell.bar.guarding():
            workspace.travel(later)
            comparison = compare_moments(
                workspace.session, earlier, later or workspace.session.clock(), workspace.as_of
            )
            until = f"{later:%Y-%m-%d %H:%M}" if later else "现在"
            ledgers = compare_ledgers(workspace.session, earlier, later)
            self.comparison.show_comparison(f"{earlier:%Y-%m-%d %H:%M} → {until}", comparison, ledgers)
            workspace.board.set_notes(board_notes(comparison))

    def end_comparison(self) -> None:
        """Takes the marks off the board."""
        if self.workspace is not None:
            self.workspace.board.set_notes({})

    def _compare_with_now(self) -> None:
        if self.workspace is not None and self.workspace.moment is not None:
            self.compare(self.workspace.moment)

    def _shift(self, days: int) -> None:
        if self.workspace is not None and self.workspace.moment is not None:
            self.travel(self.workspace.moment + timedelta(days=days))


def board_notes(comparison: Comparison) -> dict[str, tuple[str, str]]:
    """Returns task id → the words of its foremost difference (and how many more) and a colour token.

    A card of which nothing but progress or title changed bears no mark: that would be nearly every card.
    """
    return {
        task: (
            wording.ASPECTS[differences[0].aspect] + (f" +{len(differences) - 1}" if differences[1:] else ""),
            _TONES.get(differences[0].aspect, "muted"),
        )
        for task, differences in comparison.marks.items()
        if any(difference.aspect not in _QUIET for difference in differences)
    }
