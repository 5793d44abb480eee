"""A project plan that comes back: which of its tasks stand on the board already, and what it says of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import attrs

from battlemap.domain.kinds.action import Action, Measure
from battlemap.domain.kinds.problem import Problem
from battlemap.domain.kinds.task import Task, is_extension, why_not_to_lane
from battlemap.domain.planning.project import ProjectAction, ProjectDraft, ProjectTask
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
    """What of a plan is known, and what is new."""

    matched: tuple[Matched, ...]
    new: tuple[ProjectTask, ...]

    @property
    def changed(self) -> tuple[Matched, ...]:
        """Those known tasks that the plan would change."""
        return tuple(one for one in self.matched if one.words and not one.is_finished)

    @property
    def extended(self) -> tuple[Matched, ...]:
        """Those whose due day would be an extension, for which a reason is needed."""
        return tuple(one for one in self.changed if one.is_extension)


def match_project(draft: ProjectDraft, snapshot: Snapshot) -> ProjectMatch:
    """Returns which tasks of the plan stand on the board, as `known_tasks`, and which do not."""
    actions = [snapshot.actions[action.id] for action in snapshot.columns]
    by_uid = known_tasks(draft, snapshot.live_tasks, actions, snapshot.measures)
    planned = [task for action in draft.actions for task in action.tasks]
    return ProjectMatch(
        tuple(
            _matched(task, by_uid[task.uid], snapshot.problems_of(by_uid[task.uid].id))
            for task in planned
            if task.uid in by_uid
        ),
        tuple(task for task in planned if task.uid not in by_uid),
    )


def known_tasks(
    draft: ProjectDraft, tasks: Iterable[Task], actions: Iterable[Action], measures: Mapping[str, Measure]
) -> dict[int, Task]:
    """Returns number in the plan → live task of the board, each task once.

    The code tells it; a row without a code that is known here is the task that bears its name in the action, and
    rather in the measure, that bear the plan's names: what an import of the same plan has made. Of several with one
    name the first is meant by the first.
    """
    waiting = list(tasks)
    by_code = {task.code: task for task in waiting}
    titles = {action.id: action.title for action in actions}
    titles_by_code = {action.code: action.title for action in actions}
    matches: dict[int, Task] = {}
    claimed: set[str] = set()

    def claim(row: ProjectTask, task: Task | None) -> None:
        if task is not None and task.id not in claimed:
            claimed.add(task.id)
            matches[row.uid] = task

    rows = [
        (row, (titles_by_code.get(action.code, action.title), measure.title, row.title))
        for action in draft.actions
        for measure in action.measures
        for row in measure.tasks
    ]
    for row, _ in rows:
        claim(row, by_code.get(row.code) if row.code else None)
    for exactly in (True, False):
        at_place: dict[tuple[str, str, str], list[Task]] = {}
        for task in waiting:
            if task.id not in claimed and task.action in titles:
                measure = measures.get(task.measure or "")
                where = measure.title if measure and exactly else ""
                at_place.setdefault((titles[task.action], where, task.title), []).append(task)
        for row, (action_title, measure_title, title) in rows:
            if row.uid in matches or row.code in by_code:
                continue
            candidates = at_place.get((action_title, measure_title if exactly else "", title))
            if candidates:
                claim(row, candidates.pop(0))
    return matches


def standing_action(
    draft: ProjectAction, by_code: Mapping[str, Action], by_title: Mapping[str, Action]
) -> Action | None:
    """Returns the live action to which new tasks of a heading belong: by its code, else by its title."""
    return by_code.get(draft.code) if draft.code in by_code else by_title.get(draft.title)


def told_progress(planned: ProjectTask, task: Task) -> int:
    """Returns the percent that the plan reports: what it says, but never less than what is known."""
    return max(planned.progress, task.progress)


def _matched(planned: ProjectTask, task: Task, problems: Sequence[Problem]) -> Matched:
    parts = []
    for name, was, now in (("启动", task.start_on, planned.start_on), ("时限", task.due_on, planned.due_on)):
        if now is not None and now != was:
            parts.append(f"{name} {_day(was)} → {_day(now)}")
    if told_progress(planned, task) != task.progress:
        parts.append(f"进度 {task.progress}% → {told_progress(planned, task)}%")
    if planned.is_finished and not task.is_finished:
        reason = why_not_to_lane(task, "checking", problems)
        parts.append(reason.rstrip("。") if reason else f"{planned.finished_on} 办结，待核查")
    extends = (
        planned.due_on is not None and planned.due_on != task.due_on and is_extension(task, planned.due_on)
    )
    return Matched(planned.uid, task.id, task.code, task.title, "，".join(parts), extends, task.is_finished)


def _day(day: date | None) -> str:
    return day.isoformat() if day else "未定"
