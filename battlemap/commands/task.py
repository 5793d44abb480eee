"""Changes to tasks, the cards: create, edit, delete, restore, block."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import attrs

from battlemap.commands.command import rank_before
from battlemap.commands.lanes import lift, problems_on, raise_on
from battlemap.domain.kinds.action import Action
from battlemap.domain.kinds.task import Lane, Task, handed_to, to_lane, with_due
from battlemap.domain.kinds.task_kind import TASK
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import Refused
from battlemap.store.repository import Repository

#: Fields that have commands of their own or never change.
_NOT_EDITED: Final = {
    "id",
    "code",
    "lane",
    "rank",
    "action",
    "deleted",
    "original_due_on",
    "extensions",
    "blocked",
}


@attrs.frozen
class CreateTask:
    """A new card at the end of a cell; its code is the action's next. A unit named with it has been handed it today."""

    action: str
    title: str
    lane: Lane = "waiting"
    fields: Mapping[str, Any] = attrs.field(factory=dict)

    def label(self, snapshot: Snapshot) -> str:
        return f"新建任务“{self.title[:20]}”"

    def apply(self, repository: Repository) -> None:
        """Writes the card; raises Refused where it is none."""
        task = put_new_task(
            repository, repository.get(Action, self.action), self.title, self.lane, self.fields
        )
        if task.responsible_unit is not None and task.assigned_on is None:
            repository.put(handed_to(task, task.responsible_unit, repository.today))


@attrs.frozen
class EditTask:
    """New values for fields of a card; `due_on` and `due_text` go by the rule for extensions."""

    task: str
    changes: Mapping[str, Any]

    def label(self, snapshot: Snapshot) -> str:
        return f"修改 {snapshot.tasks[self.task].code}"

    def apply(self, repository: Repository) -> None:
        """Writes the changed card."""
        forbidden = _NOT_EDITED & self.changes.keys()
        if forbidden:
            raise Refused("任务的代码、位置和状态不能这样修改。", "、".join(sorted(forbidden)))
        repository.put(edited(repository.get(Task, self.task), self.changes))


@attrs.frozen
class DeleteTasks:
    """Cards go; they can be restored."""

    tasks: tuple[str, ...]

    def label(self, snapshot: Snapshot) -> str:
        return f"删除 {names(snapshot, self.tasks)}"

    def apply(self, repository: Repository) -> None:
        """Marks the cards as deleted."""
        for task in repository.each(Task, self.tasks):
            repository.put(attrs.evolve(task, deleted=True))


@attrs.frozen
class RestoreTasks:
    """Deleted cards come back to where they were."""

    tasks: tuple[str, ...]

    def label(self, snapshot: Snapshot) -> str:
        return f"恢复 {names(snapshot, self.tasks)}"

    def apply(self, repository: Repository) -> None:
        """Marks the cards as not deleted; raises Refused while their action is deleted."""
        for task in repository.each(Task, self.tasks):
            if repository.get(Action, task.action).deleted:
                raise Refused(f"{task.code} 所属专项已删除，请先恢复专项。")
            repository.put(attrs.evolve(task, deleted=False))


@attrs.frozen
class BlockTask:
    """The 卡点 of a card in one line: words raise one, or reword the only one; none solve those that stand."""

    task: str
    reason: str

    def label(self, snapshot: Snapshot) -> str:
        return f"{'标记' if self.reason.strip() else '解除'}卡点 {snapshot.tasks[self.task].code}"

    def apply(self, repository: Repository) -> None:
        """Writes what stands in the card's way; raises Refused for a finished card, or where several would be meant.

        A 卡点 that stands in the way of other cards too is no longer in the way of this one; it is not solved by that.
        """
        task = repository.get(Task, self.task)
        reason, standing = self.reason.strip(), problems_on(repository, task)
        if not reason:
            for problem in standing:
                lift(repository, task, problem)
        elif reason in ("；".join(problem.title for problem in standing), *(p.title for p in standing)):
            return
        elif task.is_finished:
            raise Refused(f"{task.code} 已办结，不能再标记卡点；如有反复请先退回推进。")
        elif len(standing) > 1:
            raise Refused(f"{task.code} 有 {len(standing)} 个卡点，请在任务卡的卡点清单中逐个修改。")
        elif standing and standing[0].number:
            repository.put(attrs.evolve(standing[0], title=reason))
        else:
            raise_on(repository, attrs.evolve(task, blocked=None), reason)


def put_new_task(
    repository: Repository, action: Action, title: str, lane: Lane, fields: Mapping[str, Any]
) -> Task:
    """Writes and returns a new card with the action's next code, at the end of the cell."""
    number = repository.highest(Task, "code", action.code) + 1
    rank = rank_before(repository, Task, None, action=action.id, lane=lane)
    task = Task(repository.new_id(), action.id, f"{action.code}-{number:02d}", title.strip(), rank)
    task = TASK.with_values(task, fields)
    if lane != "waiting":
        task = to_lane(
            attrs.evolve(task, lane="checking" if lane == "struck_off" else "waiting"),
            lane,
            repository.today,
            (),
        )
    repository.put(task)
    return task


def edited(task: Task, changes: Mapping[str, Any]) -> Task:
    """Returns the card with new values; a later due day of a card at work needs `extension_reason` among them."""
    rest = {name: value for name, value in changes.items() if name not in ("due_on", "due_text")}
    if "due_on" in changes or "due_text" in changes:
        task = with_due(
            task,
            changes.get("due_on", task.due_on),
            changes.get("due_text", ""),
            rest.pop("extension_reason", ""),
        )
    return TASK.with_values(task, rest)


def names(snapshot: Snapshot, tasks: tuple[str, ...]) -> str:
    """Returns the code of one card, or how many they are."""
    return snapshot.tasks[tasks[0]].code if len(tasks) == 1 else f"{len(tasks)} 项任务"
