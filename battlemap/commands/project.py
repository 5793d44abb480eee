"""A project plan of others becomes actions, measures, tasks, milestones, links and days off, in one step."""

from __future__ import annotations

from collections.abc import Container

import attrs
from fractional_indexing import generate_n_keys_between

from battlemap.commands.lanes import brought_to, problems_on
from battlemap.commands.loop import ReportProgress
from battlemap.commands.people import person_named, unit_named
from battlemap.domain.action_code import delivered_codes, propose_codes
from battlemap.domain.days.calendar import Period
from battlemap.domain.kinds.action import Action, Measure
from battlemap.domain.kinds.dependency import Dependency
from battlemap.domain.kinds.task import Milestone, Task, why_not_to_lane, with_due
from battlemap.domain.planning.critical_path import in_order
from battlemap.domain.planning.project import ProjectAction, ProjectDraft, ProjectTask
from battlemap.domain.planning.project_match import known_tasks, standing_action, told_progress
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import Refused
from battlemap.store.repository import Repository


@attrs.frozen
class ImportProject:
    """All of the plan stands at the end of what is there; codes are kept where nobody bears them.

    With `matches` a task that stands on the board already (`known_tasks`) gets the plan's days and progress, and goes
    to 待核查 where the plan calls it done; finished ones stay as they are. `reason` is that of the extensions.
    """

    draft: ProjectDraft
    matches: bool = False
    reason: str = ""

    def label(self, snapshot: Snapshot) -> str:
        return f"导入项目计划“{self.draft.title[:20]}”（{self.draft.task_count} 项任务）"

    def apply(self, repository: Repository) -> None:
        """Writes everything; raises Refused for a plan without tasks or whose links run in a circle."""
        if not self.draft.task_count:
            raise Refused("项目计划中没有可导入的任务。")
        tasks = self._put_known(repository) if self.matches else {}
        left = [
            action for action in (_without(action, tasks) for action in self.draft.actions) if action.tasks
        ]
        live = [a for a in repository.live(Action) if a.is_shown] if self.matches else []
        by_code = {action.code: action for action in live}
        by_title = {action.title: action for action in reversed(live)}
        standing = [standing_action(draft, by_code, by_title) for draft in left]
        fresh = iter(
            _fresh_actions(repository, [d for d, old in zip(left, standing, strict=True) if not old])
        )
        codes = _TaskCodes(repository)
        for draft, old in zip(left, standing, strict=True):
            action = old
            if action is None:
                action = next(fresh)
                repository.put(action)
            tasks |= _put_tasks(repository, action, draft, codes, is_new=old is None)
        self._put_links(repository, tasks)
        own = {_content(period) for period in repository.live(Period)} if self.matches else set()
        for period in self.draft.periods:
            if _content(period) in own:
                continue
            repository.put(attrs.evolve(period, id=repository.new_id(), deleted=False))

    def _put_known(self, repository: Repository) -> dict[int, Task]:
        """Writes what the plan says of the tasks that stand on the board; returns them by the plan's numbers."""
        measures = {measure.id: measure for measure in repository.live(Measure)}
        shown = {action.id: action for action in repository.live(Action) if action.is_shown}
        tasks = [task for task in repository.live(Task) if task.action in shown]
        matches = known_tasks(self.draft, tasks, shown.values(), measures)
        planned = {row.uid: row for action in self.draft.actions for row in action.tasks}
        for uid, task in matches.items():
            if not task.is_finished:
                matches[uid] = self._updated(repository, task, planned[uid])
        return matches

    def _updated(self, repository: Repository, task: Task, row: ProjectTask) -> Task:
        """Writes days and progress, and 办结 where the plan says so and no rule stands against it."""
        due_on = row.due_on or task.due_on
        words = task.due_text if due_on == task.due_on else ""
        moved = attrs.evolve(
            with_due(task, due_on, words, self.reason), start_on=row.start_on or task.start_on
        )
        if moved != task:
            repository.put(moved)
        if told_progress(row, task) != task.progress:
            ReportProgress(task.id, told_progress(row, task)).apply(repository)
        moved = repository.get(Task, task.id)
        if row.is_finished and not why_not_to_lane(moved, "checking", problems_on(repository, moved)):
            moved = attrs.evolve(brought_to(repository, moved, "checking"), finished_on=row.finished_on)
            repository.put(moved)
        return moved

    def _put_links(self, repository: Repository, tasks: dict[int, Task]) -> None:
        links = [
            Dependency(
                repository.new_id(),
                tasks[drafted.predecessor].id,
                tasks[drafted.successor].id,
                drafted.kind,
                drafted.lag,
            )
            for drafted in self.draft.links
            if drafted.predecessor in tasks and drafted.successor in tasks
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


def _content(period: Period) -> tuple[object, ...]:
    return period.kind, period.starts_on, period.ends_on


def _without(action: ProjectAction, uids: Container[int]) -> ProjectAction:
    """Returns the action with only those of its tasks that are not known."""
    measures = tuple(
        attrs.evolve(measure, tasks=tuple(task for task in measure.tasks if task.uid not in uids))
        for measure in action.measures
    )
    return attrs.evolve(action, measures=tuple(measure for measure in measures if measure.tasks))


def _fresh_actions(repository: Repository, drafts: list[ProjectAction]) -> list[Action]:
    """Returns new actions at the end of the board; a code is kept where nobody bears it, others are proposed."""
    everyone = repository.find(Action)
    taken = {action.code for action in everyone}
    numbers = range(first := max((action.number for action in everyone), default=0) + 1, first + len(drafts))
    codes: dict[int, str] = {}
    for number, draft in zip(numbers, drafts, strict=True):
        if draft.code and draft.code not in taken:
            codes[number] = draft.code
            taken.add(draft.code)
    asked = [(number, d.title) for number, d in zip(numbers, drafts, strict=True) if number not in codes]
    proposed = propose_codes(asked, delivered_codes(), taken)
    codes |= {number: code for (number, _), code in zip(asked, proposed, strict=True)}
    standing = repository.ranks(Action)
    ranks = generate_n_keys_between(standing[-1][0] if standing else None, None, len(drafts))
    return [
        Action(repository.new_id(), number, codes[number], draft.title, rank)
        for number, draft, rank in zip(numbers, drafts, ranks, strict=True)
    ]


class _TaskCodes:
    """Codes for new tasks: their own where nobody bears it, else the action's next number."""

    def __init__(self, repository: Repository) -> None:
        self._taken = {task.code for task in repository.find(Task)}
        self._highest: dict[str, int] = {}
        for code in self._taken:
            prefix, _, number = code.rpartition("-")
            if number.isdecimal() and len(number) < 10:
                self._highest[prefix] = max(self._highest.get(prefix, 0), int(number))

    def take(self, wanted: str, action: str) -> str:
        """Returns the code, which nobody else gets."""
        code = wanted
        while not code or code in self._taken:
            self._highest[action] = self._highest.get(action, 0) + 1
            code = f"{action}-{self._highest[action]:02d}"
        self._taken.add(code)
        return code


def _put_tasks(
    repository: Repository, action: Action, draft: ProjectAction, codes: _TaskCodes, *, is_new: bool
) -> dict[int, Task]:
    """Writes measures and tasks of one action; returns the tasks by the plan's own numbers."""
    last = None if is_new else _last(repository, Task, action)
    ranks = iter(generate_n_keys_between(last, None, len(draft.tasks)))
    own = [] if is_new else [m for m in repository.live(Measure) if m.action == action.id]
    standing = {measure.title: measure for measure in own}
    titled = [measure for measure in draft.measures if measure.title and measure.title not in standing]
    last = None if is_new else _last(repository, Measure, action)
    measure_ranks = iter(generate_n_keys_between(last, None, len(titled)))
    put: dict[int, Task] = {}
    place = max((measure.number for measure in standing.values()), default=0)
    for measure_draft in draft.measures:
        measure = standing.get(measure_draft.title)
        if measure is None and measure_draft.title:
            place += 1
            measure = Measure(repository.new_id(), action.id, place, measure_draft.title, next(measure_ranks))
            repository.put(measure)
        for row in measure_draft.tasks:
            code = codes.take(row.code, action.code)
            put[row.uid] = _task(repository, action, measure, row, code, next(ranks))
    return put


def _last(repository: Repository, kind: type[Task] | type[Measure], action: Action) -> str | None:
    """Returns the highest rank of the action's rows, None where it has none."""
    ranks = repository.ranks(kind, action=action.id)
    return ranks[-1][0] if ranks else None


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
        "checking" if draft.is_finished else "moving" if draft.progress else "waiting",
        measure.id if measure else None,
        draft.detail,
        progress=draft.progress,
        start_on=draft.start_on,
        due_on=draft.due_on,
        due_text=draft.due_words,
        finished_on=draft.finished_on if draft.is_finished else None,
        responsible_unit=unit,
        owner=owner,
        counts_natural_days=draft.counts_natural_days,
    )
    repository.put(task)
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
