"""倒排工期 as one step for one or many tasks: start days and milestones from a template."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal

import attrs
from fractional_indexing import generate_n_keys_between

from battlemap.commands.task import names
from battlemap.domain.kinds.task import Milestone, Task, with_due
from battlemap.domain.planning.backward_schedule import PlannedStep, ScheduleStep, schedule_task
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import Refused
from battlemap.store.repository import Repository

#: What is done where the time is too short: nothing, shorten the steps, or move the due day.
Answer = Literal["refuse", "compress", "shift"]


@attrs.frozen
class ScheduledTask:
    """A task with its planned steps; `due_on` is new where the due day is shifted."""

    task: str
    steps: tuple[PlannedStep, ...]
    due_on: date | None = None


@attrs.frozen
class ScheduleBackwards:
    """Tasks get their start day and a milestone for each step, weighted by its length.

    Milestones that are not reached make way; a reached one stays, with its day, also under the same name. With
    `follows_milestones` the 序时进度 goes by the milestones from now on.
    """

    plans: tuple[ScheduledTask, ...]
    reason: str = ""
    follows_milestones: bool = False

    @classmethod
    def planned(
        cls,
        snapshot: Snapshot,
        tasks: Sequence[str],
        steps: Sequence[ScheduleStep],
        not_before: date,
        answer: Answer = "refuse",
        reason: str = "",
        *,
        follows_milestones: bool = False,
    ) -> ScheduleBackwards:
        """Returns the command for these tasks; raises Refused where one cannot be done in time, saying by how much."""
        plans = []
        lacking = []
        for id in tasks:
            task = snapshot.tasks[id]
            schedule = schedule_task(snapshot, task, steps, not_before)
            if schedule.fits:
                plans.append(ScheduledTask(id, schedule.steps))
            elif answer == "compress" and schedule.compressed:
                plans.append(ScheduledTask(id, schedule.compressed))
            elif answer == "shift":
                plans.append(ScheduledTask(id, schedule.shifted, schedule.shifted[-1].ends_on))
            else:
                still = f"；每步压缩到 1 天仍缺 {schedule.still_short_by} 天" if answer == "compress" else ""
                lacking.append(f"{task.code} {schedule.why}{still}")
        if lacking:
            raise Refused("倒排不成：" + "；".join(lacking[:3]) + "。", "\n".join(lacking))
        return cls(tuple(plans), reason, follows_milestones)

    def label(self, snapshot: Snapshot) -> str:
        return f"倒排工期 {names(snapshot, tuple(plan.task for plan in self.plans))}"

    def apply(self, repository: Repository) -> None:
        """Writes the tasks and their milestones; raises Refused for finished tasks or an extension without a reason."""
        for plan in self.plans:
            task = repository.get(Task, plan.task)
            if not plan.steps:
                raise Refused(f"{task.code} 没有倒排的步骤，请先选定模板。")
            if task.is_finished:
                raise Refused(f"{task.code} 已办结，不再倒排工期。")
            if plan.due_on is not None:
                task = with_due(task, plan.due_on, "", self.reason)
            task = attrs.evolve(
                task,
                start_on=plan.steps[0].starts_on,
                follows_milestones=task.follows_milestones or self.follows_milestones,
            )
            repository.put(task)
            _put_milestones(repository, plan)


def _put_milestones(repository: Repository, plan: ScheduledTask) -> None:
    milestones = repository.live(Milestone, task=plan.task)
    by_title = {stone.title: stone for stone in milestones}
    wanted = {step.title for step in plan.steps}
    staying = [stone for stone in milestones if stone.done_on is not None and stone.title not in wanted]
    for stone in milestones:
        if stone.done_on is None and stone.title not in wanted:
            repository.put(attrs.evolve(stone, deleted=True))
    ranks = generate_n_keys_between(None, None, len(staying) + len(plan.steps))
    for stone, rank in zip(staying, ranks, strict=False):
        repository.put(attrs.evolve(stone, rank=rank))
    for step, rank in zip(plan.steps, ranks[len(staying) :], strict=True):
        stone = by_title.get(step.title) or Milestone(repository.new_id(), plan.task, step.title, rank)
        repository.put(attrs.evolve(stone, rank=rank, due_on=step.ends_on, weight=step.working_days))
