"""Every row of a campaign by table, typed, and found by what it has in a field."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Generic, TypeVar, cast, overload

import attrs

from battlemap.domain.days.calendar import Period
from battlemap.domain.kinds.action import Action, Measure
from battlemap.domain.kinds.attachment import Attachment
from battlemap.domain.kinds.baseline import Baseline
from battlemap.domain.kinds.campaign import Campaign
from battlemap.domain.kinds.catalogue import ASKED_FOR
from battlemap.domain.kinds.checklist import ChecklistItem
from battlemap.domain.kinds.collection import Collection, CollectionRequest
from battlemap.domain.kinds.conflict import Conflict
from battlemap.domain.kinds.dependency import Dependency
from battlemap.domain.kinds.document import Clause, ClauseTask, SourceDocument
from battlemap.domain.kinds.edition import Edition, Posting
from battlemap.domain.kinds.entry_view import EntryView
from battlemap.domain.kinds.escalation_rule import EscalationRule
from battlemap.domain.kinds.hand_over import HandOver
from battlemap.domain.kinds.indicator import Indicator, IndicatorForecast, Judgement, Observation, Target
from battlemap.domain.kinds.instruction import Instruction
from battlemap.domain.kinds.ledger import Ledger, LedgerField
from battlemap.domain.kinds.letter import Letter
from battlemap.domain.kinds.meeting import Decision, Meeting, MeetingSeries
from battlemap.domain.kinds.member import Member
from battlemap.domain.kinds.money import BudgetLine, BudgetMonth
from battlemap.domain.kinds.people import Person, Unit
from battlemap.domain.kinds.post_role import PostRole
from battlemap.domain.kinds.problem import Problem, ProblemEntry, ProblemTask
from battlemap.domain.kinds.problem_batch import ProblemBatch
from battlemap.domain.kinds.problem_step import ProblemStep
from battlemap.domain.kinds.recheck import Recheck
from battlemap.domain.kinds.report import Report
from battlemap.domain.kinds.report_rule import ReportRule
from battlemap.domain.kinds.saved_view import SavedView
from battlemap.domain.kinds.scheme import NodePlace, NodeTask, Scheme, SchemeNode
from battlemap.domain.kinds.strike_rule import StrikeRule
from battlemap.domain.kinds.tally import Tally
from battlemap.domain.kinds.task import Milestone, Task
from battlemap.domain.kinds.veto import Veto
from battlemap.domain.row_names import RowNames
from battlemap.domain.step import TABLE_OF, Row, Step
from battlemap.domain.tables import Index, index, index_after, taken

_R = TypeVar("_R", bound=Row)


class Table(Generic[_R]):
    """A table of `Rows` by its kind: id → row, deleted ones included; looked up once for each."""

    def __init__(self, kind: type[_R]) -> None:
        self._table, self._name = TABLE_OF[kind], ""

    def __set_name__(self, owner: type[object], name: str) -> None:
        self._name = name

    @overload
    def __get__(self, rows: None, owner: type[object]) -> Table[_R]: ...

    @overload
    def __get__(self, rows: Rows, owner: type[object]) -> Mapping[str, _R]: ...

    def __get__(self, rows: Rows | None, owner: type[object]) -> Table[_R] | Mapping[str, _R]:
        if rows is None:
            return self
        table = rows.__dict__[self._name] = cast("Mapping[str, _R]", rows.rows[self._table])
        return table


@attrs.frozen(eq=False, slots=False)
class Rows(RowNames):
    """Immutable; the rows of each table stand in the order in which they were made."""

    rows: Mapping[str, Mapping[str, Row]]
    #: (table, field) → its index, for what was asked so far.
    _indexes: dict[tuple[str, str], Index] = attrs.field(
        factory=dict, alias="indexes", repr=False, kw_only=True
    )

    def rows_after(self, step: Step) -> tuple[dict[str, Mapping[str, Row]], dict[tuple[str, str], Index]]:
        """Returns the tables and the indexes after `step`; all that it does not touch is shared."""
        changed: dict[str, dict[str, Row]] = {}
        for change in step.changes:
            if change.table not in ASKED_FOR:
                changed.setdefault(change.table, {})[change.id] = change.after
        rows = {
            table: taken(before, changed[table]) if table in changed else before
            for table, before in self.rows.items()
        }
        indexes = {
            (table, field): index_after(
                before, field, [change for change in step.changes if change.table == table], rows[table]
            )
            if table in changed
            else before
            for (table, field), before in self._indexes.items()
        }
        return rows, indexes

    def by(self, table: str, field: str) -> Index:
        """Returns what the rows of a table have in a field → their ids, deleted ones too, in the order of making.

        Made when first asked for, then kept from snapshot to snapshot. Rows with None in the field are in no entry.
        """
        made = self._indexes.get((table, field))
        if made is None:
            made = self._indexes[table, field] = index(self.rows[table], field)
        return made

    def parts(self, kind: type[_R], task: str) -> list[_R]:
        """Returns the live rows of a kind that belong to a task, in the order of making."""
        table = TABLE_OF[kind]
        rows = cast("Mapping[str, _R]", self.rows[table])
        return [row for id in self.by(table, "task").get(task, ()) if not (row := rows[id]).deleted]

    @cached_property
    def campaign(self) -> Campaign:
        """The one campaign of the file."""
        return cast(Campaign, next(iter(self.rows["campaign"].values())))

    @property
    def is_empty(self) -> bool:
        """Whether no campaign has been written yet."""
        return not self.rows["campaign"]

    actions = Table(Action)
    measures = Table(Measure)
    tasks = Table(Task)
    milestones = Table(Milestone)
    checklist_items = Table(ChecklistItem)
    instructions = Table(Instruction)
    dependencies = Table(Dependency)
    reports = Table(Report)
    meeting_series = Table(MeetingSeries)
    meetings = Table(Meeting)
    decisions = Table(Decision)
    post_roles = Table(PostRole)
    letters = Table(Letter)
    hand_overs = Table(HandOver)
    rechecks = Table(Recheck)
    strike_rules = Table(StrikeRule)
    report_rules = Table(ReportRule)
    saved_views = Table(SavedView)
    entry_views = Table(EntryView)
    baselines = Table(Baseline)
    units = Table(Unit)
    persons = Table(Person)
    problems = Table(Problem)
    problem_steps = Table(ProblemStep)
    problem_batches = Table(ProblemBatch)
    escalation_rules = Table(EscalationRule)
    problem_tasks = Table(ProblemTask)
    problem_entries = Table(ProblemEntry)
    periods = Table(Period)
    attachments = Table(Attachment)
    collections = Table(Collection)
    #: What every unit was sent, by the number on the package.
    collection_requests = Table(CollectionRequest)
    #: What PCs have changed without knowing of each other, by id.
    conflicts = Table(Conflict)
    #: The PCs that work on the campaign, by site.
    members = Table(Member)
    editions = Table(Edition)
    #: Everything that was hung on the wall, by id.
    postings = Table(Posting)
    #: Every ledger by id; its entries stay in the file.
    ledgers = Table(Ledger)
    ledger_fields = Table(LedgerField)
    tallies = Table(Tally)
    indicators = Table(Indicator)
    observations = Table(Observation)
    targets = Table(Target)
    indicator_forecasts = Table(IndicatorForecast)
    judgements = Table(Judgement)
    schemes = Table(Scheme)
    scheme_nodes = Table(SchemeNode)
    node_tasks = Table(NodeTask)
    node_places = Table(NodePlace)
    vetoes = Table(Veto)
    source_documents = Table(SourceDocument)
    clauses = Table(Clause)
    clause_tasks = Table(ClauseTask)
    budget_lines = Table(BudgetLine)
    budget_months = Table(BudgetMonth)
