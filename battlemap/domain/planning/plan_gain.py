"""What a plan brings to a campaign that has begun: the actions, measures and tasks that it does not know yet."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import attrs

from battlemap.domain.kinds.action import Action, Measure, short_title
from battlemap.domain.kinds.task import Task
from battlemap.domain.planning.plan import ActionDraft, MeasureDraft, PlanDraft, TaskDraft


@attrs.frozen
class ActionGain:
    """What is new in one action: `standing` is the action that stands already, `into` the measure for each of the draft's."""

    draft: ActionDraft
    standing: Action | None = None
    into: tuple[Measure | None, ...] = ()


@attrs.frozen
class PlanGain:
    """All that is new, in the plan's order; `known_tasks` of its tasks are on the board or in the recycle bin."""

    actions: tuple[ActionGain, ...]
    known_tasks: int

    @property
    def task_count(self) -> int:
        """How many tasks are new."""
        return sum(len(gain.draft.tasks) for gain in self.actions)

    @property
    def words(self) -> str:
        """What is added, in numbers: 「新增专项 1 个、要点 2 条、任务 9 项；已有的 80 项任务不变」."""
        measures = sum(place is None for gain in self.actions for place in gain.into)
        actions = sum(gain.standing is None for gain in self.actions)
        parts = [f"专项 {actions} 个", f"要点 {measures} 条", f"任务 {self.task_count} 项"]
        return f"新增{'、'.join(parts)}；已有的 {self.known_tasks} 项任务不变"


def plan_gain(
    draft: PlanDraft, actions: Iterable[Action], measures: Iterable[Measure], tasks: Iterable[Task]
) -> PlanGain:
    """Returns what the plan says and the campaign's rows (deleted ones included) do not hold.

    A task is known by its sentence in the plan, wherever it stands now, or by its title in its action. A live action
    or measure is known by its title. What was deleted on purpose does not come back by this.
    """
    tasks, measures = tuple(tasks), tuple(measures)
    said = {_folded(task.source) for task in tasks if task.source.strip()}
    by_title = {short_title(action.title): action for action in actions if not action.deleted}
    gains, known_tasks = [], 0
    for action in draft.actions:
        standing = by_title.get(short_title(action.title))
        titled = {_folded(task.title) for task in tasks if standing and task.action == standing.id}
        own = [one for one in measures if standing and one.action == standing.id]
        gain = _action_gain(action, standing, own, said, titled)
        known_tasks += len(action.tasks) - len(gain.draft.tasks)
        if gain.draft.measures or (standing is None and not action.measures):
            gains.append(gain)
    return PlanGain(tuple(gains), known_tasks)


def _action_gain(
    action: ActionDraft,
    standing: Action | None,
    own: Collection[Measure],
    said: Collection[str],
    titled: Collection[str],
) -> ActionGain:
    by_title = {_folded(measure.title): measure for measure in own if not measure.deleted}
    ever = {_folded(measure.title) for measure in own}
    left: list[MeasureDraft] = []
    into: list[Measure | None] = []
    for measure in action.measures:
        place = by_title.get(_folded(measure.title))
        fresh = tuple(task for task in measure.tasks if not _is_known(task, said, titled))
        if fresh or (not measure.tasks and _folded(measure.title) not in ever):
            left.append(attrs.evolve(measure, tasks=fresh))
            into.append(place)
    return ActionGain(attrs.evolve(action, measures=tuple(left)), standing, tuple(into))


def _is_known(task: TaskDraft, said: Collection[str], titled: Collection[str]) -> bool:
    return _folded(task.source) in said or _folded(task.title) in titled


def _folded(words: str) -> str:
    """Returns the words without white space."""
    return "".join(words.split())
