"""A project plan that comes back: which of its tasks stand on the board already, by code, and what it says of them."""

from __future__ import annotations

from datetime import date

import attrs

from battlemap.domain.kinds.task import Task, is_extension
from battlemap.domain.planning.project import ProjectDraft, ProjectTask
from battlemap.domain.snapshot import Snapshot


@attrs.frozen
class Matched:
    """A task of the plan (`uid`) that is one of the board; `words` say what changes, "" where nothing does."""

    uid: int
    task: str
    code: str
    title: str
    words: str
    is_extension: bool = False
    is_finished: bool = False


@attrs.frozen
class ProjectMatch:
    """What of a plan is known by its code, and what is new."""

    matched: tuple[Matched, ...]
    new: tuple[ProjectTask, ...]

    @property
    def changed(self) -> tuple[Matched, ...]:
        """Those known tasks that the plan would change."""
        return tuple(found for found in self.matched if found.words and not found.is_finished)

    @property
    def extended(self) -> tuple[Matched, ...]:
        """Those whose due day would be an extension, for which a reason is needed."""
        return tuple(found for found in self.changed if found.is_extension)


def match_project(draft: ProjectDraft, snapshot: Snapshot) -> ProjectMatch:
    """Returns which tasks of the plan bear the code of a live task; a code that stands twice counts once."""
    known = {task.code: task for task in snapshot.live_tasks}
    matched: list[Matched] = []
    new: list[ProjectTask] = []
    for action in draft.actions:
        for told in action.tasks:
            task = known.pop(told.code, None) if told.code else None
            if task is None:
                new.append(told)
            else:
                matched.append(_matched(told, task))
    return ProjectMatch(tuple(matched), tuple(new))


def told_progress(told: ProjectTask, task: Task) -> int:
    """Returns the percent that the plan reports: what it says, but never less than what is known."""
    return max(told.progress, task.progress)


def _matched(told: ProjectTask, task: Task) -> Matched:
    parts = []
    for name, was, now in (("启动", task.start_on, told.start_on), ("时限", task.due_on, told.due_on)):
        if now is not None and now != was:
            parts.append(f"{name} {_day(was)} → {_day(now)}")
    if told_progress(told, task) != task.progress:
        parts.append(f"进度 {task.progress}% → {told.progress}%")
    extends = told.due_on is not None and told.due_on != task.due_on and is_extension(task, told.due_on)
    return Matched(told.uid, task.id, task.code, task.title, "，".join(parts), extends, task.is_finished)


def _day(day: date | None) -> str:
    return day.isoformat() if day else "未定"
