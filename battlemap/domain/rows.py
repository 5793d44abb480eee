"""Every row of a campaign by table, typed, and found by what it has in a field."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TypeVar, cast

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

_R = TypeVar("_R")
_Part = TypeVar("_Part", bound=Row)


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

    def parts(self, kind: type[_Part], task: str) -> list[_Part]:
        """Returns the live rows of a kind that belong to a task, in the order of making."""
        table = TABLE_OF[kind]
        rows = self._table(table, kind)
        return [row for id in self.by(table, "task").get(task, ()) if not (row := rows[id]).deleted]

    @cached_property
    def campaign(self) -> Campaign:
        """The one campaign of the file."""
        return cast(Campaign, next(iter(self.rows["campaign"].values())))

    @property
    def is_empty(self) -> bool:
        """Whether no campaign has been written yet."""
        return not self.rows["campaign"]

    @cached_property
    def actions(self) -> Mapping[str, Action]:
        """Every action by id, deleted ones included; so for the other tables."""
        return self._table("action", Action)

    @cached_property
    def measures(self) -> Mapping[str, Measure]:
        """Every measure by id."""
        return self._table("measure", Measure)

    @cached_property
    def tasks(self) -> Mapping[str, Task]:
        """Every task by id."""
        return self._table("task", Task)

    @cached_property
    def milestones(self) -> Mapping[str, Milestone]:
        """Every milestone by id."""
        return self._table("milestone", Milestone)

    @cached_property
    def checklist_items(self) -> Mapping[str, ChecklistItem]:
        """Every checklist item by id."""
        return self._table("checklist_item", ChecklistItem)

    @cached_property
    def instructions(self) -> Mapping[str, Instruction]:
        """Every instruction by id."""
        return self._table("instruction", Instruction)

    @cached_property
    def dependencies(self) -> Mapping[str, Dependency]:
        """Every dependency by id."""
        return self._table("dependency", Dependency)

    @cached_property
    def reports(self) -> Mapping[str, Report]:
        """Every progress report by id."""
        return self._table("report", Report)

    @cached_property
    def meeting_series(self) -> Mapping[str, MeetingSeries]:
        """Every series of meetings by id."""
        return self._table("meeting_series", MeetingSeries)

    @cached_property
    def meetings(self) -> Mapping[str, Meeting]:
        """Every meeting by id."""
        return self._table("meeting", Meeting)

    @cached_property
    def decisions(self) -> Mapping[str, Decision]:
        """Every decision by id."""
        return self._table("decision", Decision)

    @cached_property
    def post_roles(self) -> Mapping[str, PostRole]:
        """Every office of the command post by id."""
        return self._table("post_role", PostRole)

    @cached_property
    def letters(self) -> Mapping[str, Letter]:
        """Every letter by id."""
        return self._table("letter", Letter)

    @cached_property
    def hand_overs(self) -> Mapping[str, HandOver]:
        """Every hand-over by id."""
        return self._table("hand_over", HandOver)

    @cached_property
    def rechecks(self) -> Mapping[str, Recheck]:
        """Every recheck by id."""
        return self._table("recheck", Recheck)

    @cached_property
    def strike_rules(self) -> Mapping[str, StrikeRule]:
        """Every set of conditions for 销号 by id."""
        return self._table("strike_rule", StrikeRule)

    @cached_property
    def report_rules(self) -> Mapping[str, ReportRule]:
        """Every rule of reporting by id."""
        return self._table("report_rule", ReportRule)

    @cached_property
    def saved_views(self) -> Mapping[str, SavedView]:
        """Every saved view by id."""
        return self._table("saved_view", SavedView)

    @cached_property
    def entry_views(self) -> Mapping[str, EntryView]:
        """Every view of a ledger by id."""
        return self._table("entry_view", EntryView)

    @cached_property
    def baselines(self) -> Mapping[str, Baseline]:
        """Every baseline by id."""
        return self._table("baseline", Baseline)

    @cached_property
    def units(self) -> Mapping[str, Unit]:
        """Every unit by id."""
        return self._table("unit", Unit)

    @cached_property
    def persons(self) -> Mapping[str, Person]:
        """Every person by id."""
        return self._table("person", Person)

    @cached_property
    def problems(self) -> Mapping[str, Problem]:
        """Every problem by id."""
        return self._table("problem", Problem)

    @cached_property
    def problem_steps(self) -> Mapping[str, ProblemStep]:
        """Every step of a problem's way by id."""
        return self._table("problem_step", ProblemStep)

    @cached_property
    def problem_batches(self) -> Mapping[str, ProblemBatch]:
        """Every batch of problems by id."""
        return self._table("problem_batch", ProblemBatch)

    @cached_property
    def escalation_rules(self) -> Mapping[str, EscalationRule]:
        """Every rule of escalation by id."""
        return self._table("escalation_rule", EscalationRule)

    @cached_property
    def problem_tasks(self) -> Mapping[str, ProblemTask]:
        """Every tie between a problem and a task by id."""
        return self._table("problem_task", ProblemTask)

    @cached_property
    def problem_entries(self) -> Mapping[str, ProblemEntry]:
        """Every tie between a problem and an entry of a ledger by id."""
        return self._table("problem_entry", ProblemEntry)

    @cached_property
    def periods(self) -> Mapping[str, Period]:
        """Every own day or period by id."""
        return self._table("period", Period)

    @cached_property
    def attachments(self) -> Mapping[str, Attachment]:
        """Every attachment by id."""
        return self._table("attachment", Attachment)

    @cached_property
    def collections(self) -> Mapping[str, Collection]:
        """Every round of reporting by id."""
        return self._table("collection", Collection)

    @cached_property
    def collection_requests(self) -> Mapping[str, CollectionRequest]:
        """What every unit was sent, by the number on the package."""
        return self._table("collection_request", CollectionRequest)

    @cached_property
    def conflicts(self) -> Mapping[str, Conflict]:
        """What PCs have changed without knowing of each other, by id."""
        return self._table("conflict", Conflict)

    @cached_property
    def members(self) -> Mapping[str, Member]:
        """The PCs that work on the campaign, by site."""
        return self._table("member", Member)

    @cached_property
    def editions(self) -> Mapping[str, Edition]:
        """Every numbered edition by id."""
        return self._table("edition", Edition)

    @cached_property
    def postings(self) -> Mapping[str, Posting]:
        """Everything that was hung on the wall, by id."""
        return self._table("posting", Posting)

    @cached_property
    def ledgers(self) -> Mapping[str, Ledger]:
        """Every ledger by id; its entries stay in the file."""
        return self._table("ledger", Ledger)

    @cached_property
    def ledger_fields(self) -> Mapping[str, LedgerField]:
        """Every field of a ledger by id."""
        return self._table("ledger_field", LedgerField)

    @cached_property
    def tallies(self) -> Mapping[str, Tally]:
        """Every tally over a ledger by id."""
        return self._table("tally", Tally)

    @cached_property
    def indicators(self) -> Mapping[str, Indicator]:
        """Every indicator by id."""
        return self._table("indicator", Indicator)

    @cached_property
    def observations(self) -> Mapping[str, Observation]:
        """Every figure of an indicator by id."""
        return self._table("observation", Observation)

    @cached_property
    def targets(self) -> Mapping[str, Target]:
        """Every target of an indicator by id."""
        return self._table("target", Target)

    @cached_property
    def indicator_forecasts(self) -> Mapping[str, IndicatorForecast]:
        """Every forecast made by hand by id."""
        return self._table("indicator_forecast", IndicatorForecast)

    @cached_property
    def judgements(self) -> Mapping[str, Judgement]:
        """Every 研判意见 by id."""
        return self._table("judgement", Judgement)

    @cached_property
    def schemes(self) -> Mapping[str, Scheme]:
        """Every assessment scheme by id."""
        return self._table("scheme", Scheme)

    @cached_property
    def scheme_nodes(self) -> Mapping[str, SchemeNode]:
        """Every node of a scheme by id."""
        return self._table("scheme_node", SchemeNode)

    @cached_property
    def node_tasks(self) -> Mapping[str, NodeTask]:
        """Every tie between a KPI and a task by id."""
        return self._table("node_task", NodeTask)

    @cached_property
    def node_places(self) -> Mapping[str, NodePlace]:
        """Every place among peers by id."""
        return self._table("node_place", NodePlace)

    @cached_property
    def vetoes(self) -> Mapping[str, Veto]:
        """Every veto by id."""
        return self._table("veto", Veto)

    @cached_property
    def source_documents(self) -> Mapping[str, SourceDocument]:
        """Every source document by id."""
        return self._table("source_document", SourceDocument)

    @cached_property
    def clauses(self) -> Mapping[str, Clause]:
        """Every clause of a document by id."""
        return self._table("clause", Clause)

    @cached_property
    def clause_tasks(self) -> Mapping[str, ClauseTask]:
        """Every tie between a clause and a task by id."""
        return self._table("clause_task", ClauseTask)

    @cached_property
    def budget_lines(self) -> Mapping[str, BudgetLine]:
        """Every budget line by id."""
        return self._table("budget_line", BudgetLine)

    @cached_property
    def budget_months(self) -> Mapping[str, BudgetMonth]:
        """Every month of a budget line by id."""
        return self._table("budget_month", BudgetMonth)

    def _table(self, name: str, kind: type[_R]) -> Mapping[str, _R]:
        return cast("Mapping[str, _R]", self.rows[name])
