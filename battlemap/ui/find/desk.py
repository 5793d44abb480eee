"""Finding in the window: keys between field and page, the next hit, and the filter of last time."""

from __future__ import annotations

from PySide6.QtCore import QObject

from battlemap.domain.looking.task_filter import TaskFilter
from battlemap.shown.settings import Settings
from battlemap.ui.actions import Actions
from battlemap.ui.campaign_page import CampaignPage


class FindDesk(QObject):
    """Serves the page that it was told to `take`."""

    def __init__(self, parent: QObject, actions: Actions, settings: Settings) -> None:
        super().__init__(parent)
        self._settings = settings
        self._page: CampaignPage | None = None
        actions["next_hit"].triggered.connect(lambda: self._to_hit(1))
        actions["previous_hit"].triggered.connect(lambda: self._to_hit(-1))

    def take(self, page: CampaignPage | None) -> None:
        """Serves another page; offers what was filtered there last time."""
        self._page = page
        if page is None:
            return
        page.filters.left.connect(self._on_left)
        page.filters.changed.connect(self._remember)
        page.filters.offer(self._settings.last_filter(page.session.file.path))

    def _on_left(self, to_first: bool) -> None:
        page = self._page
        if page is None:
            return
        first = page.finder.hit(None, 1) if to_first else None
        if first is not None:
            page.choose(first)
        if first is not None or not to_first:
            page.ground.current.take_focus()

    def _to_hit(self, way: int) -> None:
        page = self._page
        if page is not None:
            found = page.finder.hit(page.selected[0] if page.selected else None, way)
            if found is not None:
                page.choose(found)

    def _remember(self, wanted: TaskFilter) -> None:
        if self._page is not None and not wanted.is_empty:
            self._settings.keep_filter(self._page.session.file.path, wanted)
