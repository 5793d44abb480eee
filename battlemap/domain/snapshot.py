"""A snapshot: every row of the campaign at one moment, with the orders and questions that views ask for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from operator import attrgetter
from typing import Any, Final, TypeVar, cast

import attrs

from battlemap.domain.cells import Cells, cells_after, cells_of
from battlemap.domain.days.calendar import HolidayNotice, WorkCalendar
from battlemap.domain.judging.escalation import at_level_since, rises_on
from battlemap.domain.judging.lamp import LampScheme, Verdict, judge
from battlemap.domain.judging.progress import judged_span
from battlemap.domain.judging.reporting import Owed, owed
from battlemap.domain.judging.schemes import lamp_scheme
from battlemap.domain.kinds.action import Action, Measure
from battlemap.domain.kinds.attachment import Attachment
from battlemap.domain.kinds.catalogue import ASKED_FOR
from battlemap.domain.kinds.checklist import ChecklistItem
from battlemap.domain.kinds.dependency import Dependency
from battlemap.domain.kinds.entry_view import EntryView
from battlemap.domain.kinds.escalation_rule import escalation_rule_of
from battlemap.domain.kinds.hand_over import HandOver
from battlemap.domain.kinds.instruction import Instruction
from battlemap.domain.kinds.problem import Problem, ProblemEntry, ProblemTask, one_line, written_on_card
from battlemap.domain.kinds.problem_step import ProblemStep
from battlemap.domain.kinds.recheck import Recheck
from battlemap.domain.kinds.report import Report
from battlemap.domain.kinds.report_rule import ReportRule, discipline_of
from battlemap.domain.kinds.strike_rule import Condition, conditions, rule_for, why_not_struck_off
from battlemap.domain.kinds.tally import Tally
from battlemap.domain.kinds.task import LANES, Lane, Milestone, Task, why_not_to_lane
from battlemap.domain.kinds.unmasking import Unmasking
from battlemap.domain.ledgers.definition import Definition, with_look_ups
from battlemap.domain.rows import Rows
from battlemap.domain.step import TABLES, Row, Step

_Ranked = TypeVar("_Ranked", Measure, Milestone, ChecklistItem, Tally, EntryView)

_ID: Final = attrgetter("id")
#: What is worked out once, and the tables from which; it goes on to the next snapshot where a step touches none.
_KEPT: Final = {
    "calendar": frozenset({"period"}),
    "scheme": frozenset({"campaign"}),
    "columns": frozenset({"action"}),
    "live_dependencies": frozenset({"dependency", "task", "action"}),
    "definitions": frozenset({"ledger", "ledger_field"}),
}


@attrs.frozen(eq=False, slots=False)
class Snapshot(Rows):
    """Immutable: `take` returns the next one and shares all that did not change."""

    notice: HolidayNotice = attrs.field(factory=HolidayNotice)
    _known_cells: Cells | None = attrs.field(default=None, alias="known_cells", repr=False)

    @classmethod
    def of(cls, rows: Iterable[tuple[str, Row]], notice: HolidayNotice | None = None) -> Snapshot:
        """Returns the snapshot of the given (table, row) pairs."""
        tables: dict[str, dict[str, Row]] = {table: {} for table in TABLES}
        for table, row in rows:
            if table not in ASKED_FOR:
                tables[table][row.id] = row
        return cls(tables, notice or HolidayNotice())

    @classmethod
    def of_tables(
        cls, by_table: Mapping[str, Sequence[Row]], notice: HolidayNotice | None = None
    ) -> Snapshot:
        """Returns the snapshot of the given rows, table by table."""
        tables: dict[str, dict[str, Row]] = {table: {} for table in TABLES}
        for table, rows in by_table.items():
            if table not in ASKED_FOR:
                tables[table] = dict(zip(map(_ID, rows), rows, strict=True))
        return cls(tables, notice or HolidayNotice())

    def take(self, step: Step) -> Snapshot:
        """Returns the snapshot after `step`; costs what the step changed."""
        rows, indexes = self.rows_after(step)
        touched = {change.table for change in step.changes}
        cells = self.__dict__.get("cells", self._known_cells)
        if cells is not None and "task" in touched:
            cells = cells_after(cells, step.changes, cast("Mapping[str, Task]", rows["task"]))
        following = Snapshot(rows, self.notice, cells, indexes=indexes)
        for name, tables in _KEPT.items():
            if name in self.__dict__ and touched.isdisjoint(tables):
                following.__dict__[name] = self.__dict__[name]
        return following

    def turned_back(
        self, made_since: Collection[tuple[str, str]], then: Mapping[tuple[str, str], Row]
    ) -> Snapshot:
        """Returns the snapshot without the rows (table, id) that were made since, and with others as they were `then`."""
        others = {table for table, _ in (*made_since, *then)}
        rows = {
            table: {
                id: then.get((table, id), row) for id, row in own.items() if (table, id) not in made_since
            }
            if table in others
            else own
            for table, own in self.rows.items()
        }
        return Snapshot(rows, self.notice)

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
        own = [self.measures[id] for id in self.by("measure", "action").get(action, ())]
        return _ranked(measure for measure in own if not measure.deleted)

    @cached_property
    def cells(self) -> Cells:
        """(action id, lane) → ids of the live tasks from top to bottom; a cell without tasks is missing."""
        return cells_of(self.tasks.values()) if self._known_cells is None else self._known_cells

    def cell(self, action: str, lane: Lane) -> tuple[str, ...]:
        """Returns the ids of the live tasks of one cell, from top to bottom."""
        return self.cells.get((action, lane), ())

    def tasks_of(self, action: str) -> tuple[Task, ...]:
        """Returns the live tasks of an action, lane by lane."""
        tasks = self.tasks
        return tuple([tasks[task] for lane in LANES for task in self.cell(action, lane)])

    @property
    def live_tasks(self) -> tuple[Task, ...]:
        """The tasks that stand on the board, column by column, lane by lane."""
        return tuple([task for action in self.columns for task in self.tasks_of(action.id)])

    def is_live(self, task: Task) -> bool:
        """Whether a task stands on the board: neither it nor its action has gone."""
        return not task.deleted and self.actions[task.action].is_shown

    def milestones_of(self, task: str) -> tuple[Milestone, ...]:
        """Returns the live milestones of a task, in order."""
        return _ranked(self.parts(Milestone, task))

    def checklist_of(self, task: str) -> tuple[ChecklistItem, ...]:
        """Returns the live checklist of a task, in order."""
        items = self.parts(ChecklistItem, task)
        return _ranked(items) if items else ()

    def instructions_of(self, task: str) -> tuple[Instruction, ...]:
        """Returns the live instructions on a task, the newest first; of one day the last that was written."""
        return tuple(sorted(self.parts(Instruction, task), key=lambda given: given.given_on)[::-1])

    def reports_of(self, task: str) -> tuple[Report, ...]:
        """Returns the live progress reports of a task, the newest first; of one day the last that was written."""
        return tuple(sorted(self.parts(Report, task), key=lambda report: report.reported_on)[::-1])

    def attachments_of(self, task: str) -> tuple[Attachment, ...]:
        """Returns the live attachments of a task, the first added first."""
        return tuple(sorted(self.parts(Attachment, task), key=lambda attachment: attachment.added_on))

    def task_by_code(self, code: str) -> Task | None:
        """Returns the live task with that code, case ignored."""
        wanted = code.strip().upper()
        return next((t for t in self.tasks.values() if t.code == wanted and not t.deleted), None)

    # -- ledgers ------------------------------------------------------------------------------------------------

    @cached_property
    def definitions(self) -> Mapping[str, Definition]:
        """Id → definition of every live ledger, in their order; their entries are asked of the file."""
        own = self.by("ledger_field", "ledger")
        fields = self.ledger_fields
        live = sorted(
            (row for row in self.ledgers.values() if not row.deleted), key=lambda row: (row.rank, row.id)
        )
        made = [Definition.of(row, [fields[id] for id in own.get(row.id, ())]) for row in live]
        return {definition.ledger.id: definition for definition in with_look_ups(made)}

    def definition(self, name: str) -> Definition | None:
        """Returns the live ledger of that id, code or title, None where there is none."""
        wanted = name.strip()
        by_id = self.definitions.get(wanted)
        named = (one for one in self.definitions.values() if wanted in (one.ledger.code, one.ledger.title))
        return by_id or next(named, None)

    def tallies_of(self, ledger: str) -> tuple[Tally, ...]:
        """Returns the live tallies over a ledger, in order."""
        own = [self.tallies[id] for id in self.by("tally", "ledger").get(ledger, ())]
        return _ranked(tally for tally in own if not tally.deleted)

    def entry_views_of(self, ledger: str) -> tuple[EntryView, ...]:
        """Returns the live views of a ledger, in order."""
        own = [self.entry_views[id] for id in self.by("entry_view", "ledger").get(ledger, ())]
        return _ranked(view for view in own if not view.deleted)

    def unmaskings_of(self, ledger: str) -> tuple[Unmasking, ...]:
        """Returns who has seen what a ledger hides, the newest first."""
        rows = (row for row in self.rows["unmasking"].values() if isinstance(row, Unmasking))
        own = [row for row in rows if row.ledger == ledger and not row.deleted]
        return tuple(sorted(own, key=lambda row: (row.seen_at, row.id), reverse=True))

    def tallies_driving(self, task: str) -> tuple[Tally, ...]:
        """Returns the live tallies that a task's progress follows."""
        own = [self.tallies[id] for id in self.by("tally", "task").get(task, ())]
        return _ranked(tally for tally in own if not tally.deleted and tally.ledger in self.definitions)

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

    @cached_property
    def live_dependencies(self) -> tuple[Dependency, ...]:
        """The dependencies between live tasks."""
        return tuple(link for link in self.dependencies.values() if self.is_live_link(link))

    def is_live_link(self, link: Dependency) -> bool:
        """Whether a dependency holds: neither it nor one of its two tasks has gone."""
        tasks = self.tasks
        return (
            not link.deleted and self.is_live(tasks[link.predecessor]) and self.is_live(tasks[link.successor])
        )

    def links_from(self, task: str) -> tuple[Dependency, ...]:
        """Returns the live dependencies by which others wait for a task, in the order of making."""
        ids = self.by("dependency", "predecessor").get(task, ())
        return tuple(link for id in ids if self.is_live_link(link := self.dependencies[id]))

    def links_to(self, task: str) -> tuple[Dependency, ...]:
        """Returns the live dependencies by which a task waits for others, in the order of making."""
        ids = self.by("dependency", "successor").get(task)
        if not ids:
            return ()
        return tuple(link for id in ids if self.is_live_link(link := self.dependencies[id]))

    @cached_property
    def scheme(self) -> LampScheme:
        """The lamp scheme that the campaign has chosen."""
        return lamp_scheme(self.campaign.lamp_scheme)

    def problems_of(self, task: str) -> tuple[Problem, ...]:
        """Returns the 卡点 that stand in the way of a task, by number: the one answer for marks, rules, counts, sheets.

        What a board of former days holds as words on the card is one of them.
        """
        card = self.rows["task"].get(task)
        words = cast(Task, card).blocked if card is not None else None
        if not words and task not in self.by("problem_task", "task"):
            return ()
        standing = [problem for problem in self._problems_ever_of(task) if problem.is_open]
        if words:
            standing.append(written_on_card(task, words))
        return tuple(sorted(standing, key=lambda problem: problem.number))

    def steps_of(self, problem: str) -> list[ProblemStep]:
        """Returns the live steps of a 卡点's way, in the order of making."""
        rows = self.problem_steps
        ids = self.by("problem_step", "problem").get(problem, ())
        return [rows[id] for id in ids if not rows[id].deleted]

    def rises_on(self, problem: Problem) -> date | None:
        """Returns the day on which a 卡点 rises by itself if nobody solves it, None where it does not."""
        rule = escalation_rule_of(problem, self.escalation_rules.values())
        return rises_on(problem, at_level_since(problem, self.steps_of(problem.id)), rule, self.calendar)

    def stuck_words(self, task: str) -> str:
        """Returns the 卡点 of a task in one line, "" where none stands in its way."""
        return one_line(problems) if (problems := self.problems_of(task)) else ""

    def problems_ever_of(self, task: str) -> tuple[Problem, ...]:
        """Returns the problems of a task, the open ones first, then the solved ones, the newest first."""
        live = (problem for problem in self._problems_ever_of(task) if not problem.deleted)
        return tuple(sorted(live, key=lambda problem: (not problem.is_open, -problem.number)))

    def _problems_ever_of(self, task: str) -> list[Problem]:
        if task not in self.by("problem_task", "task"):
            return []
        ids = dict.fromkeys(link.problem for link in self.parts(ProblemTask, task))
        return [self.problems[id] for id in ids if id in self.problems]

    def tasks_stuck_by(self, problem: str) -> tuple[str, ...]:
        """Returns the live tasks in whose way a problem stands, by code."""
        links = (self.problem_tasks[id] for id in self.by("problem_task", "problem").get(problem, ()))
        ids = {link.task for link in links if not link.deleted}
        live = [self.tasks[id] for id in ids if not self.tasks[id].deleted]
        return tuple(task.id for task in sorted(live, key=lambda task: task.code))

    def entries_stuck_by(self, problem: str) -> tuple[ProblemEntry, ...]:
        """Returns the live ties of a problem to entries of ledgers, in the order of making."""
        rows = self.problem_entries
        ids = self.by("problem_entry", "problem").get(problem, ())
        return tuple(rows[id] for id in ids if not rows[id].deleted)

    def problems_on_entry(self, entry: str) -> tuple[Problem, ...]:
        """Returns the 卡点 of an entry of a ledger, the open ones first, then the solved ones, the newest first."""
        rows = self.problem_entries
        ids = dict.fromkeys(
            rows[id].problem
            for id in self.by("problem_entry", "entry").get(entry, ())
            if not rows[id].deleted
        )
        live = (self.problems[id] for id in ids if not self.problems[id].deleted)
        return tuple(sorted(live, key=lambda problem: (not problem.is_open, -problem.number)))

    def judge(self, task: Task, as_of: date, problems: Sequence[Problem] | None = None) -> Verdict:
        """Returns the lamp of a task as of a day, with its reasons; `problems` where who asks has them already."""
        milestones = self.milestones_of(task.id) if task.follows_milestones else ()
        return judge(
            task, self.campaign, self.calendar, self.scheme,
            self.problems_of(task.id) if problems is None else problems, as_of, milestones, self.discipline_of(task),
        )  # fmt: skip

    def discipline_of(self, task: Task) -> ReportRule | None:
        """Returns the rule of reporting that holds for a task, None where nothing is laid down."""
        return discipline_of(task, self.report_rules.values()) if self.report_rules else None

    def owed_of(self, task: Task, as_of: date) -> Owed | None:
        """Returns the report that is owed of a task by the evening of a day, None where none is."""
        stones = self.milestones_of(task.id) if task.follows_milestones else ()
        starts_on = judged_span(task, self.campaign, stones).starts_on
        return owed(task, self.discipline_of(task), starts_on, self.calendar, as_of)

    def strike_conditions(self, task: Task, day: date, *, is_new: bool = False) -> tuple[Condition, ...]:
        """Returns what 销号 asks of a task on a day, and whether it is there: what the gate itself asks.

        `is_new` says that the task is about to be claimed done: nothing that was done before speaks for that claim.
        """
        rule = rule_for(task, self.strike_rules.values())

        def parts(kind: type[Any]) -> Sequence[Any]:
            return () if is_new and kind is HandOver else self.parts(kind, task.id)

        return conditions(task, rule, parts, self.problems_of(task.id), day)

    def why_not_to_lane(self, task: Task, lane: Lane, day: date) -> str:
        """Returns why a task may not come to a lane on a day, 销号条件 included; "" where it may."""
        is_strike = lane == "struck_off" and task.lane == "checking"
        unmet = why_not_struck_off(task, self.strike_conditions(task, day)) if is_strike else ""
        return why_not_to_lane(task, lane, self.problems_of(task.id), unmet)

    def rechecks_of(self, task: str) -> tuple[Recheck, ...]:
        """Returns the live rechecks of a task by their days."""
        return tuple(sorted(self.parts(Recheck, task), key=lambda recheck: recheck.due_on))

    def unit_label(self, unit: str | None) -> str:
        """Returns the unit's short name, or "" where there is none."""
        row = self.units.get(unit) if unit else None
        return row.label if row else ""

    def person_name(self, person: str | None) -> str:
        """Returns the person's name, or "" where there is none."""
        row = self.persons.get(person) if person else None
        return row.name if row else ""


def _ranked(rows: Iterable[_Ranked]) -> tuple[_Ranked, ...]:
    return tuple(sorted(rows, key=lambda row: (row.rank, row.id)))
