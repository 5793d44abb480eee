"""临战状态 at the window's service: the banner with the red frame, the question at key periods, start and end."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from battlemap.domain.days.calendar import Period
from battlemap.domain.duty.alert_effects import (
    alert_in_force,
    alert_words,
    asked_by,
    handover_due,
    level_words,
)
from battlemap.domain.reach import Reach
from battlemap.domain.step import Step
from battlemap.ui.desk import Desk
from battlemap.ui.labels import Elided
from battlemap.ui.shell import Shell
from battlemap.ui.workspace import Workspace


class AlertBanner(QFrame):
    """Says which 临战状态 is in force and when duty has to be handed over; the way to end it stands beside."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("alert_banner")
        self.words = Elided("band")
        self.end = QPushButton("解除…")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 12, 4)
        row.setSpacing(8)
        row.addWidget(self.words, 1)
        row.addWidget(self.end)
        self.hide()


class AlertDesk(Desk):
    """Shows the banner over the open campaign, frames its page in red, and asks once for each key period."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.banner = AlertBanner()
        self.banner.end.clicked.connect(lambda: self.end())
        self._asked: set[str] = set()
        self._is_framed = False

    def take(self, workspace: Workspace | None) -> None:
        """Stands over another campaign."""
        self._asked = set()
        if workspace is None:
            self.banner = AlertBanner()
            self.banner.end.clicked.connect(lambda: self.end())
            return
        self._is_framed = False
        column = workspace.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(1, self.banner)
        self.refresh()
        self._ask()

    def follow(self, step: Step, reach: Reach) -> None:
        """Says what is so now."""
        self.refresh()

    def refresh(self) -> None:
        """Shows what is so on the day judged by."""
        workspace = self.workspace
        if workspace is None:
            return
        words = alert_words(workspace.shown, workspace.as_of)
        if words:
            now = workspace.session.clock()
            due = handover_due(workspace.shown, now)
            late = "，已超时" if due is not None and due < now else ""
            words += f"　下次交接班 {due.month}月{due.day}日 {due:%H:%M}{late}" if due else ""
        self.banner.words.setText(words)
        self.banner.setVisible(bool(words))
        self.banner.end.setEnabled(workspace.can_write)
        self._frame(workspace, bool(words))

    def _frame(self, workspace: Workspace, is_framed: bool) -> None:
        """Frames the whole campaign in red, or no longer."""
        if is_framed == self._is_framed:
            return
        self._is_framed = is_framed
        workspace.setObjectName("red_frame" if is_framed else "")
        workspace.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, is_framed)
        rim = 3 if is_framed else 0
        workspace.setContentsMargins(rim, rim, rim, rim)
        workspace.style().unpolish(workspace)
        workspace.style().polish(workspace)

    def _ask(self) -> None:
        """Asks whether 临战状态 is to be started where a key period says so; once for each."""
        workspace = self.workspace
        if workspace is None or not workspace.can_write or workspace.pinned is not None:
            return
        period = asked_by(workspace.session.snapshot, workspace.today)
        if period is not None and period.id not in self._asked and self.shell.bar.isHidden():
            self._asked.add(period.id)
            words = f"今天起是重点时段“{period.title}”（{level_words(period.alert_level)}响应），是否启动临战状态？"
            self.shell.bar.show_words(
                words, remedy="启动…", way_out=lambda: self.start_for(period), is_note=True
            )

    def start(self) -> None:
        """Asks for 临战状态; a key period of the day that asks for one stands there already."""
        workspace = self.workspace
        if workspace is not None:
            self.start_for(asked_by(workspace.session.snapshot, workspace.as_of))

    def start_for(self, period: Period | None) -> None:
        """Asks for 临战状态, for a key period where there is one."""
        from battlemap.ui.alert.dialogs import StartAlertDialog

        workspace = self.workspace
        if workspace is None:
            return
        snapshot = workspace.session.snapshot
        standing = alert_in_force(snapshot, workspace.as_of)
        if standing is not None:
            self.shell.bar.show_words(f"正处于{standing.words}，请先解除，再按新的级别启动。")
            return
        dialog = StartAlertDialog(self.shell.icons, snapshot, workspace.as_of, period, self.shell)
        workspace.deeds.ask(dialog, dialog.answer)

    def end(self) -> None:
        """Asks by which decision 临战状态 ends."""
        from battlemap.ui.alert.dialogs import EndAlertDialog

        workspace = self.workspace
        if workspace is None:
            return
        alert = alert_in_force(workspace.session.snapshot, workspace.as_of)
        if alert is None:
            self.shell.bar.show_words("现在没有临战状态。", is_note=True)
            return
        snapshot = workspace.session.snapshot
        dialog = EndAlertDialog(self.shell.icons, snapshot, alert, workspace.as_of, self.shell)
        workspace.deeds.ask(dialog, dialog.answer)
