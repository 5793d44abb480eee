"""Gestures on the board: cards dragged to another place or onto a day."""

from __future__ import annotations

from datetime import date

import attrs

from battlemap import wording
from battlemap.commands.command import ranks_before
from battlemap.commands.lanes import brought_to
from battlemap.commands.task import names
from battlemap.domain.kinds.action import Action
from battlemap.domain.kinds.task import Lane, Task, with_due
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import Refused
from battlemap.store.repository import Repository


@attrs.frozen
class MoveTasks:
    """Cards go to a cell, in the order given, before the card `before` or to the cell's end."""

    tasks: tuple[str, ...]
    action: str
    lane: Lane
    before: str | None = None

    def label(self, snapshot: Snapshot) -> str:
        lanes = {snapshot.tasks[task].lane for task in self.tasks}
        to = f"到“{wording.LANES[self.lane]}”" if lanes != {self.lane} else ""
        return f"移动 {names(snapshot, self.tasks)}{to}"

    def apply(self, repository: Repository) -> None:
        """Writes the moved cards only; raises Refused where a rule forbids one of them, and then none moves."""
        if repository.get(Action, self.action).deleted:
            raise Refused("目标专项已删除，请先恢复。")
        if self.before in self.tasks:
            raise Refused("不能移到自己之前。")
        cell = {"action": self.action, "lane": self.lane}
        ranks = ranks_before(repository, Task, self.before, len(self.tasks), without=self.tasks, **cell)
        for task, rank in zip(repository.each(Task, self.tasks), ranks, strict=True):
            if task.deleted:
                raise Refused(f"{task.code} 已删除，请先恢复。")
            moved = brought_to(repository, task, self.lane)
            if task.action == self.action and task.lane == self.lane and self._stands(repository, task):
                continue
            measure = task.measure if task.action == self.action else None
            repository.put(attrs.evolve(moved, action=self.action, measure=measure, rank=rank))

    def _stands(self, repository: Repository, task: Task) -> bool:
        """Whether the one card already stands directly before `before`."""
        if len(self.tasks) > 1:
            return False
        cell = {"action": self.action, "lane": self.lane}
        previous, following = repository.ranks_around(Task, self.before, self.tasks, **cell)
        stands_behind = previous is None or previous < task.rank
        return stands_behind and (following is None or task.rank < following)


@attrs.frozen
class SetDue:
    """Cards get a due day; a later day for a card at work is an extension and needs a reason."""

    tasks: tuple[str, ...]
    due_on: date | None
    due_text: str = ""
    reason: str = ""

    def label(self, snapshot: Snapshot) -> str:
        day = f"{self.due_on.month}月{self.due_on.day}日" if self.due_on else "无"
        return f"{names(snapshot, self.tasks)} 时限改为{day}"

    def apply(self, repository: Repository) -> None:
        """Writes the cards' due days."""
        for task in repository.each(Task, self.tasks):
            if task.start_on and self.due_on and self.due_on < task.start_on:
                raise Refused(f"{task.code} 定于 {task.start_on} 启动，完成时限不能早于这一天。")
            repository.put(with_due(task, self.due_on, self.due_text, self.reason))
