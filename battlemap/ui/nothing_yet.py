"""What stands over a page that has nothing to show yet: why, and the button that leads on."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QWidget

from battlemap.domain.snapshot import Snapshot
from battlemap.ui.actions import Actions
from battlemap.ui.find.nothing_found import NothingFound

#: Page → what it will show; board and list say so themselves.
_WILL_SHOW: Final = {
    "timeline": "建立任务并填写时限后，这里按时间摆开工期条。",
    "trends": "建立任务并反馈进度后，这里画出六条曲线。",
    "posters": "建立任务后，这里可预览、打印各种上墙图。",
}


class NothingYet(NothingFound):
    """Leads to the first column, or to the first task."""

    def __init__(self, actions: Actions, over: QWidget) -> None:
        super().__init__(actions, over, "还没有任务", "new_task")
        self._actions = actions

    def show_for(self, page: str, snapshot: Snapshot, is_free: bool) -> None:
        """Stands there while the campaign has no task, the page does not say so itself and the place is free."""
        is_told = page not in _WILL_SHOW or (page == "timeline" and not snapshot.columns)
        is_wanted = is_free and not is_told and not any(snapshot.cells.values())
        if is_wanted:
            self.lead("new_task" if snapshot.columns else "new_action", _WILL_SHOW[page])
        self.show_if(is_wanted)
