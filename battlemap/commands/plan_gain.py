"""A plan goes into a campaign that has begun: only what is new, in one step."""

from __future__ import annotations

import attrs

from battlemap.commands.command import BringsMuch, rank_before
from battlemap.commands.plan import added_actions, import_task, measure_words
from battlemap.domain.kinds.action import Action, Measure
from battlemap.domain.kinds.task import Task
from battlemap.domain.planning.plan import PlanDraft
from battlemap.domain.planning.plan_gain import ActionGain, PlanGain, plan_gain
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import Refused
from battlemap.store.repository import Repository


@attrs.frozen
class MergePlan(BringsMuch):
    """What the plan says and the board does not hold is added at the ends; nothing that stands is changed."""

    draft: PlanDraft

    def label(self, snapshot: Snapshot) -> str:
        return f"并入方案“{self.draft.title[:20]}”（新增 {gain_of(self.draft, snapshot).task_count} 项任务）"

    def apply(self, repository: Repository) -> None:
        """Writes what is new; raises Refused where nothing is."""
        gain = plan_gain(self.draft, repository.find(Action), repository.find(Measure), repository.find(Task))
        if not gain.actions:
            raise Refused(f"方案中没有新的内容：{gain.known_tasks} 项任务都已有了。")
        added_actions(repository, [one.draft for one in gain.actions if one.standing is None])
        for one in gain.actions:
            if one.standing is not None:
                _extend(repository, one, one.standing)


def gain_of(draft: PlanDraft, snapshot: Snapshot) -> PlanGain:
    """Returns what the plan would add to the campaign."""
    return plan_gain(draft, snapshot.actions.values(), snapshot.measures.values(), snapshot.tasks.values())


def _extend(repository: Repository, gain: ActionGain, action: Action) -> None:
    numbers = [one.number for one in repository.find(Measure, action=action.id)]
    next_code = repository.highest(Task, "code", prefix=action.code) + 1
    for draft, standing in zip(gain.draft.measures, gain.into, strict=True):
        measure = standing
        if measure is None:
            numbers.append(max(numbers, default=0) + 1)
            rank = rank_before(repository, Measure, None, action=action.id)
            measure = Measure(
                repository.new_id(), action.id, numbers[-1], draft.title, rank, measure_words(None, draft)
            )
            repository.put(measure)
        for task in draft.tasks:
            rank = rank_before(repository, Task, None, action=action.id, lane="waiting")
            import_task(repository, action, measure, task, f"{action.code}-{next_code:02d}", rank)
            next_code += 1
