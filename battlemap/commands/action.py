"""Changes to actions, the board's columns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from battlemap.commands.command import rank_before
from battlemap.domain.kinds.action import ACTION, Action, Measure
from battlemap.domain.kinds.kind import evolved
from battlemap.domain.kinds.task import Task
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import Refused
from battlemap.store.repository import Repository


@attrs.frozen
class CreateAction:
    """A new column at the right; number and code are chosen where none is given."""

    title: str
    number: int = 0
    code: str = ""
    lead_leader: str = ""
    lead_unit: str | None = None

    def label(self, snapshot: Snapshot) -> str:
        return f"新建专项“{self.title}”"

    def apply(self, repository: Repository) -> None:
        """Writes the action; raises Refused for a code that is taken."""
        number = self.number or repository.highest(Action, "number") + 1
        code = (self.code or f"A{number:02d}").upper()
        rank = rank_before(repository, Action, None)
        repository.put(
            Action(
                repository.new_id(),
                number,
                code,
                self.title.strip(),
                rank,
                self.lead_leader,
                self.lead_unit,
            )
        )


@attrs.frozen
class EditAction:
    """New values for fields of an action; its code and number stay."""

    action: str
    changes: Mapping[str, Any]

    def label(self, snapshot: Snapshot) -> str:
        return f"修改专项“{snapshot.actions[self.action].title}”"

    def apply(self, repository: Repository) -> None:
        """Writes the changed action."""
        if "code" in self.changes or "id" in self.changes:
            raise Refused("专项的代码一经确定不再更改。")
        action = ACTION.with_values(repository.get(Action, self.action), self.changes)
        repository.put(action)


@attrs.frozen
class ArchiveAction:
    """A column leaves the board with its tasks, which stay as they are; or it comes back to its place."""

    action: str
    is_archived: bool = True

    def label(self, snapshot: Snapshot) -> str:
        return f"{'归档' if self.is_archived else '取消归档'}专项“{snapshot.actions[self.action].title}”"

    def apply(self, repository: Repository) -> None:
        """Writes the mark; raises Refused for a deleted action."""
        action = repository.get(Action, self.action)
        if action.deleted:
            raise Refused(f"专项“{action.title}”已删除，请先从回收站恢复。")
        repository.put(attrs.evolve(action, is_archived=self.is_archived))


@attrs.frozen
class MoveAction:
    """Another place for a column: before `before`, or at the right end."""

    action: str
    before: str | None

    def label(self, snapshot: Snapshot) -> str:
        return f"移动专项“{snapshot.actions[self.action].title}”"

    def apply(self, repository: Repository) -> None:
        """Writes the one moved row."""
        if self.before == self.action:
            return
        rank = rank_before(repository, Action, self.before, without=(self.action,))
        repository.put(attrs.evolve(repository.get(Action, self.action), rank=rank))


@attrs.frozen
class DeleteAction:
    """A column goes, with its measures and tasks."""

    action: str

    def label(self, snapshot: Snapshot) -> str:
        return f"删除专项“{snapshot.actions[self.action].title}”"

    def apply(self, repository: Repository) -> None:
        """Marks the action and all in it as deleted."""
        for kind in (Task, Measure):
            for row in repository.live(kind, action=self.action):
                repository.put(evolved(row, deleted=True))
        repository.put(attrs.evolve(repository.get(Action, self.action), deleted=True))
