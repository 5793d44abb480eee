"""Commands of a task's checklist."""

from __future__ import annotations

import attrs

from battlemap.commands.command import rank_before
from battlemap.domain.kinds.checklist import ChecklistItem
from battlemap.domain.kinds.task import Task
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.words import brief
from battlemap.store.repository import Repository


@attrs.frozen
class AddChecklistItems:
    """Lines at the end of a task's checklist, all in one step."""

    task: str
    titles: tuple[str, ...]

    def label(self, snapshot: Snapshot) -> str:
        code = snapshot.tasks[self.task].code
        if len(self.titles) == 1:
            return f"{code} 增加清单项“{brief(self.titles[0])}”"
        return f"{code} 增加 {len(self.titles)} 个清单项"

    def apply(self, repository: Repository) -> None:
        """Writes the lines; raises Refused for an empty one or where the list would become too long."""
        task = repository.get(Task, self.task)
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


def _named(snapshot: Snapshot, item: str, deed: str) -> str:
    checklist_item = snapshot.checklist_items[item]
    return f"{snapshot.tasks[checklist_item.task].code} {deed}清单项“{brief(checklist_item.title)}”"
