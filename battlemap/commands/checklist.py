"""Commands of a task's checklist."""

from __future__ import annotations

import attrs

from battlemap.commands.command import rank_before
from battlemap.domain.kinds.checklist import MOST_ITEMS, ChecklistItem
from battlemap.domain.kinds.task import Task
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.words import brief
from battlemap.errors import Refused
from battlemap.store.repository import Repository


@attrs.frozen
class AddChecklistItems:
    """Lines at the end of a task's checklist, all in one step."""

    task: str
    titles: tuple[str, ...]

    def label(self, snapshot: Snapshot) -> str:
        code = snapshot.tasks[self.task].code
        if len(self.titles) == 1:
            return f"{code} 增加清单项「{brief(self.titles[0])}」"
        return f"{code} 增加 {len(self.titles)} 个清单项"

    def apply(self, repository: Repository) -> None:
        """Writes the lines; raises Refused for an empty one or where the list would become too long."""
        task = repository.get(Task, self.task)
        known = len(repository.live(ChecklistItem, task=task.id))
        if known + len(self.titles) > MOST_ITEMS:
            raise Refused(f"{task.code} 的清单最多 {MOST_ITEMS} 项，现有 {known} 项。")
        for title in self.titles:
            rank = rank_before(repository, ChecklistItem, None, task=task.id)
            repository.put(ChecklistItem(repository.new_id(), task.id, title.strip(), rank))


@attrs.frozen
class TickChecklistItem:
    """A line is done, or it is not after all."""

    item: str
    is_done: bool = True

    def label(self, snapshot: Snapshot) -> str:
        deed = "完成" if self.is_done else "重开"
        return f"{_named(snapshot, self.item, deed)}"

    def apply(self, repository: Repository) -> None:
        """Writes today as its day, or takes the day away; a line that is so already keeps its day."""
        item = repository.get(ChecklistItem, self.item)
        if item.is_done != self.is_done:
            repository.put(attrs.evolve(item, done_on=repository.today if self.is_done else None))


@attrs.frozen
class EditChecklistItem:
    """Another text of a line."""

    item: str
    title: str

    def label(self, snapshot: Snapshot) -> str:
        return _named(snapshot, self.item, "修改")

    def apply(self, repository: Repository) -> None:
        """Writes the text; raises Refused for an empty one."""
        item = repository.get(ChecklistItem, self.item)
        repository.put(attrs.evolve(item, title=self.title.strip()))


@attrs.frozen
class MoveChecklistItem:
    """A line goes before another, to the end for None."""

    item: str
    before: str | None = None

    def label(self, snapshot: Snapshot) -> str:
        return _named(snapshot, self.item, "移动")

    def apply(self, repository: Repository) -> None:
        """Writes the place; raises NotFound where `before` is no line of the same list."""
        item = repository.get(ChecklistItem, self.item)
        if self.before != item.id:
            rank = rank_before(repository, ChecklistItem, self.before, without=(item.id,), task=item.task)
            repository.put(attrs.evolve(item, rank=rank))


@attrs.frozen
class RemoveChecklistItem:
    """A line goes."""

    item: str

    def label(self, snapshot: Snapshot) -> str:
        return _named(snapshot, self.item, "删除")

    def apply(self, repository: Repository) -> None:
        """Marks the line as deleted."""
        repository.put(attrs.evolve(repository.get(ChecklistItem, self.item), deleted=True))


def _named(snapshot: Snapshot, item: str, deed: str) -> str:
    found = snapshot.checklist_items[item]
    return f"{snapshot.tasks[found.task].code} {deed}清单项「{brief(found.title)}」"
