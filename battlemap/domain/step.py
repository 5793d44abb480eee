"""A step: what one committed transaction changed, row by row; everybody hears of changes in this form."""

from __future__ import annotations

from datetime import datetime
from typing import Final, Literal

import attrs

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
from battlemap.domain.kinds.task import Milestone, Task
from battlemap.domain.planning.calendar import Period

Row = (
    Campaign
    | Period
    | Unit
    | Person
    | Action
    | Measure
    | Task
    | Milestone
    | Dependency
    | Report
    | Baseline
    | Problem
    | ProblemTask
    | Attachment
    | ChecklistItem
    | Instruction
    | Edition
    | Posting
    | SavedView
)
#: What belongs to one task and goes with it, named by its field `task`.
TaskPart = Milestone | Report | ProblemTask | Attachment | ChecklistItem | Instruction
StepKind = Literal["do", "undo", "redo", "merge"]

#: The file's tables and what a row of each is; parents stand before children.
TABLES: Final[dict[str, type[Row]]] = {
    "campaign": Campaign,
    "period": Period,
    "unit": Unit,
    "person": Person,
    "action": Action,
    "measure": Measure,
    "task": Task,
    "milestone": Milestone,
    "dependency": Dependency,
    "report": Report,
    "baseline": Baseline,
    "problem": Problem,
    "problem_task": ProblemTask,
    "attachment": Attachment,
    "checklist_item": ChecklistItem,
    "instruction": Instruction,
    "edition": Edition,
    "posting": Posting,
    "saved_view": SavedView,
}

TABLE_OF: Final[dict[type[object], str]] = {row: table for table, row in TABLES.items()}


@attrs.frozen
class Change:
    """One row before and after; `before` is None where it was created. Undoing a creation marks the row deleted."""

    table: str
    id: str
    before: Row | None
    after: Row


@attrs.frozen
class Step:
    """One committed transaction."""

    id: str
    label: str
    kind: StepKind
    actor: str
    at: datetime
    changes: tuple[Change, ...]

    def touches(self, *tables: str) -> bool:
        """Whether a row of one of the tables changed."""
        return any(change.table in tables for change in self.changes)
