"""What stands over a page that has nothing to show yet: why, and the button that leads on."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from battlemap.domain.snapshot import Snapshot
from battlemap.ui.actions import Actions
from battlemap.ui.find.nothing_found import NothingFound
from battlemap.ui.page import Page


class NothingYet(NothingFound):
    """Leads to the first column, or to the first task."""

    def __init__(self, actions: Actions, over: QWidget) -> None:
        super().__init__(actions, over, "还没有任务", "new_task")
        self._actions = actions

    def show_for(self, page: Page, snapshot: Snapshot, is_free: bool) -> None:
        """Stands there while the campaign has no task, the page does not say so itself and the place is free."""
        will_show = page.will_show(snapshot)
        is_wanted = is_free and bool(will_show) and not any(snapshot.cells.values())
        if is_wanted:
            self.lead("new_task" if snapshot.columns else "new_action", will_show)
        self.show_if(is_wanted)
