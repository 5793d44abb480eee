"""A project plan of others becomes actions, measures, tasks, milestones, links and days off, in one step."""

from __future__ import annotations

from collections.abc import Container

import attrs
from fractional_indexing import generate_n_keys_between

from battlemap.commands.loop import ReportProgress
from battlemap.commands.people import person_named, unit_named
from battlemap.domain.action_code import delivered_codes, propose_codes
from battlemap.domain.kinds.action import Action, Measure
from battlemap.domain.kinds.dependency import Dependency
from battlemap.domain.kinds.task import Milestone, Task, with_due
from battlemap.domain.planning.calendar import Period
from battlemap.domain.planning.critical_path import in_order
from battlemap.domain.planning.project import ProjectAction, ProjectDraft, ProjectTask
from battlemap.domain.planning.project_match import told_progress
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import Refused
from battlemap.store.repository import Repository


@attrs.frozen
class ImportProject:
    """All of the plan stands at the end of what is there; codes are kept where nobody bears them.

    With `matches` a task that bears the code of one of the board is that one: it gets the plan's days and progress,
    nothing else; finished ones stay as they are. `reason` is that of the extensions among them.
    """

    draft: ProjectDraft
    matches: bool = False
    reason: str = ""

    def label(self, snapshot: Snapshot) -> str:
        """Returns the step's name."""
        return f"导入项目计划「{self.draft.title[:20]}」（{self.draft.task_count} 项任务）"

    def apply(self, repository: Repository) -> None:
        """Writes everything; raises Refused for a plan without tasks or whose links run in a circle."""
        if not self.draft.task_count:
            raise Refused("项目计划中没有可导入的任务。")
        known_tasks = self._put_known(repository) if self.matches else {}
        known = repository.ranks(Action)
        ranks = generate_n_keys_between(known[-1][0] if known else None, None, len(self.draft.actions))
        taken_codes = {action.code for action in repository.find(Action)}
        number = max((action.number for action in repository.find(Action)), default=0)
        tasks = dict(known_tasks)
        for told, rank in zip(self.draft.actions, ranks, strict=True):
            draft = _without(told, known_tasks)
            if not draft.tasks:
                continue
            standing = self._standing(repository, draft) if self.matches else None
            if standing is not None:
                tasks |= _put_tasks(repository, standing, draft)
                continue
            number += 1
            code = draft.code
            if not code or code in taken_codes:
                (code,) = propose_codes([(number, draft.title)], delivered_codes(), taken_codes)
            taken_codes.add(code)
            action = Action(repository.new_id(), number, code, draft.title, rank)
            repository.put(action)
            tasks |= _put_tasks(repository, action, draft)
        self._put_links(repository, tasks)
        own = {_told(period) for period in repository.live(Period)} if self.matches else set()
        for period in self.draft.periods:
            if _told(period) in own:
                continue
            repository.put(attrs.evolve(period, id=repository.new_id(), deleted=False).checked())

    def _put_known(self, repository: Repository) -> dict[int, Task]:
        """Writes days and progress of the tasks that are known by their code; returns them by the plan's numbers."""
        live = {task.code: task for task in repository.live(Task)}
        found: dict[int, Task] = {}
        for action in self.draft.actions:
            for told in action.tasks:
                task = live.pop(told.code, None) if told.code else None
                if task is None:
                    continue
                found[told.uid] = task
                if task.is_finished:
                    continue
                due_on = told.due_on or task.due_on
                words = task.due_text if due_on == task.due_on else ""
                moved = attrs.evolve(
                    with_due(task, due_on, words, self.reason), start_on=told.start_on or task.start_on
                )
                if moved != task:
                    repository.put(moved.checked())
                if told_progress(told, task) != task.progress:
                    ReportProgress(task.id, told.progress).apply(repository)
                found[told.uid] = repository.get(Task, task.id)
        return found

    @staticmethod
    def _standing(repository: Repository, draft: ProjectAction) -> Action | None:
        """Returns the live action of that code or title, to which new tasks of the plan belong."""
        live = repository.live(Action)
        return next(
            (action for action in live if action.code == draft.code),
            next((action for action in live if action.title == draft.title), None),
        )

    def _put_links(self, repository: Repository, tasks: dict[int, Task]) -> None:
        links = [
            Dependency(
                repository.new_id(), tasks[told.predecessor].id, tasks[told.successor].id, told.kind, told.lag
            )
            for told in self.draft.links
            if told.predecessor in tasks and told.successor in tasks
        ]
        standing = repository.live(Dependency)
        ends = {(link.predecessor, link.successor) for link in standing}
        links = [link for link in links if (link.predecessor, link.successor) not in ends]
        everyone = repository.find(Task)
        before: dict[str, list[Dependency]] = {task.id: [] for task in everyone}
        for link in (*standing, *links):
            before[link.successor].append(link)
        in_order(before, {task.id: task.code for task in everyone})
        for link in links:
            repository.put(link)


def _told(period: Period) -> tuple[object, ...]:
    return period.kind, period.starts_on, period.ends_on


def _without(action: ProjectAction, known: Container[int]) -> ProjectAction:
    """Returns the action with only those of its tasks that are not known."""
    measures = tuple(
        attrs.evolve(measure, tasks=tuple(task for task in measure.tasks if task.uid not in known))
        for measure in action.measures
    )
    return attrs.evolve(action, measures=tuple(measure for measure in measures if measure.tasks))


def _put_tasks(repository: Repository, action: Action, draft: ProjectAction) -> dict[int, Task]:
    """Writes measures and tasks of one action; returns the tasks by the plan's own numbers."""
    ranks = iter(generate_n_keys_between(_last(repository, Task, action), None, len(draft.tasks)))
    standing = {measure.title: measure for measure in repository.live(Measure) if measure.action == action.id}
    titled = [measure for measure in draft.measures if measure.title and measure.title not in standing]
    measure_ranks = iter(generate_n_keys_between(_last(repository, Measure, action), None, len(titled)))
    number = repository.highest(Task, "code", action.code)
    taken = {task.code for task in repository.find(Task)}
    found: dict[int, Task] = {}
    place = max((measure.number for measure in standing.values()), default=0)
    for measure_draft in draft.measures:
        measure = standing.get(measure_draft.title)
        if measure is None and measure_draft.title:
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


def _last(repository: Repository, kind: type[Task] | type[Measure], action: Action) -> str | None:
    """Returns the highest rank of the action's rows, None where it has none."""
    known = repository.ranks(kind, action=action.id)
    return known[-1][0] if known else None


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
