"""The button 视图 of the tasks: filters that bear a name."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from battlemap.commands.command import Command
from battlemap.commands.saved_view import SaveView
from battlemap.domain.kinds.saved_view import SavedView
from battlemap.domain.looking.filter_words import filter_words
from battlemap.domain.looking.task_filter import TaskFilter
from battlemap.domain.snapshot import Snapshot
from battlemap.ui.views_button import View, ViewsButton


class TaskViewsButton(ViewsButton):
    """The views of the campaign's tasks."""

    table = "saved_view"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("保存常用的筛选，一点即用；视图存在档案里，大家共用", parent)
        self._snapshot: Snapshot | None = None
        self._filter = TaskFilter()

    def keep_up(self, snapshot: Snapshot, wanted: TaskFilter) -> None:
        """Takes what is there and what is filtered by; the button bears the name of the view that is shown."""
        self._snapshot, self._filter = snapshot, wanted
        self.show_name()

    @property
    def views(self) -> Sequence[SavedView]:
        """The campaign's views in their order."""
        views = self._snapshot.saved_views.values() if self._snapshot else ()
        return sorted((view for view in views if not view.deleted), key=lambda view: (view.rank, view.id))

    @property
    def wanted(self) -> TaskFilter:
        """What is filtered by."""
        return self._filter

    def wanted_of(self, view: View) -> TaskFilter:
        """Returns the filter of a view."""
        assert isinstance(view, SavedView)
        return TaskFilter.from_json(view.wanted)

    def words(self, wanted: TaskFilter) -> str:
        """Returns a filter in words."""
        return filter_words(wanted, self._snapshot) if self._snapshot is not None else ""

    def is_empty(self, wanted: TaskFilter) -> bool:
        """Whether nothing is filtered."""
        return wanted.is_empty

    def saving(self, title: str) -> Command:
        """Returns what saves the filter under a name."""
        return SaveView(title, self._filter)
