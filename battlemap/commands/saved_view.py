"""Saved views (视图): a filter is given a name, another name, or up."""

from __future__ import annotations

import attrs

from battlemap.commands.command import rank_before
from battlemap.domain.kinds.saved_view import SavedView
from battlemap.domain.looking.task_filter import TaskFilter
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import Refused
from battlemap.store.repository import Repository


@attrs.frozen
class SaveView:
    """A filter under a name; a view of that name shows it from now on."""

    title: str
    wanted: TaskFilter

    def label(self, snapshot: Snapshot) -> str:
        return f"保存视图“{self.title.strip()}”"

    def apply(self, repository: Repository) -> None:
        """Writes the view; raises Refused without a name or where nothing is filtered."""
        title = self.title.strip()
        if self.wanted.is_empty:
            raise Refused("没有筛选条件，不能保存为视图；请先设好筛选。")
        wanted = self.wanted.to_json()
        for view in repository.live(SavedView, title=title):
            repository.put(attrs.evolve(view, wanted=wanted))
            return
        rank = rank_before(repository, SavedView, None)
        repository.put(SavedView(repository.new_id(), title, rank, wanted))
