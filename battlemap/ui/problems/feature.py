"""卡点 as a feature: its page, and 卡点 that rise by themselves when the day has come."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QTimer

from battlemap.commands.problem_way import EscalateDue
from battlemap.ui.desk import Desk
from battlemap.ui.feature import Feature, PageEntry
from battlemap.ui.page import Page, Tools
from battlemap.ui.shell import Shell
from battlemap.ui.workspace import Workspace

#: Milliseconds between two looks whether a 卡点 is to rise; it costs a look at the open ones.
_EVERY: Final = 60_000


def _page(tools: Tools) -> Page:
    from battlemap.ui.problems.page import ProblemsPage

    return ProblemsPage(tools)


class RisingDesk(Desk):
    """Has 卡点 rise whose time is over, once the campaign is open and while it lasts; each rise can be undone."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._timer = QTimer(self, interval=_EVERY)
        self._timer.timeout.connect(self.rise)

    def take(self, workspace: Workspace | None) -> None:
        """Looks at another campaign now and every minute."""
        self._timer.stop()
        if workspace is not None and workspace.session.may_write:
            self.rise()
            self._timer.start()

    def rise(self) -> None:
        """Runs the rule as of today; nothing is written where nothing is due or the campaign is over."""
        open_ = self.workspace
        if open_ is None or not open_.session.may_write:
            return
        session = open_.session
        today, snapshot = session.clock().date(), session.snapshot
        if today > snapshot.campaign.ends_on or not snapshot.escalation_rules:
            return
        open_ones = (one for one in snapshot.problems.values() if one.is_open)
        if any(day is not None and day <= today for day in map(snapshot.rises_on, open_ones)):
            open_.deeds.run(EscalateDue(today, snapshot.calendar))


PROBLEMS_PAGE: Final = Feature[RisingDesk](
    "problem_board",
    RisingDesk,
    page=PageEntry(
        "卡点", "alert-octagon-outline", "卡点按层级上板：提级、红信封、答复、确认、批次和统计", _page, ("Ctrl+7",), has_sheet=False,
    ),
    gestures=(
        ("拖到右边一列", "提高一级；拖到总指挥为红信封，拖到待确认为答复"),
        ("Ctrl+→", "选中的卡点提高一级"),
        ("Enter / 双击", "修改卡点"),
    ),
)  # fmt: skip
