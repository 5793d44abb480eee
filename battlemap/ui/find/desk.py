"""Finding in the window: keys between field and workspace, the next hit, and the filter of last time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from battlemap.domain.looking.task_filter import TaskFilter
from battlemap.shown.last_filter import keep_filter, last_filter
from battlemap.ui.desk import Desk

if TYPE_CHECKING:
    from battlemap.ui.workspace import Workspace


class FindDesk(Desk):
    """Leads from the filter to the page and back."""

    def take(self, workspace: Workspace | None) -> None:
        """Serves another campaign; offers what was filtered there last time."""
        if workspace is not None:
            workspace.filters.left.connect(self._on_left)
            workspace.filters.changed.connect(self._remember)
            workspace.filters.offer(last_filter(self.shell.settings, workspace.session.file.path))

    def begin(self) -> None:
        """Puts the cursor into the search field: the page's own, or that of the filter for tasks."""
        workspace = self.workspace
        if workspace is not None and not workspace.pages.current.begin_search():
            workspace.filters.focus_find()

    def to_next(self) -> None:
        """Selects the next shown task."""
        self._to_hit(1)

    def to_previous(self) -> None:
        """Selects the previous shown task."""
        self._to_hit(-1)

    def _on_left(self, to_first: bool) -> None:
        workspace = self.workspace
        if workspace is None:
            return
        first = workspace.finder.hit(None, 1) if to_first else None
        if first is not None:
            workspace.choose(first)
        if first is not None or not to_first:
            workspace.pages.current.take_focus()

    def _to_hit(self, way: int) -> None:
        workspace = self.workspace
        if workspace is not None:
            hit = workspace.finder.hit(workspace.selected[0] if workspace.selected else None, way)
            if hit is not None:
                workspace.choose(hit)

    def _remember(self, wanted: TaskFilter) -> None:
        if self.workspace is not None and not wanted.is_empty:
            keep_filter(self.shell.settings, self.workspace.session.file.path, wanted)
