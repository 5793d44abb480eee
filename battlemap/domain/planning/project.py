"""A project plan as project programs know it: an outline of tasks with links and days off; values only."""

from __future__ import annotations

from collections.abc import Container
from datetime import date

import attrs

from battlemap.domain.days.calendar import Period, WorkCalendar, days
from battlemap.domain.kinds.dependency import DependencyKind
from battlemap.domain.kinds.task import Task
from battlemap.domain.snapshot import Snapshot


@attrs.frozen
class ProjectMilestone:
    """An event of a task; `weight` is its share of the task's progress."""

    title: str
    due_on: date | None = None
    done_on: date | None = None
    weight: int = 1


@attrs.frozen
class ProjectTask:
    """A leaf of the outline; `uid` is unique in the plan, units and persons are names."""

    uid: int
    title: str
    code: str = ""
    start_on: date | None = None
    due_on: date | None = None
    progress: int = 0
    detail: str = ""
    unit: str = ""
    owner: str = ""
    counts_natural_days: bool = False
    milestones: tuple[ProjectMilestone, ...] = ()
    finished_on: date | None = None
    due_words: str = ""

    @property
    def is_finished(self) -> bool:
        """Whether the plan says that it is done, and when."""
        return self.progress == 100 and self.finished_on is not None


@attrs.frozen
class ProjectMeasure:
    """A heading of the second level; an empty title stands for tasks directly below the action."""

    title: str
    tasks: tuple[ProjectTask, ...]


@attrs.frozen
class ProjectAction:
    """A heading of the first level."""

    title: str
    measures: tuple[ProjectMeasure, ...]
    code: str = ""

    @property
    def tasks(self) -> tuple[ProjectTask, ...]:
        """All its tasks, in order."""
        return tuple(task for measure in self.measures for task in measure.tasks)


@attrs.frozen
class ProjectLink:
    """That one task waits for another, by uid; `lag` in working days."""

    predecessor: int
    successor: int
    kind: DependencyKind = "fs"
    lag: int = 0


@attrs.frozen
class ProjectDraft:
    """A whole plan; `left_out` says in words what of the source cannot be taken over."""

    title: str
    actions: tuple[ProjectAction, ...]
    links: tuple[ProjectLink, ...] = ()
    periods: tuple[Period, ...] = ()
    left_out: tuple[str, ...] = ()

    @property
    def task_count(self) -> int:
        """The number of tasks."""
        return sum(len(action.tasks) for action in self.actions)


def project_of(snapshot: Snapshot, only: Container[str] | None = None) -> ProjectDraft:
    """Returns the board as a project plan: all that such a plan can hold, with every day off of the campaign.

    With `only` it holds these tasks and the links between them, without headings that would be empty.
    """
    wanted = [task for task in snapshot.live_tasks if only is None or task.id in only]
    numbers = {task.id: number for number, task in enumerate(wanted, 1)}
    actions = tuple(
        ProjectAction(
            action.title,
            tuple(
                ProjectMeasure(title, tuple(_task(snapshot, task, numbers[task.id]) for task in tasks))
                for title, tasks in _by_measure(snapshot, action.id, numbers, keeps_empty=only is None)
            ),
            action.code,
        )
        for action in snapshot.columns
        if only is None or any(task.id in numbers for task in snapshot.tasks_of(action.id))
    )
    links = tuple(
        ProjectLink(numbers[link.predecessor], numbers[link.successor], link.kind, link.lag)
        for link in snapshot.live_dependencies
        if link.predecessor in numbers and link.successor in numbers
    )
    campaign = snapshot.campaign
    planned = [task.start_on for task in snapshot.live_tasks if task.start_on]
    planned += [task.due_on for task in snapshot.live_tasks if task.due_on]
    first, last = min([campaign.starts_on, *planned]), max([campaign.ends_on, *planned])
    periods = tuple(exceptions(snapshot.calendar, tuple(snapshot.periods.values()), first, last))
    return ProjectDraft(campaign.title, actions, links, periods)


def exceptions(calendar: WorkCalendar, periods: tuple[Period, ...], first: date, last: date) -> list[Period]:
    """Returns the runs of days that differ from Monday-to-Friday, named by the own period that they lie in."""
    exceptions: list[Period] = []
    for day in days(first, last):
        is_working = calendar.is_working_day(day)
        if is_working == (day.weekday() < 5):
            continue
        kind = "work" if is_working else "off"
        title = next((p.title for p in periods if not p.deleted and p.kind == kind and p.holds(day)), "")
        before = exceptions[-1] if exceptions else None
        if before and (before.ends_on.toordinal(), before.kind, before.title) == (
            day.toordinal() - 1, kind, title,
        ):  # fmt: skip
            exceptions[-1] = attrs.evolve(before, ends_on=day)
        else:
            exceptions.append(Period("", "work" if is_working else "off", day, day, title))
    return exceptions


def new_days(draft: ProjectDraft, calendar: WorkCalendar) -> ProjectDraft:
    """Returns the draft without the periods that a calendar knows already, day by day.

    Periods of one kind and title are one thing (every Saturday of a rush): they stay all, or none.
    """
    new = [period for period in draft.periods if _is_new(period, calendar)]
    named = {(period.kind, period.title) for period in new if period.title}
    kept = set(new)
    return attrs.evolve(
        draft,
        periods=tuple(p for p in draft.periods if p in kept or (p.kind, p.title) in named),
    )


def _is_new(period: Period, calendar: WorkCalendar) -> bool:
    return any(
        calendar.is_working_day(day) != (period.kind == "work")
        for day in days(period.starts_on, period.ends_on)
        if period.kind == "work" or day.weekday() < 5
    )


def _by_measure(
    snapshot: Snapshot, action: str, wanted: Container[str], *, keeps_empty: bool
) -> list[tuple[str, list[Task]]]:
    tasks = [task for task in snapshot.tasks_of(action) if task.id in wanted]
    measures = snapshot.measures_of(action)
    planned = {measure.id for measure in measures}
    loose = [task for task in tasks if task.measure not in planned]
    grouped = [(m.title, [task for task in tasks if task.measure == m.id]) for m in measures]
    return [("", loose)] * bool(loose) + [
        (title, of_measure) for title, of_measure in grouped if of_measure or keeps_empty
    ]


def _task(snapshot: Snapshot, task: Task, number: int) -> ProjectTask:
    unit = snapshot.units.get(task.responsible_unit or "")
    return ProjectTask(
        number,
        task.title,
        task.code,
        task.start_on,
        task.due_on,
        task.progress,
        task.detail,
        unit.name if unit else "",
        snapshot.person_name(task.owner),
        task.counts_natural_days,
        tuple(
            ProjectMilestone(stone.title, stone.due_on, stone.done_on, stone.weight)
            for stone in snapshot.milestones_of(task.id)
        ),
        task.finished_on if task.is_finished else None,
        "" if task.due_on else task.due_text,
    )
