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
        return f"保存视图「{self.title.strip()}」"

    def apply(self, repository: Repository) -> None:
        """Writes the view; raises Refused without a name or where nothing is filtered."""
        title = _checked(self.title)
        if self.wanted.is_empty:
            raise Refused("没有筛选条件，不能保存为视图；请先设好筛选。")
        wanted = self.wanted.to_json()
        for known in repository.live(SavedView, title=title):
            repository.put(attrs.evolve(known, wanted=wanted))
            return
        rank = rank_before(repository, SavedView, None)
        repository.put(SavedView(repository.new_id(), title, rank, wanted))


@attrs.frozen
class RenameView:
    """A view gets another name."""

    view: str
    title: str

    def label(self, snapshot: Snapshot) -> str:
        return f"视图「{snapshot.saved_views[self.view].title}」改名"

    def apply(self, repository: Repository) -> None:
        """Writes the name; raises Refused for an empty or taken one."""
        title = _checked(self.title)
        if any(other.id != self.view for other in repository.live(SavedView, title=title)):
            raise Refused(f"已有名为「{title}」的视图，请换一个名称。")
        repository.put(attrs.evolve(repository.get(SavedView, self.view), title=title))


@attrs.frozen
class DeleteView:
    """A view goes; the tasks stay as they are."""

    view: str

    def label(self, snapshot: Snapshot) -> str:
        return f"删除视图「{snapshot.saved_views[self.view].title}」"

    def apply(self, repository: Repository) -> None:
        """Marks the view as deleted."""
        repository.put(attrs.evolve(repository.get(SavedView, self.view), deleted=True))


def _checked(title: str) -> str:
    if not title.strip():
        raise Refused("视图的名称不能为空。")
    return title.strip()
