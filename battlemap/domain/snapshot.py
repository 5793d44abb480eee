"""A snapshot: every row of the campaign at one moment, with the orders and questions that views ask for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import Final, TypeVar, cast

import attrs

from battlemap.domain.judging.lamp import LampScheme, Verdict, judge
from battlemap.domain.judging.schemes import lamp_scheme
from battlemap.domain.kinds.action import Action, Measure
from battlemap.domain.kinds.attachment import Attachment
from battlemap.domain.kinds.baseline import Baseline
from battlemap.domain.kinds.campaign import Campaign
from battlemap.domain.kinds.checklist import ChecklistItem
from battlemap.domain.kinds.dependency import Dependency
from battlemap.domain.kinds.edition import Edition, Posting
from battlemap.domain.kinds.instruction import Instruction
from battlemap.domain.kinds.people import Person, Unit
from battlemap.domain.kinds.problem import Problem, ProblemTask
from battlemap.domain.kinds.report import Report
from battlemap.domain.kinds.saved_view import SavedView
from battlemap.domain.kinds.task import LANES, Lane, Milestone, Task
from battlemap.domain.planning.calendar import HolidayNotice, Period, WorkCalendar
from battlemap.domain.step import TABLES, Row, Step

_R = TypeVar("_R")
_Cells = dict[tuple[str, str], tuple[str, ...]]


#: Table of what belongs to tasks → where the snapshot keeps it task by task.
_PARTS: Final = {"milestone": "_live_milestones", "checklist_item": "_live_checklists"}


@attrs.frozen(eq=False, slots=False)
class Snapshot:
    """Immutable: `take` returns the next one and shares all that did not change."""

    rows: Mapping[str, Mapping[str, Row]]
    notice: HolidayNotice = attrs.field(factory=HolidayNotice)
    _known_cells: _Cells | None = attrs.field(default=None, alias="known_cells", repr=False)

    @classmethod
    def of(cls, rows: Iterable[tuple[str, Row]], notice: HolidayNotice | None = None) -> Snapshot:
        """Returns the snapshot of the given (table, row) pairs."""
        tables: dict[str, dict[str, Row]] = {table: {} for table in TABLES}
        for table, row in rows:
            tables[table][row.id] = row
        return cls(tables, notice or HolidayNotice())

    def take(self, step: Step) -> Snapshot:
        """Returns the snapshot after `step`; costs what the step changed plus one copy per touched table."""
        touched = {change.table for change in step.changes}
        rows = {table: dict(known) if table in touched else known for table, known in self.rows.items()}
        for change in step.changes:
            table = cast("dict[str, Row]", rows[change.table])
            table[change.id] = change.after
        following = Snapshot(rows, self.notice, self._cells_after(step, rows))
        for name in ("calendar", "scheme"):
            if name in self.__dict__ and not touched & {"campaign", "period"}:
                following.__dict__[name] = self.__dict__[name]
        if "_open_problems" in self.__dict__ and not touched & {"problem", "problem_task"}:
            following.__dict__["_open_problems"] = self.__dict__["_open_problems"]
        for part, kept in _PARTS.items():
            if kept in self.__dict__ and part not in touched:
                following.__dict__[kept] = self.__dict__[kept]
        return following

    # -- rows ---------------------------------------------------------------------------------------------------

    @property
    def campaign(self) -> Campaign:
        """The one campaign of the file."""
        return cast(Campaign, next(iter(self.rows["campaign"].values())))

    @property
    def is_empty(self) -> bool:
        """Whether no campaign has been written yet."""
        return not self.rows["campaign"]

    @property
    def actions(self) -> Mapping[str, Action]:
        """Every action by id, deleted ones included; so for the other tables."""
        return self._table("action", Action)

    @property
    def measures(self) -> Mapping[str, Measure]:
        """Every measure by id."""
        return self._table("measure", Measure)

    @property
    def tasks(self) -> Mapping[str, Task]:
        """Every task by id."""
        return self._table("task", Task)

    @property
    def milestones(self) -> Mapping[str, Milestone]:
        """Every milestone by id."""
        return self._table("milestone", Milestone)

    @property
    def checklist_items(self) -> Mapping[str, ChecklistItem]:
        """Every checklist item by id."""
        return self._table("checklist_item", ChecklistItem)

    @property
    def instructions(self) -> Mapping[str, Instruction]:
        """Every instruction by id."""
        return self._table("instruction", Instruction)

    @property
    def dependencies(self) -> Mapping[str, Dependency]:
        """Every dependency by id."""
        return self._table("dependency", Dependency)

    @property
    def reports(self) -> Mapping[str, Report]:
        """Every progress report by id."""
        return self._table("report", Report)

    @property
    def saved_views(self) -> Mapping[str, SavedView]:
        """Every saved view by id."""
        return self._table("saved_view", SavedView)

    @property
    def baselines(self) -> Mapping[str, Baseline]:
        """Every baseline by id."""
        return self._table("baseline", Baseline)

    @property
    def units(self) -> Mapping[str, Unit]:
        """Every unit by id."""
        return self._table("unit", Unit)

    @property
    def persons(self) -> Mapping[str, Person]:
        """Every person by id."""
        return self._table("person", Person)

    @property
    def problems(self) -> Mapping[str, Problem]:
        """Every problem by id."""
        return self._table("problem", Problem)

    @property
    def periods(self) -> Mapping[str, Period]:
        """Every own day or period by id."""
        return self._table("period", Period)

    @property
    def attachments(self) -> Mapping[str, Attachment]:
        """Every attachment by id."""
        return self._table("attachment", Attachment)

    @property
    def editions(self) -> Mapping[str, Edition]:
        """Every numbered edition by id."""
        return self._table("edition", Edition)

    @property
    def postings(self) -> Mapping[str, Posting]:
        """Everything that was hung on the wall, by id."""
        return self._table("posting", Posting)

    def _table(self, name: str, kind: type[_R]) -> Mapping[str, _R]:
        return cast("Mapping[str, _R]", self.rows[name])

    # -- orders -------------------------------------------------------------------------------------------------

    @cached_property
    def columns(self) -> tuple[Action, ...]:
        """The actions that stand on the board, from left to right."""
        live = [action for action in self.actions.values() if action.is_shown]
        return tuple(sorted(live, key=lambda action: (action.rank, action.id)))

    @property
    def archived(self) -> tuple[Action, ...]:
        """The actions that are archived, by number."""
        kept = [action for action in self.actions.values() if action.is_archived and not action.deleted]
        return tuple(sorted(kept, key=lambda action: action.number))

    def measures_of(self, action: str) -> tuple[Measure, ...]:
        """Returns the live measures of an action, in order."""
        live = [
            measure for measure in self.measures.values() if measure.action == action and not measure.deleted
        ]
        return tuple(sorted(live, key=lambda measure: (measure.rank, measure.id)))

    @cached_property
    def cells(self) -> _Cells:
        """(action id, lane) → ids of the live tasks from top to bottom; a cell without tasks is missing."""
        if self._known_cells is not None:
            return self._known_cells
        found: dict[tuple[str, str], list[Task]] = {}
        for task in self.tasks.values():
            if not task.deleted:
                found.setdefault((task.action, task.lane), []).append(task)
        return {key: _in_order(tasks) for key, tasks in found.items()}

    def cell(self, action: str, lane: Lane) -> tuple[str, ...]:
        """Returns the ids of the live tasks of one cell, from top to bottom."""
        return self.cells.get((action, lane), ())

    def tasks_of(self, action: str) -> tuple[Task, ...]:
        """Returns the live tasks of an action, lane by lane."""
        return tuple(self.tasks[task] for lane in LANES for task in self.cell(action, lane))

    @property
    def live_tasks(self) -> tuple[Task, ...]:
        """The tasks that stand on the board, column by column, lane by lane."""
        return tuple(task for action in self.columns for task in self.tasks_of(action.id))

    def is_live(self, task: Task) -> bool:
        """Whether a task stands on the board: neither it nor its action has gone."""
        return not task.deleted and self.actions[task.action].is_shown

    def milestones_of(self, task: str) -> tuple[Milestone, ...]:
        """Returns the live milestones of a task, in order."""
        return self._live_milestones.get(task, ())

    @cached_property
    def _live_milestones(self) -> Mapping[str, tuple[Milestone, ...]]:
        found: dict[str, list[Milestone]] = {}
        for stone in self.milestones.values():
            if not stone.deleted:
                found.setdefault(stone.task, []).append(stone)
        return {
            task: tuple(sorted(stones, key=lambda stone: (stone.rank, stone.id)))
            for task, stones in found.items()
        }

    def checklist_of(self, task: str) -> tuple[ChecklistItem, ...]:
        """Returns the live checklist of a task, in order."""
        return self._live_checklists.get(task, ())

    @cached_property
    def _live_checklists(self) -> Mapping[str, tuple[ChecklistItem, ...]]:
        found: dict[str, list[ChecklistItem]] = {}
        for item in self.checklist_items.values():
            if not item.deleted:
                found.setdefault(item.task, []).append(item)
        return {
            task: tuple(sorted(items, key=lambda item: (item.rank, item.id))) for task, items in found.items()
        }

    def instructions_of(self, task: str) -> tuple[Instruction, ...]:
        """Returns the live instructions on a task, the newest first."""
        live = [found for found in self.instructions.values() if found.task == task and not found.deleted]
        return tuple(sorted(live, key=lambda found: (found.given_on, found.id), reverse=True))

    def reports_of(self, task: str) -> tuple[Report, ...]:
        """Returns the live progress reports of a task, the newest first."""
        live = [found for found in self.reports.values() if found.task == task and not found.deleted]
        live.sort(key=lambda found: found.reported_on)
        return tuple(live[::-1])

    def attachments_of(self, task: str) -> tuple[Attachment, ...]:
        """Returns the live attachments of a task, the first added first."""
        live = [found for found in self.attachments.values() if found.task == task and not found.deleted]
        return tuple(sorted(live, key=lambda found: (found.added_on, found.title, found.id)))

    def task_by_code(self, code: str) -> Task | None:
        """Returns the live task with that code, case ignored."""
        wanted = code.strip().upper()
        return next((t for t in self.tasks.values() if t.code == wanted and not t.deleted), None)

    # -- judgements ---------------------------------------------------------------------------------------------

    @cached_property
    def calendar(self) -> WorkCalendar:
        """The campaign's working calendar."""
        return WorkCalendar.of(self.notice, self.periods.values())

    @cached_property
    def natural_calendar(self) -> WorkCalendar:
        """The calendar of tasks that count natural days: every day is one."""
        return WorkCalendar(every_day=True)

    def calendar_of(self, task: Task) -> WorkCalendar:
        """Returns the calendar by which a task's days are counted."""
        return self.natural_calendar if task.counts_natural_days else self.calendar

    @property
    def live_dependencies(self) -> tuple[Dependency, ...]:
        """The dependencies between live tasks."""
        tasks = self.tasks
        return tuple(
            link
            for link in self.dependencies.values()
            if not link.deleted
            and self.is_live(tasks[link.predecessor])
            and self.is_live(tasks[link.successor])
        )

    @cached_property
    def links_before(self) -> Mapping[str, tuple[Dependency, ...]]:
        """Task → the live dependencies by which it waits for others; a task that waits for none is missing."""
        found: dict[str, list[Dependency]] = {}
        for link in self.live_dependencies:
            found.setdefault(link.successor, []).append(link)
        return {task: tuple(links) for task, links in found.items()}

    @cached_property
    def scheme(self) -> LampScheme:
        """The lamp scheme that the campaign has chosen."""
        return lamp_scheme(self.campaign.lamp_scheme)

    @cached_property
    def _open_problems(self) -> Mapping[str, tuple[Problem, ...]]:
        found: dict[str, list[Problem]] = {}
        for link in self._table("problem_task", ProblemTask).values():
            problem = self.problems.get(link.problem)
            if problem is not None and problem.is_open and not link.deleted:
                found.setdefault(link.task, []).append(problem)
        return {
            task: tuple(sorted(problems, key=lambda problem: problem.number))
            for task, problems in found.items()
        }

    def problems_of(self, task: str) -> tuple[Problem, ...]:
        """Returns the open problems that stand in the way of a task."""
        return self._open_problems.get(task, ())

    def problems_ever_of(self, task: str) -> tuple[Problem, ...]:
        """Returns the problems of a task, the open ones first, then the solved ones, the newest first."""
        links = self._table("problem_task", ProblemTask).values()
        problems = self.problems
        ids = {link.problem for link in links if link.task == task and not link.deleted}
        live = [problems[id] for id in ids if not problems[id].deleted]
        return tuple(sorted(live, key=lambda problem: (not problem.is_open, -problem.number)))

    def tasks_stuck_by(self, problem: str) -> tuple[str, ...]:
        """Returns the live tasks in whose way a problem stands, by code."""
        links = self._table("problem_task", ProblemTask).values()
        ids = {link.task for link in links if link.problem == problem and not link.deleted}
        live = [self.tasks[id] for id in ids if not self.tasks[id].deleted]
        return tuple(task.id for task in sorted(live, key=lambda task: task.code))

    def judge(self, task: Task, as_of: date) -> Verdict:
        """Returns the lamp of a task as of a day, with its reasons."""
        milestones = self.milestones_of(task.id) if task.follows_milestones else ()
        return judge(
            task, self.campaign, self.calendar, self.scheme, self.problems_of(task.id), as_of, milestones
        )

    def unit_label(self, unit: str | None) -> str:
        """Returns the unit's short name, or "" where there is none."""
        found = self.units.get(unit) if unit else None
        return found.label if found else ""

    def person_name(self, person: str | None) -> str:
        """Returns the person's name, or "" where there is none."""
        found = self.persons.get(person) if person else None
        return found.name if found else ""

    def _cells_after(self, step: Step, rows: Mapping[str, Mapping[str, Row]]) -> _Cells | None:
        """Returns the cells with only those sorted again whose tasks the step touched."""
        if "cells" not in self.__dict__ and self._known_cells is None:
            return None
        dirty: set[tuple[str, str]] = set()
        members: dict[tuple[str, str], set[str]] = {}
        for change in step.changes:
            if change.table != "task":
                continue
            for task in (change.before, change.after):
                if isinstance(task, Task):
                    dirty.add((task.action, task.lane))
        if not dirty:
            return self.cells
        for key in dirty:
            members[key] = set(self.cells.get(key, ()))
        for change in step.changes:
            if change.table != "task":
                continue
            if isinstance(change.before, Task):
                members[change.before.action, change.before.lane].discard(change.id)
            if isinstance(change.after, Task) and not change.after.deleted:
                members[change.after.action, change.after.lane].add(change.id)
        cells = dict(self.cells)
        tasks = cast("Mapping[str, Task]", rows["task"])
        for key, ids in members.items():
            if ids:
                cells[key] = _in_order([tasks[id] for id in ids])
            else:
                cells.pop(key, None)
        return cells


def _in_order(tasks: list[Task]) -> tuple[str, ...]:
    return tuple(task.id for task in sorted(tasks, key=lambda task: (task.rank, task.id)))
