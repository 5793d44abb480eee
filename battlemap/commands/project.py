"""A project plan of others becomes actions, measures, tasks, milestones, links and days off, in one step."""

from __future__ import annotations

import attrs
from fractional_indexing import generate_n_keys_between

from battlemap.commands.people import person_named, unit_named
from battlemap.domain.action import Action, Measure
from battlemap.domain.action_code import delivered_codes, propose_codes
from battlemap.domain.critical_path import in_order
from battlemap.domain.dependency import Dependency
from battlemap.domain.project import ProjectAction, ProjectDraft, ProjectTask
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.task import Milestone, Task
from battlemap.errors import Refused
from battlemap.store.repository import Repository


@attrs.frozen
class ImportProject:
    """All of the plan stands at the end of what is there; codes are kept where nobody bears them."""

    draft: ProjectDraft

    def label(self, snapshot: Snapshot) -> str:
        """Returns the step's name."""
        return f"导入项目计划「{self.draft.title[:20]}」（{self.draft.task_count} 项任务）"

    def apply(self, repository: Repository) -> None:
        """Writes everything; raises Refused for a plan without tasks or whose links run in a circle."""
        if not self.draft.task_count:
            raise Refused("项目计划中没有可导入的任务。")
        known = repository.ranks(Action)
        ranks = generate_n_keys_between(known[-1][0] if known else None, None, len(self.draft.actions))
        taken_codes = {action.code for action in repository.find(Action)}
        number = max((action.number for action in repository.find(Action)), default=0)
        tasks: dict[int, Task] = {}
        for draft, rank in zip(self.draft.actions, ranks, strict=True):
            number += 1
            code = draft.code
            if not code or code in taken_codes:
                (code,) = propose_codes([(number, draft.title)], delivered_codes(), taken_codes)
            taken_codes.add(code)
            action = Action(repository.new_id(), number, code, draft.title, rank)
            repository.put(action)
            tasks |= _put_tasks(repository, action, draft)
        self._put_links(repository, tasks)
        for period in self.draft.periods:
            repository.put(attrs.evolve(period, id=repository.new_id(), deleted=False).checked())

    def _put_links(self, repository: Repository, tasks: dict[int, Task]) -> None:
        links = [
            Dependency(
                repository.new_id(), tasks[told.predecessor].id, tasks[told.successor].id, told.kind, told.lag
            )
            for told in self.draft.links
            if told.predecessor in tasks and told.successor in tasks
        ]
        before: dict[str, list[Dependency]] = {task.id: [] for task in tasks.values()}
        for link in links:
            before[link.successor].append(link)
        in_order(before, {task.id: task.code for task in tasks.values()})
        for link in links:
            repository.put(link)


def _put_tasks(repository: Repository, action: Action, draft: ProjectAction) -> dict[int, Task]:
    """Writes measures and tasks of one action; returns the tasks by the plan's own numbers."""
    ranks = iter(generate_n_keys_between(None, None, len(draft.tasks)))
    titled = [measure for measure in draft.measures if measure.title]
    measure_ranks = iter(generate_n_keys_between(None, None, len(titled)))
    number = repository.highest(Task, "code", action.code)
    taken = {task.code for task in repository.find(Task)}
    found: dict[int, Task] = {}
    place = 0
    for measure_draft in draft.measures:
        measure = None
        if measure_draft.title:
            place += 1
            measure = Measure(repository.new_id(), action.id, place, measure_draft.title, next(measure_ranks))
            repository.put(measure)
        for task_draft in measure_draft.tasks:
            code = task_draft.code
            while not code or code in taken:
                number += 1
                code = f"{action.code}-{number:02d}"
            taken.add(code)
            task = _task(repository, action, measure, task_draft, code, next(ranks))
            found[task_draft.uid] = task
    return found


def _task(
    repository: Repository, action: Action, measure: Measure | None, draft: ProjectTask, code: str, rank: str
) -> Task:
    unit = unit_named(repository, draft.unit).id if draft.unit.strip() else None
    owner = person_named(repository, draft.owner, unit).id if draft.owner.strip() else None
    task = Task(
        repository.new_id(),
        action.id,
        code,
        draft.title,
        rank,
        "moving" if draft.progress else "waiting",
        measure.id if measure else None,
        draft.detail,
        progress=draft.progress,
        start_on=draft.start_on,
        due_on=draft.due_on,
        responsible_unit=unit,
        owner=owner,
        counts_natural_days=draft.counts_natural_days,
    )
    repository.put(task.checked())
    ranks = generate_n_keys_between(None, None, len(draft.milestones))
    for stone, stone_rank in zip(draft.milestones, ranks, strict=True):
        repository.put(
            Milestone(
                repository.new_id(),
                task.id,
                stone.title,
                stone_rank,
                stone.due_on,
                stone.done_on,
                stone.weight,
            )
        )
    return task
