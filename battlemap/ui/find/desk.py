"""Finding in the window: keys between field and page, the next hit, and the filter of last time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from battlemap.domain.looking.task_filter import TaskFilter
from battlemap.ui.desk import Desk

if TYPE_CHECKING:
    from battlemap.ui.campaign_page import CampaignPage


class FindDesk(Desk):
    """Leads from the filter to the page and back."""

    def take(self, page: CampaignPage | None) -> None:
        """Serves another campaign; offers what was filtered there last time."""
        if page is not None:
            page.filters.left.connect(self._on_left)
            page.filters.changed.connect(self._remember)
            page.filters.offer(self.shell.settings.last_filter(page.session.file.path))

    def begin(self) -> None:
        """Puts the cursor into the search field: the page's own, or that of the filter for tasks."""
        page = self.page
        if page is not None and not page.ground.current.begin_search():
            page.filters.focus_find()

    def to_next(self) -> None:
        """Selects the next shown task."""
        self._to_hit(1)

    def to_previous(self) -> None:
        """Selects the previous shown task."""
        self._to_hit(-1)

    def _on_left(self, to_first: bool) -> None:
        page = self.page
        if page is None:
            return
        first = page.finder.hit(None, 1) if to_first else None
        if first is not None:
            page.choose(first)
        if first is not None or not to_first:
            page.ground.current.take_focus()

    def _to_hit(self, way: int) -> None:
        page = self.page
        if page is not None:
            hit = page.finder.hit(page.selected[0] if page.selected else None, way)
            if hit is not None:
                page.choose(hit)

    def _remember(self, wanted: TaskFilter) -> None:
        if self.page is not None and not wanted.is_empty:
            self.shell.settings.keep_filter(self.page.session.file.path, wanted)
