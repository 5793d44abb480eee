"""Every kind of thing that a campaign's file holds, one line each; parents stand before children."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from battlemap.domain.kinds import (
    action,
    alert,
    attachment,
    ban_exemption,
    baseline,
    campaign,
    checklist,
    collection,
    conflict,
    dependency,
    document,
    duty,
    duty_post,
    edition,
    entry,
    entry_view,
    escalation_rule,
    hand_over,
    hazard,
    incident,
    indicator,
    instruction,
    ledger,
    letter,
    meeting,
    member,
    money,
    nil_report,
    people,
    period,
    picture_map,
    post_role,
    problem_batch,
    problem_kind,
    problem_step,
    recheck,
    report,
    report_rule,
    risk,
    saved_view,
    scheme,
    sheet_heading,
    shift_handover,
    strike_rule,
    supervision,
    tally,
    task_kind,
    unmasking,
    veto,
)
from battlemap.domain.kinds.kind import Kind, Row

CATALOGUE: Final[tuple[Kind, ...]] = (
    campaign.CAMPAIGN,
    period.PERIOD,
    people.UNIT,
    people.PERSON,
    action.ACTION,
    action.MEASURE,
    strike_rule.STRIKE_RULE,
    report_rule.REPORT_RULE,
    task_kind.TASK,
    task_kind.MILESTONE,
    dependency.DEPENDENCY,
    hand_over.HAND_OVER,
    report.REPORT,
    recheck.RECHECK,
    baseline.BASELINE,
    escalation_rule.ESCALATION_RULE,
    problem_batch.PROBLEM_BATCH,
    problem_kind.PROBLEM,
    problem_step.PROBLEM_STEP,
    problem_kind.PROBLEM_TASK,
    attachment.ATTACHMENT,
    checklist.CHECKLIST_ITEM,
    instruction.INSTRUCTION,
    letter.LETTER,
    meeting.MEETING_SERIES,
    meeting.MEETING,
    meeting.DECISION,
    post_role.POST_ROLE,
    duty_post.SHIFT_RULE,
    duty_post.DUTY_POST,
    duty_post.DUTY_MEMBER,
    duty.DUTY,
    duty.LEAVE,
    duty.DUTY_SWAP,
    shift_handover.DUTY_ITEM,
    shift_handover.SHIFT_HANDOVER,
    incident.INCIDENT,
    incident.INCIDENT_REPORT,
    nil_report.NIL_RULE,
    nil_report.NIL_REPORT,
    alert.ALERT,
    alert.ALERT_TASK,
    collection.COLLECTION,
    collection.COLLECTION_REQUEST,
    ban_exemption.BAN_EXEMPTION,
    risk.RISK_MATRIX,
    risk.RISK,
    risk.RISK_ASSESSMENT,
    supervision.ENTERPRISE,
    supervision.INSPECTION_RULE,
    supervision.INSPECTION,
    hazard.HAZARD,
    picture_map.PLATE,
    picture_map.MAP_MARK,
    picture_map.ROAD_PART,
    conflict.CONFLICT,
    member.MEMBER,
    edition.EDITION,
    edition.POSTING,
    saved_view.SAVED_VIEW,
    ledger.LEDGER,
    ledger.LEDGER_FIELD,
    entry.ENTRY,
    entry.ENTRY_LINK,
    tally.TALLY,
    entry_view.ENTRY_VIEW,
    unmasking.UNMASKING,
    sheet_heading.SHEET_HEADING,
    indicator.INDICATOR,
    indicator.OBSERVATION,
    indicator.TARGET,
    indicator.INDICATOR_FORECAST,
    indicator.JUDGEMENT,
    scheme.SCHEME,
    scheme.SCHEME_NODE,
    scheme.NODE_TASK,
    scheme.NODE_PLACE,
    veto.VETO,
    document.SOURCE_DOCUMENT,
    document.CLAUSE,
    document.CLAUSE_TASK,
    money.BUDGET_LINE,
    money.BUDGET_MONTH,
)

#: Table → its kind.
KINDS: Final[Mapping[str, Kind]] = {kind.table: kind for kind in CATALOGUE}
#: Class of a row → its kind.
KIND_OF: Final[Mapping[type, Kind]] = {kind.row: kind for kind in CATALOGUE}
#: The tables whose rows stay in the file and are asked for page by page; no snapshot holds them.
ASKED_FOR: Final = frozenset(kind.table for kind in CATALOGUE if kind.is_asked_for)
#: The tables of what belongs to one task and goes with it.
TASK_PARTS: Final = tuple(kind.table for kind in CATALOGUE if kind.parent_table == "task")


def kind_of(row: Row) -> Kind:
    """Returns the kind of a row."""
    return KIND_OF[type(row)]


def task_owning(table: str, row: Row) -> str | None:
    """Returns the task that the row belongs to and goes with, None for one that is no part of a task."""
    return getattr(row, KINDS[table].parent) if table in TASK_PARTS else None
